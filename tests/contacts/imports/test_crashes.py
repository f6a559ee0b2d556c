"""A worker dies once at every boundary; the result is that of one clean run.

The control shows that the harness would notice: where the cursor is not written with
the people, the same deaths lose or double somebody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts import jobs_imports
from contacts.imports import steps
from contacts.models import Contact, ContactList, Import
from contacts.services import (
    imports,
    imports_applying,
    imports_checking,
    imports_undoing,
)
from contacts.services.imports_starting import begin_import
from contacts.services.imports_undoing import begin_undo
from contacts.services.people import create_person
from contacts.values import COLUMNS, Details
from tests.contacts.imports.support import (
    assert_adds_up,
    csv_of,
    draft,
    dump,
    finish,
    people_of,
    sums,
    told,
)

pytestmark = pytest.mark.django_db(transaction=True)

CHECKING = ("check.after_file", "check.after_piece", "check.after_seal")
APPLYING = (
    *("apply.after_new", "apply.before_commit"),
    *("apply.after_piece", "apply.after_finish"),
)
UNDOING = ("undo.before_commit", "undo.after_piece")
KNOWN = (("Anna", "+61491570156"), ("Bo", "+61491570157"))
LINES = [
    ("Ann", "+61491570156"),
    ("Bo", "0491 570 157"),
    *[(f"N{n}", f"04915702{n:02d}") for n in range(8)],
    ("Ann again", "+61491570156"),
    ("Bad", "nonsense"),
    ("Doubt", "491570299"),
]
CONTENT = csv_of(("First name", "Mobile"), LINES)


class Died(BaseException):
    """The worker is gone: nobody catches this."""


def die_at(boundary: str, *, after: int) -> Callable[[str], None]:
    """Dies when a boundary was passed so often, once."""
    passed: Counter[str] = Counter()

    def reached(at: str) -> None:
        passed[at] += 1
        if at == boundary and passed[at] == after + 1:
            raise Died

    return reached


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(imports_checking, "PIECE", 3)
    monkeypatch.setattr(imports_undoing, "PIECE", 3)


@pytest.fixture
def known(tenants: ContactList, mia: User) -> list[Any]:
    """Two who are in the list already; the whole table before."""
    for name, number in KNOWN:
        create_person(
            contact_list=tenants,
            details=Details(first_name=name, number=number, number_kind="mobile"),
            by=mia,
        )
    return dump()


def run(found: Import) -> Import:
    """Let workers go on until it is done; one that died holds its lease to the end."""
    for _worker in range(3):
        try:
            return finish(found)
        except Died:
            Import.objects.update(lease_until=None)
    raise AssertionError("died too often")


def begun(account: Account, mia: User, tenants: ContactList) -> Import:
    choices: dict[str, Any] = {"into": tenants, "policy": "replace"}
    found = draft(account, mia, CONTENT, duplicates="last", **choices)
    imports_checking.begin_check(found=found, by=mia)
    return found


def outcome(found: Import) -> tuple[Any, ...]:
    """Everything that a clean run decides."""
    people = people_of(found.contact_list, "key", *COLUMNS, "search", "version")
    return sums(found), told(found), people


def clean(account: Account, mia: User, tenants: ContactList) -> tuple[Any, ...]:
    found = run(begun(account, mia, tenants))
    begin_import(found=found, by=mia)
    return outcome(run(found))


@pytest.mark.parametrize("after", [0, 1, 3])
@pytest.mark.parametrize("boundary", CHECKING + APPLYING)
def test_dying_anywhere_ends_as_one_clean_run(
    account: Account, mia: User, tenants: ContactList, known: list[Any],
    monkeypatch: pytest.MonkeyPatch, boundary: str, after: int,
) -> None:  # fmt: skip
    expected = clean(account, mia, tenants)
    imports.undo(found=Import.objects.get(), by=mia)
    Contact.objects.update(version=1)  # An undo is one more write.
    monkeypatch.setattr(steps, "reached", die_at(boundary, after=after))

    found = run(begun(account, mia, tenants))
    begin_import(found=found, by=mia)
    run(found)

    assert outcome(found) == expected
    assert_adds_up(found)


@pytest.mark.parametrize("after", [0, 1, 3])
@pytest.mark.parametrize("boundary", UNDOING)
def test_dying_anywhere_in_an_undo_leaves_the_table_as_it_was(
    account: Account, mia: User, tenants: ContactList, known: list[Any],
    monkeypatch: pytest.MonkeyPatch, boundary: str, after: int,
) -> None:  # fmt: skip
    clean(account, mia, tenants)
    found = Import.objects.get()
    monkeypatch.setattr(steps, "reached", die_at(boundary, after=after))

    begin_undo(found=found, by=mia)
    run(found)

    assert found.state == "undone"
    assert dump() == known


def test_every_boundary_is_in_the_tables(
    account: Account, mia: User, tenants: ContactList, known: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    passed: set[str] = set()
    monkeypatch.setattr(steps, "reached", passed.add)

    clean(account, mia, tenants)
    imports.undo(found=Import.objects.get(), by=mia)

    assert passed == {*CHECKING, *APPLYING, *UNDOING}


def test_control_without_the_cursor_in_the_transaction_somebody_is_lost(
    account: Account, mia: User, tenants: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run(begun(account, mia, tenants))
    begin_import(found=found, by=mia)
    whole = imports_applying._apply_piece

    def cursor_first(piece: Any, *rest: Any) -> None:
        Import.objects.filter(pk=found.pk).update(piece=piece.number)
        whole(piece, *rest)

    monkeypatch.setattr(imports_applying, "_apply_piece", cursor_first)
    monkeypatch.setattr(steps, "reached", die_at("apply.before_commit", after=1))
    run(found)

    assert tenants.contacts.count() < found.foreseen["new"]
    assert found.new + found.changed + found.same < found.foreseen["new"]


def test_control_a_check_that_forgets_how_far_it_came_doubles_rows(
    account: Account, mia: User, tenants: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = begun(account, mia, tenants)
    monkeypatch.setattr(steps, "reached", die_at("check.after_piece", after=1))
    with pytest.raises(Died):
        jobs_imports.carry_on(str(found.public_id))
    Import.objects.update(lease_until=None, cursor=0)

    run(found)

    assert found.rows > len(LINES)
