"""Seconds that go on while the machine sleeps: for deadlines that others keep, too."""

import time


def boot_seconds() -> float:
    """Seconds since some moment in the past, those of a suspended machine included.

    Linux stops its monotonic clock meanwhile (clock_gettime(2), CLOCK_BOOTTIME); other
    systems have the monotonic clock alone.
    """
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
