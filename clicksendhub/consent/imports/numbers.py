"""Reads the cell of a number: what any channel reaches may be blocked. Pure."""

from __future__ import annotations

from typing import Final

from clicksendhub.lib.phone import Channel, Code, explain, read_number

# A block stops calls too, so a landline is as good as a mobile number.
_OTHERS: Final = (Channel.VOICE, Channel.FAX)
_NO_DOUBT: Final = frozenset({Code.PERSONAL, Code.EXTENSION})
LONGEST: Final = 100


def read_cell(cell: str, *, country: str) -> tuple[str, str]:
    """The number in E.164 and a doubt about it; or nothing, and why it is no number."""
    text = cell[:LONGEST]
    reading = first = read_number(text, country=country, channel=Channel.SMS)
    for channel in _OTHERS:
        if reading.e164:
            break
        reading = read_number(text, country=country, channel=channel)
    if reading.e164 is None:
        return "", explain(first)
    has_doubt = reading.needs_a_look and reading.code not in _NO_DOUBT
    return reading.e164, explain(reading) if has_doubt else ""
