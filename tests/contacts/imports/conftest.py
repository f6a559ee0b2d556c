"""An account, somebody who imports, and no queue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.models import ContactList
from tests import make
from tests.contacts.make import contact_list
from tests.support.pages import PageClient


@pytest.fixture(autouse=True)
def no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are asked for and not taken: a test runs what it means to run."""
    monkeypatch.setenv("HUB_NO_QUEUE", "1")


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """Files of an import go to a folder of this test."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture
def mia(account: Account) -> User:
    return make.member(of=account)


@pytest.fixture
def tenants(account: Account) -> ContactList:
    """A list that is kept here alone."""
    return contact_list(account, "Tenants", keeps_in_step=False)


@pytest.fixture
def signed_in(page: PageClient, mia: User) -> PageClient:
    """The pages as somebody sees them who may import."""
    page.force_login(mia)
    return page
