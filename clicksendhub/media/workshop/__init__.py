"""The workshop: opens files that strangers brought, in a process with little to lose.

Nothing of a file is parsed in the process of the hub itself. A process that dies of its
limits is a refusal like any other: the file is too heavy.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from clicksendhub.media.workshop.values import Facts, Kind, Made, Refused
from clicksendhub.media.workshop.words import bytes_in_words, refusal

__all__ = [
    "Facts",
    "Kind",
    "Made",
    "Refused",
    "for_fax",
    "for_mms",
    "look",
    "thumbnails",
]

WALL_SECONDS: Final = 20.0
_BENCH: Final = "clicksendhub.media.workshop.bench"
_ROOT: Final = Path(__file__).resolve().parents[3]
# What Python needs to start; no key of ours travels along.
_KEPT: Final = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "TMPDIR")
logger = logging.getLogger(__name__)


def look(path: Path, *, name: str, most_bytes: int = 25_000_000) -> Facts:
    """What a file is, by its content; ``Refused`` where it is none that can be sent.

    ``name`` as it was brought: where it says another kind than the content, the file is
    refused.
    """
    size = path.stat().st_size
    if size == 0:
        raise refusal("empty")
    if size > most_bytes:
        told = bytes_in_words(size)
        raise refusal("too_big", size=told, most=bytes_in_words(most_bytes))
    answer = _done({"act": "look", "path": str(path), "name": name})
    return _facts(answer["facts"])


def for_mms(path: Path, facts: Facts, *, folder: Path) -> Made:
    """A picture as phones take it, in ``folder``: JPEG of up to 250,000 bytes, or GIF.

    A GIF has at most 99,999 bytes. It lies upright and tells of no place and no camera.
    """
    return _made("mms", path, facts, folder)


def for_fax(path: Path, facts: Facts, *, folder: Path) -> Made:
    """A PDF of up to 4,000,000 bytes with upright pages, in ``folder``."""
    return _made("fax", path, facts, folder)


def thumbnails(
    path: Path, facts: Facts, *, folder: Path, most: int = 12, edge: int = 400
) -> list[Path]:
    """Small PNGs of a picture, or of the first pages of a PDF; none of all else."""
    if not facts.kind.is_picture and facts.kind is not Kind.PDF:
        return []
    order = _order("thumbnails", path, facts, folder)
    answer = _done(order | {"most": most, "edge": edge})
    return [Path(page) for page in answer["pages"]]


def _made(act: str, path: Path, facts: Facts, folder: Path) -> Made:
    made = _done(_order(act, path, facts, folder))["made"]
    return Made(**{**made, "path": Path(made["path"]), "kind": Kind(made["kind"])})


def _facts(told: dict[str, Any]) -> Facts:
    return Facts(**{**told, "kind": Kind(told["kind"])})


def _order(act: str, path: Path, facts: Facts, folder: Path) -> dict[str, Any]:
    return {
        "act": act,
        "path": str(path),
        "facts": asdict(facts),
        "folder": str(folder),
    }


def _done(order: dict[str, Any]) -> dict[str, Any]:
    """What the process answered; too heavy where it died of its limits."""
    try:
        ended = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", _BENCH, json.dumps(order)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            cwd=_ROOT,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            check=False,
        )
        answer: dict[str, Any] = json.loads(ended.stdout)
    except subprocess.TimeoutExpired as error:
        logger.warning("The workshop took too long: %s.", order["act"])
        raise refusal("too_heavy") from error
    except ValueError as error:
        # How it ended, never what it had in its hands.
        logger.warning(
            "The workshop: %s ended with %s.", order["act"], ended.returncode
        )
        raise refusal("too_heavy") from error
    if failure := answer.get("failed_with"):
        logger.warning("The workshop: %s failed with %s.", order["act"], failure)
    if "refused" in answer:
        raise Refused(*answer["refused"])
    return answer
