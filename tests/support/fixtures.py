"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from clicksendhub.sandbox import server
from tests.support.pages import PageClient

USERNAME = "harbour"
KEY = "SANDBOX-KEY-HARBOUR"


@pytest.fixture(autouse=True)
def static_files_from_their_folders(settings: Any) -> None:
    """Pages are tested without collecting static files first."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def page(db: Any) -> PageClient:
    """A client that reads and checks every page; sign in with ``page.force_login``."""
    return PageClient()


@pytest.fixture(scope="session")
def price_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Running]:
    """One sandbox for all tests that only ask what texts cost."""
    folder = tmp_path_factory.mktemp("prices")
    running = server.start(folder / "sandbox.sqlite3", accounts=[(USERNAME, KEY)])
    yield running
    running.stop()


@pytest.fixture
def rehearsal(db: Any, settings: Any, price_list: server.Running) -> Any:
    """An account in rehearsal whose questions for prices are answered."""
    from tests import make

    settings.CLICKSEND_REHEARSAL_URL = price_list.base_url
    settings.GATE_CALLS_PER_MINUTE = 0
    return make.account(username=USERNAME, key=KEY)


@pytest.fixture
def writer(rehearsal: Any, page: PageClient) -> PageClient:
    """A client signed in as a marketer of the account in rehearsal."""
    from tests import make

    page.force_login(make.member(of=rehearsal))
    return page
