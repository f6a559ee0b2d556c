"""What could not be read: shown to admins, tried again, never lost."""

from __future__ import annotations

import pytest

from clicksendhub.consent.models import Block
from clicksendhub.people.models import User
from clicksendhub.webhooks import services
from clicksendhub.webhooks.models import Event, EventState
from messaging.models import Reply
from tests import make
from tests.support.pages import PageClient
from tests.webhooks.support import PERSON, Hook, hook_for, recorded, settle_all

PAGE = "/hooks/unreadable/"


@pytest.fixture
def admin(hook: Hook, page: PageClient) -> User:
    person = make.user(hub_admin=True)
    page.force_login(person)
    return person


@pytest.mark.usefixtures("admin")
def test_the_raw_body_is_there_to_be_read(hook: Hook, page: PageClient) -> None:
    hook.push("bananas <b>")

    shown = page.get_page(PAGE)

    assert "bananas <b>" in shown.text
    assert "Could not be read: the event has no message_id." in shown.text


@pytest.mark.usefixtures("admin")
def test_an_empty_tray_says_so(page: PageClient) -> None:
    assert "Everything could be read" in page.get_page(PAGE).text


@pytest.mark.parametrize("role", ["viewer", "sender", "marketer", "approver"])
def test_the_tray_is_for_admins_alone(hook: Hook, page: PageClient, role: str) -> None:
    page.force_login(make.member(of=hook.account, role=role))

    assert page.get(PAGE).status_code == 403


@pytest.mark.usefixtures("admin")
def test_another_accounts_event_cannot_be_tried(page: PageClient) -> None:
    other = hook_for(make.account())
    other.push("bananas")

    again = page.post(f"{PAGE}{Event.objects.get().public_id}/again/")

    assert again.status_code == 404


def test_what_is_still_no_event_stays(hook: Hook, admin: User) -> None:
    hook.push("bananas")

    assert not services.try_again(Event.objects.get(), by=admin)
    assert Event.objects.get().state == EventState.UNREADABLE


def test_what_can_be_read_by_now_is_settled_and_its_stop_heeded(
    hook: Hook, admin: User
) -> None:
    hook.push("bananas")
    Event.objects.update(body=recorded("inbound.form", body="STOP"))

    assert services.try_again(Event.objects.get(), by=admin)
    settle_all()

    assert Reply.objects.get().body == "STOP"
    assert Block.objects.get().number == PERSON


def test_what_came_again_meanwhile_leaves_the_tray(hook: Hook, admin: User) -> None:
    hook.push(recorded("inbound.form"))
    hook.push("bananas")
    kept = Event.objects.get(state=EventState.UNREADABLE)
    kept.body = recorded("inbound.form")

    assert services.try_again(kept, by=admin)
    assert Event.objects.get().state == EventState.NEW


@pytest.mark.usefixtures("admin")
def test_the_button_says_what_became_of_it(hook: Hook, page: PageClient) -> None:
    hook.push("bananas")
    address = f"{PAGE}{Event.objects.get().public_id}/again/"

    assert "It still cannot be read." in page.post_page(address).html
    Event.objects.update(body=recorded("inbound.form"))
    assert "It could be read." in page.post_page(address).html


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize("count", [3, 30])
def test_the_tray_costs_the_same_with_three_and_with_thirty(
    hook: Hook, page: PageClient, count: int, django_assert_max_num_queries: object
) -> None:
    for number in range(count):
        hook.push(f"bananas {number}")

    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page.get_page(PAGE)
