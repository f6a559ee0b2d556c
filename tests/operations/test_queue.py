"""The queue page: accounts that pause, at the same cost however many there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clicksendhub.gate import circuit
from clicksendhub.gate.models import Trouble
from tests import make
from tests.support.pages import PageClient


@pytest.fixture
def admin(page: PageClient) -> PageClient:
    page.force_login(make.user(hub_admin=True))
    return page


def paused_account(label: str) -> None:
    account = make.account(label=label)
    circuit.report(account.pk, Trouble.NO_CREDIT)
    make.send(account_=account, people=1)


def queries_of(admin: PageClient) -> int:
    with CaptureQueriesContext(connection) as asked:
        admin.get_page("/queue/")
    return len(asked)


def test_each_account_that_pauses_is_named(admin: PageClient) -> None:
    paused_account("Harbour Physio")
    paused_account("Harbour Dental")
    make.account(label="Quiet Clinic")

    titles = admin.get_page("/queue/").all("p", class_="notice__title")

    named = {title.text for title in titles}
    assert {"Harbour Physio", "Harbour Dental"} <= named
    assert "Quiet Clinic" not in named


def test_ten_accounts_cost_as_many_queries_as_one(admin: PageClient) -> None:
    paused_account("Practice 0")
    admin.get_page("/queue/")
    for_one = queries_of(admin)
    for number in range(1, 10):
        paused_account(f"Practice {number}")

    assert queries_of(admin) == for_one
