"""Asks for the settling of stored events, at most once a second in a process.

A flood of receipts must not become a flood of requests for the same work; what falls
between two is found by the sweep.
"""

from __future__ import annotations

import logging
import time

from clicksendhub.jobs import nudge

SETTLE = "clicksendhub.webhooks.tasks.settle"
POLL = "clicksendhub.webhooks.tasks.poll"
ASK_TEST = "clicksendhub.webhooks.tasks.ask_test"

logger = logging.getLogger(__name__)
_SPACING_SECONDS = 1.0
_next_at = 0.0


def nudge_settling() -> None:
    """Ask soon. The event is stored, so that no failure here may reach the caller."""
    global _next_at
    now = time.monotonic()
    if now < _next_at:
        return
    _next_at = now + _SPACING_SECONDS
    try:
        nudge(SETTLE)
    except Exception as error:  # noqa: BLE001 - the queue may fail in any way it likes
        logger.warning("Settling could not be asked for: %s.", type(error).__name__)
