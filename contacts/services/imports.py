"""Imports, from a file to people and back: everything that pages and jobs may call.

A draft is checked (a dry run that seals a plan), then imported, then perhaps taken
back. How each is done stands in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Iterator

from clicksendhub.people.models import User
from contacts.models import Import
from contacts.services.imports_checking import begin_check
from contacts.services.imports_drafts import (
    begin,
    begin_pasted,
    choose_columns,
    choose_layout,
    discard,
    earlier_same_file,
    note,
    preview,
    steps_by_default,
)
from contacts.services.imports_mending import mend_row
from contacts.services.imports_running import is_small_file, is_small_plan, run_or_ask
from contacts.services.imports_starting import (
    begin_import,
    may_go_on,
    seal_of,
    set_going,
    stop,
)
from contacts.services.imports_telling import (
    not_taken,
    problems_of,
    progress,
    told_pieces,
    told_rows,
)
from contacts.services.imports_undoing import begin_undo, may_undo
from contacts.services.imports_values import (
    ColumnsWrong,
    FileGone,
    FileTooBig,
    NotChecked,
    Preview,
    ProblemGroup,
    Progress,
)

__all__ = [
    "ColumnsWrong",
    "FileGone",
    "FileTooBig",
    "NotChecked",
    "Preview",
    "ProblemGroup",
    "Progress",
    "begin",
    "begin_pasted",
    "choose_columns",
    "choose_layout",
    "discard",
    "earlier_same_file",
    "go_on",
    "may_go_on",
    "may_undo",
    "mend_row",
    "preview",
    "problems_of",
    "progress",
    "seal_of",
    "start",
    "start_check",
    "steps_by_default",
    "stop",
    "take_told",
    "told_pieces",
    "told_rows",
    "undo",
]


def start_check(*, found: Import, by: User) -> None:
    """The dry run: small files at once, larger ones by a job. Raises ColumnsWrong."""
    begin_check(found=found, by=by)
    run_or_ask(found, at_once=is_small_file(found))


def start(*, found: Import, by: User, seen: str | None = None) -> None:
    """Import what was checked, and ``seen`` by its seal. Raises NotChecked."""
    begin_import(found=found, by=by, seen=seen)
    run_or_ask(found, at_once=is_small_plan(found))


def go_on(*, found: Import, by: User) -> bool:
    """Go on with an import that was stopped half-way; False where that cannot be."""
    if not set_going(found=found, by=by):
        return False
    run_or_ask(found, at_once=is_small_plan(found))
    return True


def undo(*, found: Import, by: User) -> bool:
    """Begin to take an import back; False where that cannot be."""
    if not begin_undo(found=found, by=by):
        return False
    run_or_ask(found, at_once=is_small_plan(found))
    return True


def take_told(*, found: Import, by: User) -> Iterator[bytes]:
    """``told_pieces`` to be taken away; the audit says by whom, and how many rows."""
    note("contacts.import_rows_exported", found, by, rows=not_taken(found))
    return told_pieces(found)
