"""The three ways in which pages tell a moment: in full, short, and by its distance."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from clicksendhub.lib import clock

Words = Literal["full", "short", "ago"]


def tell(moment: datetime, zone: str, *, now: datetime, words: Words) -> str:
    """“Tue 9 June, 9:00 in Perth (in 16 hours)”, “9 June, 9:00”, or “in 16 hours”."""
    if words == "short":
        return _short(moment, zone, now)
    full = clock.describe(moment, zone, now)
    return full.rpartition(" (")[2].removesuffix(")") if words == "ago" else full


def _short(moment: datetime, zone: str, now: datetime) -> str:
    local = clock.in_zone(moment, zone)
    is_this_year = local.year == clock.in_zone(now, zone).year
    year = "" if is_this_year else f" {local.year}"
    return f"{local.day} {local:%B}{year}, {local.hour}:{local.minute:02}"
