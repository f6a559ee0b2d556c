"""A hub in processes for each test: its own database, sandbox and worker group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from clicksendhub.jobs import nudges
from tests.faults.database import Database
from tests.faults.harness import Hub, a_hub


@pytest.fixture(scope="session")
def blank(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
    django_db_use_migrations: bool,
) -> Iterator[Database]:
    """A database with the product's tables and nothing in them."""
    database = Database(tmp_path_factory.mktemp("blank"), "blank")
    with django_db_blocker.unblock():
        database.create()
        database.make_schema(by_migrations=django_db_use_migrations)
        yield database
        database.drop()


@pytest.fixture
def database(
    blank: Database, tmp_path: Path, django_db_blocker: Any
) -> Iterator[Database]:
    """A database of this test's own, in use by this process."""
    own = Database(tmp_path, "own")
    with django_db_blocker.unblock():
        own.create(template=blank)
        with own.in_use():
            yield own
        own.drop()


@pytest.fixture
def hub_with(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Iterator[Callable[..., Hub]]:
    """Opens a hub whose processes get some settings of the test's choice."""
    # The workers have a queue of their own, and only their watch asks them for work.
    monkeypatch.setattr(nudges, "_mark_queued", lambda task, key: False)
    with ExitStack() as stack:

        def opened(**changes: str) -> Hub:
            hub = stack.enter_context(a_hub(tmp_path, database.url, **changes))
            settings.CLICKSEND_REHEARSAL_URL = f"{hub.sandbox.url}/v3"
            return hub

        yield opened


@pytest.fixture
def hub(hub_with: Callable[..., Hub]) -> Hub:
    """A hub with settings of seconds; its workers are not started yet."""
    return hub_with()
