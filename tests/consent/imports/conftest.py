"""An account, somebody who may import, and a place for files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from clicksendhub.consent.imports import applying, drafts, running
from clicksendhub.consent.models import BlockImport
from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from tests import make

Bring = Callable[..., BlockImport]


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setenv("HUB_NO_QUEUE", "1")


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture
def mia(account: Account) -> User:
    return make.member(of=account, role="marketer")


@pytest.fixture
def bring(account: Account, mia: User) -> Bring:
    """Brings a file and has it checked, with the columns as they are guessed."""

    def bring(content: str | bytes, name: str = "old-list.csv") -> BlockImport:
        written = content.encode() if isinstance(content, str) else content
        made = drafts.begin(
            account=account, name=name, content=ContentFile(written), by=mia
        )
        drafts.start_check(
            found=made, columns=drafts.columns_of(made), country=made.country
        )
        work(made)
        return made

    return bring


def work(found: BlockImport) -> None:
    """What jobs do with an import until there is nothing more to do."""
    while running.carry_on(found, seconds=60):
        pass
    found.refresh_from_db()


def confirm(found: BlockImport, by: User, *, takes_lifted: bool = False) -> None:
    """Somebody confirms a checked list, and jobs do the rest."""
    applying.start(found=found, takes_lifted=takes_lifted, by=by)
    work(found)
