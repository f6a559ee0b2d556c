"""Bringing a file and deleting it: what is kept, refused, and what stays behind."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clicksendhub.audit.models import Entry
from clicksendhub.media import hooks, storing
from clicksendhub.media.hooks import FileUse
from clicksendhub.media.models import File, Link, Rendition
from clicksendhub.media.services import (
    InUse,
    OverQuota,
    delete_file,
    files_of,
    keep_upload,
    rendition_for,
    storage_used,
)
from clicksendhub.media.services.keeping import clean_name
from clicksendhub.media.workshop import Refused
from tests import make
from tests.media.hearing import stored_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Any:
    return make.account()


@pytest.fixture
def mia() -> Any:
    return make.user()


def brought(name: str, *, called: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(called or name, (make.MEDIA / name).read_bytes())


class TestKeeping:
    def test_a_file_is_kept_with_what_is_known_of_it(self, account, mia):
        file = keep_upload(account=account, by=mia, upload=brought("good.pdf"))

        assert (file.name, file.kind, file.pages) == ("good.pdf", "pdf", 2)
        assert file.size == len((make.MEDIA / "good.pdf").read_bytes())
        assert (file.uploaded_by, file.previews) == (mia, 2)
        with storing.local(file.folder) as path:
            assert path.read_bytes() == (make.MEDIA / "good.pdf").read_bytes()

    def test_one_line_of_the_trail_tells_it_without_its_name(self, account, mia):
        keep_upload(account=account, by=mia, upload=brought("good.pdf"))

        entry = Entry.objects.get(act="file.kept")
        assert "good.pdf" not in str(vars(entry))

    def test_the_same_bytes_again_are_the_same_file(self, account, mia):
        first = keep_upload(account=account, by=mia, upload=brought("good.jpg"))
        again = keep_upload(
            account=account, by=make.user(), upload=brought("good.jpg", called="b.jpg")
        )

        assert again == first
        assert [*files_of(account)] == [first]

    def test_the_same_bytes_in_another_account_are_another_file(self, account, mia):
        first = keep_upload(account=account, by=mia, upload=brought("good.jpg"))
        other = keep_upload(account=make.account(), by=mia, upload=brought("good.jpg"))

        assert other != first
        assert other.address != first.address

    def test_two_people_bringing_the_same_at_once_keep_one(
        self, account, mia, monkeypatch
    ):
        store = storing.store
        faster: list[File] = []

        def store_late(*given: Any) -> str:
            folder = store(*given)
            monkeypatch.setattr(storing, "store", store)
            upload = brought("good.jpg")
            faster.append(keep_upload(account=account, by=mia, upload=upload))
            return folder

        monkeypatch.setattr(storing, "store", store_late)
        file = keep_upload(account=account, by=mia, upload=brought("good.jpg"))

        assert [file] == faster == [*File.objects.all()]
        assert len(stored_files()) == 2

    @pytest.mark.parametrize(
        "name", ["empty.pdf", "drawing.svg", "program.exe", "png-named.jpg"]
    )
    def test_what_is_refused_leaves_nothing(self, account, mia, name):
        with pytest.raises(Refused):
            keep_upload(account=account, by=mia, upload=brought(name))

        assert not File.objects.exists()
        assert stored_files() == []

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("../../etc/passwd.txt", "passwd.txt"),
            (r"C:\Users\mia\plan.pdf", "plan.pdf"),
            ("two\nlines\x00.pdf", "twolines.pdf"),
            ("turned\u202efdp.exe", "turnedfdp.exe"),
            ("e\u0301.pdf", "é.pdf"),
            ("", "file"),
            ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ],
    )
    def test_a_name_is_its_last_part_and_one_line(self, given, kept):
        assert clean_name(given) == kept


class TestQuota:
    def test_a_full_account_says_what_to_do(self, account, mia, settings):
        settings.MEDIA_QUOTA_BYTES = 2_000_000
        File.objects.filter(pk=make.file(account).pk).update(size=1_999_999)

        with pytest.raises(OverQuota) as refusal:
            keep_upload(account=account, by=mia, upload=brought("good.pdf"))

        assert "all of the 2 MB" in refusal.value.sentence
        assert "Delete some" in refusal.value.sentence

    def test_it_is_counted_for_each_account(self, account, mia, settings):
        settings.MEDIA_QUOTA_BYTES = 2_000_000
        File.objects.filter(pk=make.file(make.account()).pk).update(size=1_999_999)

        file = keep_upload(account=account, by=mia, upload=brought("good.pdf"))
        assert [*files_of(account)] == [file]

    def test_what_was_made_counts_and_what_was_deleted_does_not(self, account, mia):
        file = keep_upload(account=account, by=mia, upload=brought("good.jpg"))
        made = rendition_for(file=file, purpose="mms", by=mia)
        assert storage_used(account) == file.size + (made.size or 0)

        delete_file(file=file, by=mia)
        assert storage_used(account) == 0


class TestDeleting:
    def test_nothing_of_it_stays_on_the_disk(
        self, account, mia, django_capture_on_commit_callbacks
    ):
        file = keep_upload(account=account, by=mia, upload=brought("good.jpg"))
        made = rendition_for(file=file, purpose="mms", by=mia)
        Link.objects.create(
            rendition=made, url="https://files.example/1", asked_at=file.created_at
        )
        with django_capture_on_commit_callbacks(execute=True):
            assert delete_file(file=file, by=mia)

        assert stored_files() == []
        assert not Link.objects.exists()
        assert not files_of(account).exists()
        assert Rendition.objects.get().folder == ""

    def test_twice_is_once(self, account, mia):
        file = make.file(account)

        assert delete_file(file=file, by=mia) is True
        assert delete_file(file=file, by=mia) is False
        assert Entry.objects.filter(act="file.deleted").count() == 1

    def test_what_waits_with_it_keeps_it(self, account, mia, monkeypatch):
        use = FileUse("Gate B to 2 people", "/sends/1/", is_waiting=True)
        monkeypatch.setattr(hooks, "_uses", [lambda _: [use]])
        file = make.file(account)

        with pytest.raises(InUse) as refusal:
            delete_file(file=file, by=mia)

        assert refusal.value.uses == [use]
        assert [*files_of(account)] == [file]

    def test_brought_again_it_is_a_new_file(self, account, mia):
        first = keep_upload(account=account, by=mia, upload=brought("good.jpg"))
        delete_file(file=first, by=mia)
        again = keep_upload(account=account, by=mia, upload=brought("good.jpg"))

        assert again != first
        assert again.address != first.address
