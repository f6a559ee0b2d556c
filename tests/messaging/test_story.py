"""The story of a text: every step once, in order, with its reason and its person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from clicksendhub.audit.models import Entry
from clicksendhub.dispatch.models import Batch, Step
from messaging.models import Message, Reply, Send
from messaging.story import story_of, story_of_send

START = datetime(2026, 6, 9, 9, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def story(*, steps=(), replies=(), batch=None, **row):
    send = Send(channel="sms", released_at=after(1), created_at=START)
    message = Message(created_at=START, **row)
    return story_of(message, send=send, batch=batch, steps=steps, replies=replies)


def titles(told) -> list[str]:
    return [step.title for step in told]


def batch(**fields) -> Batch:
    return Batch(started_at=after(2), size=fields.pop("size", 1), **fields)


def test_the_usual_way_is_told_from_the_row_and_its_call():
    told = story(
        state="delivered",
        batch=batch(),
        accepted_at=after(3),
        final_at=after(9),
        steps=[Step(at=after(9), move="delivered", words="Message received.")],
    )
    assert titles(told) == [
        "Planned",
        "Confirmed",
        "Handed to ClickSend",
        "Accepted by ClickSend",
        "Delivered",
    ]
    assert told[-1].sentence == "Message received."


def test_what_clicksend_tells_comes_after_the_text_went_there():
    told = story(
        state="delivered",
        batch=batch(),
        accepted_at=after(3),
        final_at=after(3),
        steps=[
            Step(at=START - timedelta(seconds=1), move="receipt"),
            Step(at=after(2), move="delivered"),
        ],
    )

    assert titles(told) == [
        "Planned",
        "Confirmed",
        "Handed to ClickSend",
        "Accepted by ClickSend",
        "A receipt came in",
        "Delivered",
    ]


def test_it_is_planned_before_it_is_confirmed_whatever_the_clocks_count():
    send = Send(channel="sms", released_at=START, created_at=START)
    message = Message(created_at=START + timedelta(microseconds=400), state="queued")

    told = story_of(message, send=send, batch=None, steps=[])

    assert titles(told) == ["Planned", "Confirmed"]


def test_a_call_with_others_says_so():
    told = story(state="submitting", batch=batch(size=500))
    assert told[-1].sentence == "In one call with 499 people more."


def test_a_doubt_that_is_settled_by_history_is_told_whole():
    told = story(
        state="accepted",
        batch=batch(),
        accepted_at=after(70),
        steps=[
            Step(at=after(30), move="in_doubt", reason="NoAnswer"),
            Step(at=after(70), move="accepted", reason="found_in_history"),
        ],
    )
    assert titles(told)[-2:] == [
        "No clear answer: we check with ClickSend",
        "Accepted by ClickSend",
    ]
    assert told[-1].sentence == "ClickSend’s history shows that it was taken."


def test_a_block_at_the_last_moment_is_told_from_the_row():
    told = story(state="skipped", reason="blocked", final_at=after(2))
    assert titles(told)[-1] == "Skipped"
    assert "blocked" in told[-1].sentence


def test_a_refusal_is_told_once_with_what_to_do():
    told = story(
        state="refused",
        reason="INVALID_RECIPIENT",
        final_at=after(3),
        steps=[Step(at=after(3), move="refused", reason="INVALID_RECIPIENT")],
    )
    assert titles(told).count("Refused by ClickSend") == 1
    assert "Check the number" in told[-1].sentence


def test_a_decision_names_the_person_and_their_reason():
    told = story(
        state="cancelled",
        reason="person_given_up",
        final_at=after(90),
        steps=[
            Step(
                at=after(90),
                move="cancelled",
                reason="person_given_up",
                words="She came by",
                actor_name="Mira Lang",
            )
        ],
    )
    last = told[-1]
    assert (last.title, last.sentence, last.actor) == (
        "Decided: do not send it again",
        "She came by",
        "Mira Lang",
    )


def test_replies_stand_in_the_story_with_their_words():
    told = story(
        state="accepted",
        accepted_at=after(3),
        replies=[Reply(received_at=after(60), body="YES")],
    )
    assert (told[-1].title, told[-1].sentence) == ("A reply came in", "YES")


def test_steps_stand_in_the_order_of_time():
    told = story(
        state="accepted",
        accepted_at=after(3),
        replies=[Reply(received_at=after(2), body="early")],
    )
    assert [step.moment for step in told] == sorted(step.moment for step in told)


def test_a_send_tells_who_did_what_with_it():
    entries = [
        Entry(at=after(0), act="send.planned", actor_name="Kim", detail={"people": 2}),
        Entry(at=after(5), act="send.released", actor_name="Mira", detail={}),
        Entry(at=after(6), act="account.added", actor_name="Mira", detail={}),
    ]
    told = story_of_send(Send(done_at=after(9)), entries)
    assert [(step.title, step.actor) for step in told] == [
        ("Written and checked", "Kim"),
        ("Confirmed", "Mira"),
        ("Done", ""),
    ]
    assert told[0].sentence == "For 2 people."


def entry(seconds: float, act: str, **detail) -> Entry:
    return Entry(at=after(seconds), act=act, actor_name="Kim", detail=detail)


def test_a_send_tells_what_held_it_up_after_it_is_mended():
    entries = [
        entry(0, "send.released"),
        entry(1, "gate.paused", trouble="key_refused"),
        entry(7, "gate.slowed"),
        entry(8, "gate.resumed"),
    ]
    told = story_of_send(Send(done_at=after(9)), entries)
    assert [(step.title, step.sentence, step.actor) for step in told[1:]] == [
        ("Paused", "ClickSend refused our key.", ""),
        (
            "Slowed down",
            "ClickSend asked us to slow down. The rest goes by itself.",
            "",
        ),
        ("Gone on", "The trouble with the account was over.", ""),
        ("Done", "", ""),
    ]


def test_a_send_that_was_cancelled_whole_ends_there():
    entries = [entry(0, "send.released"), entry(5, "send.cancelled", count=2)]
    told = story_of_send(Send(done_at=after(4)), entries, state="cancelled")
    assert titles(told) == ["Confirmed", "Cancelled"]


def test_a_send_whose_rest_was_cancelled_ends_there():
    entries = [entry(0, "send.released"), entry(5.01, "send.cancelled", count=1)]
    told = story_of_send(Send(done_at=after(5)), entries, state="done")
    assert titles(told) == ["Confirmed", "Cancelled"]


def test_what_was_under_way_when_the_rest_was_cancelled_is_done_after_it():
    entries = [entry(0, "send.released"), entry(5, "send.cancelled", count=1)]
    told = story_of_send(Send(done_at=after(9)), entries, state="done")
    assert titles(told) == ["Confirmed", "Cancelled", "Done"]


def test_a_cancel_that_came_too_late_leaves_the_send_done():
    entries = [entry(0, "send.released"), entry(5.01, "send.cancelled", count=0)]
    told = story_of_send(Send(done_at=after(5)), entries, state="done")
    assert "Done" in titles(told)
