"""The look-ups of every receipt, reply and call find their index on either database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from clicksendhub.dispatch.channels import products
from clicksendhub.dispatch.statements import moment, statements_for
from clicksendhub.dispatch.states import State
from messaging.models import Message
from tests import make

pytestmark = pytest.mark.django_db

LOOKUPS: dict[str, tuple[str, Callable[[], Any]]] = {
    "a receipt by our reference": (
        "message_reference",
        lambda: Message.objects.filter(reference="f" * 32),
    ),
    "a receipt by ClickSend's id": (
        "message_by_provider",
        lambda: Message.objects.filter(account_id=1).with_provider_id("A1D9"),
    ),
    "a reply by its number": (
        "message_person_once",
        lambda: Message.objects.filter(account_id=1, to="+61491570156"),
    ),
    "rows to look up of a call": (
        "message_of_batch",
        lambda: Message.objects.unsettled_of(7).filter(state=State.IN_DOUBT),
    ),
    "rows of a state of a send": (
        "message_by_state",
        lambda: Message.objects.filter(send_id=3, state=State.REFUSED),
    ),
}
# SQLite gives the index of a constraint a name of its own.
OF_SQLITE = {
    "message_reference": "(reference=?)",
    "message_person_once": "(to=?)",
}


@pytest.fixture(autouse=True)
def _texts_of_many_sends() -> None:
    """A server weighs what an index costs: in an empty table all of them are alike."""
    if connection.vendor != "postgresql":
        return
    now = timezone.now()
    owner = make.account()
    for send in [make.send(account_=owner) for _ in range(40)]:
        Message.objects.bulk_create(
            Message(
                send=send,
                account=owner,
                to=f"+614915{number:05d}",
                state=State.DELIVERED,
                accepted_at=now,
                final_at=now,
            )
            for number in range(50)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE messaging_message")


def plan_of(sql: str, parameters: Any) -> str:
    words = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A small table is read whole, whatever indexes there are.
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{words} {sql}", parameters)
        return "\n".join(str(row) for row in cursor.fetchall())


@pytest.mark.parametrize("name", LOOKUPS)
def test_a_look_up_goes_through_its_index(name: str) -> None:
    index, rows = LOOKUPS[name]
    plan = plan_of(*rows().query.sql_with_params())

    assert index in plan or OF_SQLITE.get(index, index) in plan


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("claimed", "message_of_batch"),
        ("skip_blocked", "message_of_batch"),
        ("claim", "message_by_state"),
    ],
)
def test_a_statement_of_the_engine_goes_through_its_index(
    statement: str, index: str
) -> None:
    (channel,) = products()
    about = {
        "send": 3,
        "account": 1,
        "batch": 7,
        "size": 1000,
        "now": moment(timezone.now() - timedelta(seconds=1)),
    }

    assert index in plan_of(getattr(statements_for(channel), statement), about)
