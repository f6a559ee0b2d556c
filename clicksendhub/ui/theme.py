"""Light, dark or as the device says: kept in a cookie, so that it needs no sign-in."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """One button of the switch."""

    key: str
    word: str
    icon: str


CHOICES = (
    ThemeChoice("system", "Device", "computer-desktop"),
    ThemeChoice("light", "Light", "sun"),
    ThemeChoice("dark", "Dark", "moon"),
)
COOKIE = "hub_theme"
THEMES = tuple(choice.key for choice in CHOICES)
ONE_YEAR_SECONDS = 365 * 24 * 60 * 60


def theme_of(request: HttpRequest) -> str:
    """The theme that was chosen on this device; anything unknown follows the device."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else "system"


def remember_theme(response: HttpResponse, theme: str) -> None:
    """Keep a theme for a year on this device."""
    response.set_cookie(
        COOKIE,
        theme if theme in THEMES else "system",
        max_age=ONE_YEAR_SECONDS,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
