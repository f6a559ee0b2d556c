"""What people did in a call: the keys that they pressed, or a machine that answered."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from messaging.models import Message, Send

_MOST_KEYS = 20
NO_KEY = "Pressed nothing"


def answer_of(message: Message, send: Send) -> str:
    """“Pressed 0”, “An answering machine took it”; empty where nothing is known."""
    told = []
    if message.pressed:
        told.append(f"Pressed {message.pressed}")
    elif message.pressed == "" and send.asks_for_key:
        told.append("Pressed nothing")
    if message.met_machine:
        told.append("An answering machine took it")
    return ". ".join(told)


def tally_of(send: Send) -> Sequence[tuple[str, int]]:
    """How many pressed which keys, the most first; empty where none was asked for."""
    if not send.asks_for_key:
        return ()
    rows = (
        send.messages.filter(pressed__isnull=False)
        .order_by()
        .values_list("pressed")
        .annotate(count=Count("pk"))
        .order_by("-count", "pressed")[:_MOST_KEYS]
    )
    return tuple((f"Pressed {keys}" if keys else NO_KEY, count) for keys, count in rows)
