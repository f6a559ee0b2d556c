"""Remembers what the hooks told, looks at the jobs that are asked for, and the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from clicksendhub.clicksend.uploads import UploadsResource
from clicksendhub.jobs.models import Nudge
from clicksendhub.media.models import Link, Rendition
from tests.support.engine import Stage


@dataclass
class Heard:
    """Who was told of what, in order."""

    renditions: list[Rendition] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def rendition(self, rendition: Rendition) -> None:
        self.renditions.append(rendition)

    def link(self, link: Link) -> None:
        self.links.append(link)


def asked_for(task: str) -> set[int]:
    """The keys for which a job of the files is asked for; it is taken up with that."""
    waiting = Nudge.objects.filter(
        task=f"clicksendhub.media.tasks.{task}", queued_at__isnull=False
    )
    keys = {int(key) for key in waiting.values_list("key", flat=True)}
    waiting.update(queued_at=None)
    return keys


def uploads_at(stage: Stage) -> int:
    """How many calls of ``POST /uploads`` the sandbox answered."""
    calls = stage.sandbox.calls()
    return sum(call["path"].endswith("/uploads") for call in calls)


def stored_files() -> list[Path]:
    """Everything that lies in the storage."""
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


# The database of the tests is in memory on SQLite: there a second writer fails at once.
only_where_writers_wait = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="two writers at once need a database that makes one wait",
)


def during_the_call(monkeypatch: pytest.MonkeyPatch, act: Callable[[], Any]) -> None:
    """Let something happen here while ClickSend is asked for the first time."""
    call = once_before(UploadsResource.convert_form, act)
    monkeypatch.setattr(UploadsResource, "convert_form", call)


def once_before(act: Callable[..., Any], first: Callable[[], Any]) -> Any:
    """``act``, but the first time that it is called something else happens before."""
    waiting = [first]

    def acted(*given: Any, **named: Any) -> Any:
        while waiting:
            waiting.pop()()
        return act(*given, **named)

    return acted
