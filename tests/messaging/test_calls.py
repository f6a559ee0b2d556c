"""Calls on the pages of sending: written, checked, held to their hours, answered."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from clicksendhub.clicksend import Receipt
from clicksendhub.consent.models import Block
from clicksendhub.dispatch import services as engine
from clicksendhub.dispatch.states import SendState, State
from messaging import receipts, ringing
from messaging.awaiting import waits_for_receipts
from messaging.hours import Hours
from messaging.models import Message, Send
from messaging.ringing import QUIET, hold_quiet, keep_hours
from messaging.services import PlanChanged, confirm_send, plan_send, seal_of
from tests import make

NEW = "/send/call/"
OWN: dict[str, Any] = {
    "language": "en-au",
    "voice": "female",
    "asks_for_key": True,
    "detects_machine": True,
    "rings_from": None,
    "rings_until": None,
}


def filled(form: Any, **given: str) -> dict[str, str]:
    hidden = {name: form.field(name) for name in ("form_token", "account")}
    values = {
        "numbers": "0412 345 678\n(02) 6100 1234",
        "body": "Your visit is at nine, press 1 to keep it.",
        "speaker": "en-au:male",
        "asks_for_key": "on",
        "hours": "set",
        "rings_from": "09:00",
        "rings_until": "20:00",
        "your_reference": "",
        "when": "now",
    }
    return hidden | values | given


def post(writer: Any, **given: str) -> Any:
    return writer.post_page(NEW, filled(writer.get_page(NEW), **given))


def planned(account: Any, numbers: str = "0412 345 678", **own: Any) -> Send:
    return plan_send(
        account=account,
        author=make.user(),
        numbers=numbers,
        body="Your visit is at nine.",
        kind="voice",
        own=OWN | own,
    )


def shut_now() -> dict[str, time]:
    """Hours that are over everywhere: they begin in every zone at some later moment."""
    return {"rings_from": time(0), "rings_until": time(0, 0, 1)}


def told(row: Message, **given: Any) -> Receipt:
    values: dict[str, Any] = {
        "message_id": row.provider_id,
        "reference": row.reference,
        "status": "",
        "status_code": 201,
        "status_text": "",
        "error_code": None,
        "error_text": "",
        "timestamp": timezone.now(),
        "timestamp_send": None,
        "message_type": "voice",
        "digits": "",
        "user_id": None,
    }
    return Receipt(**(values | given))


def answered(row: Message, **given: Any) -> Message:
    receipts.apply(told(row, **given), account=row.account, received_at=timezone.now())
    row.refresh_from_db()
    return row


class TestWriting:
    def test_a_good_form_leads_to_check_with_landlines_too(self, writer):
        shown = post(writer)
        send = Send.objects.get()
        assert shown.h1 == "Check 2 calls"
        assert (send.channel, send.language, send.voice) == ("voice", "en-au", "male")
        assert (send.rings_from, send.rings_until) == (time(9), time(20))
        assert send.asks_for_key
        assert not send.detects_machine
        assert "Call 2 people" in shown.text
        assert "English (Australia), a man’s voice" in shown.text

    def test_the_screen_has_a_link_to_each_kind(self, writer):
        for address in ("/send/", NEW):
            shown = writer.get_page(address)
            assert [
                a.get("href")
                for a in shown.all("a")
                if "tabs__link" in (a.get("class") or "")
            ] == ["/send/", "/send/picture/", NEW, "/send/fax/"]

    def test_a_voice_that_its_language_lacks_is_refused(self, writer):
        [error] = post(writer, speaker="pt-pt:female").errors()
        assert error.startswith("ClickSend does not have this voice.")
        assert not Send.objects.exists()

    def test_any_hour_asks_for_no_times(self, writer):
        post(writer, hours="any", rings_from="", rings_until="")
        assert Send.objects.get().rings_from is None

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"rings_from": ""}, "Choose a time, for instance 9:00."),
            ({"rings_until": "09:00"}, "These times are the same."),
            ({"rings_until": "09:30"}, "may be in any of 8 time zones"),
            ({"body": "a" * 1201}, "Remove 1 character."),
        ],
    )
    def test_each_mistake_says_what_to_do(self, writer, given, words):
        shown = post(writer, **given)
        assert words in " ".join(shown.errors())
        assert not Send.objects.exists()

    def test_a_draft_is_changed_with_all_that_was_chosen(self, writer):
        post(writer, detects_machine="on")
        send = Send.objects.get()
        form = writer.get_page(f"/sends/{send.public_id}/edit/")
        assert form.h1 == "Change the call"
        assert 'value="en-au:male" selected' in form.response.content.decode()
        assert form.field("rings_from") == "09:00"

    def test_a_change_of_the_voice_breaks_the_seal(self, rehearsal):
        send = planned(rehearsal)
        seal = seal_of(send)
        Send.objects.filter(pk=send.pk).update(voice="male")
        with pytest.raises(PlanChanged):
            confirm_send(send, actor=make.user(), seal=seal)

    def test_the_page_of_another_account_is_not_there(self, writer):
        other = make.call(account_=make.account(), people=1)
        assert writer.get(other.get_absolute_url()).status_code == 404
        assert writer.get(f"/send/call/?like={other.public_id}").status_code == 404


@pytest.mark.django_db
class TestHours:
    def test_at_any_hour_nothing_is_held(self):
        send = planned(make.account())
        confirm_send(send, actor=make.user(), seal=seal_of(send))
        assert send.messages.get().state == State.QUEUED

    def test_outside_the_hours_it_is_held_until_they_begin(self):
        send = planned(make.account(), "(02) 6100 1234", **shut_now())
        confirm_send(send, actor=make.user(), seal=seal_of(send))
        row = send.messages.get()
        assert (row.state, row.reason) == (State.HELD, QUIET)
        assert row.not_before is not None
        assert row.not_before > timezone.now()

    def test_many_sends_that_cannot_move_keep_no_other_asleep(self, monkeypatch):
        monkeypatch.setattr(ringing, "_SENDS_AT_ONCE", 1)
        now = timezone.now()
        open_hours = {"rings_from": time(0), "rings_until": time(23, 59, 59)}
        make.call(people=1, due_at=now - timedelta(hours=2), **open_hours)
        held = make.call(people=1, due_at=now - timedelta(hours=1), **open_hours)
        held.messages.update(state=State.HELD, reason=QUIET, not_before=now)

        keep_hours(now + timedelta(seconds=1))

        assert held.messages.get().state == State.QUEUED

    def test_trying_held_calls_again_counts_no_sleeper(self, writer, rehearsal):
        send = planned(rehearsal, "(02) 6100 1234, (02) 6100 1235", **shut_now())
        confirm_send(send, actor=make.user(), seal=seal_of(send))
        other = send.messages.latest("pk")
        Message.objects.filter(pk=other.pk).update(
            reason="COUNTRY_NOT_ENABLED", not_before=None
        )

        shown = writer.post(
            f"/sends/{send.public_id}/release-held/", follow=True
        ).content.decode()

        assert "Trying again for 1 person" in shown
        assert set(send.messages.values_list("state", flat=True)) == {State.HELD}

    def test_the_sweep_wakes_what_may_ring_now_and_only_that(self):
        now = timezone.now()
        send = make.call(people=2, rings_from=time(0), rings_until=time(23, 59, 59))
        send.messages.update(state=State.HELD, reason=QUIET, not_before=now)
        later = send.messages.latest("pk")
        Message.objects.filter(pk=later.pk).update(not_before=now + timedelta(hours=1))
        assert keep_hours(now + timedelta(seconds=1)) == 1
        later.refresh_from_db()
        assert later.state == State.HELD

    def test_the_sweep_holds_what_waited_too_long(self):
        send = make.call(people=1, **shut_now())
        keep_hours(timezone.now())
        assert send.messages.get().state == State.HELD

    def test_nothing_else_that_is_held_goes_by_itself(self):
        send = make.call(people=1, rings_from=time(0), rings_until=time(23, 59, 59))
        send.messages.update(state=State.HELD, reason="COUNTRY_NOT_ENABLED")
        keep_hours(timezone.now())
        assert send.messages.get().state == State.HELD

    def test_trying_the_held_ones_again_does_not_ring_at_night(self, writer, rehearsal):
        send = make.call(account_=rehearsal, people=1, **shut_now())
        hold_quiet(send, now=timezone.now())
        writer.post_page(f"/sends/{send.public_id}/release-held/", {})
        assert send.messages.get().reason == QUIET

    def test_the_page_says_that_it_waits_and_offers_no_try(self, writer, rehearsal):
        send = make.call(account_=rehearsal, people=1, **shut_now())
        hold_quiet(send, now=timezone.now())
        shown = writer.get_page(send.get_absolute_url())
        assert "Waits for the hours in which phones may ring: 1 person." in shown.text
        assert "by the clock in Perth" in shown.text
        assert "Try the held ones again" not in shown.text

    def test_cancelling_takes_what_waits_for_its_hours(self):
        send = make.call(people=2, **shut_now())
        hold_quiet(send, now=timezone.now())
        assert engine.cancel_waiting(send, actor=make.user()) == 2

    def test_the_search_is_two_questions_where_there_are_no_calls(
        self, django_assert_num_queries
    ):
        make.send(people=3)
        with django_assert_num_queries(2):
            keep_hours(timezone.now())

    def test_check_tells_who_waits(self, writer, rehearsal):
        send = planned(rehearsal, "(02) 6100 1234", **shut_now())
        shown = writer.get_page(f"/sends/{send.public_id}/check/")
        assert "1 waits for the hours, until" in shown.text

    def test_hours_of_a_send_are_its_own(self):
        send = make.call(rings_from=time(8), rings_until=time(9))
        assert Hours.of(send.rings_from, send.rings_until) == Hours(time(8), time(9))


@pytest.mark.django_db
class TestAnswers:
    def row(self, **fields: Any) -> Message:
        send = make.call(people=0, asks_for_key=True, **fields)
        return make.message(send_=send, state=State.ACCEPTED, provider_id="V-1")

    def test_nought_is_an_answer(self):
        assert answered(self.row(), digits="0").pressed == "0"

    def test_a_blank_answer_says_that_nothing_was_pressed(self):
        assert answered(self.row()).pressed == ""

    def test_a_call_that_asked_for_nothing_has_no_answer(self):
        row = make.message(send_=make.call(people=0), state=State.ACCEPTED)
        assert answered(row).pressed is None

    def test_nobody_who_did_not_answer_pressed_anything(self):
        row = answered(self.row(), status_code=301, error_code=12)
        assert (row.state, row.pressed) == (State.UNDELIVERED, None)

    def test_a_later_receipt_without_keys_takes_none_back(self):
        row = answered(self.row(), digits="0")
        assert answered(row, digits="").pressed == "0"

    def test_it_is_found_by_the_id_of_clicksend_alone(self):
        assert answered(self.row(), reference="", digits="*").pressed == "*"

    def test_a_machine_that_answered_is_kept(self):
        assert answered(self.row(), extra={"machine_detected": "1"}).met_machine is True

    def test_a_receipt_of_a_text_writes_no_answer(self):
        row = make.message(state=State.ACCEPTED)
        assert answered(row, message_type="sms", digits="1").pressed is None

    def test_a_receipt_of_another_account_changes_nothing(self):
        row = self.row()
        other = make.account()
        receipts.apply(told(row, digits="1"), account=other, received_at=timezone.now())
        row.refresh_from_db()
        assert row.pressed is None


def test_the_pages_of_a_call_tell_the_answer_and_speak_of_calls(writer, rehearsal):
    send = make.call(account_=rehearsal, asks_for_key=True, state=SendState.DONE)
    row = make.message(send_=send, state=State.DELIVERED, pressed="0", met_machine=True)
    make.message(send_=send, state=State.DELIVERED, pressed="")
    page = writer.get_page(row.get_absolute_url())
    assert page.h1.startswith("Call to +61")
    assert "Pressed 0. An answering machine took it" in page.text
    assert "Call again" in page.text
    shown = writer.get_page(send.get_absolute_url())
    assert "Pressed 0" in shown.text
    assert "Keys pressed" in shown.text
    assert "Pressed nothing" in shown.text


def test_the_receipt_page_asks_no_more_for_more_people(
    writer, rehearsal, django_assert_max_num_queries
):
    send = make.call(account_=rehearsal, people=15, asks_for_key=True)
    writer.get_page(send.get_absolute_url())
    with django_assert_max_num_queries(40):
        writer.get_page(send.get_absolute_url())


@pytest.mark.django_db
def test_a_blocked_number_is_skipped_on_the_check_page(writer, rehearsal):
    send = planned(rehearsal)
    Block.objects.create(account=rehearsal, number="+61412345678", source="person")
    shown = writer.get_page(f"/sends/{send.public_id}/check/")
    assert "Nobody is left to call" in shown.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "told_otherwise", [{"message_type": ""}, {"reference": "of-another-system"}]
)
def test_a_key_is_kept_however_the_receipt_tells_its_call(told_otherwise):
    send = make.call(people=1, asks_for_key=True)
    send.messages.update(state=State.ACCEPTED, provider_id="call-1")

    row = answered(send.messages.get(), digits="0", **told_otherwise)

    assert (row.state, row.pressed) == (State.DELIVERED, "0")


@pytest.mark.django_db
def test_receipts_are_asked_for_by_when_a_call_left():
    now = timezone.now()
    send = make.call(people=1, due_at=now - timedelta(days=5), last_claimed_at=now)
    send.messages.update(state=State.ACCEPTED, accepted_at=now)

    assert waits_for_receipts(send.account, "voice")
    assert not waits_for_receipts(send.account, "fax")
    Send.objects.filter(pk=send.pk).update(last_claimed_at=now - timedelta(days=5))
    assert not waits_for_receipts(send.account, "voice")
