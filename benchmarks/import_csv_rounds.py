"""``python -m benchmarks.import_csv_rounds rates|one ROWS``: on one database.

Prints one line of JSON.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import django

PAIRS = 5
PIECE = 2_000
HEADINGS = (
    *("First name", "Last name", "Mobile", "Email", "Organisation", "Address line 1"),
    *("City", "State", "Postcode", "Country", "Custom 1", "Custom 2"),
)
WAYS = ("0{0} {1} {2}", "+61 {0} {1} {2}", "+61{0}{1}{2}", "0{0}{1}{2}", "{0}{1}{2}")


def main() -> None:
    """Measure, and print what was found."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    what, rows = sys.argv[1], int(sys.argv[2])
    print(json.dumps(_rates(rows) if what == "rates" else _one(rows)))


def _rates(rows: int) -> dict[str, Any]:
    """Interleaved rounds, so that a busy minute of the machine hits all of them."""
    found: dict[str, list[float]] = defaultdict(list)
    found["library"], found["bulk"] = [], []
    many = rows // 12
    _ours(many // 10, seed=99)
    for number in range(PAIRS):
        turns = [lambda n=number: _all_of_ours(found, many, n)]
        turns.append(lambda n=number: found["limit"].append(_limit(many, n)))
        for turn in turns if number % 2 else reversed(turns):
            turn()
        found["numbers"].append(_numbers(many, number))
        _library(found, rows // 100, number)
    return found


def _all_of_ours(found: dict[str, list[float]], rows: int, seed: int) -> None:
    check, apply = _ours(rows, seed=seed)
    found["check"].append(check)
    found["apply"].append(apply)


def _one(rows: int) -> dict[str, Any]:
    """One file, and the peak of this process above what it was before."""
    _ours(100, seed=98)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    check, apply = _ours(rows, seed=97)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = (peak - before) / 1024
    return {"rows": rows, "check": check, "apply": apply, "megabytes": megabytes}


def _ours(rows: int, *, seed: int) -> tuple[float, float]:
    """Rows a second of the dry run, and of the import."""
    from contacts.services import imports
    from contacts.services.imports_checking import begin_check
    from contacts.services.imports_starting import begin_import

    account, by = _account()
    found = imports.begin(
        account=account, name="people.csv", pieces=_file(rows, seed), by=by
    )
    imports.choose_columns(
        found=found, mapping=found.mapping, country="AU", policy="fill",
        duplicates="first", contact_list=None, new_list_name=_name(),
        keeps_in_step=False, by=by,
    )  # fmt: skip
    begin_check(found=found, by=by)
    check = _timed(lambda: _finish(found), rows)
    begin_import(found=found, by=by)
    apply = _timed(lambda: _finish(found), rows)
    found.refresh_from_db()
    assert (found.state, found.new) == ("done", rows), (found.new, found.trouble)
    return check, apply


def _finish(found: Any) -> None:
    from contacts.services.imports_running import run_slice

    while run_slice(found):
        pass


def _limit(rows: int, seed: int) -> float:
    """The same values into the same table, and nothing looked at."""
    from django.db import transaction
    from django.utils import timezone

    from contacts.models import Change, ContactList
    from contacts.services import imports_writing as writing

    account, _by = _account()
    made = ContactList.objects.create(account=account, name=_name())
    change = Change.objects.create(account=account, kind="import", to_list=made)
    now = writing._moment(timezone.now())
    same = (account.pk, made.pk, change.pk, 1, now, now, False, "")
    ready = [(*writing._columns_of(one), *same) for one in _planned(rows, seed)]
    write = writing._copy if _is_postgresql() else writing._insert

    def all_of_them() -> None:
        for start in range(0, len(ready), PIECE):
            with transaction.atomic():
                write(ready[start : start + PIECE])

    return _timed(all_of_them, rows)


def _numbers(rows: int, seed: int) -> float:
    """Reading the numbers of the file alone."""
    from clicksendhub.lib.phone import Channel, read_number

    numbers = [cells[2] for cells in _people(rows, seed)]

    def read_all() -> None:
        for number in numbers:
            read_number(number, country="AU", channel=Channel.VOICE)

    return _timed(read_all, rows)


def _library(found: dict[str, list[float]], rows: int, seed: int) -> None:
    try:
        from benchmarks.import_csv_library import import_with_it
    except ImportError:
        return
    account, _by = _account()
    found["library"].append(
        _timed(import_with_it(account, _name(), _lines(rows, seed)), rows)
    )
    found["bulk"].append(
        _timed(import_with_it(account, _name(), _lines(rows, seed), bulk=True), rows)
    )


def _timed(act: Callable[[], None], rows: int) -> float:
    from clicksendhub.lib.phone.parsing import forget

    # Nobody gains from the prefixes of numbers that another round has read.
    forget()
    began = time.perf_counter()
    act()
    return rows / (time.perf_counter() - began)


def _lines(rows: int, seed: int) -> list[Sequence[str]]:
    return [HEADINGS, *_people(rows, seed)]


def _file(rows: int, seed: int) -> Iterator[bytes]:
    yield (",".join(HEADINGS) + "\n").encode()
    for cells in _people(rows, seed):
        yield (",".join(cells) + "\n").encode()


def _people(rows: int, seed: int) -> Iterator[tuple[str, ...]]:
    """So many rows of twelve cells, each number once."""
    from benchmarks.contacts_filling import (
        CITIES,
        FIRST_NAMES,
        LAST_NAMES,
        MAILS,
        TRADES,
    )

    chance = random.Random(seed)
    for ordinal in range(rows):
        first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
        city, state, code = chance.choice(CITIES)
        # 0400 to 0439: all of them are numbers of mobiles, and 97 meets each once.
        digits = f"4{ordinal * 97 % 40_000_000:08d}"
        number = chance.choice(WAYS).format(digits[:3], digits[3:6], digits[6:])
        mail = f"{first}.{last}{ordinal}@{chance.choice(MAILS)}".lower()
        yield (
            *(first, last, number, mail.encode("ascii", "ignore").decode()),
            *(f"{last} {chance.choice(TRADES)}", f"{ordinal % 400 + 1} High Street"),
            *(city, state, code, "Australia", f"Member {ordinal}", "2026-11-30"),
        )


def _planned(rows: int, seed: int) -> Iterable[Any]:
    from contacts.folding import key_of
    from contacts.imports.cells import PersonReader
    from contacts.imports.guessing import guess
    from contacts.imports.planned import Planned

    reader = PersonReader(guess(HEADINGS, [], labels={}), country="AU")
    for row, cells in enumerate(_people(rows, seed), start=2):
        details = reader.read(cells).details
        assert details
        yield Planned(row, key_of(details), details)


def _account() -> tuple[Any, Any]:
    from clicksendhub.credentials.models import Account
    from clicksendhub.people.models import User
    from tests import make

    account = Account.objects.filter(username="bench").first()
    account = account or make.account(username="bench")
    return account, User.objects.first() or make.user()


def _name() -> str:
    return f"List {time.perf_counter_ns()}"


def _is_postgresql() -> bool:
    from django.db import connection

    return connection.vendor == "postgresql"


if __name__ == "__main__":
    main()
