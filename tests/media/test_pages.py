"""The pages of Files: bring one, look at it, make something of it, let it go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clicksendhub.credentials.models import Role
from clicksendhub.media import hooks
from clicksendhub.media.hooks import FileUse
from clicksendhub.media.models import File, Link, Rendition
from clicksendhub.media.services import delete_file
from tests import make
from tests.media.hearing import stored_files
from tests.support.pages import Page, PageClient

FILES, BRING = "/files/", "/files/new/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Any:
    return make.account()


@pytest.fixture
def mia(account: Any, page: PageClient) -> PageClient:
    page.force_login(make.member(of=account))
    return page


def as_role(page: PageClient, account: Any, role: str) -> PageClient:
    page.force_login(make.member(of=account, role=role))
    return page


def bring(client: PageClient, name: str, **given: Any) -> Page:
    upload = SimpleUploadedFile(name, (make.MEDIA / name).read_bytes())
    hidden = {"account": client.get_page(FILES).field("account")}
    return client.post_page(BRING, hidden | {"file": upload} | given)


class TestBringing:
    def test_an_empty_account_says_what_files_are_for(self, mia):
        shown = mia.get_page(FILES)

        assert shown.h1 == "Files"
        assert "No files yet" in shown.text
        assert "Picture message" in shown.text

    def test_a_file_leads_to_its_page(self, mia):
        shown = bring(mia, "good.pdf")

        assert shown.h1 == "good.pdf"
        assert "2 pages" in shown.text
        pictures = [image.get("src") for image in shown.all("img")]
        address = File.objects.get().address
        assert f"/files/{address}/page/2.png" in pictures
        assert "Convert for fax" in shown.buttons()
        assert "Convert for letter" in shown.buttons()

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("empty.pdf", "empty"),
            ("phone.heic", "HEIC"),
            ("png-named.jpg", "PNG"),
            ("locked.pdf", "password"),
        ],
    )
    def test_what_is_refused_says_why_at_the_field(self, mia, name, words):
        shown = bring(mia, name)

        assert words in " ".join(shown.errors())
        assert not File.objects.exists()

    def test_nothing_chosen_says_so(self, mia):
        hidden = {"account": mia.get_page(FILES).field("account")}

        assert mia.post_page(BRING, hidden).errors() == ["Choose a file."]

    def test_a_file_above_the_limit_says_how_much_may_come(self, mia, settings):
        settings.MEDIA_FILE_BYTES = 1_000_000
        upload = SimpleUploadedFile("long.txt", b"words " * 200_000)
        hidden = {"account": mia.get_page(FILES).field("account")}
        shown = mia.post_page(BRING, hidden | {"file": upload})

        assert "more than 1 MB" in " ".join(shown.errors())
        assert stored_files() == []

    def test_a_full_account_says_so(self, mia, account, settings):
        settings.MEDIA_QUOTA_BYTES = 1_000
        shown = bring(mia, "good.pdf")

        assert "Delete some" in " ".join(shown.errors())

    def test_the_same_file_again_leads_to_the_one_that_is_here(self, mia):
        bring(mia, "good.jpg")
        shown = bring(mia, "good.jpg")

        assert shown.h1 == "good.jpg"
        assert File.objects.count() == 1

    def test_a_form_of_another_account_keeps_nothing(self, mia):
        shown = bring(mia, "good.jpg", account=str(make.account().public_id))

        assert "Nothing was kept." in shown.text
        assert not File.objects.exists()

    def test_a_viewer_looks_and_brings_nothing(self, page, account):
        viewer = as_role(page, account, Role.VIEWER)
        make.file(account)
        shown = viewer.get_page(FILES)

        assert "good.jpg" in shown.text
        assert "Upload" not in shown.buttons()
        upload = SimpleUploadedFile("a.txt", b"words")
        assert viewer.post(BRING, {"file": upload}).status_code == 403
        assert File.objects.count() == 1


class TestTheList:
    def test_a_row_tells_what_it_was_made_for_and_whether_it_is_hosted(
        self, mia, account
    ):
        made = make.rendition(make.file(account), "mms")
        now = timezone.now()
        Link.objects.create(
            rendition=made,
            url="https://files.example/secret.jpg",
            asked_at=now,
            expires_at=now + timedelta(minutes=10),
        )
        shown = mia.get_page(FILES)

        assert "JPEG picture" in shown.text
        assert "MMS" in shown.text
        assert "until" in shown.text
        assert "secret.jpg" not in shown.text

    def test_a_part_of_the_name_finds_it(self, mia, account):
        make.file(account, name="good.jpg")
        make.file(account, name="good.pdf")

        assert "good.jpg" not in mia.get_page(f"{FILES}?q=PDF").text
        assert "No file has that in its name" in mia.get_page(f"{FILES}?q=tax").text

    def test_odd_questions_are_answered(self, mia, account):
        make.file(account)
        for asked in ("?q=%25", "?q=%00", "?q=%F0%9F%98%80", "?page=x", "?page=9"):
            assert mia.get(f"{FILES}{asked}").status_code in (200, 400), asked

    def test_another_account_has_its_own(self, mia):
        make.file(make.account())

        assert "No files yet" in mia.get_page(FILES).text

    def test_many_files_take_no_more_questions_than_few(self, mia, account):
        def questions(count: int) -> int:
            while File.objects.count() < count:
                kept = make.file(account)
                make.rendition(kept, "mms")
                File.objects.filter(pk=kept.pk).update(sha256=kept.address)
            with CaptureQueriesContext(
                connection,
            ) as seen:
                mia.get_page(FILES)
            return len(seen)

        questions(1)
        assert questions(3) == questions(24)

    def test_names_are_shown_as_words(self, mia, account):
        File.objects.filter(pk=make.file(account).pk).update(
            name="<script>alert(1)</script>.jpg"
        )

        assert "<script>alert(1)</script>.jpg" in mia.get_page(FILES).text


class TestOneFile:
    def test_converting_here_shows_what_became_of_it(self, mia):
        bring(mia, "good.jpg")
        file = File.objects.get()
        shown = mia.post_page(f"{file.get_absolute_url()}convert/", {"purpose": "mms"})

        assert "Ready" in shown.text
        assert shown.links()["Download"].startswith("/files/")
        assert "Convert for MMS" not in shown.buttons()

    def test_what_clicksend_converts_asks_for_itself_until_it_is_done(
        self, mia, account
    ):
        file = make.file(account, name="good.docx")
        address = file.get_absolute_url()
        shown = mia.post_page(f"{address}convert/", {"purpose": "fax"})
        assert "Being made" in shown.text
        assert shown.links()["Look again"] == address
        assert [each.get("hx-get") for each in shown.all("div", id="made")] == [address]

        Rendition.objects.update(state="ready", kind="pdf", size=900, pages=1)
        part = mia.get_fragment(address)
        assert "Ready" in part.text
        assert [each.get("hx-get") for each in part.all("div", id="made")] == [None]

    def test_what_could_not_be_converted_is_tried_again_by_a_button(self, mia, account):
        file = make.file(account, name="good.docx")
        fault = "ClickSend could not convert this file."
        make.rendition(file, "fax", made_by="clicksend", state="failed", fault=fault)
        shown = mia.get_page(file.get_absolute_url())
        assert fault in shown.text
        assert "Try again" in shown.buttons()

        mia.post_page(f"{file.get_absolute_url()}convert/", {"purpose": "fax"})
        assert Rendition.objects.get().state == "making"

    @pytest.mark.parametrize("purpose", ["", "poster", "csv"])
    def test_an_unknown_or_unsuitable_purpose_makes_nothing(
        self, mia, account, purpose
    ):
        file = make.file(account)
        mia.post_page(f"{file.get_absolute_url()}convert/", {"purpose": purpose})

        assert not Rendition.objects.exists()

    def test_too_large_to_convert_is_told_before_anybody_asks(self, mia, account):
        file = make.file(account, name="good.docx")
        File.objects.update(size=10_000_001)
        shown = mia.get_page(file.get_absolute_url())

        assert "up to 10 MB" in shown.text
        assert not [words for words in shown.buttons() if "Convert" in words]

    def test_the_answer_of_clicksend_stands_under_technical_details(self, mia, account):
        file = make.file(account)
        now = timezone.now()
        Link.objects.create(
            rendition=make.rendition(file, "mms"),
            upload_id=4711,
            file_name="77.jpg",
            url="https://files.example/77.jpg",
            asked_at=now,
            added_at=now,
            deleted_at=now + timedelta(minutes=10),
            expires_at=now + timedelta(minutes=10),
        )
        shown = mia.get_page(file.get_absolute_url())

        assert "4711" in shown.text
        assert "https://files.example/77.jpg" in shown.text
        assert "https://files.example/77.jpg" not in shown.links().values()

    def test_a_viewer_sees_it_and_presses_nothing(self, page, account):
        file = make.file(account)
        shown = as_role(page, account, Role.VIEWER).get_page(file.get_absolute_url())

        assert not [words for words in shown.buttons() if "Convert" in words]
        assert "Delete" not in shown.links()


class TestDeleting:
    def test_it_is_asked_and_then_done(self, mia, account):
        file = make.file(account)
        address = reverse("media:delete", args=[file.public_id])
        assert "cannot be undone" in mia.get_page(address).text
        shown = mia.post_page(address)

        assert shown.h1 == "Files"
        assert "No files yet" in shown.text
        assert mia.get(file.get_absolute_url()).status_code == 404

    def test_what_waits_with_it_is_named(self, mia, account, monkeypatch):
        use = FileUse("Gate B to 2 people", "/sends/", is_waiting=True)
        monkeypatch.setattr(hooks, "_uses", [lambda _: [use]])
        file = make.file(account)
        address = reverse("media:delete", args=[file.public_id])
        for shown in (mia.get_page(address), mia.post_page(address)):
            assert shown.links()["Gate B to 2 people"] == "/sends/"
            assert "Delete the file" not in shown.buttons()
        assert File.objects.get().deleted_at is None

    @pytest.mark.parametrize(
        ("role", "is_own", "is_deleted"),
        [
            (Role.SENDER, True, True),
            (Role.SENDER, False, False),
            (Role.MARKETER, False, True),
        ],
    )
    def test_a_sender_deletes_their_own_alone(
        self, page, account, role, is_own, is_deleted
    ):
        person = make.member(of=account, role=role)
        page.force_login(person)
        file = make.file(account, uploaded_by=person if is_own else make.user())
        page.post_page(reverse("media:delete", args=[file.public_id]))

        assert (File.objects.get().deleted_at is not None) is is_deleted


class TestContent:
    def addresses(self, account: Any) -> list[str]:
        file = make.file(account, previews=1)
        make.rendition(file, "mms")
        return [
            reverse("media:original", args=[file.address]),
            reverse("media:made", args=[file.address, "mms"]),
        ]

    def test_it_is_saved_and_never_run(self, mia, account):
        for address in self.addresses(account):
            answer = mia.get(address)
            assert answer.status_code == 200
            assert answer["Content-Disposition"].startswith("attachment")
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Content-Security-Policy"].startswith("sandbox")
            assert "private" in answer["Cache-Control"]
            content = (make.MEDIA / "good.jpg").read_bytes()
            assert b"".join(answer.streaming_content) == content

    def test_a_stranger_is_led_to_sign_in(self, client, account):
        for address in self.addresses(account):
            assert client.get(address).status_code == 302

    def test_another_accounts_and_a_deleted_one_are_not_there(self, page, account):
        addresses = self.addresses(account)
        page.force_login(make.member(of=make.account()))
        assert {page.get(address).status_code for address in addresses} == {404}

        page.force_login(make.member(of=account))
        delete_file(file=File.objects.get(), by=make.user())
        assert {page.get(address).status_code for address in addresses} == {404}

    @pytest.mark.parametrize("number", [0, 2, 10**30])
    def test_there_is_no_page_beyond_the_last(self, mia, account, number):
        file = make.file(account, previews=1)
        address = f"/files/{file.address}/page/{number}.png"

        assert mia.get(address).status_code == 404

    def test_a_name_with_odd_signs_is_a_header_of_one_line(self, mia, account):
        file = make.file(account, name="good.jpg")
        File.objects.update(name="Zoë’s “plan”; x=1.jpg")
        answer = mia.get(reverse("media:original", args=[file.address]))
        answer.close()

        assert "filename*=utf-8''" in answer["Content-Disposition"]

    def test_content_that_is_gone_from_the_disk_is_a_404(self, mia, account):
        from clicksendhub.media import storing

        address = self.addresses(account)[0]
        storing.forget(File.objects.get().folder)

        assert mia.get(address).status_code == 404
