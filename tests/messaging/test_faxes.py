"""Faxes on the pages of sending: documents, pages, numbers, and receipts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from clicksendhub.clicksend import Forbidden, Receipt
from clicksendhub.consent.models import Block
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.media.models import File, Rendition
from clicksendhub.media.services import InUse, delete_file
from clicksendhub.media.services.converting import convert_at_clicksend
from messaging import receipts
from messaging.attached import (
    BEING_CONVERTED,
    attached_to,
    count_pages,
    follow_rendition,
)
from messaging.models import Send
from messaging.services import NotReady, confirm_send, seal_of
from messaging.tasks import quote
from tests import make

NEW = "/send/fax/"


def brought(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (make.MEDIA / name).read_bytes())


def filled(form: Any, **given: Any) -> dict[str, Any]:
    hidden = {name: form.field(name) for name in ("form_token", "account")}
    values = {
        "numbers": "(02) 6100 1234\n(02) 6100 1235",
        "sender": "",
        "your_reference": "",
        "when": "now",
        "file": "",
    }
    return hidden | values | given


def post(writer: Any, **given: Any) -> Any:
    return writer.post_page(NEW, filled(writer.get_page(NEW), **given))


@pytest.fixture(autouse=True)
def nobody_takes_up_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_NO_QUEUE", "1")


class TestWriting:
    @pytest.mark.parametrize(
        ("name", "pages"),
        [("good.pdf", 2), ("good.txt", 1), ("good.png", 1), ("good.jpg", 1)],
    )
    def test_what_the_hub_makes_is_counted_and_shown_at_once(self, writer, name, pages):
        shown = post(writer, upload=brought(name))
        send = Send.objects.get()
        assert shown.h1 == "Check 2 faxes"
        assert (send.channel, send.body, send.pages) == ("fax", name, pages)
        assert set(send.messages.values_list("parts", flat=True)) == {pages}
        told = "1 page each, 2 in all" if pages == 1 else "2 pages each, 4 in all"
        assert told in shown.text
        pictures = [
            image
            for image in shown.all("img")
            if "/fax/page/" in (image.get("src") or "")
        ]
        assert len(pictures) == pages
        assert "Send 2 faxes" in shown.text

    def test_its_own_number_is_read_and_kept(self, writer):
        shown = post(writer, upload=brought("good.pdf"), sender="(02) 6100 9999")
        assert Send.objects.get().sender == "+61261009999"
        assert "+61 2 6100 9999" in shown.text
        form = writer.get_page(NEW)
        assert form.field("sender") == "+61 2 6100 9999"

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"numbers": "0412 345 678"}, "Line 1"),
            ({"numbers": ""}, "Fill in “To”"),
            ({"sender": "0412 345 678"}, "mobile"),
        ],
    )
    def test_each_mistake_says_what_to_do(self, writer, given, words):
        shown = post(writer, upload=brought("good.pdf"), **given)
        assert words in " ".join(shown.errors())
        assert shown.field("file") == str(File.objects.get().public_id)
        assert not Send.objects.exists()

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("landscape-in-the-middle.pdf", "Page 2 lies on its side."),
            ("turned-by-its-page.pdf", "Page 1 lies on its side."),
            ("locked.pdf", "locked with a password"),
            ("script-when-opened.pdf", "holds a program"),
            ("with-attachment.pdf", "other files inside"),
            ("jpeg-named.pdf", "The name says PDF"),
            ("empty.pdf", "The file is empty."),
            ("letters-nobody-has.txt", "no font here can show"),
            ("good.csv", "A CSV table cannot become a fax"),
            ("macros-named.docx", "macros"),
        ],
    )
    def test_a_bad_file_says_what_to_do_and_is_not_sent(self, writer, name, words):
        shown = post(writer, upload=brought(name))
        assert words in " ".join(shown.errors())
        assert not Send.objects.exists()


class TestConverting:
    def test_check_waits_for_clicksend_and_then_goes_on_by_itself(
        self, writer, rehearsal
    ):
        shown = post(writer, upload=brought("good.docx"))
        send = Send.objects.get()
        assert BEING_CONVERTED in shown.text
        assert "Send 2 faxes" not in shown.text
        with pytest.raises(NotReady):
            confirm_send(send, actor=make.user(), seal=seal_of(send))

        convert_at_clicksend(Rendition.objects.get().pk)
        quote(str(send.public_id))

        ready = writer.get_page(f"/sends/{send.public_id}/check/")
        assert "1 page each, 2 in all" in ready.text
        assert "Send 2 faxes" in ready.text
        send.refresh_from_db()
        assert send.quoted_at is not None

    @pytest.mark.parametrize("name", ["good.doc", "good.rtf"])
    def test_what_clicksend_cannot_convert_is_told(self, writer, rehearsal, name):
        """The sandbox has no office program: it answers 400 to both."""
        post(writer, upload=brought(name))
        send = Send.objects.get()
        convert_at_clicksend(Rendition.objects.get().pk)
        shown = writer.get_page(f"/sends/{send.public_id}/check/")
        assert "ClickSend could not convert this file." in shown.text
        assert "Send 2 faxes" not in shown.text


def test_a_fax_whose_pages_are_not_counted_cannot_be_confirmed(writer, rehearsal):
    """In the moment between “ready” and the count its plan would say one page."""
    send = make.fax(account_=rehearsal, state=SendState.DRAFT, people=1, pages=None)
    with pytest.raises(NotReady):
        confirm_send(send, actor=make.user(), seal=seal_of(send))
    shown = writer.get_page(f"/sends/{send.public_id}/check/")
    assert "The pages are being counted." in shown.text
    assert "Send 1 fax" not in shown.text
    [part] = shown.all("div", id="plan-part")
    assert part.get("hx-trigger") == "every 2s"

    follow_rendition(Rendition.objects.get())

    send.refresh_from_db()
    assert (send.pages, send.messages.get().parts) == (2, 2)
    assert confirm_send(send, actor=make.user(), seal=seal_of(send))


def test_a_late_count_of_the_old_document_leaves_the_new_one_alone(rehearsal):
    send = make.fax(account_=rehearsal, state=SendState.DRAFT, people=1, pages=None)
    old = attached_to(send)
    assert old is not None
    other = make.file(rehearsal, name="good.txt")
    Send.objects.filter(pk=send.pk).update(file=other)

    count_pages(send, old)

    send.refresh_from_db()
    assert send.pages is None


def test_the_document_of_a_stopped_fax_that_needs_a_look_is_kept(rehearsal):
    send = make.fax(account_=rehearsal, people=1, state=SendState.STOPPED)
    send.messages.update(state=State.NEEDS_A_LOOK)
    with pytest.raises(InUse):
        delete_file(file=File.objects.get(), by=make.user())


def test_a_block_is_not_told_for_a_fax(writer, rehearsal):
    Block.objects.create(account=rehearsal, number="+61261001234", source="person")
    shown = post(writer, upload=brought("good.pdf"))
    assert "Will be skipped" not in shown.text
    assert shown.h1 == "Check 2 faxes"


@pytest.mark.parametrize(
    ("told", "state", "words"),
    [
        ({"status_code": 201}, State.DELIVERED, "fax machine"),
        ({"status_code": None, "status": "Completed"}, State.DELIVERED, "fax machine"),
        ({"status_code": 301, "error_code": 12}, State.UNDELIVERED, "fax machine"),
    ],
)
def test_a_receipt_is_told_in_words_of_faxes(writer, rehearsal, told, state, words):
    send = make.fax(account_=rehearsal, people=1, state=SendState.DONE)
    row = send.messages.get()
    send.messages.update(state=State.ACCEPTED, provider_id="F-1")
    values: dict[str, Any] = {
        "message_id": "F-1",
        "reference": row.reference,
        "status": "",
        "status_code": None,
        "status_text": "",
        "error_code": None,
        "error_text": "",
        "timestamp": timezone.now(),
        "timestamp_send": None,
        "message_type": "fax",
        "digits": "",
        "user_id": None,
    }
    receipts.apply(
        Receipt(**(values | told)), account=rehearsal, received_at=timezone.now()
    )
    row.refresh_from_db()
    assert row.state == state
    page = writer.get_page(row.get_absolute_url())
    assert words in page.text
    assert page.h1.startswith("Fax to +61")


def test_an_account_without_faxes_is_told_so_and_goes_on_sending_texts(
    writer, rehearsal, monkeypatch
):
    """ClickSend closed faxes to new customers: that is no trouble of the account."""
    from clicksendhub.clicksend.fax import FaxResource
    from clicksendhub.gate import circuit
    from clicksendhub.media.services.linking import upload_to_clicksend

    def closed(*_given: Any, **_named: Any) -> Any:
        raise Forbidden("POST /fax/price", status=403)

    monkeypatch.setattr(FaxResource, "price", closed)
    post(writer, upload=brought("good.pdf"))
    send = Send.objects.get()
    upload_to_clicksend(Rendition.objects.get().pk)
    quote(str(send.public_id))
    shown = writer.get_page(f"/sends/{send.public_id}/check/")
    assert "This ClickSend account may not send faxes" in shown.text
    assert circuit.trouble_of(rehearsal.pk) is None
