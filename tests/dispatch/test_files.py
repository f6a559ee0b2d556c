"""Pictures and faxes through the real engine: fields, addresses that end, blocks."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from clicksendhub.clicksend import BadRequest
from clicksendhub.clicksend.uploads import UploadsResource
from clicksendhub.consent.models import Block
from clicksendhub.dispatch.states import State
from clicksendhub.media.models import Link, Rendition
from clicksendhub.media.services.linking import upload_to_clicksend
from clicksendhub.media.services.sweeping import find_work
from messaging.models import Send
from tests import make
from tests.support.engine import Stage, hosted, states

pytestmark = pytest.mark.django_db(transaction=True)


def written(stage: Stage) -> list[Any]:
    """The whole rows of the ledger, in order."""
    return stage.sandbox.sandbox.store.rows("SELECT * FROM ledger ORDER BY seq")


def run_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nudges are kept as rows and run by nobody."""
    monkeypatch.setenv("HUB_NO_QUEUE", "1")


def rendition_of(send: Send) -> Rendition:
    return Rendition.objects.get(file=send.file_id, purpose=send.channel)


def test_every_field_of_a_picture_arrives(stage: Stage) -> None:
    send = hosted(
        make.picture(account_=stage.account, people=2, body="Gate B", subject="Site")
    )
    send.messages.update(sender="+61491570110")
    stage.pump()
    assert states(send) == {State.ACCEPTED: 2}
    entries = {entry["reference"]: entry for entry in written(stage)}
    for row in send.messages.all():
        entry = entries[row.reference]
        details = json.loads(entry["details"])
        assert (entry["channel"], entry["body"]) == ("mms", "Gate B")
        assert (entry["recipient"], entry["country"]) == (row.to, "AU")
        assert entry["sender"] == "+61491570110"
        assert details["subject"] == "Site"
        assert details["url"] == Link.objects.get().url
        assert row.charge is not None


def test_every_field_of_a_fax_arrives(stage: Stage) -> None:
    send = hosted(make.fax(account_=stage.account, people=2))
    send.messages.update(sender="+61291113333")
    stage.pump()
    assert states(send) == {State.ACCEPTED: 2}
    entries = {entry["reference"]: entry for entry in written(stage)}
    for row in send.messages.all():
        entry = entries[row.reference]
        assert (entry["channel"], entry["parts"]) == ("fax", 2)
        assert (entry["recipient"], entry["country"]) == (row.to, "AU")
        assert entry["sender"] == "+61291113333"
        assert json.loads(entry["details"])["url"] == Link.objects.get().url


def test_without_an_address_nothing_leaves_and_the_file_is_asked_for(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_jobs(monkeypatch)
    send = make.picture(account_=stage.account, people=3, is_bulk=True)
    stage.pump(seconds=0.3)
    assert not stage.ledger()
    reasons = set(send.messages.values_list("state", "reason"))
    assert reasons == {(State.QUEUED, "LinkNotReady")}

    upload_to_clicksend(rendition_of(send).pk)

    assert set(send.messages.values_list("not_before", flat=True)) == {None}
    stage.pump()
    assert states(send) == {State.ACCEPTED: 3}


@pytest.mark.parametrize("maker", [make.picture, make.fax])
def test_a_run_outlives_its_uploads(
    stage: Stage, settings: Any, monkeypatch: pytest.MonkeyPatch, maker: Any
) -> None:
    """The life of an upload is scaled down from ten minutes to two seconds."""
    run_jobs(monkeypatch)
    # A loaded machine is no lost answer.
    settings.CLICKSEND_READ_SECONDS = 10
    settings.DISPATCH_SINGLE_BATCH_SIZE = 1
    stage.sandbox.sandbox.settings.upload_seconds = 2.0
    send = maker(account_=stage.account, people=40)
    for number, row in enumerate(send.messages.order_by("pk")):
        row.not_before = timezone.now() + timedelta(seconds=number / 5)
        row.save()
    began = time.monotonic()
    while State.QUEUED in states(send):
        find_work(timezone.now())
        for key in nudges_for("clicksendhub.media.tasks.upload"):
            upload_to_clicksend(int(key))
        stage.pump(seconds=0.1)
        assert time.monotonic() - began < 100, states(send)

    assert states(send) == {State.ACCEPTED: 40}
    used = {json.loads(entry["details"])["url"] for entry in written(stage)}
    assert len(used) >= 4
    assert set(stage.ledger().values()) == {1}


def nudges_for(task: str) -> list[str]:
    """The keys that a job is asked for, which are taken up with that."""
    from clicksendhub.jobs.models import Nudge

    asked = Nudge.objects.filter(task=task, queued_at__isnull=False)
    keys = list(asked.values_list("key", flat=True))
    asked.update(queued_at=None)
    return keys


@pytest.mark.parametrize("maker", [make.picture, make.fax])
def test_a_file_that_clicksend_does_not_take_ends_its_send(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, maker: Any
) -> None:
    run_jobs(monkeypatch)
    send = maker(account_=stage.account, people=2)
    stage.pump(seconds=0.3)

    def refused(*_given: Any, **_named: Any) -> Any:
        raise BadRequest("POST /uploads", status=400)

    monkeypatch.setattr(UploadsResource, "convert_form", refused)
    upload_to_clicksend(rendition_of(send).pk)
    stage.pump()

    assert set(send.messages.values_list("state", "reason")) == {
        (State.REFUSED, "FileNotTaken")
    }
    assert not stage.ledger()


@pytest.mark.parametrize("maker", [make.picture, make.fax])
def test_a_database_that_fails_before_the_call_leaves_no_doubt(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, maker: Any
) -> None:
    send = hosted(maker(account_=stage.account, people=2))

    def locked(_rendition: Rendition) -> Any:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr("messaging.channels.hosted.usable_link", locked)
        stage.pump(seconds=0.3)
    assert states(send) == {State.QUEUED: 2}
    stage.recover()
    assert states(send) == {State.ACCEPTED: 2}
    assert set(stage.ledger().values()) == {1}


def test_a_blocked_number_gets_no_picture(stage: Stage) -> None:
    send = hosted(make.picture(account_=stage.account, people=2))
    blocked = send.messages.order_by("pk").first()
    assert blocked is not None
    Block.objects.create(account=stage.account, number=blocked.to, source="person")
    stage.pump()
    assert states(send) == {State.ACCEPTED: 1, State.SKIPPED: 1}


def test_a_block_does_not_hold_for_a_fax(stage: Stage) -> None:
    send = hosted(make.fax(account_=stage.account, people=1))
    row = send.messages.get()
    Block.objects.create(account=stage.account, number=row.to, source="person")
    stage.pump()
    assert states(send) == {State.ACCEPTED: 1}


def test_a_send_whose_file_is_gone_is_refused_and_told(stage: Stage) -> None:
    send = hosted(make.picture(account_=stage.account, people=1))
    Rendition.objects.all().delete()
    stage.pump()
    assert set(send.messages.values_list("state", "reason")) == {
        (State.REFUSED, "NoFile")
    }
    assert not stage.ledger()
