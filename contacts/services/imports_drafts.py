"""Drafts of imports: a file that came, how it is read, and what its columns are."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.credentials.models import Account
from clicksendhub.lib import tables
from clicksendhub.people.models import User
from contacts.fields import FIELD
from contacts.imports.guessing import NEW, guess
from contacts.models import ContactList, CustomField, Import, ImportState
from contacts.persons import labels_of
from contacts.services.imports_choices import ColumnChoice, check_choice
from contacts.services.imports_files import (
    check_kept,
    drop_pieces,
    forget_files,
    forget_rows,
    keep_file,
    local_file,
)
from contacts.services.imports_piece import keepable
from contacts.services.imports_rows import headings_in, sample_in
from contacts.services.imports_values import ColumnsWrong, FileTooBig, Preview

CHANGEABLE: Final = frozenset(
    {
        *(ImportState.DRAFT, ImportState.CHECKING),
        *(ImportState.CHECKED, ImportState.FAILED),
    }
)
"""States in which nothing was imported yet."""
WROTE: Final = (ImportState.IMPORTING, ImportState.STOPPED, ImportState.DONE)
PASTED: Final = "Pasted rows"
_TOO_LATE: Final = "It is being imported already, and cannot be changed any more."
_LONGEST_NAME: Final = 200
_SHOWN, _LOOKED_AT = 5, 20


@dataclass(slots=True)
class _Came:
    """What arrived, while it does."""

    size: int = 0
    lines: int = 0
    hash: str = ""


def begin(
    *,
    account: Account,
    name: str,
    pieces: Iterable[bytes],
    by: User,
    contact_list: ContactList | None = None,
) -> Import:
    """Keep a file as a draft. Raises tables.Unreadable or FileTooBig; keeps nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "came"
        came = _store(path, pieces)
        layout = tables.find_layout(path, name=name)
        found = Import(
            account=account,
            by=by,
            file_name=(Path(name).name or name)[:_LONGEST_NAME],
            file_hash=came.hash,
            file_size=came.size,
            rows_expected=came.lines if layout.kind is tables.Kind.TEXT else 0,
            country=account.country,
            contact_list=contact_list,
        )
        _read_as(found, path, layout)
        found.file.name = keep_file(found, path)
    _save(found, by)
    return found


def begin_pasted(
    *, account: Account, text: str, by: User, contact_list: ContactList | None = None
) -> Import:
    """Keep pasted rows as a draft. Raises as ``begin``."""
    pieces = [text.encode(errors="surrogatepass")]
    return begin(
        account=account, name=PASTED, pieces=pieces, by=by, contact_list=contact_list
    )


def preview(found: Import) -> Preview:
    """Headings and the first rows. Raises tables.Unreadable or FileGone."""
    check_kept(found)
    return Preview(list(found.headings), _first_rows(found)[:_SHOWN])


@transaction.atomic
def choose_layout(*, found: Import, layout: tables.Layout, by: User) -> None:
    """Read the file in another way; the columns are guessed anew.

    Raises tables.Unreadable, and ColumnsWrong once it is being imported.
    """
    held = hold_draft(found)
    with local_file(held) as path:
        _read_as(held, path, layout)
    _back_to_draft(held)
    held.plain = ""
    transaction.on_commit(lambda: forget_rows(held))
    # What was mended by hand were cells of other columns, perhaps of other rows.
    held.told.all().delete()
    held.save()
    _renew(found, held)


@transaction.atomic
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
    held = hold_draft(found)
    choice = ColumnChoice(
        mapping=[target.strip() for target in mapping],
        country=country.upper(),
        policy=policy,
        duplicates=duplicates,
        contact_list=contact_list,
        new_list_name=" ".join(new_list_name.split()),
    )
    check_choice(held, choice)
    for name in ColumnChoice.NAMES:
        setattr(held, name, getattr(choice, name))
    held.keeps_in_step = keeps_in_step
    _back_to_draft(held)
    held.save()
    _renew(found, held)


def steps_by_default(found: Import) -> bool:
    """Whether a new list for so many people keeps in step unless somebody says no."""
    return max(found.rows, found.rows_expected) <= settings.STEP_LIST_LIMIT


@transaction.atomic
def discard(*, found: Import, by: User) -> bool:
    """Throw a draft away, with its file; False once it was imported, or is gone."""
    held = Import.objects.select_for_update().filter(pk=found.pk).first()
    if held is None or held.state not in CHANGEABLE:
        return False
    note("contacts.import_discarded", held, by)
    held.delete()
    transaction.on_commit(lambda: forget_files(found))
    return True


def earlier_same_file(found: Import) -> Import | None:
    """The last import of this very file, where there was one."""
    same = Import.objects.filter(account_id=found.account_id, state__in=WROTE)
    same = same.filter(file_hash=found.file_hash).exclude(pk=found.pk)
    return same.order_by("-started_at").first()


def hold_draft(found: Import) -> Import:
    """The import, locked. Raises ColumnsWrong where it is no draft any more."""
    held = Import.objects.select_for_update().get(pk=found.pk)
    if held.state not in CHANGEABLE:
        raise ColumnsWrong(_TOO_LATE)
    return held


def note(act: str, found: Import, by: User | None, **detail: object) -> None:
    """One line of the trail."""
    account_id, target = found.account_id, found.public_id
    record(act, actor=by, account_id=account_id, target=target, **detail)


def _store(path: Path, pieces: Iterable[bytes]) -> _Came:
    came, digest = _Came(), hashlib.sha256()
    with path.open("wb") as file:
        for piece in pieces:
            came.size += len(piece)
            if came.size > settings.IMPORT_FILE_BYTES:
                raise FileTooBig(settings.IMPORT_FILE_BYTES)
            came.lines += piece.count(b"\n")
            digest.update(piece)
            file.write(piece)
    came.hash = digest.hexdigest()
    return came


def _read_as(found: Import, path: Path, layout: tables.Layout) -> None:
    """Give the import a layout, the headings, and a guess of the columns."""
    headings = headings_in(path, layout)
    samples = sample_in(path, layout, most=_LOOKED_AT)
    found.layout, found.headings = layout.as_json(), headings
    found.first_rows = [[row.number, [*map(keepable, row.cells)]] for row in samples]
    told = json.dumps(headings, ensure_ascii=True)
    found.headings_hash = hashlib.sha256(told.encode()).hexdigest()
    found.mapping = _remembered(found) or guess(
        headings, samples, labels=labels_of(found.account_id)
    )


def _first_rows(found: Import) -> list[tables.Row]:
    """As they were kept; drafts of earlier versions are read."""
    if found.first_rows:
        return [tables.Row(number, cells) for number, cells in found.first_rows]
    layout = tables.Layout.from_json(found.layout)
    with local_file(found) as path:
        return sample_in(path, layout, most=_SHOWN)


def _remembered(found: Import) -> list[str] | None:
    """What columns with these headings were taken for the last time."""
    earlier = Import.objects.filter(
        account_id=found.account_id,
        headings_hash=found.headings_hash,
        checked_at__isnull=False,
    )
    mapping = earlier.order_by("-checked_at").values_list("mapping", flat=True).first()
    if mapping is None or not any(mapping):
        return None
    own = CustomField.objects.filter(account_id=found.account_id)
    names = {one.label.casefold(): one.name for one in own}
    known = {*FIELD, *names.values()}
    targets = [_now(target, names) for target in mapping]
    return [
        target if target in known or target.startswith(NEW) else ""
        for target in targets
    ]


def _now(target: str, names: dict[str, str]) -> str:
    """A field that was to be made is there by now."""
    if not target.startswith(NEW):
        return target
    return names.get(target.removeprefix(NEW).casefold(), target)


def _back_to_draft(held: Import) -> None:
    held.state, held.trouble = ImportState.DRAFT, ""
    held.touched_at = timezone.now()
    held.lease_token, held.lease_until = "", None
    held.wants_stop = False
    drop_pieces(held)


def _renew(found: Import, held: Import) -> None:
    for field in Import._meta.concrete_fields:
        setattr(found, field.attname, getattr(held, field.attname))


@transaction.atomic
def _save(found: Import, by: User) -> None:
    found.save(force_insert=True)
    note("contacts.import_begun", found, by, bytes=found.file_size)
