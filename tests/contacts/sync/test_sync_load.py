"""What a list of a million asks of the database: small questions, with an index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from clicksendhub.lib.dbclock import db_now
from clicksendhub.people.models import User
from contacts.models import ContactList
from contacts.services import stepping
from contacts.sync import bulk, due, marking, running, steps
from tests import make
from tests.contacts.sync.support import (
    Died,
    Stage,
    contact_list,
    die_once_at,
    people,
)


@pytest.fixture
def tenants(db: Any) -> ContactList:
    return contact_list(make.account())


@pytest.mark.parametrize(
    ("question", "index"),
    [
        (bulk.in_doubt, "contact_in_doubt"),
        (running.refused, "contact_refused"),
        (running.unreachable, "contact_unreachable"),
    ],
)
def test_a_question_of_each_turn_is_answered_by_its_own_index(
    tenants: ContactList, question: Callable[[ContactList], QuerySet[Any]], index: str
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a small table as a whole")
    assert index in question(tenants).explain()


def test_a_sweep_takes_up_so_many_lists_those_that_waited_longest_first(
    tenants: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "LISTS_A_SWEEP", 2)
    now = db_now()
    settled = {"provider_id": 7, "known_name": "Tenants"}
    ContactList.objects.update(**settled, pulled_at=now - timedelta(hours=1))
    fresh = contact_list(tenants.account, name="Owners")
    waits = contact_list(
        tenants.account,
        name="Guests",
        provider_id=8,
        known_name="Guests",
        pulled_at=now - timedelta(hours=2),
    )

    assert due.due_lists(now) == [fresh.public_id, waits.public_id]


@pytest.mark.django_db(transaction=True)
def test_a_list_switched_on_marks_everybody_by_turns_in_pieces(
    stage: Stage, kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "PIECE", 20)
    renters = contact_list(stage.account, name="Renters", keeps_in_step=False)
    people(renters, 50)

    stepping.keep_in_step(contact_list=renters, on=True, by=kim)
    marked_in_the_request = renters.contacts.filter(goes_out=True).count()
    monkeypatch.setattr(steps, "reached", die_once_at("mark.after_piece"))
    with pytest.raises(Died):
        stage.turn(renters)
    marked_before_the_death = renters.contacts.filter(goes_out=True).count()
    stage.keep_on(renters)

    assert (marked_in_the_request, marked_before_the_death) == (0, 20)
    assert len(stage.people(renters)) == 50
    assert renters.marks_after is None
