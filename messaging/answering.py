"""Whether a conversation can be answered now, and what the page shows in its place."""

from __future__ import annotations

from dataclasses import dataclass

from clicksendhub.consent.models import Block
from clicksendhub.consent.services import blocked_among
from messaging.models import Conversation
from messaging.services.reply import why_not


@dataclass(frozen=True, slots=True)
class AnswerPlace:
    """The block that stands, or in words why there is no answer; else it is open."""

    block: Block | None
    why_not: str

    @property
    def is_open(self) -> bool:
        """True where an answer can be written."""
        return not (self.block or self.why_not)

    @property
    def mark(self) -> str:
        """Changes when something else stands there: an open form is left alone."""
        if self.block:
            return f"blocked{self.block.pk}"
        return "closed" if self.why_not else "open"


def answer_place_of(conversation: Conversation) -> AnswerPlace:
    """What stands where an answer is written."""
    number = conversation.number
    block = blocked_among(conversation.account_id, [number]).get(number)
    return AnswerPlace(block=block, why_not="" if block else why_not(conversation))
