"""What tests of imports share: files as text, an import at a step, tables as dumps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts import jobs_imports
from contacts.models import Contact, ContactList, Import
from contacts.services import imports
from contacts.services.imports_checking import SUMS
from contacts.services.imports_telling import AT_WORK

TERMS = ("new", "changed", "same", "duplicate", "rejected")


def draft(
    account: Account,
    by: User,
    content: str | bytes,
    *,
    into: ContactList | None = None,
    new_list: str = "",
    mapping: Sequence[str] | None = None,
    name: str = "people.csv",
    **choices: Any,
) -> Import:
    """A file whose columns were agreed on: as guessed unless the test says other."""
    pieces = [content.encode() if isinstance(content, str) else content]
    found = imports.begin(account=account, name=name, pieces=pieces, by=by)
    imports.choose_columns(
        found=found,
        mapping=list(mapping or found.mapping),
        country=choices.get("country", account.country),
        policy=choices.get("policy", "fill"),
        duplicates=choices.get("duplicates", "first"),
        contact_list=into,
        new_list_name=new_list or ("" if into else "From a file"),
        keeps_in_step=choices.get("keeps_in_step", False),
        by=by,
    )
    return found


def checked(account: Account, by: User, content: str | bytes, **choices: Any) -> Import:
    """A file after its dry run."""
    found = draft(account, by, content, **choices)
    imports.start_check(found=found, by=by)
    return finish(found)


def imported(
    account: Account, by: User, content: str | bytes, **choices: Any
) -> Import:
    """A file whose people are in the list."""
    found = checked(account, by, content, **choices)
    imports.start(found=found, by=by)
    return finish(found)


def finish(found: Import) -> Import:
    """Run its job until nothing is left to do."""
    found.refresh_from_db()
    for _time in range(10_000):
        if found.state not in AT_WORK:
            return found
        jobs_imports.carry_on(str(found.public_id))
        found.refresh_from_db()
    raise AssertionError(f"still {found.state}")


def sums(found: Import) -> dict[str, int]:
    """The terms that are not zero."""
    return {name: getattr(found, name) for name in SUMS if getattr(found, name)}


def told(found: Import) -> dict[int, tuple[str, str]]:
    """Outcome and code of each row with something to say."""
    rows = found.told.order_by("row").values_list("row", "outcome", "code")
    return {row: (outcome, code) for row, outcome, code in rows}


def codes(found: Import) -> dict[int, str]:
    """The code of each row with something to say."""
    return {row: code for row, (_outcome, code) in told(found).items()}


def assert_adds_up(found: Import) -> None:
    assert sum(getattr(found, name) for name in TERMS) == found.rows


def people_of(of: ContactList | None, *fields: str) -> list[tuple[Any, ...]]:
    """Fields of everybody in a list, in the order of their keys."""
    assert of is not None
    return list(of.contacts.order_by("key").values_list(*(fields or ("key",))))


def dump() -> list[tuple[Any, ...]]:
    """The whole table of contacts, but for versions: none of them comes twice."""
    fields = [f for f in Contact._meta.concrete_fields if f.name != "version"]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM contacts_contact ORDER BY id")  # noqa: S608
        return [*cursor.fetchall()]


def csv_of(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A plain file; cells of a test hold no commas."""
    return "\n".join(",".join(row) for row in [headings, *rows]) + "\n"
