"""A stage for the engine: one account, one sandbox, delays of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clicksendhub.sandbox import server
from tests import make
from tests.support.engine import KEY, USERNAME, Stage


@pytest.fixture
def stage(db: None, settings: Any, tmp_path: Path) -> Iterator[Stage]:
    """An account in rehearsal whose sandbox throttles nothing and pushes nothing."""
    sandbox = server.start(
        tmp_path / "sandbox.sqlite3",
        accounts=[(USERNAME, KEY)],
        speed=0,
        receipts=False,
        magic=False,
        throttle_seconds=0,
    )
    settings.CLICKSEND_REHEARSAL_URL = sandbox.base_url
    settings.CLICKSEND_CONNECT_SECONDS = 1.0
    settings.CLICKSEND_READ_SECONDS = 1.0
    settings.GATE_CALLS_PER_MINUTE = 0
    settings.DISPATCH_RETRY_BASE_SECONDS = 0.001
    account = make.account(username=USERNAME, key=KEY)
    yield Stage(sandbox, account)
    sandbox.stop()
