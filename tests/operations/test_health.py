"""What the hub says of itself: to machines in words, to the admin with the cure."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from clicksendhub.dispatch.states import SendState, State
from clicksendhub.gate import circuit
from clicksendhub.gate.models import Trouble
from clicksendhub.jobs.models import Nudge
from clicksendhub.operations import health
from clicksendhub.operations.models import HeartbeatName, beat
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def alive() -> None:
    now = timezone.now()
    beat(HeartbeatName.SWEEP, now=now)
    beat(HeartbeatName.WORKERS, now=now)


def unfit() -> set[str]:
    return {one.part for one in health.findings(timezone.now()) if not one.is_fit}


def admin_reads() -> str:
    account = make.account()
    client = Client()
    client.force_login(make.user(hub_admin=True), backend=BACKEND)
    make.send(account_=account, people=3, message_state=State.IN_DOUBT, body="Hello")
    answer = client.get("/queue/")
    assert answer.status_code == 200
    return answer.content.decode()


BACKEND = "django.contrib.auth.backends.ModelBackend"


def test_web_server_answers_without_sign_in_and_without_database(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    def away(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.usefixtures("alive")
def test_healthy_hub_is_ready(client: Client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.content.decode().splitlines() == [
        "disk: ok",
        "database: ok",
        "migrations: ok",
        "sweep: ok",
        "workers: ok",
    ]


def test_hub_without_supervisor_is_not_ready(client: Client):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "sweep: not ok" in answer.content.decode()


@pytest.mark.parametrize("name", [HeartbeatName.SWEEP, HeartbeatName.WORKERS])
@pytest.mark.usefixtures("alive")
def test_part_that_was_not_seen_for_a_minute_is_not_fit(name: str):
    beat(name, now=timezone.now() - timedelta(seconds=61))
    assert unfit() == {name}


@pytest.mark.usefixtures("alive")
def test_job_that_waits_for_minutes_makes_the_workers_unfit():
    long_ago = timezone.now() - timedelta(minutes=3)
    Nudge.objects.create(task="t", queued_at=long_ago, waiting_since=long_ago)
    assert unfit() == {"workers"}


@pytest.fixture
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_complete", frozenset())


@pytest.mark.usefixtures("alive", "fresh_process")
def test_being_asked_again_costs_one_question_for_each_thing_that_may_change(
    client: Client, django_assert_num_queries: Any
):
    client.get("/readyz")
    with django_assert_num_queries(5) as asked:
        assert client.get("/readyz").status_code == 200
    about_migrations = [one for one in asked if "django_migrations" in one["sql"]]
    assert len(about_migrations) == 1


@pytest.mark.usefixtures("alive", "fresh_process")
def test_migrations_are_read_from_their_files_once(monkeypatch: pytest.MonkeyPatch):
    assert unfit() == set()
    monkeypatch.delattr(health, "MigrationExecutor")
    assert unfit() == set()


@pytest.mark.usefixtures("alive", "fresh_process")
def test_migration_that_is_missing_is_told_until_it_is_applied():
    newest = MigrationRecorder.Migration.objects.filter(app="messaging").latest("name")
    newest.delete()
    assert unfit() == {"migrations"}
    assert unfit() == {"migrations"}
    newest.save(force_insert=True)
    assert unfit() == set()


@pytest.mark.usefixtures("alive", "fresh_process")
def test_database_put_back_to_an_older_version_is_told():
    assert unfit() == set()
    MigrationRecorder.Migration.objects.filter(app="messaging").latest("name").delete()
    assert unfit() == {"migrations"}


@pytest.mark.usefixtures("alive")
def test_full_disk_is_told(monkeypatch: pytest.MonkeyPatch):
    little = shutil._ntuple_diskusage(10**9, 10**9 - 1000, 1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: little)
    assert unfit() == {"disk"}


def test_database_that_is_away_is_one_finding(monkeypatch: pytest.MonkeyPatch):
    def away(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError("password=hush")

    monkeypatch.setattr(connection, "cursor", away)
    found = [one for one in health.findings(timezone.now()) if not one.is_fit]
    assert [one.part for one in found] == ["database"]
    assert "hush" not in found[0].cure


@pytest.mark.usefixtures("alive")
def test_queue_page_shows_sends_under_way_with_what_is_checked():
    page = admin_reads()
    assert "The workers are at work." in page
    assert "Hello" in page


@pytest.mark.usefixtures("alive")
def test_quiet_queue_says_quiet(client: Client):
    make.send(account_=make.account(), state=SendState.DONE, people=1)
    client.force_login(make.user(hub_admin=True), backend=BACKEND)
    assert "Quiet" in client.get("/queue/").content.decode()


def test_queue_page_tells_the_cure_where_nobody_works():
    page = admin_reads()
    assert "Nobody looks for due work" in page
    assert "Start manage.py supervise" in page


@pytest.mark.usefixtures("alive")
def test_queue_page_names_the_account_that_pauses_and_why():
    paused = make.account(label="Quiet Bay Dental")
    circuit.report(paused.pk, Trouble.NO_CREDIT)
    page = admin_reads()
    assert "Quiet Bay Dental" in page
    assert "ClickSend says the account has no credit" in page


@pytest.mark.parametrize("role", ["viewer", "sender", "marketer", "approver"])
def test_queue_page_is_for_hub_admins_alone(role: str, client: Client):
    account = make.account()
    client.force_login(make.member(of=account, role=role), backend=BACKEND)
    assert client.get("/queue/").status_code == 403


@pytest.mark.usefixtures("alive")
def test_queue_page_works_before_the_first_account(client: Client):
    client.force_login(make.user(hub_admin=True), backend=BACKEND)
    assert client.get("/queue/").status_code == 200


def test_queue_page_asks_no_more_of_the_database_for_more_sends(
    client: Client, django_assert_max_num_queries: object
):
    account = make.account()
    client.force_login(make.user(hub_admin=True), backend=BACKEND)
    counts = []
    for _ in range(2):
        for _ in range(10):
            make.send(account_=account, people=1)
        with django_assert_max_num_queries(60) as captured:  # type: ignore[operator]
            client.get("/queue/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
