"""How a number begins of which somebody has typed only the first digits. Pure."""

from __future__ import annotations

import phonenumbers
from phonenumbers import PhoneMetadata

NORTH_AMERICA = 1


def beginning_of(digits: str, *, country: str) -> str:
    """The first digits of the E.164 number, no plus: in Australia 049 is 6149.

    "" where no number of that country is dialled so: in most, a prefix comes first.
    """
    code = phonenumbers.country_code_for_region(country)
    rules = PhoneMetadata.metadata_for_region(country) if code else None
    if rules is None:
        return ""
    prefix = rules.national_prefix or ""
    if prefix and digits.startswith(prefix):
        return f"{code}{digits.removeprefix(prefix)}"
    # There, the one in front is dialled or left out, and it is the country as well.
    return f"{code}{digits}" if not prefix or code == NORTH_AMERICA else ""
