"""What ClickSend converts: once, fetched back, looked at, and told."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from clicksendhub.credentials.models import Account
from clicksendhub.lib.dbclock import db_now
from clicksendhub.media import storing, workshop
from clicksendhub.media.models import File, Link, Rendition, RenditionState
from clicksendhub.media.services import (
    delete_file,
    keep_upload,
    leasing,
    rendition_for,
    usable_link,
)
from clicksendhub.media.services.converting import convert_at_clicksend
from clicksendhub.media.services.sweeping import find_work
from clicksendhub.media.workshop import Refused
from tests import make
from tests.media.hearing import (
    asked_for,
    during_the_call,
    only_where_writers_wait,
    stored_files,
    uploads_at,
)
from tests.support.engine import Stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def patience(stage: Stage, settings: Any) -> None:
    """Converting takes the sandbox a while."""
    settings.CLICKSEND_READ_SECONDS = 30.0


def asked(file: File, purpose: str = "fax") -> Rendition:
    return rendition_for(file=file, purpose=purpose, by=make.user())


def converted(file: File, purpose: str = "fax") -> Rendition:
    made = asked(file, purpose)
    convert_at_clicksend(made.pk)
    made.refresh_from_db()
    return made


class TestConverting:
    def test_nothing_waits_for_clicksend_but_a_job(self, stage, letter):
        made = asked(letter)

        assert (made.state, made.made_by) == (RenditionState.MAKING, "clicksend")
        assert asked_for("convert") == {made.pk}
        assert uploads_at(stage) == 0

    def test_a_document_comes_back_as_pages_with_its_address(
        self, stage, letter, heard
    ):
        made = converted(letter)

        assert (made.state, made.kind, made.pages) == ("ready", "pdf", 1)
        assert made.previews == 1
        assert "ClickSend converted it" in made.loss
        with storing.local(made.folder) as path:
            assert path.read_bytes().startswith(b"%PDF")
        assert usable_link(made)
        assert heard.renditions == [made]
        assert heard.links == [Link.objects.get()]

    @pytest.mark.parametrize(
        ("name", "purpose", "kind"),
        [
            ("good.docx", "post", "pdf"),
            ("good.pdf", "post", "pdf"),
            ("good.png", "postcard", "pdf"),
            ("good.csv", "csv", "csv"),
        ],
    )
    def test_each_purpose_is_made(self, stage, name, purpose, kind):
        made = converted(make.file(stage.account, name=name), purpose)

        assert (made.state, made.fault, made.kind) == ("ready", "", kind)

    def test_the_job_run_twice_converts_once(self, stage, letter, heard):
        made = converted(letter)
        convert_at_clicksend(made.pk)

        assert uploads_at(stage) == 1
        assert len(heard.renditions) == 1

    def test_asked_for_twice_it_is_one_rendition(self, letter):
        assert asked(letter) == asked(letter)

    @only_where_writers_wait
    def test_four_workers_at_once_convert_once(self, stage, letter):
        made = asked(letter)

        def work() -> None:
            convert_at_clicksend(made.pk)
            connection.close()

        workers = [threading.Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert uploads_at(stage) == 1
        assert Rendition.objects.get().state == "ready"

    def test_a_paused_account_waits(self, stage, letter):
        made = asked(letter)
        Account.objects.update(paused_at=timezone.now())
        convert_at_clicksend(made.pk)

        made.refresh_from_db()
        assert (made.state, uploads_at(stage)) == ("making", 0)


class TestTrouble:
    def test_what_clicksend_cannot_read_fails_with_a_way_on(self, stage, heard):
        made = converted(make.file(stage.account, name="damaged.docx"))

        assert made.state == "failed"
        assert made.fault.startswith("ClickSend could not convert this file.")
        assert heard.renditions == [made]

    def test_asked_again_after_a_failure_it_is_tried_again(self, stage, letter):
        stage.sandbox.faults.add("forbidden", path="*/uploads", count=1)
        failed = converted(letter)
        again = converted(letter)

        assert (failed.state, again.pk) == ("failed", failed.pk)
        # Forbidden for a read of ours opens no circuit of the sends.
        assert (again.state, again.fault) == ("ready", "")

    def test_after_eight_failures_somebody_is_told(self, stage, letter, heard):
        stage.sandbox.faults.add("error_before", path="*/uploads")
        made = asked(letter)
        for _ in range(8):
            Rendition.objects.update(next_try_at=None)
            convert_at_clicksend(made.pk)

        made.refresh_from_db()
        assert made.state == "failed"
        assert "could not be reached" in made.fault
        assert uploads_at(stage) == 8
        assert len(heard.renditions) == 1

    def test_a_worker_that_died_is_followed_by_another(self, stage, letter):
        made = asked(letter)
        assert leasing.take(made.pk, state="making")
        asked_for("convert")
        find_work(timezone.now())
        assert asked_for("convert") == set()

        Rendition.objects.update(lease_until=db_now() - timedelta(seconds=1))
        find_work(timezone.now())
        assert asked_for("convert") == {made.pk}
        convert_at_clicksend(made.pk)
        made.refresh_from_db()
        assert made.state == "ready"

    def test_a_budget_used_up_puts_it_off(self, stage, letter, monkeypatch):
        monkeypatch.setattr("clicksendhub.gate.budget.take", lambda *_, **__: None)
        made = converted(letter)

        assert (made.state, made.failures) == ("making", 0)
        assert made.next_try_at
        assert made.next_try_at > db_now()

    def test_content_that_is_gone_says_so(self, letter):
        made = asked(letter)
        storing.forget(letter.folder)
        convert_at_clicksend(made.pk)

        made.refresh_from_db()
        assert made.state == "failed"
        assert "not here any more" in made.fault

    def test_a_file_deleted_meanwhile_leaves_nothing(self, letter, heard, monkeypatch):
        made = asked(letter)
        during_the_call(monkeypatch, lambda: delete_file(file=letter, by=make.user()))

        convert_at_clicksend(made.pk)

        assert stored_files() == []
        assert not Link.objects.exists()
        assert not heard.renditions

    def test_what_comes_back_is_judged_like_any_file(self, stage, letter, monkeypatch):
        monkeypatch.setattr(
            "clicksendhub.clicksend.uploads.UploadsResource.fetch_hosted",
            lambda *_, **__: (make.MEDIA / "script-when-opened.pdf").read_bytes(),
        )
        before = len(stored_files())
        made = converted(letter)

        assert made.state == "failed"
        assert len(stored_files()) == before


def test_the_address_stands_in_no_log(
    letter: File, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    converted(letter)

    assert Link.objects.get().file_name not in caplog.text


class TestMadeHere:
    @pytest.mark.parametrize(
        ("name", "purpose", "kind"),
        [
            ("good.jpg", "mms", "jpeg"),
            ("good.png", "mms", "jpeg"),
            ("good.gif", "mms", "gif"),
            ("good.jpg", "fax", "pdf"),
            ("good.txt", "fax", "pdf"),
            ("good.pdf", "fax", "pdf"),
        ],
    )
    def test_pictures_and_faxes_are_ready_at_once(self, stage, name, purpose, kind):
        upload = SimpleUploadedFile(name, (make.MEDIA / name).read_bytes())
        file = keep_upload(account=stage.account, by=make.user(), upload=upload)
        made = asked(file, purpose)

        assert (made.state, made.fault, made.kind) == ("ready", "", kind)
        assert (made.made_by, uploads_at(stage)) == ("hub", 0)

    def test_what_cannot_be_made_says_which_page_is_wrong(self, stage):
        file = make.file(stage.account, name="landscape-in-the-middle.pdf", kind="pdf")
        made = asked(file)

        assert made.state == "failed"
        assert made.fault.startswith("Page 2")

    @pytest.mark.parametrize(
        ("name", "purpose"), [("good.pdf", "mms"), ("good.csv", "fax")]
    )
    def test_what_can_never_become_that_is_refused(self, stage, name, purpose):
        with pytest.raises(Refused) as refusal:
            asked(make.file(stage.account, name=name), purpose)

        assert "cannot become a" in refusal.value.sentence
        assert not Rendition.objects.exists()

    def test_what_clicksend_would_not_take_is_not_brought_there(self, stage, letter):
        File.objects.update(size=10_000_001)
        letter.refresh_from_db()
        with pytest.raises(Refused) as refusal:
            asked(letter)
        assert "up to 10 MB" in refusal.value.sentence
        assert asked_for("convert") == set()

    def test_a_file_deleted_meanwhile_leaves_nothing(self, stage, monkeypatch):
        file = make.file(stage.account)
        store = storing.store

        def store_late(*given: Any) -> str:
            folder = store(*given)
            delete_file(file=File.objects.get(), by=make.user())
            return folder

        monkeypatch.setattr(storing, "store", store_late)
        with pytest.raises(Refused) as refusal:
            asked(file, "mms")

        assert "not here any more" in refusal.value.sentence
        assert stored_files() == []
        assert not Rendition.objects.exists()

    def test_what_failed_under_load_is_made_when_it_is_asked_for_again(
        self, stage, monkeypatch
    ):
        file = make.file(stage.account)
        monkeypatch.setattr(workshop, "WALL_SECONDS", 0.001)
        failed = rendition_for(file=file, purpose="mms", by=make.user())
        assert (failed.state, failed.folder) == ("failed", "")
        monkeypatch.undo()

        made = rendition_for(file=file, purpose="mms", by=make.user())

        assert (made.pk, made.state, made.fault) == (failed.pk, "ready", "")
        assert made.previews == 1

    def test_two_people_at_once_make_one(self, stage, monkeypatch):
        file = make.file(stage.account)
        store = storing.store
        faster: list[Rendition] = []

        def store_late(*given: Any) -> str:
            folder = store(*given)
            monkeypatch.setattr(storing, "store", store)
            faster.append(asked(file, "mms"))
            return folder

        monkeypatch.setattr(storing, "store", store_late)
        made = asked(file, "mms")

        assert [made] == faster == [*Rendition.objects.all()]
        # The original, and what was made with its preview: the second is gone.
        assert len(stored_files()) == 3
