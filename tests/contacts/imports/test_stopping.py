"""An import that stops half-way: by a person, for good, or because something broke."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from clicksendhub.credentials.models import Account
from clicksendhub.lib.tables import Fault, Unreadable
from clicksendhub.people.models import User
from contacts import jobs_imports
from contacts.models import ContactList, Import, ImportState
from contacts.services import (
    imports,
    imports_applying,
    imports_checking,
    imports_running,
    imports_undoing,
)
from contacts.services.imports_starting import begin_import
from contacts.services.imports_sweeping import _is_emptied, forget_old
from contacts.services.imports_undoing import begin_undo
from contacts.services.people import create_person
from contacts.values import Details
from tests.contacts.imports.support import (
    checked,
    csv_of,
    draft,
    dump,
    finish,
    imported,
)

FOUR = csv_of(["Mobile"], [(f"04915701{n:02d}",) for n in (60, 61, 62, 63)])


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """A row to a piece and a piece to a slice."""
    monkeypatch.setattr(imports_checking, "PIECE", 1)
    settings.IMPORT_SLICE_SECONDS = 0


@pytest.fixture
def half(
    account: Account, mia: User, tenants: ContactList, small_pieces: None
) -> Import:
    """Stopped by a person once one of four was imported."""
    found = checked(account, mia, FOUR, into=tenants)
    begin_import(found=found, by=mia)
    jobs_imports.carry_on(str(found.public_id))
    imports.stop(found=found, by=mia)
    return finish(found)


def test_what_was_stopped_goes_on_only_while_what_was_checked_is_kept(
    half: Import, mia: User, settings: Any
) -> None:
    assert half.finished_at is not None
    is_possible = imports.may_go_on(half)
    end = half.finished_at + timedelta(days=settings.UNDO_DAYS, minutes=1)
    with time_machine.travel(end, tick=False):
        forget_old(end)
        imports.go_on(found=half, by=mia)

    assert is_possible
    finish(half)
    assert (half.state, half.new) == (ImportState.STOPPED, 1)


def test_what_went_on_before_the_sweep_came_to_it_keeps_its_plan(
    half: Import, mia: User, settings: Any
) -> None:
    assert half.finished_at is not None
    end = half.finished_at + timedelta(days=settings.UNDO_DAYS + 1)
    as_found = Import.objects.get(pk=half.pk)
    imports.go_on(found=half, by=mia)

    assert not _is_emptied(as_found, end)

    finish(half)
    assert (half.state, half.new) == (ImportState.DONE, 4)


def test_an_import_whose_plan_lacks_a_piece_is_not_called_done(
    half: Import, mia: User
) -> None:
    half.pieces.filter(number=3).delete()

    imports.go_on(found=half, by=mia)
    finish(half)

    assert (half.state, half.new) == (ImportState.STOPPED, 3)
    assert "cannot be read any more" in half.trouble


def test_a_draft_that_is_thrown_away_while_its_file_breaks_is_no_error(
    account: Account, mia: User, tenants: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(found: Import, _lease: Any) -> bool:
        imports.discard(found=found, by=mia)
        raise Unreadable(Fault.WRONG_BYTES, "The file breaks.", row=3)

    monkeypatch.setitem(imports_running._WORK, ImportState.CHECKING, check)
    found = draft(account, mia, FOUR, into=tenants)
    imports_checking.begin_check(found=found, by=mia)

    jobs_imports.carry_on(str(found.public_id))

    assert not Import.objects.exists()


def break_down(*_arguments: object, **_named: object) -> None:
    raise RuntimeError("nobody foresaw it")


def try_again(found: Import) -> None:
    """As often as the job may, each time after the lease of the last one."""
    for _time in range(imports_running.TRIES):
        Import.objects.filter(pk=found.pk).update(lease_until=None)
        with pytest.raises(RuntimeError):
            jobs_imports.carry_on(str(found.public_id))
    found.refresh_from_db()


@pytest.mark.parametrize(
    ("begin", "ends"),
    [
        (imports_checking.begin_check, ImportState.FAILED),
        (begin_import, ImportState.STOPPED),
        (begin_undo, ImportState.HALTED),
    ],
)
def test_what_breaks_again_and_again_stops_where_a_person_sees_it(
    account: Account, mia: User, tenants: ContactList, monkeypatch: pytest.MonkeyPatch,
    begin: Any, ends: ImportState,
) -> None:  # fmt: skip
    bring = imported if begin is begin_undo else checked
    found = bring(account, mia, FOUR, into=tenants)
    monkeypatch.setattr(imports_checking, "_write", break_down)
    monkeypatch.setattr(imports_applying, "write_new", break_down)
    monkeypatch.setattr(imports_undoing, "_unmake", break_down)
    begin(found=found, by=mia)

    try_again(found)

    assert found.state == ends
    assert "3 times in a row" in found.trouble


def test_an_undo_that_broke_goes_on_from_where_it_was(
    account: Account, mia: User, tenants: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = create_person(
        contact_list=tenants, details=Details(number="+61491570160"), by=mia
    )
    before = dump()
    content = csv_of(
        ["First name", "Mobile"], [("Ann", ann.number), ("B", "0491570161")]
    )
    found = imported(account, mia, content, into=tenants)
    begin_undo(found=found, by=mia)
    with monkeypatch.context() as broken:
        broken.setattr(imports_undoing, "_unmake", break_down)
        try_again(found)

    is_begun = imports.undo(found=found, by=mia)

    assert is_begun
    assert (found.state, found.trouble, found.tries) == (ImportState.UNDONE, "", 0)
    assert dump() == before


def test_a_slice_that_went_well_forgets_what_broke_before(half: Import) -> None:
    Import.objects.filter(pk=half.pk).update(tries=2)

    imports_running.run_slice(half)

    half.refresh_from_db()
    assert half.tries == 0


def test_an_import_that_waits_for_another_stops_at_once(
    account: Account, mia: User, tenants: ContactList
) -> None:
    first, second = [checked(account, mia, FOUR, into=tenants) for _time in range(2)]
    begin_import(found=first, by=mia)
    begin_import(found=second, by=mia)

    imports.stop(found=second, by=mia)
    jobs_imports.carry_on(str(second.public_id))

    second.refresh_from_db()
    assert (second.state, second.new) == (ImportState.STOPPED, 0)
