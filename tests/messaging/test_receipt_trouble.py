"""The receipt while an account rests or has trouble, and the story afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from clicksendhub.dispatch.states import SendState
from clicksendhub.gate import budget, circuit
from clicksendhub.gate.models import Trouble
from tests import make


def test_trouble_stays_in_the_story_after_it_is_mended(writer, rehearsal):
    circuit.report(rehearsal.pk, Trouble.NO_CREDIT)
    circuit.mend(rehearsal.pk)
    circuit.confirm(rehearsal.pk)
    send = make.mixed_send(rehearsal, queued=2)
    type(send).objects.update(released_at=timezone.now())
    circuit.report(rehearsal.pk, Trouble.KEY_REFUSED)
    circuit.mend(rehearsal.pk)
    circuit.confirm(rehearsal.pk)
    text = writer.get_page(send.get_absolute_url()).text
    assert "Paused ClickSend refused our key." in text
    assert "Gone on The trouble with the account was over." in text
    assert "no credit" not in text


def test_trouble_after_the_end_of_a_send_is_not_in_its_story(writer, rehearsal):
    send = make.mixed_send(rehearsal, delivered=1)
    type(send).objects.update(state=SendState.DONE, done_at=timezone.now())
    circuit.report(rehearsal.pk, Trouble.KEY_REFUSED)
    [story] = writer.get_page(send.get_absolute_url()).all("div", id="send-story")
    assert "refused our key" not in "".join(story.itertext())


def test_the_story_of_a_send_that_was_cancelled_ends_there(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=2)
    shown = writer.post_page(f"{send.get_absolute_url()}cancel/")
    [story] = shown.all("div", id="send-story")
    told = "".join(story.itertext())
    assert "Cancelled" in told
    assert "Done" not in told


def slowed(account, *, seconds: int = 600) -> None:
    budget.rest(account.pk, until=timezone.now() + timedelta(seconds=seconds))


def test_a_rest_that_clicksend_asked_for_is_told_with_when_it_goes_on(
    writer, rehearsal, time_machine
):
    time_machine.move_to("2026-06-08T23:29:30Z", tick=False)
    send = make.mixed_send(rehearsal, queued=2)
    slowed(rehearsal)
    text = writer.get_page(send.get_absolute_url()).text
    assert text.count("The rest goes by itself at 7:40.") == 1
    assert text.count("It waits: ClickSend asked us to slow down.") == 2
    assert "Nothing has left so far." in text
    assert "The first texts leave now" not in text


def test_a_short_rest_is_told_without_a_time(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=1)
    slowed(rehearsal, seconds=20)
    text = writer.get_page(send.get_absolute_url()).text
    assert "The rest goes by itself within a minute." in text


def test_a_person_who_waits_for_the_rest_to_end_says_so(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=1)
    slowed(rehearsal)
    shown = writer.get_page(send.messages.get().get_absolute_url())
    assert "It waits: ClickSend asked us to slow down." in shown.text


@pytest.mark.parametrize("state", ["delivered", "in_doubt"])
def test_a_rest_is_not_told_where_nothing_is_left(writer, rehearsal, state):
    send = make.mixed_send(rehearsal, **{state: 1})
    slowed(rehearsal)
    assert "slow down" not in writer.get_page(send.get_absolute_url()).text


@pytest.mark.parametrize(
    "fields",
    [
        {"state": SendState.PAUSED},
        {"due_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_a_rest_is_not_told_where_it_is_not_what_the_send_waits_for(
    writer, rehearsal, fields
):
    send = make.mixed_send(rehearsal, queued=1)
    type(send).objects.update(**fields)
    slowed(rehearsal)
    assert "slow down" not in writer.get_page(send.get_absolute_url()).text


def test_trouble_is_told_and_not_the_rest_beside_it(writer, rehearsal):
    send = make.mixed_send(rehearsal, queued=1)
    slowed(rehearsal)
    circuit.report(rehearsal.pk, Trouble.SERVER_ERROR)
    text = writer.get_page(send.get_absolute_url()).text
    assert "ClickSend answers with errors." in text
    assert "slow down" not in text
