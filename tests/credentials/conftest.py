"""A sandbox on a real port with two accounts, and somebody who may add them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from clicksendhub.sandbox import server
from tests import make
from tests.support.pages import PageClient

KEY = "7F3A-MARKED-KEY-HARBOUR-91C2"
OTHER_KEY = "7F3A-MARKED-KEY-SUMMIT-44D8"


@pytest.fixture
def sandbox(tmp_path: Path, settings: Any) -> Iterator[server.Running]:
    """Knows “harbour” and “summit”, each with a key of its own."""
    running = server.start(
        tmp_path / "sandbox.sqlite3",
        accounts=[("harbour", KEY), ("summit", OTHER_KEY)],
        speed=0.001,
    )
    settings.CLICKSEND_REHEARSAL_URL = running.base_url
    settings.GATE_CALLS_PER_MINUTE = 0
    yield running
    running.stop()


@pytest.fixture
def admin(page: PageClient) -> User:
    """Signed in on ``page``."""
    person = make.user(hub_admin=True, name="Ada Moss")
    page.force_login(person)
    return person


@pytest.fixture
def harbour(db: Any) -> Account:
    """An account whose key the sandbox knows."""
    return make.account(username="harbour", key=KEY)
