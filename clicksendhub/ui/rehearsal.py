"""The pages of the sandbox that a rehearsal links: the one list of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One page: its name, where it is below the sandbox's address, what is there."""

    name: str
    path: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RehearsalLink:
    """One page as the menu links it."""

    name: str
    url: str
    sentence: str


PLACES = (
    Place("Handset", "", "Read each text as its owner would, and answer"),
    Place("Voicemail", "voicemail", "Read what a call said, and press a key"),
    Place("Fax tray", "faxes", "Look at the pages that came out"),
    Place("Mailbox", "mailbox", "See letters and postcards as they would arrive"),
    Place("Ledger", "ledger", "See all that was accepted and refused"),
    Place("Faults", "faults", "Make something go wrong on purpose"),
)


def links_at(pages_url: str) -> list[RehearsalLink]:
    """The links to the sandbox at that address; none where it is not known."""
    if not pages_url:
        return []
    base = pages_url.rstrip("/")
    return [
        RehearsalLink(place.name, f"{base}/{place.path}", place.sentence)
        for place in PLACES
    ]
