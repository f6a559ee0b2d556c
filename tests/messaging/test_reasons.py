"""Every reason has a sentence of its own; a word that nobody knows is still shown."""

from __future__ import annotations

import pytest

from clicksendhub.dispatch.outcomes import (
    ACCOUNT_TROUBLE,
    HELD_BY_RULES,
    MISSING_ITEM,
    REFUSED_FOR_GOOD,
)
from clicksendhub.dispatch.states import State
from clicksendhub.ui.badges import badge_for
from messaging.reasons import sentence_for

OURS = ("blocked", "too_late", "by_person", "lease_ended", "not_in_history")
CODES = (*map(str, range(1, 21)), "200", "201", "300", "301", "302")


@pytest.mark.parametrize("status", sorted(REFUSED_FOR_GOOD))
def test_every_refusal_of_clicksend_is_a_plain_sentence(status):
    sentence = sentence_for(State.REFUSED, status)
    assert status not in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("status", sorted(ACCOUNT_TROUBLE | HELD_BY_RULES))
def test_every_trouble_of_the_account_says_who_mends_it(status):
    sentence = sentence_for(State.HELD, status)
    assert "admin" in sentence or "topped up" in sentence


@pytest.mark.parametrize("code", CODES)
def test_every_receipt_code_is_a_plain_sentence(code):
    assert "reason given" not in sentence_for(State.UNDELIVERED, code)


@pytest.mark.parametrize("reason", [*OURS, MISSING_ITEM, "NoAnswer", "Unauthorized"])
def test_every_reason_of_the_engine_is_a_plain_sentence(reason):
    assert reason not in sentence_for(State.IN_DOUBT, reason).split()


def test_an_unknown_word_is_shown_and_not_hidden():
    assert "NEW_WORD" in sentence_for(State.REFUSED, "NEW_WORD")


@pytest.mark.parametrize("state", State.values)
def test_without_a_reason_the_state_speaks_for_itself(state):
    assert sentence_for(state, "")
    assert badge_for(state).sentence
