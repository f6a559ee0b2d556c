"""Choices of a time zone, as forms offer them."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

_REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


@cache
def zone_choices() -> list[tuple[str, str]]:
    """Zones by region and city: “Australia/Perth”."""
    zones = sorted(zone for zone in available_timezones() if zone.startswith(_REGIONS))
    named = [(zone, zone.replace("_", " ")) for zone in zones]
    return [("", "Choose a time zone"), *named, ("UTC", "UTC")]
