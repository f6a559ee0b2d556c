"""Takes ClickSend’s own opt-outs into ours: it adds blocks, and never lifts one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from clicksendhub.audit.services import record
from clicksendhub.consent import hooks
from clicksendhub.consent.bulk import Asked, block_many, lifted_among
from clicksendhub.consent.models import BlockSource


def take_over(*, account_id: int, asked: Sequence[Asked]) -> int:
    """Block who opted out at ClickSend; how many were not blocked before.

    A block that was lifted here after they had opted out there stays lifted: their
    START, or a person’s reason, is the newer word.
    """
    with transaction.atomic():
        lifted = lifted_among(account_id, [one.number for one in asked])
        made = block_many(
            account_id=account_id,
            asked=[one for one in asked if not _is_answered(one, lifted)],
            source=BlockSource.CLICKSEND,
        )
        if made:
            record("consent.followed", account_id=account_id, numbers=len(made))
            hooks.tell(account_id, made)
    return len(made)


def _is_answered(one: Asked, lifted: dict[str, datetime]) -> bool:
    lifted_at = lifted.get(one.number)
    return bool(lifted_at and (one.asked_at is None or one.asked_at <= lifted_at))
