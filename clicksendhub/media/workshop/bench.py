"""The process in which files of strangers are opened: little memory, little time.

Started as ``python -m clicksendhub.media.workshop.bench ORDER``; ORDER is JSON, and so
is the one line that it answers: what it found or made, or why it refuses.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from clicksendhub.media.workshop.values import Facts, Kind, Made, Refused
from clicksendhub.media.workshop.words import refusal

MEMORY_BYTES: Final = 600 * 1024 * 1024
PROCESSOR_SECONDS: Final = 15
FILE_BYTES: Final = 40_000_000


def main(order: dict[str, Any]) -> None:
    """Do what was ordered, within the limits, and answer."""
    limit()
    answer: dict[str, Any]
    try:
        answer = ACTS[order["act"]](order)
    except Refused as error:
        answer = {"refused": [error.code, error.sentence]}
    except MemoryError:
        too_heavy = refusal("too_heavy")
        answer = {"refused": [too_heavy.code, too_heavy.sentence]}
    except Exception as error:  # noqa: BLE001 - parsers fail in ways that nobody lists
        damaged = refusal("damaged")
        answer = {"refused": [damaged.code, damaged.sentence]}
        answer["failed_with"] = type(error).__name__
    sys.stdout.write(json.dumps(answer) + "\n")


def _look(order: dict[str, Any]) -> dict[str, Any]:
    from clicksendhub.media.workshop import hidden, sniffing

    path = Path(order["path"])
    content = path.read_bytes()
    kind = sniffing.kind_of(content, name=order["name"])
    hidden.check(content, kind)
    return {"facts": asdict(_facts(path, kind, content))}


def _facts(path: Path, kind: Kind, content: bytes) -> Facts:
    if kind.is_picture:
        from clicksendhub.media.workshop import pictures

        return pictures.look(path, kind, content)
    if kind is Kind.PDF:
        from clicksendhub.media.workshop import pdfs

        return pdfs.look(path, content)
    if kind.is_document:
        from clicksendhub.media.workshop import documents

        return documents.look(path, kind, content)
    return Facts(kind=kind, content_type=kind.content_type, size=len(content))


def _for_mms(order: dict[str, Any]) -> dict[str, Any]:
    from clicksendhub.media.workshop import pictures

    facts = facts_from(order["facts"])
    if not facts.kind.is_picture:
        raise refusal("not_a_picture")
    made = pictures.for_mms(Path(order["path"]), facts, Path(order["folder"]))
    return {"made": _told(made)}


def _for_fax(order: dict[str, Any]) -> dict[str, Any]:
    facts = facts_from(order["facts"])
    path, folder = Path(order["path"]), Path(order["folder"])
    if facts.kind is Kind.PDF:
        from clicksendhub.media.workshop import pdfs

        return {"made": _told(pdfs.for_fax(path, folder))}
    if facts.kind.is_document:
        raise refusal("needs_conversion")
    from clicksendhub.media.workshop import paper

    if facts.kind.is_picture:
        return {"made": _told(paper.picture_on_paper(path, facts, folder))}
    if facts.kind is Kind.TXT:
        return {"made": _told(paper.text_on_paper(path, folder))}
    raise refusal("no_fax")


def _thumbnails(order: dict[str, Any]) -> dict[str, Any]:
    facts = facts_from(order["facts"])
    path, folder = Path(order["path"]), Path(order["folder"])
    edge = int(order["edge"])
    if facts.kind is Kind.PDF:
        from clicksendhub.media.workshop import pdfs

        pages = pdfs.thumbnails(path, folder, most=int(order["most"]), edge=edge)
        return {"pages": [str(page) for page in pages]}
    if facts.kind.is_picture:
        from clicksendhub.media.workshop import pictures

        target = folder / "page-001.png"
        pictures.thumbnail(path, facts, target, edge)
        return {"pages": [str(target)]}
    return {"pages": []}


ACTS: Final[dict[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "look": _look,
    "mms": _for_mms,
    "fax": _for_fax,
    "thumbnails": _thumbnails,
}


def facts_from(told: dict[str, Any]) -> Facts:
    """Facts as JSON has them."""
    return Facts(**{**told, "kind": Kind(told["kind"])})


def _told(made: Made) -> dict[str, Any]:
    return {**asdict(made), "path": str(made.path)}


def limit() -> None:
    """Take no more than the limits, where the system can hold us to them."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(
            resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 2)
        )
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        main(json.loads(sys.argv[1]))
