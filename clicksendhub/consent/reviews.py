"""The tray of replies that may be an opt-out in their own words: a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.consent.bulk import LONGEST_WORDS
from clicksendhub.consent.models import Block, BlockSource, Review
from clicksendhub.consent.services import block

if TYPE_CHECKING:
    from clicksendhub.people.models import User


def ask_a_person(*, account_id: int, number: str, words: str, event_key: str) -> None:
    """Put a reply into the tray, once, unless the number is blocked anyway."""
    if Block.objects.standing().on(account_id, number).exists():
        return
    review = Review(
        account_id=account_id,
        number=number,
        words=words[:LONGEST_WORDS],
        event_key=event_key,
    )
    Review.objects.bulk_create([review], ignore_conflicts=True)


def take_as_opt_out(review: Review, *, by: User) -> bool:
    """Block on their own words, so that START lifts it; False if decided already."""
    with transaction.atomic():
        if not _decide(review, Review.Decision.BLOCKED, by):
            return False
        block(
            account_id=review.account_id,
            number=review.number,
            source=BlockSource.REPLY,
            words=review.words,
            event_key=review.event_key,
            by=by,
            asked_at=review.created_at,
        )
    return True


def keep(review: Review, *, by: User) -> bool:
    """It was no opt-out: the number stays as it is; False if decided already."""
    with transaction.atomic():
        return _decide(review, Review.Decision.KEPT, by)


def _decide(review: Review, decision: Review.Decision, by: User) -> bool:
    waiting = Review.objects.undecided().filter(pk=review.pk)
    if not waiting.update(decision=decision, decided_by=by, decided_at=timezone.now()):
        return False
    record(
        "consent.reviewed",
        actor=by,
        account_id=review.account_id,
        target=review.public_id,
        decision=str(decision),
    )
    return True
