"""The fixed set of outcome words."""

from __future__ import annotations

import heroicons
import pytest

from clicksendhub.ui.badges import BADGES, badge_for

WORDS = {
    "queued": "Planned",
    "held": "Held",
    "submitting": "Sending",
    "in_doubt": "Checking",
    "accepted": "Accepted",
    "delivered": "Delivered",
    "undelivered": "Not delivered",
    "refused": "Refused",
    "skipped": "Skipped",
    "expired": "Too late",
    "cancelled": "Cancelled",
    "needs_a_look": "Needs a look",
}


@pytest.mark.parametrize(("state", "word"), WORDS.items())
def test_a_state_is_told_by_its_word(state: str, word: str) -> None:
    assert badge_for(state).word == word


@pytest.mark.parametrize("state", BADGES)
def test_every_badge_has_an_icon_that_exists_and_a_sentence(state: str) -> None:
    shown = badge_for(state)

    assert heroicons._load_icon("outline", shown.icon) is not None
    assert shown.sentence.endswith(".")


def test_an_unknown_state_is_shown_and_not_hidden() -> None:
    assert badge_for("lost_at_sea").word == "Lost at sea"
