"""Files at ClickSend: uploaded once, again before their time is over, never lost."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from django.db import connection
from django.utils import timezone

from clicksendhub.clicksend import Upload
from clicksendhub.credentials.models import Account
from clicksendhub.jobs.models import Nudge
from clicksendhub.lib.dbclock import db_now
from clicksendhub.media import storing
from clicksendhub.media.models import File, Link, Rendition
from clicksendhub.media.services import ask_for_link, delete_file, leasing, usable_link
from clicksendhub.media.services.linking import (
    is_fresh,
    life_of,
    upload_to_clicksend,
    usable_until,
)
from clicksendhub.media.services.sweeping import find_work
from tests import make
from tests.media.hearing import (
    Heard,
    asked_for,
    during_the_call,
    once_before,
    only_where_writers_wait,
    uploads_at,
)
from tests.support.engine import Stage

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)


def link(rendition: Rendition, *, age: timedelta = timedelta(0), **fields: Any) -> Link:
    asked_at = timezone.now() - age
    values = {
        "url": "https://files.example/1.jpg",
        "asked_at": asked_at,
        "expires_at": asked_at + TEN_MINUTES,
    }
    return Link.objects.create(rendition=rendition, **(values | fields))


def end_the_lease(rendition: Rendition) -> None:
    past = db_now() - timedelta(seconds=1)
    Rendition.objects.filter(pk=rendition.pk).update(lease_until=past)


def let_the_pause_end(rendition: Rendition) -> None:
    Rendition.objects.filter(pk=rendition.pk).update(next_try_at=None)


class TestUploading:
    def test_the_address_serves_the_very_bytes(self, stage, picture, heard):
        upload_to_clicksend(picture.pk)

        found = usable_link(picture)
        assert found is not None
        assert found.upload_id
        assert httpx.get(found.url).content.startswith(b"\xff\xd8\xff")
        assert heard.links == [found]

    def test_the_job_run_twice_uploads_once(self, stage, picture):
        upload_to_clicksend(picture.pk)
        upload_to_clicksend(picture.pk)

        assert uploads_at(stage) == Link.objects.count() == 1

    def test_who_finds_it_done_after_waiting_does_not_upload_again(
        self, stage, picture, monkeypatch
    ):
        """The other worker uploads between our question and our lease."""
        take = once_before(leasing.take, lambda: upload_to_clicksend(picture.pk))
        monkeypatch.setattr(leasing, "take", take)

        upload_to_clicksend(picture.pk)

        assert uploads_at(stage) == Link.objects.count() == 1
        picture.refresh_from_db()
        assert picture.lease_until is None

    @only_where_writers_wait
    def test_four_workers_at_once_make_one_upload(self, stage, picture):
        stage.sandbox.faults.add("late", path="*/uploads", seconds=0.3)

        def work() -> None:
            try:
                upload_to_clicksend(picture.pk)
            finally:
                connection.close()

        workers = [threading.Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert uploads_at(stage) == Link.objects.count() == 1

    def test_a_worker_that_lost_its_lease_still_keeps_the_address(
        self, stage, picture, monkeypatch
    ):
        during_the_call(monkeypatch, lambda: _steal(picture.pk))

        upload_to_clicksend(picture.pk)

        assert usable_link(picture)
        picture.refresh_from_db()
        assert picture.lease_token == "another"

    def test_a_file_deleted_meanwhile_leaves_no_address(
        self, stage, picture, heard, monkeypatch
    ):
        during_the_call(
            monkeypatch, lambda: delete_file(file=picture.file, by=make.user())
        )

        upload_to_clicksend(picture.pk)

        assert not Link.objects.exists()
        assert not heard.links

    @pytest.mark.parametrize("what", ["paused", "deleted", "failed"])
    def test_nothing_is_uploaded_that_nobody_can_send(self, stage, picture, what):
        if what == "paused":
            Account.objects.update(paused_at=timezone.now())
        elif what == "deleted":
            File.objects.update(deleted_at=timezone.now())
        else:
            Rendition.objects.update(state="failed")

        upload_to_clicksend(picture.pk)

        assert uploads_at(stage) == 0

    def test_no_name_of_a_person_goes_along(self, stage):
        file = make.file(stage.account, name="good.jpg")
        File.objects.update(name="Ada Lovelace, knee.jpg")
        upload_to_clicksend(make.rendition(file, "mms").pk)

        assert "Ada" not in str(stage.sandbox.calls())
        assert "Ada" not in Link.objects.get().url


def _steal(key: int) -> None:
    Rendition.objects.filter(pk=key).update(lease_token="another")


class TestTrouble:
    def test_a_failure_is_told_and_tried_again_with_a_growing_pause(
        self, stage, picture, heard
    ):
        stage.sandbox.faults.add("error_before", path="*/uploads")
        pauses = []
        for _ in range(3):
            let_the_pause_end(picture)
            upload_to_clicksend(picture.pk)
            picture.refresh_from_db()
            pauses.append((picture.next_try_at - db_now()).total_seconds())

        assert pauses == pytest.approx([5, 10, 20], abs=2)
        assert [each.fault[:30] for each in heard.links] == [
            "ClickSend could not be reached"
        ] * 3
        assert usable_link(picture) is None

    def test_until_the_pause_is_over_nothing_is_tried(self, stage, picture, wanted):
        wanted.add(picture.pk)
        stage.sandbox.faults.add("error_before", path="*/uploads", count=1)
        upload_to_clicksend(picture.pk)
        find_work(timezone.now())
        upload_to_clicksend(picture.pk)

        assert asked_for("upload") == set()
        assert uploads_at(stage) == 1

    def test_success_forgets_the_failures(self, stage, picture):
        stage.sandbox.faults.add("error_before", path="*/uploads", count=1)
        upload_to_clicksend(picture.pk)
        let_the_pause_end(picture)
        upload_to_clicksend(picture.pk)

        picture.refresh_from_db()
        assert (picture.failures, picture.next_try_at) == (0, None)
        assert usable_link(picture)

    def test_a_lost_answer_is_asked_for_again(self, stage, picture):
        stage.sandbox.faults.add("reset_after", path="*/uploads", count=1)
        upload_to_clicksend(picture.pk)
        let_the_pause_end(picture)
        upload_to_clicksend(picture.pk)

        assert usable_link(picture)

    def test_what_clicksend_does_not_take_says_so(self, stage, heard):
        file = make.file(stage.account, name="truncated.jpg")
        upload_to_clicksend(make.rendition(file, "mms").pk)

        assert heard.links[0].fault.startswith("ClickSend did not take the file.")

    def test_content_that_is_gone_says_so(self, stage, picture, heard):
        storing.forget(picture.folder)
        upload_to_clicksend(picture.pk)

        assert "not here any more" in heard.links[0].fault
        assert uploads_at(stage) == 0

    def test_a_budget_used_up_puts_it_off_and_is_no_fault(
        self, stage, picture, monkeypatch
    ):
        monkeypatch.setattr("clicksendhub.gate.budget.take", lambda *_, **__: None)
        upload_to_clicksend(picture.pk)

        picture.refresh_from_db()
        assert (picture.failures, picture.lease_until) == (0, None)
        assert picture.next_try_at > db_now()
        assert not Link.objects.exists()

    def test_a_worker_that_died_holds_it_until_its_lease_ends(
        self, stage, picture, wanted
    ):
        wanted.add(picture.pk)
        assert leasing.take(picture.pk, state="ready")
        find_work(timezone.now())
        upload_to_clicksend(picture.pk)
        assert (asked_for("upload"), uploads_at(stage)) == (set(), 0)

        end_the_lease(picture)
        find_work(timezone.now())
        assert asked_for("upload") == {picture.pk}
        upload_to_clicksend(picture.pk)
        assert usable_link(picture)


class TestRenewing:
    @pytest.mark.parametrize(
        ("minutes", "is_asked_for"), [(0, False), (7.9, False), (8.1, True), (11, True)]
    )
    def test_it_is_renewed_when_eight_tenths_of_its_life_are_over(
        self, picture, wanted, minutes, is_asked_for
    ):
        wanted.add(picture.pk)
        link(picture, age=timedelta(minutes=minutes))

        find_work(timezone.now())

        assert asked_for("upload") == ({picture.pk} if is_asked_for else set())

    def test_what_nobody_wants_is_not_renewed(self, picture, wanted):
        link(picture, age=timedelta(minutes=9))
        find_work(timezone.now())

        assert asked_for("upload") == set()

    def test_a_renewal_is_a_new_row_and_the_old_one_stays(self, stage, picture):
        old = link(picture, age=timedelta(minutes=9))
        upload_to_clicksend(picture.pk)

        found = usable_link(picture)
        assert found is not None
        assert found.pk != old.pk
        assert Link.objects.count() == 2

    def test_a_failure_does_not_hide_an_address_that_is_still_good(self, picture):
        good = link(picture)
        link(picture, fault="ClickSend could not be reached.", url="", expires_at=None)

        assert usable_link(picture) == good

    def test_among_many_fresh_ones_the_stale_one_is_found(self, stage, wanted):
        """However many files are under way, none is forgotten."""
        file = make.file(stage.account)
        for number in range(210):
            other = make.file(stage.account, name="good.png")
            File.objects.filter(pk=other.pk).update(sha256=f"{number}")
            fresh = make.rendition(other, "mms")
            link(fresh)
            wanted.add(fresh.pk)
        stale = make.rendition(file, "mms")
        wanted.add(stale.pk)

        find_work(timezone.now())

        assert asked_for("upload") == {stale.pk}

    def test_asking_twice_is_one_job(self, picture):
        ask_for_link(picture)
        ask_for_link(picture)

        assert Nudge.objects.filter(queued_at__isnull=False).count() == 1

    def test_addresses_long_over_are_dropped_and_the_last_one_stays(
        self, picture, wanted
    ):
        old = link(picture, age=timedelta(days=3))
        find_work(timezone.now())
        assert Link.objects.filter(pk=old.pk).exists()
        new = link(picture)
        find_work(timezone.now())

        assert [*Link.objects.all()] == [new]


class TestLife:
    @pytest.mark.parametrize(
        ("seconds", "is_usable"), [(0, True), (500, True), (595, False), (700, False)]
    )
    def test_it_is_usable_while_a_call_can_end_within_its_life(
        self, picture, settings, seconds, is_usable
    ):
        settings.CLICKSEND_READ_SECONDS = 30
        found = link(picture)
        at = found.asked_at + timedelta(seconds=seconds)

        assert (usable_link(picture, at=at) == found) is is_usable

    def test_a_short_life_is_not_eaten_up_by_what_is_kept_back(self, picture, settings):
        settings.CLICKSEND_READ_SECONDS = 30
        found = link(picture)
        found.expires_at = found.asked_at + timedelta(seconds=10)

        assert usable_until(found) == found.asked_at + timedelta(seconds=9)
        assert is_fresh(found, at=found.asked_at + timedelta(seconds=7.9))
        assert not is_fresh(found, at=found.asked_at + timedelta(seconds=8.1))

    @pytest.mark.parametrize(
        ("added_at", "expires_at", "life"),
        [
            (NOON, NOON + timedelta(minutes=4), timedelta(minutes=4)),
            (NOON, None, TEN_MINUTES),
            (None, None, TEN_MINUTES),
            # Its end alone is told by another clock than ours.
            (None, NOON + timedelta(minutes=5), TEN_MINUTES),
            # Their clock is an hour ahead: what counts is the time between.
            (NOON + timedelta(hours=1), NOON + timedelta(minutes=70), TEN_MINUTES),
            (NOON, NOON - timedelta(minutes=1), timedelta(0)),
        ],
    )
    def test_life_is_told_by_one_clock(self, added_at, expires_at, life):
        told = Upload(
            1, "1.jpg", "https://files.example/1.jpg", added_at, expires_at, 1
        )

        assert life_of(told) == life


def test_an_address_stands_in_no_words_log_or_job(
    stage: Stage, picture: Rendition, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ask_for_link(picture)
    upload_to_clicksend(picture.pk)

    kept = usable_link(picture)
    assert kept is not None
    words = f"{kept!r} {kept} {picture!r} {picture} {picture.file!r} {picture.file}"
    jobs = str([*Nudge.objects.values()])
    for place in (words, caplog.text, jobs):
        assert kept.file_name not in place
        assert kept.url not in place
