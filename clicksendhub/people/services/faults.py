"""What a service refuses to do, in a sentence for the person."""

from __future__ import annotations

from clicksendhub.people.memberships import HeldRights


class NotAllowed(Exception):
    """The act would break a rule about people; ``sentence`` says which."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class RightsChanged(NotAllowed):
    """Somebody changed the rights after they were shown; ``now`` is what they are."""

    def __init__(self, now: HeldRights) -> None:
        super().__init__("Somebody changed these rights meanwhile.")
        self.now = now
