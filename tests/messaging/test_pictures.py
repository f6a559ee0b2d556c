"""Pictures on the pages of sending: brought, checked, agreed to, priced, followed."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from clicksendhub.clicksend import ServerError
from clicksendhub.credentials.services import client_for
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.jobs.models import Nudge
from clicksendhub.media.models import File, Link, Rendition
from clicksendhub.media.services import InUse, delete_file
from clicksendhub.media.services.linking import upload_to_clicksend
from clicksendhub.sandbox import server
from messaging import pictures
from messaging.attached import (
    ON_ITS_WAY,
    QUOTE,
    attached_to,
    follow_link,
    wanted_renditions,
)
from messaging.models import Send
from messaging.picture_words import read_picture_text, read_subject
from messaging.reading_on import read_on
from messaging.services import (
    NotAgreed,
    NotReady,
    PlanChanged,
    confirm_send,
    plan_send,
    quote_send,
    seal_of,
)
from messaging.tasks import quote
from messaging.texts import BadText
from tests import make
from tests.support.fixtures import KEY, USERNAME
from tests.support.media_files import noise, saved

NEW = "/send/picture/"


def brought(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (make.MEDIA / name).read_bytes())


def large_photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("beach.jpg", saved(noise(900, 600), "JPEG", quality=90))


def filled(form: Any, **given: Any) -> dict[str, Any]:
    hidden = {name: form.field(name) for name in ("form_token", "account")}
    values = {
        "numbers": "0412 345 678\n0498 765 432",
        "sender": "",
        "subject": "New exercises",
        "body": "As promised.",
        "your_reference": "",
        "when": "now",
        "file": "",
    }
    return hidden | values | given


def post(writer: Any, address: str = NEW, **given: Any) -> Any:
    return writer.post_page(address, filled(writer.get_page(address), **given))


def planned(account: Any, **given: Any) -> Send:
    kept = make.file(account)
    made = make.rendition(kept, "mms", **given)
    return plan_send(
        account=account,
        author=make.user(),
        numbers="0412 345 678",
        body="As promised.",
        kind="mms",
        own={"subject": "New exercises", "file_id": made.file_id},
    )


class TestWriting:
    def test_a_good_form_leads_to_check_with_the_picture(self, writer):
        shown = post(writer, upload=brought("good.jpg"))
        send = Send.objects.get()
        assert (send.channel, send.subject) == ("mms", "New exercises")
        assert shown.h1 == "Check 2 picture messages"
        assert "Send 2 picture messages" in shown.text
        made = Rendition.objects.get(file=send.file, purpose="mms")
        sources = {image.get("src") for image in shown.all("img")}
        address = File.objects.get().address
        assert f"/files/{address}/mms/page/1.png" in sources
        assert made.state == "ready"

    def test_a_mistake_elsewhere_does_not_lose_the_picture(self, writer):
        shown = post(writer, upload=brought("good.jpg"), numbers="")
        assert "Fill in “To”" in " ".join(shown.errors())
        kept = File.objects.get()
        assert shown.field("file") == str(kept.public_id)
        assert "good.jpg" in shown.text
        again = writer.post_page(NEW, filled(shown, file=shown.field("file")))
        assert again.h1 == "Check 2 picture messages"

    def test_a_picture_that_is_here_is_sent_again(self, writer, rehearsal):
        kept = make.file(rehearsal)
        form = writer.get_page(f"{NEW}?file={kept.public_id}")
        assert form.field("file") == str(kept.public_id)
        shown = writer.post_page(NEW, filled(form, file=str(kept.public_id)))
        assert shown.h1 == "Check 2 picture messages"

    def test_a_file_of_another_account_is_not_offered_and_not_taken(self, writer):
        theirs = make.file(make.account())
        form = writer.get_page(f"{NEW}?file={theirs.public_id}")
        assert "good.jpg" not in form.text
        shown = writer.post_page(NEW, filled(form, file=str(theirs.public_id)))
        assert "This file is not here any more." in " ".join(shown.errors())

    def test_without_a_picture_nothing_is_planned(self, writer):
        assert "Choose a picture, or bring one." in " ".join(post(writer).errors())
        assert not Send.objects.exists()

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("moving-101-kB.gif", "This moving picture has 102 kB"),
            ("phone.heic", "HEIC or AVIF"),
            ("truncated.jpg", "The file ends early"),
            ("drawing.svg", "SVG drawings"),
            ("good.pdf", "A PDF cannot become a picture message"),
            ("pdf-behind-jpeg.jpg", "another file hidden"),
        ],
    )
    def test_a_bad_file_says_what_to_do_and_is_not_sent(self, writer, name, words):
        shown = post(writer, upload=brought(name))
        assert words in " ".join(shown.errors())
        assert shown.field("subject") == "New exercises"
        assert not Send.objects.exists()

    def test_a_file_that_is_too_big_loses_nothing_that_was_typed(
        self, writer, settings
    ):
        settings.MEDIA_FILE_BYTES = 1_000
        shown = post(writer, upload=brought("photo-on-its-side.jpg"))
        assert "most that may come here" in " ".join(shown.errors())
        assert shown.field("body") == "As promised."
        assert not File.objects.exists()

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"subject": "x" * 21}, "A subject has at most 20 characters"),
            ({"subject": " "}, "Fill in “Subject”"),
            ({"body": "x" * 1501}, "Remove 1 character."),
            ({"body": "ж" * 501}, "at most 500 characters"),
            ({"numbers": "02 6100 1234"}, "Line 1"),
        ],
    )
    def test_each_mistake_says_what_to_do(self, writer, given, words):
        shown = post(writer, upload=brought("good.jpg"), **given)
        assert words in " ".join(shown.errors())
        assert not Send.objects.exists()

    def test_a_draft_is_changed_with_its_picture(self, writer):
        post(writer, upload=brought("good.jpg"))
        send = Send.objects.get()
        form = writer.get_page(f"/sends/{send.public_id}/edit/")
        assert form.h1 == "Change the picture message"
        assert form.field("file") == str(File.objects.get().public_id)
        writer.post_page(
            f"/sends/{send.public_id}/edit/",
            filled(form, subject="Other", file=form.field("file")),
        )
        send.refresh_from_db()
        assert send.subject == "Other"

    def test_the_same_form_posted_twice_is_one_send_and_one_file(self, writer):
        form = filled(writer.get_page(NEW))
        writer.post_page(NEW, form | {"upload": brought("good.jpg")})
        writer.post_page(NEW, form | {"upload": brought("good.jpg")})
        assert (Send.objects.count(), File.objects.count()) == (1, 1)


@pytest.mark.django_db
class TestAgreeing:
    def test_a_loss_is_shown_and_has_to_be_agreed_to(self, writer, rehearsal):
        shown = post(writer, upload=large_photo())
        assert "fit 250 kB" in shown.text
        send = Send.objects.get()
        refused = writer.post_page(
            f"/sends/{send.public_id}/confirm/", {"seal": shown.field("seal")}
        )
        assert "tick that you have seen it" in refused.text
        send.refresh_from_db()
        assert send.state == SendState.DRAFT
        writer.post_page(
            f"/sends/{send.public_id}/confirm/",
            {"seal": shown.field("seal"), "agrees": "yes"},
        )
        send.refresh_from_db()
        assert send.state == SendState.RELEASED

    def test_where_nothing_is_lost_nobody_is_asked(self, writer):
        shown = post(writer, upload=brought("good.jpg"))
        assert "See what arrives" not in shown.text
        assert not shown.all("input", name="agrees")

    def test_agreeing_is_asked_for_by_the_service_too(self):
        send = planned(make.account(), loss="It was made smaller.")
        with pytest.raises(NotAgreed):
            confirm_send(send, actor=make.user(), seal=seal_of(send))

    def test_another_picture_breaks_the_seal(self):
        send = planned(make.account())
        seal = seal_of(send)
        other = make.file(send.account, name="good.png")
        Send.objects.filter(pk=send.pk).update(file=other)
        with pytest.raises(PlanChanged):
            confirm_send(send, actor=make.user(), seal=seal)

    def test_a_picture_that_was_deleted_meanwhile_stops_it(self):
        send = planned(make.account())
        delete_file(file=File.objects.get(), by=make.user())
        with pytest.raises(NotReady):
            confirm_send(send, actor=make.user(), seal=seal_of(send))

    def test_a_picture_that_waits_to_be_sent_cannot_be_deleted(self):
        send = planned(make.account())
        confirm_send(send, actor=make.user(), seal=seal_of(send))
        with pytest.raises(InUse) as stopped:
            delete_file(file=File.objects.get(), by=make.user())
        assert [use.url for use in stopped.value.uses] == [send.get_absolute_url()]


class TestPrice:
    def test_the_price_follows_once_the_picture_is_at_clicksend(
        self, writer, rehearsal, monkeypatch
    ):
        monkeypatch.setenv("HUB_NO_QUEUE", "1")
        send = planned(rehearsal)
        assert not quote_send(send)
        assert send.quote_note == ON_ITS_WAY
        shown = writer.get_page(f"/sends/{send.public_id}/check/")
        [part] = shown.all("div", id="plan-part")
        assert part.get("hx-trigger") == "every 2s"

        upload_to_clicksend(Rendition.objects.get().pk)
        quote(str(send.public_id))

        send.refresh_from_db()
        assert (send.quote_note, send.messages.get().quote is not None) == ("", True)
        address = part.get("hx-get")
        fresh = writer.get(address, headers={"HX-Request": "true"})
        assert fresh.status_code == 200
        assert "hx-trigger" not in fresh.content.decode()
        assert writer.get(address).status_code == 302

    def test_nothing_new_is_answered_with_nothing(self, writer, rehearsal, monkeypatch):
        monkeypatch.setenv("HUB_NO_QUEUE", "1")
        send = planned(rehearsal)
        quote_send(send)
        shown = writer.get_page(f"/sends/{send.public_id}/check/")
        address = shown.all("div", id="plan-part")[0].get("hx-get")
        answer = writer.get(address, headers={"HX-Request": "true"})
        assert answer.status_code == 204

    def test_an_address_that_could_not_be_had_is_told(self, rehearsal, monkeypatch):
        monkeypatch.setenv("HUB_NO_QUEUE", "1")
        send = planned(rehearsal)
        Link.objects.create(
            rendition=Rendition.objects.get(),
            asked_at=timezone.now(),
            fault="ClickSend did not take the file.",
        )
        quote_send(send)
        assert send.quote_note == "ClickSend did not take the file."


@pytest.mark.django_db
class TestWanted:
    """Which files are kept at ClickSend."""

    def test_what_leaves_now_and_what_is_being_checked(self):
        now = timezone.now()
        leaving = make.picture(people=1)
        draft = planned(make.account())
        make.picture(people=1, due_at=now + timedelta(hours=1))
        make.picture(people=1, message_state=State.ACCEPTED)
        make.picture(account_=make.account(paused_at=now), people=1, due_at=now)
        wanted = wanted_renditions()
        assert wanted == {
            attached.rendition.pk
            for send in (leaving, draft)
            if (attached := attached_to(send)) and attached.rendition
        }

    def test_a_draft_that_nobody_looks_at_any_more_is_not(self):
        draft = planned(make.account())
        long_ago = timezone.now() - timedelta(hours=1)
        Send.objects.filter(pk=draft.pk).update(created_at=long_ago)
        assert wanted_renditions() == set()

    def test_a_renewed_address_prices_only_who_waits_for_a_price(self, monkeypatch):
        monkeypatch.setenv("HUB_NO_QUEUE", "1")
        account = make.account()
        waiting, priced = planned(account), planned(account)
        old = planned(account)
        Send.objects.filter(pk=priced.pk).update(quoted_at=timezone.now())
        long_ago = timezone.now() - timedelta(days=2)
        Send.objects.filter(pk=old.pk).update(created_at=long_ago)
        link = Link.objects.create(
            rendition=Rendition.objects.get(),
            asked_at=timezone.now(),
            url="https://a.b",
        )

        follow_link(link)

        asked = Nudge.objects.filter(task=QUOTE).values_list("key", flat=True)
        assert list(asked) == [str(waiting.public_id)]


class TestFollowing:
    """What became of pictures stands in ClickSend’s history alone."""

    @pytest.fixture
    def clicksend(self, rehearsal, settings, tmp_path):
        """A sandbox of its own: these send, and others count what was sent."""
        running = server.start(tmp_path / "own.sqlite3", accounts=[(USERNAME, KEY)])
        settings.CLICKSEND_REHEARSAL_URL = running.base_url
        yield running
        running.stop()

    @pytest.fixture
    def row(self, rehearsal, clicksend):
        send = make.picture(account_=rehearsal, people=1)
        rendition = Rendition.objects.get()
        upload_to_clicksend(rendition.pk)
        row = send.messages.get()
        with client_for(rehearsal) as client:
            from messaging.channels.mms import MmsChannel

            channel = MmsChannel()
            fields = ("id", "reference", *channel.row_fields)
            request = channel.build(list(send.messages.values(*fields)))
            channel.submit(client, request)
        row.state, row.accepted_at = State.ACCEPTED, timezone.now()
        row.save()
        return row

    def at_clicksend(self, clicksend: Any, row: Any, **told: Any) -> None:
        columns = ", ".join(f"{name}=?" for name in told)
        with clicksend.sandbox.store.write() as db:
            db.execute(
                f"UPDATE ledger SET {columns} WHERE reference=?",  # noqa: S608
                (*told.values(), row.reference),
            )

    @pytest.mark.parametrize(
        ("told", "state"),
        [
            ({"status_code": "201"}, State.DELIVERED),
            ({"status_code": "301", "error_code": "12"}, State.UNDELIVERED),
            ({"status_code": "200"}, State.ACCEPTED),
            ({"status_code": None}, State.ACCEPTED),
        ],
    )
    def test_its_state_is_read_there(self, row, clicksend, told, state):
        self.at_clicksend(clicksend, row, **told)
        with client_for(row.account) as client:
            pictures.note_pictures(row.account, client)
        row.refresh_from_db()
        assert row.state == state

    def test_what_lies_deep_in_one_second_is_reached_in_turns(self, rehearsal):
        """A call carries 500 messages, and all of them may be of one second."""
        moment = timezone.now()
        read: list[int] = []
        failing = {5}

        class History:
            def history(self, *, page: int, **_asked: Any) -> Any:
                read.append(page)
                if page in failing:
                    failing.clear()
                    raise ServerError("GET /mms/history")
                rows = [SimpleNamespace(date=moment)] * 100
                return SimpleNamespace(rows=rows, page=page, last_page=7)

        for _ in range(4):
            with contextlib.suppress(ServerError):
                list(read_on(rehearsal, History(), name="deep", oldest=moment))
        assert read == [1, 2, 3, 4, 5, 5, 6, 7, 1, 2, 3]

    def test_no_call_is_made_where_nothing_is_asked(self, rehearsal, clicksend):
        before = len(clicksend.calls())
        with client_for(rehearsal) as client:
            assert pictures.note_pictures(rehearsal, client) == 0
        assert len(clicksend.calls()) == before

    def test_stragglers_are_asked_for_a_few_times_an_hour(self, row, clicksend):
        row.accepted_at = timezone.now() - timedelta(hours=2)
        row.save()
        before = len(clicksend.calls())
        with client_for(row.account) as client:
            pictures.note_pictures(row.account, client)
            pictures.note_pictures(row.account, client)
        assert len(clicksend.calls()) == before + 1


def test_the_pages_of_a_picture_show_it_and_speak_of_pictures(writer, rehearsal):
    send = make.picture(account_=rehearsal, state=SendState.DONE)
    Rendition.objects.update(previews=1)
    row = make.message(send_=send, state=State.DELIVERED)
    page = writer.get_page(row.get_absolute_url())
    assert page.h1.startswith("Picture to +61")
    shown = writer.get_page(send.get_absolute_url())
    assert "Your visit" in shown.text
    for each in (page, shown):
        sources = [image.get("src", "") for image in each.all("img")]
        assert any("/mms/page/1.png" in source for source in sources)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("  Site\nphoto ", "Site photo"), ("x" * 20, "x" * 20), ("😀" * 10, "😀" * 10)],
)
def test_a_subject_is_one_line(typed, read):
    assert read_subject(typed) == read


@pytest.mark.parametrize("typed", ["", " \n", "x" * 21, "😀" * 10 + "x"])
def test_a_subject_that_would_be_cut_is_refused(typed):
    with pytest.raises(BadText):
        read_subject(typed)


@pytest.mark.parametrize(
    "typed", ["x" * 1500, "€" * 1500, "ж" * 500, "a\r\nb" + "x" * 1496]
)
def test_a_text_that_fits_goes_as_it_is(typed):
    assert read_picture_text(typed) == typed.replace("\r\n", "\n")


@pytest.mark.parametrize("typed", ["", "x" * 1501, "ж" * 501, "😀" * 250 + "x"])
def test_a_text_that_would_be_cut_is_refused(typed):
    with pytest.raises(BadText):
        read_picture_text(typed)
