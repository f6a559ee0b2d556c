"""An account with two lists, somebody who tends them, and no queue."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.models import ContactList
from tests import make
from tests.contacts.make import contact_list


@pytest.fixture(autouse=True)
def no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are asked for and not taken: a test runs what it means to run."""
    monkeypatch.setenv("HUB_NO_QUEUE", "1")


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture
def mia(account: Account) -> User:
    return make.member(of=account)


@pytest.fixture
def knees(account: Account) -> ContactList:
    """A list that is kept here alone."""
    return contact_list(account, "Knee class", keeps_in_step=False)


@pytest.fixture
def news(account: Account) -> ContactList:
    return contact_list(account, "Newsletter", keeps_in_step=False)
