"""A stage: one account and a sandbox that answers at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clicksendhub.people.models import User
from clicksendhub.sandbox import server
from tests import make
from tests.contacts.sync.support import Stage
from tests.support.fixtures import KEY, USERNAME


@pytest.fixture
def stage(
    db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    sandbox = server.start(
        tmp_path / "sandbox.sqlite3", accounts=[(USERNAME, KEY)], speed=0
    )
    settings.CLICKSEND_REHEARSAL_URL = sandbox.base_url
    settings.CLICKSEND_CONNECT_SECONDS = 1.0
    settings.CLICKSEND_READ_SECONDS = 1.0
    settings.GATE_CALLS_PER_MINUTE = 0
    monkeypatch.setenv("HUB_NO_QUEUE", "1")
    yield Stage(sandbox, make.account(username=USERNAME, key=KEY))
    sandbox.stop()


@pytest.fixture
def kim(stage: Stage) -> User:
    return make.member(of=stage.account)
