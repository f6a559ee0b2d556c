"""A marked key goes through every door; afterwards it is found nowhere."""

from __future__ import annotations

import base64
import logging
import traceback
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.urls import reverse
from django_q.brokers import get_broker
from django_q.models import Task
from django_q.signing import SignedPackage

from clicksendhub.audit.models import Entry
from clicksendhub.credentials import services, tasks
from clicksendhub.credentials.models import Account
from clicksendhub.sandbox.server import Running
from tests.credentials.conftest import KEY
from tests.support.pages import PageClient

NEW_KEY = "7F3A-MARKED-KEY-SECOND-0B6E"
WRONG_KEY = "7F3A-MARKED-KEY-WRONG-5C5C"
MARK = "7F3A-MARKED-KEY"


def forms_of(secret: str) -> list[bytes]:
    """The ways in which a key could be lying about."""
    pair = f"harbour:{secret}".encode()
    return [
        secret.encode(),
        base64.b64encode(pair),
        secret.encode("utf-16-le"),
        base64.b64encode(secret.encode()),
        secret.encode().hex().encode(),
    ]


def assert_nowhere(place: bytes | str) -> None:
    raw = place if isinstance(place, bytes) else place.encode()
    for secret in (KEY, NEW_KEY, WRONG_KEY):
        for form in forms_of(secret):
            assert form not in raw
    assert MARK.encode() not in raw


class Walk:
    """Everything that a key goes through, and every page seen on the way."""

    def __init__(self, page: PageClient, sandbox: Running) -> None:
        self.page, self.sandbox = page, sandbox
        self.seen: list[str] = []
        self.records: list[logging.LogRecord] = []
        self.queued: list[str] = []

    def add(self, key: str) -> None:
        typed = {
            "label": "Harbour Physio",
            "username": "harbour",
            "api_key": key,
            "environment": "rehearsal",
            "country": "AU",
            "time_zone": "Australia/Perth",
        }
        self._keep(self.page.post(reverse("credentials:add_account"), typed))

    def change(self, account: Account, key: str) -> None:
        address = reverse("credentials:change_key", args=[account.public_id])
        self._keep(self.page.post(address, {"username": "harbour", "api_key": key}))

    def look_around(self, account: Account) -> None:
        self._keep(self.page.get(reverse("credentials:accounts")))
        self._keep(self.page.get(account.get_absolute_url()))
        for name in ("edit", "change_key", "remove"):
            address = reverse(f"credentials:{name}", args=[account.public_id])
            self._keep(self.page.get(address))

    def fail_in_every_way(self) -> None:
        faults = self.sandbox.faults
        for kind in ("unauthorized", "forbidden", "error_before", "broken_json"):
            faults.add(kind, path="/account", count=1)
            self.add(KEY)
        faults.clear()
        self.sandbox.put_account("harbour", standing="banned")
        self.add(KEY)
        self.sandbox.put_account("harbour", standing="active")

    def _keep(self, response: Any) -> None:
        self.seen.append(response.content.decode() + str(response.headers))


def watch_the_queue(monkeypatch: pytest.MonkeyPatch, queued: list[str]) -> None:
    """Keep every task that is queued, whether in the database or in Redis."""
    kind = type(get_broker())
    enqueue = kind.enqueue

    def watched(broker: Any, task: str) -> Any:
        queued.append(task)
        return enqueue(broker, task)

    monkeypatch.setattr(kind, "enqueue", watched)


@pytest.fixture
def walked(
    page: PageClient,
    admin: Any,
    sandbox: Running,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> Walk:
    """Adding fails and works, changing fails and works, the rules are set."""
    for logger in ("", "django", "django.db.backends", "httpx", "httpcore", "axes"):
        caplog.set_level(logging.DEBUG, logger=logger)
    monkeypatch.setattr(connections["default"], "force_debug_cursor", True)
    walk = Walk(page, sandbox)
    watch_the_queue(monkeypatch, walk.queued)
    walk.add(WRONG_KEY)
    walk.fail_in_every_way()
    walk.add(KEY)
    account = Account.objects.get()
    tasks.follow_rules(str(account.pk))
    walk.change(account, WRONG_KEY)
    sandbox.put_account("harbour", key=NEW_KEY)
    walk.change(account, NEW_KEY)
    walk.look_around(account)
    walk.records = list(caplog.records)
    return walk


@pytest.mark.django_db
def test_no_page_shows_it(walked: Walk) -> None:
    assert len(walked.seen) > 12
    assert "Harbour Physio" in walked.seen[-1]
    assert_nowhere("".join(walked.seen))


@pytest.mark.django_db
def test_no_log_line_has_it(walked: Walk) -> None:
    written = "".join(logging.Formatter().format(one) for one in walked.records)
    assert 'INSERT INTO "credentials_account"' in written
    assert_nowhere(written)
    assert_nowhere("".join(str(vars(record)) for record in walked.records))


@pytest.mark.django_db
def test_no_audit_line_and_no_task_has_it(walked: Walk) -> None:
    assert Entry.objects.filter(act="account.key_changed").exists()
    assert_nowhere(str(list(Entry.objects.values())))
    assert walked.queued
    for payload in walked.queued:
        assert_nowhere(f"{payload}{SignedPackage.loads(payload)}")
    assert_nowhere(str(list(Task.objects.values())))


@pytest.mark.django_db
def test_no_exception_and_no_repr_has_it(sandbox: Running, harbour: Account) -> None:
    with services.client_for(harbour) as client:
        assert_nowhere(f"{client!r}{harbour!r}{vars(harbour)}")
    with pytest.raises(services.KeyFault) as caught:
        services.check_key(
            username="harbour", api_key=WRONG_KEY, environment="rehearsal"
        )
    assert_nowhere("".join(traceback.format_exception(caught.value)))
    assert_nowhere(repr(caught.value))


@pytest.mark.django_db(transaction=True)
def test_the_raw_database_holds_it_nowhere(walked: Walk, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the file of another database is not ours to read")
    copy = tmp_path / "copy.sqlite3"

    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])

    raw = copy.read_bytes()
    assert b"Harbour Physio" in raw
    assert_nowhere(raw)


def test_the_search_would_notice() -> None:
    with pytest.raises(AssertionError):
        assert_nowhere(f"…{NEW_KEY}…")
    with pytest.raises(AssertionError):
        assert_nowhere(base64.b64encode(f"harbour:{KEY}".encode()))


@pytest.mark.django_db
def test_a_crash_report_hides_what_was_typed(
    page: PageClient,
    admin: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def crash(**typed: Any) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(services, "add_account", crash)
    page.raise_request_exception = False
    walk = Walk(page, None)  # type: ignore[arg-type]

    walk.add(KEY)

    assert_nowhere("".join(walk.seen) + caplog.text)
