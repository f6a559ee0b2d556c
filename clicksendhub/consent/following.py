"""Takes ClickSend’s own opt-outs into ours: it adds blocks, and never lifts one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from clicksendhub.audit.services import record
from clicksendhub.consent import hooks
from clicksendhub.consent.bulk import Asked, block_many, lifted_among
from clicksendhub.consent.models import Block, BlockSource, Review
from clicksendhub.consent.reviews import ask_a_person

_WORDS: Final = "(on ClickSend’s own opt-out list)"


def take_over(*, account_id: int, asked: Sequence[Asked]) -> int:
    """Block who opted out at ClickSend; how many were not blocked before.

    A block that was lifted here after they had opted out there stays lifted: their
    START, or a person’s reason, is the newer word. Whether ClickSend dates an entry
    anew that is moved to its list is not documented: one that no block here rests on
    may be newer than it says, so a person decides on it, once.
    """
    with transaction.atomic():
        lifted = lifted_among(account_id, [one.number for one in asked])
        answered = [one for one in asked if _is_answered(one, lifted)]
        made = block_many(
            account_id=account_id,
            asked=[one for one in asked if not _is_answered(one, lifted)],
            source=BlockSource.CLICKSEND,
        )
        _ask_about(account_id, answered)
        if made:
            record("consent.followed", account_id=account_id, numbers=len(made))
            hooks.tell(account_id, made)
    return len(made)


def _ask_about(account_id: int, answered: Sequence[Asked]) -> None:
    """Put into the tray what was neither blocked nor asked about before."""
    keys = [one.event_key for one in answered]
    known: set[str] = set()
    for model in (Block, Review):
        theirs = model.objects.filter(account_id=account_id, event_key__in=keys)
        known |= {*theirs.values_list("event_key", flat=True)}
    for one in answered:
        if one.event_key not in known:
            ask_a_person(
                account_id=account_id,
                number=one.number,
                words=_WORDS,
                event_key=one.event_key,
            )


def _is_answered(one: Asked, lifted: dict[str, datetime]) -> bool:
    lifted_at = lifted.get(one.number)
    return bool(lifted_at and (one.asked_at is None or one.asked_at <= lifted_at))
