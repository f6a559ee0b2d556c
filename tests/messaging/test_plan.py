"""Planning a send: rows at Check, changes while it is a draft, one confirmation."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from clicksendhub.audit.models import Entry
from clicksendhub.consent.models import Block
from clicksendhub.dispatch.states import SendState, State
from messaging.costs import known_prices
from messaging.models import Message, Send
from messaging.moments import Due
from messaging.services import (
    CannotPlan,
    PlanChanged,
    TimePassed,
    change_plan,
    confirm_send,
    discard_draft,
    plan_send,
    seal_of,
)
from tests import make

pytestmark = pytest.mark.django_db
TWO = "0412 345 678\n0498 765 432"


def plan(**given: Any) -> Send:
    account = given.pop("account", None) or make.account()
    values: dict[str, Any] = {
        "numbers": TWO,
        "body": "Your visit is at nine.",
        "author": make.user(),
    }
    return plan_send(account=account, **(values | given))


def tomorrow() -> Due:
    wall = timezone.now().replace(tzinfo=None) + timedelta(days=1)
    return Due.of_wall(wall.replace(second=0, microsecond=0), "UTC")


def test_each_person_is_one_row_with_the_text_as_it_will_go():
    send = plan(body="Café – nine\r\nBring this", sender="Harbour")
    rows = send.messages.order_by("pk")
    assert [row.to for row in rows] == ["+61412345678", "+61498765432"]
    assert {row.body for row in rows} == {"Café – nine\nBring this"}
    assert {(row.sender, row.state) for row in rows} == {("Harbour", State.PLANNED)}
    assert send.state == SendState.DRAFT


def test_references_are_opaque_and_all_different():
    references = [row.reference for row in plan().messages.all()]
    assert len(set(references)) == 2
    assert all(len(reference) == 32 for reference in references)


def test_parts_are_counted_for_each_row():
    send = plan(body="a" * 161)
    assert [row.parts for row in send.messages.all()] == [2, 2]


def test_a_number_twice_in_the_box_is_one_row_and_told():
    send = plan(numbers="0412345678, +61412345678")
    assert send.planned_total == send.messages.count() == 1
    assert [again["line"] for again in send.left_out] == [1]


def test_a_blocked_number_is_planned_and_left_to_the_last_moment():
    account = make.account()
    Block.objects.create(account=account, number="+61412345678", source="reply")
    assert plan(account=account).messages.counts() == {State.PLANNED: 2}


def test_the_same_form_is_one_send_however_often_it_is_posted():
    account, token = make.account(), uuid.uuid4()
    first = plan(account=account, form_token=token)
    again = plan(account=account, form_token=token)
    assert again == first
    assert (Send.objects.count(), Message.objects.count()) == (1, 2)


def test_planning_leaves_one_audit_line_without_numbers_or_words():
    send = plan()
    entry = Entry.objects.get()
    assert (entry.act, entry.target) == ("send.planned", str(send.public_id))
    assert entry.detail == {"people": 2}


@pytest.mark.parametrize("numbers", ["0412 34", "", "(02) 6100 1234"])
def test_what_is_no_mobile_number_cannot_be_planned(numbers):
    with pytest.raises(CannotPlan):
        plan(numbers=numbers)
    assert not Send.objects.exists()


@pytest.mark.parametrize("body", [" ", "a" * 1225, "bell \x1b"])
def test_what_is_no_sendable_text_cannot_be_planned(body):
    with pytest.raises(CannotPlan):
        plan(body=body)
    assert not Send.objects.exists()


def test_few_people_are_a_single_send_and_many_a_bulk_one(settings):
    settings.DISPATCH_SINGLE_LIMIT = 1
    assert plan().is_bulk
    assert not plan(numbers="0412345678").is_bulk


def test_the_estimate_comes_from_the_last_price_of_the_country():
    account = make.account()
    before = make.send(account_=account, quoted_at=timezone.now())
    make.message(send_=before, quote=Decimal("0.0792"))
    send = plan(account=account, body="a" * 161)
    assert {row.estimate for row in send.messages.all()} == {Decimal("0.1584")}


def test_free_test_numbers_teach_no_price():
    account = make.account()
    before = make.send(account_=account, quoted_at=timezone.now())
    make.message(send_=before, quote=Decimal(0))
    assert known_prices(account, {"AU"}).estimate("AU", 1) is None


def test_a_changed_draft_has_new_rows_and_keeps_its_address():
    send = plan()
    old = set(send.messages.values_list("reference", flat=True))
    assert change_plan(send, actor=make.user(), numbers="0412345678", body="At ten.")
    row = send.messages.get()
    assert (row.body, send.planned_total) == ("At ten.", 1)
    assert row.reference not in old


def test_a_confirmed_send_cannot_be_changed():
    send = plan()
    confirm_send(send, actor=make.user(), seal=seal_of(send))
    assert not change_plan(send, actor=make.user(), numbers=TWO, body="At ten.")
    assert {row.body for row in send.messages.all()} == {"Your visit is at nine."}


def test_confirming_releases_every_row_and_says_who():
    send, person = plan(), make.user(name="Mira Lang")
    assert confirm_send(send, actor=person, seal=seal_of(send))
    send.refresh_from_db()
    assert send.state == SendState.RELEASED
    assert send.messages.counts() == {State.QUEUED: 2}
    assert Entry.objects.get(act="send.released").actor_name == "Mira Lang"


def test_confirming_twice_releases_once():
    send = plan()
    seal = seal_of(send)
    assert confirm_send(send, actor=make.user(), seal=seal)
    assert not confirm_send(send, actor=make.user(), seal=seal)
    assert Entry.objects.filter(act="send.released").count() == 1


def test_a_plan_that_changed_since_it_was_shown_is_not_sent():
    send = plan()
    shown = seal_of(send)
    change_plan(send, actor=make.user(), numbers=TWO, body="Your visit is at ten.")
    with pytest.raises(PlanChanged):
        confirm_send(send, actor=make.user(), seal=shown)
    assert send.messages.counts() == {State.PLANNED: 2}


def test_a_time_that_passed_while_the_draft_waited_is_not_sent():
    send = plan(due=tomorrow())
    Send.objects.filter(pk=send.pk).update(due_at=timezone.now())
    send.refresh_from_db()
    with pytest.raises(TimePassed):
        confirm_send(send, actor=make.user(), seal=seal_of(send))


def test_the_promised_time_is_kept_with_its_wall_clock_and_zone():
    due = tomorrow()
    send = plan(due=due)
    confirm_send(send, actor=make.user(), seal=seal_of(send))
    send.refresh_from_db()
    assert (send.due_at, send.due_wall, send.due_zone) == (due.at, due.wall, "UTC")


def test_a_draft_that_is_thrown_away_leaves_nothing_but_its_trail():
    send = plan()
    assert discard_draft(send, actor=make.user())
    assert not Send.objects.exists()
    assert not Message.objects.exists()
    assert Entry.objects.filter(act="send.discarded").exists()


def test_a_confirmed_send_cannot_be_thrown_away():
    send = plan()
    confirm_send(send, actor=make.user(), seal=seal_of(send))
    assert not discard_draft(send, actor=make.user())
    assert send.messages.count() == 2
