"""Waiting for processes: until something holds, and never for longer than said."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def until(holds: Callable[[], Any], *, seconds: float, every: float = 0.05) -> bool:
    """Wait until something holds; fail when it never does."""
    assert happens(holds, seconds=seconds, every=every), "it never came to hold"
    return True


def happens(holds: Callable[[], Any], *, seconds: float, every: float = 0.05) -> bool:
    """Whether something comes to hold within ``seconds``."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True
