"""Who wants to know that a number was blocked, or may be written to again."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[int, str], None]
"""Given the account’s key and the number, inside the transaction: it must be quick."""

_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Tell ``listener`` of each change; registered twice it is told once."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(account_id: int, number: str) -> None:
    """A block was set or lifted."""
    for listener in _listeners:
        listener(account_id, number)
