"""Where files lie: each in a folder that nobody can guess, below no web root.

The storage may be on another machine; what opens files needs them on this one.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from django.core.files import File as StoredFile
from django.core.files.storage import default_storage

from clicksendhub.media.models import new_token

_CONTENT: Final = "content"


class ContentGone(Exception):
    """The content of a file is not in the storage any more."""


def store(path: Path, previews: Iterable[Path] = ()) -> str:
    """Keep a file and the pictures of its pages; the folder that they lie in."""
    folder = f"media/{new_token()}"
    _save(f"{folder}/{_CONTENT}", path)
    for number, picture in enumerate(previews, start=1):
        _save(preview_name(folder, number), picture)
    return folder


def content_name(folder: str) -> str:
    """The name of the content in the storage."""
    return f"{folder}/{_CONTENT}"


def preview_name(folder: str, number: int) -> str:
    """The name of the picture of a page, the first being 1."""
    return f"{folder}/page-{number:03}.png"


@contextmanager
def local(folder: str) -> Iterator[Path]:
    """The content, on this machine. Raises ContentGone."""
    name = content_name(folder)
    if not folder or not default_storage.exists(name):
        raise ContentGone
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


def forget(folder: str) -> None:
    """Remove everything that lies in a folder; "" is none."""
    if not folder:
        return
    with suppress(FileNotFoundError, NotImplementedError):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)


def _save(name: str, path: Path) -> None:
    with path.open("rb") as content:
        default_storage.save(name, StoredFile(content))
