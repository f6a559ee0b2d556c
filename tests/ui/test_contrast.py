"""The colour tokens keep their promises of contrast in both themes."""

from __future__ import annotations

import pytest

from tests.ui.colours import Oklch, contrast, linear_srgb, read_tokens

SURFACES = ("paper", "panel", "raised", "wash")
TONES = ("good", "wait", "bad", "person", "quiet", "accent")
THEMES = ("light", "dark")
# A colour may leave sRGB by rounding alone, else screens would show another one.
GAMUT_SLACK = 0.004

BODY = [("ink", surface) for surface in SURFACES]
BODY += [("ink", f"{tone}-tint") for tone in TONES]
SECONDARY = [("ink-2", surface) for surface in SURFACES]
SECONDARY += [("accent", surface) for surface in SURFACES]
SECONDARY += [(f"{tone}-ink", f"{tone}-tint") for tone in TONES]
SECONDARY += [(f"{tone}-ink", surface) for tone in TONES for surface in SURFACES]
SECONDARY += [("on-accent", "accent"), ("on-accent", "accent-strong")]
SECONDARY += [("on-rehearsal", "rehearsal-a"), ("on-rehearsal", "rehearsal-b")]
OUTLINES = [("line-strong", surface) for surface in SURFACES]
OUTLINES += [
    (f"{tone}-fill", s) for tone in TONES for s in ("paper", "panel", "raised")
]

PAIRS = [(*pair, 7.0) for pair in BODY]
PAIRS += [(*pair, 4.5) for pair in SECONDARY]
PAIRS += [(*pair, 3.0) for pair in OUTLINES]


def leaves_srgb(colour: Oklch) -> bool:
    parts = linear_srgb(colour)
    return min(parts) < -GAMUT_SLACK or max(parts) > 1 + GAMUT_SLACK


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_every_pair_of_tokens_has_its_contrast(
    front: str, back: str, least: float, theme: str
) -> None:
    tokens = read_tokens()

    assert contrast(tokens[front][theme], tokens[back][theme]) >= least


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_can_be_shown_on_a_plain_screen(theme: str) -> None:
    outside = [name for name, pair in read_tokens().items() if leaves_srgb(pair[theme])]

    assert outside == []


def test_the_formula_agrees_with_black_on_white() -> None:
    assert contrast((0, 0, 0), (1, 0, 0)) == pytest.approx(21, abs=0.01)
