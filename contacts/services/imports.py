"""Imports, from a file to people and back: everything that pages and jobs may call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.models import ContactList, Import, ImportRow
from contacts.services.imports_values import (
    ColumnsWrong,
    FileGone,
    FileTooBig,
    NotChecked,
    Preview,
    ProblemGroup,
    Progress,
)

if TYPE_CHECKING:
    from clicksendhub.lib.tables import Layout

__all__ = [
    "ColumnsWrong",
    "FileGone",
    "FileTooBig",
    "NotChecked",
    "Preview",
    "ProblemGroup",
    "Progress",
]


def begin(
    *,
    account: Account,
    name: str,
    pieces: Iterable[bytes],
    by: User,
    contact_list: ContactList | None = None,
) -> Import:
    """Keep a file as a draft. Raises tables.Unreadable or FileTooBig; keeps nothing."""
    raise NotImplementedError


def begin_pasted(
    *,
    account: Account,
    text: str,
    by: User,
    contact_list: ContactList | None = None,
) -> Import:
    """Keep pasted rows as a draft. Raises as ``begin``."""
    raise NotImplementedError


def preview(found: Import) -> Preview:
    """Headings and the first rows. Raises tables.Unreadable or FileGone."""
    raise NotImplementedError


def choose_layout(*, found: Import, layout: Layout, by: User) -> None:
    """Read the file in another way; the columns are guessed anew.

    Raises tables.Unreadable, and ColumnsWrong once it is being imported.
    """
    raise NotImplementedError


def choose_columns(
    *,
    found: Import,
    mapping: list[str],
    country: str,
    policy: str,
    duplicates: str,
    contact_list: ContactList | None,
    new_list_name: str,
    keeps_in_step: bool,
    by: User,
) -> None:
    """Agree what is what; back to a draft. Raises ColumnsWrong."""
    raise NotImplementedError


def steps_by_default(found: Import) -> bool:
    """Whether a new list for so many people keeps in step unless somebody says no."""
    raise NotImplementedError


def start_check(*, found: Import, by: User) -> None:
    """The dry run: small files at once, larger ones by a job. Raises ColumnsWrong."""
    raise NotImplementedError


def progress(found: Import) -> Progress:
    """How far a check, an import or an undo is."""
    raise NotImplementedError


def problems_of(found: Import) -> list[ProblemGroup]:
    """The rows with something to say, by cause: rejected first, the most first."""
    raise NotImplementedError


def told_rows(found: Import, code: str, after: int, most: int) -> list[ImportRow]:
    """Rows of one cause, after a row number."""
    raise NotImplementedError


def mend_row(
    *, found: Import, row: int, cells: Mapping[int, str], by: User
) -> ImportRow | None:
    """Write cells of a row anew; None where it is fine now. The sums follow.

    Raises NotChecked where the import is no checked draft.
    """
    raise NotImplementedError


def start(*, found: Import, by: User) -> None:
    """Import what was checked. Raises NotChecked."""
    raise NotImplementedError


def stop(*, found: Import, by: User) -> None:
    """Stop at the end of the piece: a check becomes a draft again."""
    raise NotImplementedError


def go_on(*, found: Import, by: User) -> None:
    """Go on with an import that was stopped half-way."""
    raise NotImplementedError


def may_undo(found: Import) -> bool:
    """Done or stopped half-way, and its days are not over."""
    raise NotImplementedError


def undo(*, found: Import, by: User) -> bool:
    """Begin to take an import back; False where that cannot be."""
    raise NotImplementedError


def discard(*, found: Import, by: User) -> None:
    """Throw a draft away, with its file; nothing happens once it was imported."""
    raise NotImplementedError


def told_pieces(found: Import) -> Iterator[bytes]:
    """Rejected and duplicate rows as CSV: their cells, “Row”, “Why not imported”."""
    raise NotImplementedError


def earlier_same_file(found: Import) -> Import | None:
    """The last import of this very file, where there was one."""
    raise NotImplementedError
