"""The time zones that a number may be in, as far as its range tells."""

from functools import lru_cache
from zoneinfo import available_timezones

import phonenumbers
from phonenumbers import timezone


@lru_cache(maxsize=4096)
def zones_of(e164: str) -> tuple[str, ...]:
    """Every zone that the number may be in; none where nothing is known of it.

    A mobile number tells its country alone, so there are several where that is wide.
    """
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return ()
    known = _known_zones()
    return tuple(
        zone for zone in timezone.time_zones_for_number(number) if zone in known
    )


@lru_cache(maxsize=1)
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())
