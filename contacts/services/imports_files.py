"""The files of an import, in a folder of its own: what came, its rows, and the plan.

The storage may be on another machine; what reads tables needs a file on this one.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from contacts.imports.planned import PlanBroken
from contacts.models import Import
from contacts.services.imports_values import FileGone

_FILE: Final = "file"
_PLAN: Final = "plan-"
_ROWS: Final = "rows-"


def keep_file(found: Import, path: Path) -> str:
    """Keep the file that came; its name in the storage."""
    with path.open("rb") as content:
        return default_storage.save(f"{_folder(found)}/{_FILE}", File(content))


def keep_piece(found: Import, content: bytes) -> str:
    """Keep a piece of the plan; its name is like no other worker’s."""
    name = f"{_folder(found)}/{_PLAN}{secrets.token_hex(8)}"
    return default_storage.save(name, ContentFile(content))


def read_piece(name: str) -> bytes:
    """What a piece of the plan says. Raises PlanBroken."""
    try:
        with default_storage.open(name, "rb") as content:
            return bytes(content.read())
    except FileNotFoundError as error:
        raise PlanBroken from error


def keep_rows(found: Import, name: str, number: int, content: bytes) -> None:
    """Keep a part of the rows of a sheet, by what they go by and its number."""
    default_storage.save(_part(found, name, number), ContentFile(content))


def read_rows(found: Import, name: str, number: int) -> bytes:
    """A part of the rows of a sheet. Raises FileGone."""
    try:
        with default_storage.open(_part(found, name, number), "rb") as content:
            return bytes(content.read())
    except FileNotFoundError as error:
        raise FileGone from error


def check_kept(found: Import) -> str:
    """The name of the file that came. Raises FileGone."""
    name = found.file.name
    if not name or not default_storage.exists(name):
        raise FileGone
    return name


@contextmanager
def local_file(found: Import) -> Iterator[Path]:
    """The file that came, on this machine. Raises FileGone."""
    name = check_kept(found)
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        path = None
    if path:
        yield path
        return
    with tempfile.NamedTemporaryFile() as copy, default_storage.open(name, "rb") as far:
        shutil.copyfileobj(far, copy)
        copy.flush()
        yield Path(copy.name)


def forget_piece(name: str) -> None:
    """Remove a piece of the plan that was not committed; "" is none."""
    if name:
        default_storage.delete(name)


def drop_pieces(found: Import) -> None:
    """In a transaction: the plan goes, its files at the commit.

    Only those that are of it now: a check that begins meanwhile writes others.
    """
    names = list(found.pieces.values_list("file", flat=True))
    found.pieces.all().delete()
    transaction.on_commit(lambda: [*map(forget_piece, names)])


def forget_plan(found: Import) -> None:
    """Remove the pieces of the plan, those of workers that died among them."""
    _forget(found, _PLAN)


def forget_rows(found: Import, name: str = "") -> None:
    """Remove the rows of a sheet that go by the name; "" is any."""
    _forget(found, _ROWS + name)


def forget_files(found: Import) -> None:
    """Remove everything that is kept for the import."""
    _forget(found, "")
    with suppress(FileNotFoundError, NotImplementedError, OSError):
        default_storage.delete(_folder(found))


def _forget(found: Import, beginning: str) -> None:
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(_folder(found))[1]:
            if name.startswith(beginning):
                default_storage.delete(f"{_folder(found)}/{name}")


def _part(found: Import, name: str, number: int) -> str:
    return f"{_folder(found)}/{_ROWS}{name}-{number}"


def _folder(found: Import) -> str:
    return f"imports/{found.public_id}"
