"""Two who write the same person at once: nobody’s writing is lost in silence."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from clicksendhub.people.models import User
from contacts.models import Contact, ContactList
from contacts.services import changes
from contacts.services.changes import delete_people, move_people
from contacts.services.holding import hold_people
from contacts.services.people import ChangedMeanwhile, Gone, edit_person
from contacts.services.undoing import undo
from contacts.values import Details
from tests import make
from tests.contacts.make import contact_list
from tests.contacts.people.support import ADA, person, ticked

IN_PERTH = Details(first_name="Ada", number=ADA, city="Perth")

pytestmark = pytest.mark.django_db(transaction=True)


class Beside(threading.Thread):
    """Somebody else who does a thing at the same time; ``refusals`` are kept."""

    def __init__(self, deed: Callable[[], object]) -> None:
        super().__init__()
        self._deed = deed
        self.refusals: list[ChangedMeanwhile | Gone] = []

    def run(self) -> None:
        try:
            self._deed()
        except (ChangedMeanwhile, Gone) as why:
            self.refusals.append(why)
        finally:
            connections.close_all()


@pytest.fixture(autouse=True)
def rows_can_be_held(transactional_db: Any) -> None:
    if not connection.features.has_select_for_update:
        pytest.skip("this database has one writer at a time")


@pytest.fixture
def knees() -> ContactList:
    return contact_list(make.account(), "Knee class", keeps_in_step=False)


@pytest.fixture
def news(knees: ContactList) -> ContactList:
    return contact_list(knees.account, "Newsletter", keeps_in_step=False)


@pytest.fixture
def mia(knees: ContactList) -> User:
    return make.member(of=knees.account)


@pytest.mark.parametrize("kind", ["move", "delete"])
def test_an_edit_during_an_act_is_refused_or_outlives_its_undo(
    kind: str,
    mia: User,
    knees: ContactList,
    news: ContactList,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ada = person(knees, "Ada", ADA)
    other = Beside(lambda: _edit(ada, mia))
    monkeypatch.setattr(changes, "_do", _beside(other, changes._do))
    chosen: dict[str, Any] = {"account": knees.account, "by": mia}
    chosen["selection"] = ticked(ada)

    if kind == "move":
        done = move_people(**chosen, to_list=news)
    else:
        done = delete_people(**chosen)
    other.join()
    undo(change=done, by=mia)

    assert other.refusals or Contact.objects.get(pk=ada.pk).city == "Perth"


def test_lists_are_held_before_their_people(knees: ContactList) -> None:
    ada = person(knees, "Ada", ADA)

    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        hold_people([ada.pk])

    held = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]
    assert 'FROM "contacts_contactlist"' in held[0]
    assert 'FROM "contacts_contact"' in held[1]


def _edit(ada: Contact, mia: User) -> None:
    found = Contact.objects.select_related("contact_list").get(pk=ada.pk)
    edit_person(contact=found, details=IN_PERTH, by=mia, version=1)


def _beside(other: Beside, real: Callable[..., None]) -> Callable[..., None]:
    """The other one begins in the middle of the act, and has time to be done."""

    def do(*args: Any) -> None:
        other.start()
        other.join(0.5)
        real(*args)

    return do
