"""An import whose workers are killed ends as one clean run, and is taken back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clicksendhub.credentials.models import Account
from clicksendhub.jobs.models import Nudge
from contacts.models import ContactList, Import
from contacts.services.imports_checking import begin_check
from contacts.services.imports_starting import begin_import
from contacts.services.imports_telling import AT_WORK, CARRY_ON
from contacts.services.imports_undoing import begin_undo
from contacts.values import COLUMNS
from tests import make
from tests.contacts.imports.support import draft, dump, imported, sums, told
from tests.contacts.make import contact_list
from tests.faults.harness import IS_LONG, Hub
from tests.faults.processes import is_alive, kill
from tests.faults.waiting import until

ROWS = 100_000 if IS_LONG else 3_000
KILLS = 20 if IS_LONG else 3
# Pieces take a fifth of a second: most deaths are in the middle of one.
LONGEST_LIFE = 1.5 if IS_LONG else 0.15
PATIENCE = 900 if IS_LONG else 90
LEASE = {"HUB_IMPORT_LEASE_SECONDS": "3", "HUB_IMPORT_SLICE_SECONDS": "1"}

pytestmark = pytest.mark.slow


def file_of(rows: int, *, last_name: str) -> str:
    """Numbers and names; doubles, doubtful and wrong ones among them."""
    lines = ["First name,Last name,Mobile,Note"]
    for n in range(rows):
        number = f"0412{n - n % 50 // 49:06d}"
        written = {7: number[1:], 11: "nonsense"}.get(n % 100, number)
        lines.append(f"First{n},{last_name if n % 3 else ''},{written},Note {n}")
    return "\n".join(lines) + "\n"


class Killer:
    """Kills whoever works on an import, after a random while."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.kills: dict[str, int] = {}

    @property
    def total(self) -> int:
        return sum(self.kills.values())

    def run(self, found: Import, *, most: int) -> None:
        """Kill so often; then let it come to its end."""
        for pid in self._at_work(found):
            if self.total >= most:
                break
            time.sleep(self._hub.chance.uniform(0, LONGEST_LIFE))
            found.refresh_from_db()
            if found.state in AT_WORK and pid in self._pids() and kill(pid):
                self.kills[found.state] = self.kills.get(found.state, 0) + 1
        until(lambda: self._is_over(found), seconds=PATIENCE)

    def _at_work(self, found: Import) -> Iterator[int]:
        end = time.monotonic() + PATIENCE
        while not self._is_over(found):
            assert time.monotonic() < end, self._hub.watch.log()[-3000:]
            yield from self._pids()
            time.sleep(0.01)

    def _pids(self) -> list[int]:
        working = Nudge.objects.filter(task=CARRY_ON, pid__isnull=False)
        pids = working.values_list("pid", flat=True)
        return [pid for pid in pids if pid and is_alive(pid)]

    def _is_over(self, found: Import) -> bool:
        found.refresh_from_db()
        return found.state not in AT_WORK


def test_an_import_killed_at_random_ends_as_one_clean_run_and_is_taken_back(
    hub_with: Callable[..., Hub], tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "data" / "files"
    hub = hub_with(**LEASE)
    mia = make.member(of=hub.account)
    tidy, killed = (_list_with_some(hub.account, mia, name) for name in ("A", "B"))
    clean = imported(hub.account, mia, _file(), into=tidy, **_CHOICES)
    before = dump()
    found = draft(hub.account, mia, _file(), into=killed, **_CHOICES)
    killer = Killer(hub)
    hub.watch.start()

    begin_check(found=found, by=mia)
    killer.run(found, most=KILLS // 3)
    begin_import(found=found, by=mia)
    killer.run(found, most=KILLS)
    after_import = (_people(killed), sums(found), told(found))
    began_undo = begin_undo(found=found, by=mia)
    killer.run(found, most=KILLS + KILLS // 3)

    tell_of(f"kills {killer.kills} (seed {hub.seed}), {ROWS:,} rows: {sums(found)}")
    assert began_undo
    assert killer.total > KILLS // 3
    assert after_import == (_people(tidy), sums(clean), told(clean))
    assert found.state == "undone"
    assert dump() == before


def tell_of(seen: str) -> None:
    """For the person who runs the long forms; pytest shows it with ``-s``."""
    print(f"\n{seen}")  # noqa: T201 - the report of bin/faults


_CHOICES: dict[str, Any] = {"policy": "replace", "duplicates": "last"}


def _file() -> str:
    return file_of(ROWS, last_name="New")


def _list_with_some(account: Account, by: Any, name: str) -> ContactList:
    """A list that has a tenth of the people already, under other names."""
    made = contact_list(account, name, keeps_in_step=False)
    imported(account, by, file_of(ROWS // 10, last_name="Old"), into=made)
    return made


def _people(of: ContactList) -> list[tuple[Any, ...]]:
    columns = ("key", *COLUMNS, "name_key", "search", "version")
    return list(of.contacts.order_by("key").values_list(*columns))


def test_numbers_are_read_as_the_library_reads_them() -> None:
    """The memo of prefixes against the library, for a million numbers in the long form.

    That it must be so for every number is proved in tests/lib/test_phone_memo.py.
    """
    from clicksendhub.lib.phone.parsing import FREE_DIGITS, forget, parse, parse_slowly
    from tests.lib.test_phone_memo import dialled_numbers

    forget()
    compared = 0
    for dialled, region in dialled_numbers(250_000 if IS_LONG else 1_000):
        for end in (dialled[-FREE_DIGITS:], "000", "517", "999"):
            number = dialled[:-FREE_DIGITS] + end
            compared += 1
            assert parse(number, region) == parse_slowly(number, region)

    tell_of(f"{compared:,} numbers read as the library reads them")
    assert compared >= (1_000_000 if IS_LONG else 4_000)
