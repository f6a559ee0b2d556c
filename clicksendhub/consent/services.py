"""Blocks a number and lifts a block again, always with the evidence.

A block keeps the words that set it first. START lifts only what a reply set, and no
longer once a person blocked the number too; everything else needs a person who gives a
reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.consent import hooks
from clicksendhub.consent.bulk import LONGEST_WORDS, in_pieces
from clicksendhub.consent.models import BY_A_PERSON, Block, BlockSource
from clicksendhub.lib.optout import Meaning

if TYPE_CHECKING:
    from clicksendhub.people.models import User

# What is done the moment a reply comes in, before anything else.
PLAIN = frozenset({Meaning.OPT_OUT, Meaning.OPT_IN})


class NoReason(Exception):
    """Nobody lifts a block without saying why."""


class AskedAgain(Exception):
    """They asked since the block was looked at: who lifts it must look again."""


def heed(
    meaning: Meaning,
    *,
    account_id: int,
    number: str,
    words: str,
    event_key: str,
    asked_at: datetime,
) -> None:
    """Do what a plain reply asks for: block the number, or lift what a reply set."""
    if meaning is Meaning.OPT_OUT:
        block(
            account_id=account_id,
            number=number,
            source=BlockSource.REPLY,
            words=words,
            event_key=event_key,
            asked_at=asked_at,
        )
    elif meaning is Meaning.OPT_IN:
        lift_by_start(account_id, number, words, asked_at=asked_at)


def block(
    *,
    account_id: int,
    number: str,
    source: BlockSource,
    words: str = "",
    event_key: str = "",
    by: User | None = None,
    asked_at: datetime | None = None,
) -> Block:
    """The standing block of a number, made where there is none.

    The same event asks once: told again after the block was lifted, it changes nothing.
    """
    asked = asked_at or timezone.now()
    fresh = Block(
        account_id=account_id,
        number=number,
        source=source,
        words=words[:LONGEST_WORDS],
        event_key=event_key,
        by=by,
        asked_at=asked,
    )
    with transaction.atomic():
        if known := _by_event(fresh):
            return known
        standing = _insert_or_hold(fresh)
        if standing.public_id == fresh.public_id:
            _record("consent.blocked", standing, by, source=str(source))
        else:
            _ask_again(standing, fresh)
    return standing


def lift(
    block: Block, *, by: User, why: str, last_asked_at: datetime | None = None
) -> bool:
    """Lift a block for a written reason; False where it is lifted already.

    ``last_asked_at``: when they had last asked as far as this person saw; else as far
    as ``block`` tells. Raises ``NoReason``, whoever calls, and ``AskedAgain``.
    """
    if not why.strip():
        raise NoReason
    with transaction.atomic():
        standing = Block.objects.standing().filter(pk=block.pk)
        held = standing.select_for_update().first()
        if held is None:
            return False
        if held.asked_at > (last_asked_at or block.asked_at):
            raise AskedAgain
        standing.update(
            lifted_at=timezone.now(),
            lifted_by=by,
            lifted_because=why[:LONGEST_WORDS],
        )
        _record("consent.lifted", block, by)
    return True


def lift_by_start(
    account_id: int, number: str, words: str, *, asked_at: datetime
) -> bool:
    """Lift what STOP set, unless they said STOP again after this START was sent."""
    theirs = Block.objects.on(account_id, number)
    with transaction.atomic():
        # Held: a STOP that comes meanwhile waits, and then finds that it is lifted.
        earlier = theirs.ending_by_start().filter(asked_at__lte=asked_at)
        block = earlier.select_for_update().first()
        if block is None:
            return False
        because = f"They replied “{words.strip()}”."[:LONGEST_WORDS]
        theirs.filter(pk=block.pk).update(
            lifted_at=timezone.now(), lifted_asked_at=asked_at, lifted_because=because
        )
        _record("consent.lifted", block, None, source="reply")
    return True


def blocked_among(account_id: int, numbers: Sequence[str]) -> dict[str, Block]:
    """The standing block of each number that has one."""
    standing = Block.objects.standing().filter(account_id=account_id)
    found: dict[str, Block] = {}
    for some in in_pieces(numbers):
        found |= {block.number: block for block in standing.filter(number__in=some)}
    return found


def _insert_or_hold(fresh: Block) -> Block:
    """The standing block of its number, held until the transaction ends.

    Where the one that was in the way is lifted before it is held, ours takes its place.
    """
    theirs = Block.objects.standing().on(fresh.account_id, fresh.number)
    while True:
        Block.objects.bulk_create([fresh], ignore_conflicts=True)
        if standing := theirs.select_for_update().first():
            return standing


def _ask_again(standing: Block, asked: Block) -> None:
    """Keep what came after the block, whose first evidence stays."""
    standing.asked_at = max(standing.asked_at, asked.asked_at)
    if standing.ends_by_start and asked.source in BY_A_PERSON:
        standing.needs_a_person = True
        standing.also_because = asked.words
        _record("consent.needs_a_person", standing, asked.by, source=str(asked.source))
    standing.save(update_fields=["asked_at", "needs_a_person", "also_because"])


def _by_event(fresh: Block) -> Block | None:
    if not fresh.event_key:
        return None
    same_number = Block.objects.on(fresh.account_id, fresh.number)
    return same_number.filter(event_key=fresh.event_key).order_by("pk").first()


def _record(act: str, block: Block, by: User | None, **detail: str) -> None:
    record(act, actor=by, account_id=block.account_id, target=block.public_id, **detail)
    hooks.tell(block.account_id, [block.number])
