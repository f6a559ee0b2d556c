"""Has everybody in a list go out: marked by turns, in pieces, as they may be a million.

The request of the person who switched the list on only says so on the list.
"""

from __future__ import annotations

from typing import Final

from django.db import transaction

from contacts.models import ContactList
from contacts.sync import leases, steps
from contacts.sync.turn import Turn

PIECE: Final = 2_000


def mark_everybody(turn: Turn) -> None:
    """Mark who is left to be marked; ``TurnEnds`` where the time is up."""
    while turn.contact_list.marks_after is not None:
        turn.check_time()
        _mark_piece(turn)
        steps.at("mark.after_piece")


def _mark_piece(turn: Turn) -> None:
    ours = turn.contact_list
    with transaction.atomic():
        leases.hold_in_step(turn.lease)
        # Written by a person too: switched off and on, it begins anew.
        found = ContactList.objects.filter(pk=ours.pk)
        after = found.values_list("marks_after", flat=True).get() or 0
        rows = ours.contacts.filter(pk__gt=after).order_by("pk")
        piece = list(rows.values_list("pk", flat=True)[:PIECE])
        ours.contacts.filter(pk__in=piece).update(goes_out=True)
        ours.marks_after = piece[-1] if piece else None
        found.update(marks_after=ours.marks_after)
