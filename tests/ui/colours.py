"""Reads the colour tokens and works out their contrast: oklch → linear sRGB → WCAG."""

from __future__ import annotations

import math
import re
from pathlib import Path

from django.conf import settings

NUMBER = r"([\d.]+)"
OKLCH = rf"oklch\({NUMBER} {NUMBER} {NUMBER}\)"
TOKEN = re.compile(rf"--([\w-]+):\s*light-dark\({OKLCH},\s*{OKLCH}\)")

Oklch = tuple[float, float, float]


def read_tokens() -> dict[str, dict[str, Oklch]]:
    """Every colour token as ``{name: {"light": …, "dark": …}}``."""
    css = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    found = {}
    for name, *numbers in TOKEN.findall(css):
        values = [float(number) for number in numbers]
        found[name] = {"light": tuple(values[:3]), "dark": tuple(values[3:])}
    return found  # type: ignore[return-value]


def linear_srgb(colour: Oklch) -> tuple[float, float, float]:
    lightness, chroma, hue = colour
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def luminance(colour: Oklch) -> float:
    red, green, blue = (min(1, max(0, part)) for part in linear_srgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Oklch, other: Oklch) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
