"""What the page of one text or call tells while it moves and when it is final."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clicksendhub.consent.models import Block
from clicksendhub.consent.services import blocked_among
from clicksendhub.dispatch.models import Step
from clicksendhub.dispatch.states import State
from clicksendhub.gate.circuit import hold_on
from clicksendhub.lib.money import Money
from messaging.answers import answer_of
from messaging.balance import is_behind
from messaging.costs import price_of
from messaging.kinds import kind_of
from messaging.looking import looks_of
from messaging.models import Conversation, Message, Reply
from messaging.reasons import sentence_for
from messaging.standing import CALM, poll_seconds_of
from messaging.story import StoryStep, story_of
from messaging.waiting import when_it_rings, why_waiting


@dataclass(frozen=True, slots=True)
class TextPage:
    """Everything on the page, worked out once; ``poll_seconds`` is None at the end."""

    row: Message
    waits: str
    looks: str
    story: Sequence[StoryStep]
    replies: Sequence[Reply]
    conversation: Conversation | None
    standing_block: Block | None
    price: Money | None
    poll_seconds: int | None

    @property
    def answer(self) -> str:
        """What the person did in a call, in words."""
        return answer_of(self.row, self.row.send)

    @property
    def sentence(self) -> str:
        """What its state means, or what it waits for, and when we look it up."""
        what = kind_of(self.row.send.channel).words.one
        told = self.waits or sentence_for(self.row.state, self.row.reason, what)
        return f"{told} {self.looks}".rstrip()

    def mark(self, *around: object) -> str:
        """Begins with the state, and changes when anything on the page does.

        ``around``: what else follows this part, such as the frame.
        """
        row, block, conversation = self.row, self.standing_block, self.conversation
        facts = (
            self.sentence,
            self.story,
            [reply.pk for reply in self.replies],
            conversation and conversation.pk,
            block and block.pk,
            (row.provider_id, row.reason, row.batch_id, row.attempts, row.charge),
            str(self.price),
            self.poll_seconds,
            self.answer,
            around,
        )
        return f"{row.state}.{hashlib.sha256(repr(facts).encode()).hexdigest()[:16]}"


def text_page_of(row: Message, *, now: datetime) -> TextPage:
    """Work out what the page shows now, in a fixed number of questions."""
    account = row.send.account
    obeys_blocks = kind_of(row.send.channel).obeys_blocks
    steps = list(Step.objects.filter(reference=row.reference).order_by("at", "pk"))
    replies = list(row.replies.select_related("conversation").order_by("sent_at"))
    conversations = Conversation.objects.filter(account=account, number=row.to)
    charged_at = row.accepted_at if row.charge else None
    asks_for_balance = is_behind(account, charged_at, now=now)
    return TextPage(
        row=row,
        waits=why_waiting(row.send, row.state, hold_on(account.pk, now=now)),
        looks=when_it_rings(row, row.send, now=now)
        or looks_of(row, account.time_zone, now=now),
        story=story_of(
            row, send=row.send, batch=row.batch, steps=steps, replies=replies
        ),
        replies=replies,
        conversation=conversations.first(),
        standing_block=blocked_among(account.pk, [row.to] if obeys_blocks else []).get(
            row.to
        ),
        price=price_of(row, currency=account.currency),
        poll_seconds=poll_seconds_of(row, now=now)
        or (CALM if asks_for_balance else None),
    )


def is_asked_anew(row: Message, *, seen: str) -> bool:
    """True where a decision is asked for since that mark, or no more.

    While it is asked for, its form is left alone: somebody may be writing in it.
    """
    was_asked = seen.startswith(f"{State.NEEDS_A_LOOK}.")
    return was_asked != (row.state == State.NEEDS_A_LOOK)
