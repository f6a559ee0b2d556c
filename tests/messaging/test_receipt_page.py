"""The receipt page: where everyone stands, what may be done, and how it moves."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from clicksendhub.credentials import services
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.gate import circuit
from clicksendhub.gate.models import Trouble
from clicksendhub.people.roles import Role
from messaging.models import Message
from tests import make


def progress_url(send, seen: str = "") -> str:
    return f"{send.get_absolute_url()}progress/?seen={seen}"


def test_the_sum_comes_out_and_every_number_leads_to_its_rows(writer, rehearsal):
    send = make.mixed_send(rehearsal, delivered=2, refused=1, queued=1)
    shown = writer.get_page(send.get_absolute_url())
    assert "4 planned = 2 accepted (2 delivered) + 1 refused + 1 left" in shown.text
    assert shown.links()["1 refused"].endswith("/people/?state=refused")
    assert shown.links()["1 left"].endswith("/people/?state=left")


def test_the_rows_of_one_state_are_listed_alone(writer, rehearsal):
    send = make.mixed_send(rehearsal, delivered=1, queued=1, submitting=1)
    shown = writer.get_page(f"{send.get_absolute_url()}people/?state=left")
    assert shown.h1 == "Left"
    assert "2 people of 3 in this send." in shown.text


def test_a_state_that_does_not_exist_is_not_there(writer, rehearsal):
    send = make.mixed_send(rehearsal, delivered=1)
    address = f"{send.get_absolute_url()}people/?state=nonsense"
    assert writer.get(address).status_code == 404


def test_a_state_without_people_says_so(writer, rehearsal):
    send = make.mixed_send(rehearsal, delivered=1)
    shown = writer.get_page(f"{send.get_absolute_url()}people/?state=held")
    assert "Nobody is here now" in shown.text


def test_it_asks_for_itself_every_two_seconds_while_it_moves(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=1)
    [moving] = writer.get_page(send.get_absolute_url()).all("div", id="send-progress")
    assert moving.get("hx-trigger") == "every 2s"
    part = writer.get_fragment(moving.get("hx-get"))
    assert part.status == 204


def test_a_change_is_drawn_anew_and_said_aloud(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=1)
    [moving] = writer.get_page(send.get_absolute_url()).all("div", id="send-progress")
    Message.objects.update(state=State.ACCEPTED, accepted_at=timezone.now())
    part = writer.get_fragment(moving.get("hx-get"))
    [said] = part.all("span", id="send-sentence")
    assert said.get("data-announce") == "0 of 1 delivered, 1 without a receipt so far."
    assert "Accepted" in part.text


def test_a_final_page_does_not_ask_again(writer, rehearsal):
    send = make.mixed_send(rehearsal, delivered=1)
    type(send).objects.update(state=SendState.DONE, done_at=timezone.now())
    [part] = writer.get_page(send.get_absolute_url()).all("div", id="send-progress")
    assert part.get("hx-get") is None
    assert "Refresh" not in writer.get_page(send.get_absolute_url()).links()


def test_large_sends_are_spoken_of_at_quarter_steps(writer, rehearsal):
    send = make.mixed_send(rehearsal, delivered=6, queued=6)
    [said] = writer.get_fragment(progress_url(send)).all("span", id="send-sentence")
    assert said.get("data-announce-share") == "50"


def test_without_scripts_the_address_of_the_part_leads_to_the_page(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=1)
    shown = writer.get_page(progress_url(send))
    assert shown.response.request["PATH_INFO"] == send.get_absolute_url()
    assert shown.links()["Refresh"] == send.get_absolute_url()


def test_what_has_not_left_can_be_cancelled(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=2, accepted=1)
    shown = writer.post_page(f"{send.get_absolute_url()}cancel/")
    assert "Cancelled for 2 people." in shown.html
    assert send.messages.counts() == {State.CANCELLED: 2, State.ACCEPTED: 1}
    assert "Cancelled For 2 people." in shown.text


def test_pausing_and_going_on(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=2)
    paused = writer.post_page(f"{send.get_absolute_url()}pause/")
    assert "Paused, with 2 people still to go." in paused.text
    going = writer.post_page(f"{send.get_absolute_url()}resume/")
    assert "Go on" not in going.buttons()
    send.refresh_from_db()
    assert send.state == SendState.RELEASED


def test_held_people_say_why_and_can_be_tried_again(writer, rehearsal):
    send = make.mixed_send(rehearsal, accepted=1)
    make.message(send_=send, state=State.HELD, reason="COUNTRY_NOT_ENABLED")
    type(send).objects.update(planned_total=2)
    shown = writer.get_page(send.get_absolute_url())
    assert "Texts to this country are not enabled at ClickSend." in shown.text
    writer.post_page(f"{send.get_absolute_url()}release-held/")
    assert send.messages.counts() == {State.ACCEPTED: 1, State.QUEUED: 1}


def test_trouble_of_the_account_is_one_sentence_with_what_to_do(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=2)
    circuit.report(rehearsal.pk, Trouble.NO_CREDIT)
    text = writer.get_page(send.get_absolute_url()).text
    sentence = "ClickSend says the account has no credit."
    assert text.count(f"{sentence} Sends are paused, nothing is lost.") == 1
    assert text.count(f"Paused {sentence}") == 1
    assert "Still to go: 2 people. Top up the account at ClickSend" in text


def paused(account, send, *, by: str = "Rosa Lind"):
    services.pause_account(account=account, actor=make.user(name=by, hub_admin=True))
    return send.get_absolute_url()


def test_a_paused_account_is_told_with_who_paused_it(writer, rehearsal):
    address = paused(rehearsal, make.mixed_send(rehearsal, queued=1, accepted=1))
    shown = writer.get_page(address)
    sentence = (
        "Rosa Lind paused Harbour Physio: nothing is sent or fetched until an admin "
        "resumes it."
    )
    assert shown.text.count(sentence) == 1
    assert "Go to the account" not in shown.links()


def test_a_send_that_is_done_has_no_band_of_its_own_about_a_pause(writer, rehearsal):
    address = paused(rehearsal, make.mixed_send(rehearsal, delivered=1))
    shown = writer.get_page(address)
    [part] = shown.all("div", id="send-progress")
    assert "paused" not in "".join(part.itertext())
    assert shown.text.count("Rosa Lind paused Harbour Physio") == 1


def test_a_pause_shows_on_an_open_page_and_goes_with_it(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=1)
    [moving] = writer.get_page(send.get_absolute_url()).all("div", id="send-progress")
    paused(rehearsal, send)
    part = writer.get_fragment(moving.get("hx-get"))
    [band] = part.all("div", id="account-pause")
    assert "Rosa Lind paused Harbour Physio" in "".join(band.itertext())
    services.resume_account(account=rehearsal, actor=make.user(hub_admin=True))
    [moving] = part.all("div", id="send-progress")
    [band] = writer.get_fragment(moving.get("hx-get")).all("div", id="account-pause")
    assert "".join(band.itertext()) == ""


def test_an_admin_is_led_to_the_paused_account(page, rehearsal):
    admin = make.user(hub_admin=True)
    make.member(of=rehearsal, user_=admin)
    page.force_login(admin)
    address = paused(rehearsal, make.mixed_send(rehearsal, queued=1))
    links = page.get_page(address).links()
    assert links["Go to the account"] == rehearsal.get_absolute_url()


def test_while_the_account_is_paused_a_send_can_only_be_cancelled(writer, rehearsal):
    acts = {"Pause", "Go on", "Try the held ones again", "Cancel what has not left"}
    send = make.mixed_send(rehearsal, queued=1, held=1)
    shown = writer.get_page(paused(rehearsal, send))
    assert acts & set(shown.buttons()) == {"Cancel what has not left"}


def test_the_top_bar_does_not_call_sending_what_waits(writer, rehearsal):
    address = paused(rehearsal, make.mixed_send(rehearsal, queued=1))
    assert "1 waiting" in writer.get_page(address).links()


def test_whoever_waits_for_the_account_says_so(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=1, accepted=1)
    address = paused(rehearsal, send)
    for page in (address, f"{address}people/"):
        text = writer.get_page(page).text
        assert text.count("It waits: the account is paused.") == 1
    row = send.messages.get(state=State.QUEUED)
    shown = writer.get_page(row.get_absolute_url())
    assert "It waits: the account is paused." in shown.text
    assert "Goes" not in shown.text


def test_a_paused_send_says_so_at_each_who_waits(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=1)
    type(send).objects.update(state=SendState.PAUSED)
    text = writer.get_page(send.get_absolute_url()).text
    assert "It waits: the send is paused." in text


def test_doubts_say_that_nothing_is_sent_again_yet(writer, rehearsal):
    send = make.mixed_send(rehearsal, in_doubt=2)
    assert (
        "2 are being checked with ClickSend; we do not resend until we know."
        in writer.get_page(send.get_absolute_url()).text
    )


def cost_of(writer, account, **amounts: str) -> str:
    send = make.send(account_=account, planned_total=1)
    known = {kind: Decimal(amount) for kind, amount in amounts.items()}
    make.message(send_=send, state=State.ACCEPTED, **known)
    return str(writer.get_page(send.get_absolute_url()).text)


def test_cost_says_what_was_quoted_and_what_was_charged(writer, rehearsal):
    text = cost_of(writer, rehearsal, estimate="0.07", quote="0.08", charge="0.15")
    assert "Quote $0.08 AUD Charged $0.15 AUD" in text


def test_without_a_quote_cost_is_an_estimate(writer, rehearsal):
    text = cost_of(writer, rehearsal, estimate="0.07")
    assert "Estimate $0.07 AUD Charged nothing so far" in text


def test_whoever_was_left_out_costs_nothing(writer, rehearsal):
    send = make.send(account_=rehearsal, planned_total=2)
    make.message(send_=send, state=State.DELIVERED, quote=Decimal("0.08"))
    make.message(send_=send, state=State.SKIPPED, quote=Decimal("0.08"))
    text = writer.get_page(send.get_absolute_url()).text
    assert "Quote $0.08 AUD" in text
    assert text.count("$0.0800 AUD") == 1


@pytest.mark.parametrize(
    ("kind", "words"),
    [("quote", "Quote $0.16 AUD"), ("estimate", "Estimate $0.16 AUD")],
)
def test_what_was_told_before_a_cancel_stays_and_nothing_is_charged(
    writer, rehearsal, kind, words
):
    send = make.mixed_send(rehearsal, queued=2)
    Message.objects.update(**{kind: Decimal("0.08")})
    text = writer.post_page(f"{send.get_absolute_url()}cancel/").text
    assert f"{words} Charged nothing" in text
    assert "nothing so far" not in text
    assert text.count("$0.0800 AUD") == 2


def test_a_viewer_reads_and_may_do_nothing(page, rehearsal):
    page.force_login(make.member(of=rehearsal, role=Role.VIEWER))
    send = make.mixed_send(rehearsal, queued=2)
    shown = page.get_page(send.get_absolute_url())
    assert "Charged" not in shown.text
    assert not [words for words in shown.buttons() if "Cancel" in words]
    assert page.post(f"{send.get_absolute_url()}cancel/").status_code == 403


def test_a_draft_leads_back_to_check(writer, rehearsal):
    send = make.send(account_=rehearsal, people=1, state=SendState.DRAFT)
    shown = writer.get_page(send.get_absolute_url())
    assert shown.response.request["PATH_INFO"].endswith("/check/")


@pytest.mark.parametrize("act", ["", "progress/", "people/"])
def test_a_send_of_another_account_is_not_there(writer, act):
    other = make.send(people=1)
    assert writer.get(f"{other.get_absolute_url()}{act}").status_code == 404


@pytest.mark.parametrize("act", ["", "progress/", "people/"])
def test_many_people_take_as_many_questions_as_few(
    writer, rehearsal, django_assert_max_num_queries, act
):
    few, many = (make.send(account_=rehearsal, people=count) for count in (3, 30))
    headers = {"HX-Request": "true"} if act == "progress/" else {}
    with django_assert_max_num_queries(100) as counted:
        writer.get(f"{few.get_absolute_url()}{act}", headers=headers)
    with django_assert_max_num_queries(len(counted)):
        writer.get(f"{many.get_absolute_url()}{act}", headers=headers)


def test_the_list_finds_sends_by_where_they_stand(writer, rehearsal):
    make.send(account_=rehearsal, people=1, body="On its way.")
    make.send(account_=rehearsal, state=SendState.DRAFT, people=1, body="A draft.")
    later = timezone.now() + timedelta(days=1)
    make.send(account_=rehearsal, people=1, body="Tomorrow.", due_at=later)
    unclear = make.send(account_=rehearsal, planned_total=1, body="Unclear.")
    make.message(send_=unclear, state=State.NEEDS_A_LOOK)
    done = make.send(account_=rehearsal, planned_total=1, body="Done and over.")
    make.message(send_=done, state=State.DELIVERED)
    type(done).objects.filter(pk=done.pk).update(
        state=SendState.DONE, done_at=timezone.now()
    )
    names = {"On its way.", "A draft.", "Tomorrow.", "Unclear.", "Done and over."}
    for tab, expected in {
        "": names,
        "scheduled": {"Tomorrow."},
        "sending": {"On its way.", "Unclear."},
        "needs_a_look": {"Unclear."},
        "drafts": {"A draft."},
        "done": {"Done and over."},
    }.items():
        assert names & set(writer.get_page(f"/sends/?tab={tab}").links()) == expected


def test_an_empty_list_does_a_job(writer):
    shown = writer.get_page("/sends/")
    assert shown.links()["Write the first one"] == "/send/"


def test_a_long_list_takes_as_many_questions_as_a_short_one(
    writer, rehearsal, django_assert_max_num_queries
):
    for _ in range(3):
        make.send(account_=rehearsal, people=2)
    with django_assert_max_num_queries(100) as counted:
        writer.get("/sends/")
    for _ in range(27):
        make.send(account_=rehearsal, people=2)
    with django_assert_max_num_queries(len(counted)):
        writer.get("/sends/")
