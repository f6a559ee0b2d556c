"""Makes the files of this folder: `python -m tests.files.imports.make_files`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.files.imports import others, spreadsheets, texts

FOLDER: Final = Path(__file__).parent
FILES: Final = {**texts.FILES, **spreadsheets.FILES, **others.FILES}
OURS: Final = frozenset({".py", ".pyc"})


def made_files() -> set[str]:
    """The names of the files that stand in the folder."""
    return {
        path.name
        for path in FOLDER.iterdir()
        if path.is_file() and path.suffix not in OURS
    }


def main() -> None:
    """Write each file, and remove those that are made no more."""
    for name in made_files() - FILES.keys():
        (FOLDER / name).unlink()
    for name, content in FILES.items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
