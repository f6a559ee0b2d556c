"""Who wants to know that numbers were blocked, or may be written to again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Listener = Callable[[int, Sequence[str]], None]
"""Given the account’s key and the numbers, inside the transaction: it must be quick.

An old list is told once, with all its numbers, so that nobody does a thing for each.
"""

_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Tell ``listener`` of each change; registered twice it is told once."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(account_id: int, numbers: Sequence[str]) -> None:
    """Blocks were set or lifted."""
    for listener in _listeners:
        listener(account_id, numbers)
