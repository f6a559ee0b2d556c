"""What follows an open conversation and the open inbox: block, person, counts."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from clicksendhub.consent.models import BlockSource
from clicksendhub.consent.services import block, lift_by_start
from clicksendhub.credentials.models import Account
from messaging.models import Conversation
from tests import make
from tests.messaging.inbox_support import PERSON, receive
from tests.support.pages import Page, PageClient


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture
def inbox(page: PageClient, account: Account) -> PageClient:
    """Signed in as somebody who may answer."""
    page.force_login(make.member(of=account, role="sender"))
    return page


@pytest.fixture
def conversation(account: Account) -> Conversation:
    return receive(account, "Can I come later?").conversation


def stop(account: Account) -> None:
    receive(account, "STOP")
    block(account_id=account.pk, number=PERSON, source=BlockSource.REPLY, words="STOP")


def start(account: Account) -> None:
    receive(account, "START")
    lift_by_start(account.pk, PERSON, "START", asked_at=timezone.now())


def poll_of(page: PageClient, path: str, part: str) -> str:
    """What the open page asks for."""
    return page.get_page(path).all("div", id=part)[0].get("hx-get", "")


def opened(page: PageClient, conversation: Conversation) -> str:
    return poll_of(page, conversation.get_absolute_url(), "conversation-thread")


def follower(part: Page, identity: str) -> str:
    """The words of a part that is replaced beside the one that was asked for."""
    [found] = [each for each in part.root.iter() if each.get("id") == identity]
    assert found.get("hx-swap-oob") == "true"
    return " ".join("".join(found.itertext()).split())


def identities(part: Page) -> set[str]:
    return {each.get("id", "") for each in part.root.iter()}


def test_stop_takes_the_answer_form_away_and_leaves_a_place_for_its_words(
    inbox: PageClient, account: Account, conversation: Conversation
) -> None:
    poll = opened(inbox, conversation)
    stop(account)

    part = inbox.get_fragment(poll)

    assert "This number is blocked" in follower(part, "answer-place")
    assert part.all("form", hidden="")[0].find(".//textarea[@readonly]") is not None
    assert "Blocked" in follower(part, "person-facts")
    assert follower(part, "person-block") == ""


def test_start_brings_the_answer_form_back(
    inbox: PageClient, account: Account, conversation: Conversation
) -> None:
    stop(account)
    poll = opened(inbox, conversation)
    start(account)

    part = inbox.get_fragment(poll)

    assert "Your answer" in follower(part, "answer-place")
    assert "Not blocked" in follower(part, "person-facts")
    assert "Block this number" in follower(part, "person-block")


def test_what_was_refused_for_a_block_is_told_no_more_once_it_is_lifted(
    inbox: PageClient, account: Account, conversation: Conversation
) -> None:
    form = inbox.get_page(conversation.get_absolute_url())
    stop(account)
    shown = inbox.post_page(
        f"{conversation.get_absolute_url()}answer/",
        {"body": "Of course", "form_token": form.field("form_token")},
    )
    assert shown.errors()
    poll = shown.all("div", id="conversation-thread")[0].get("hx-get", "")
    start(account)

    assert follower(inbox.get_fragment(poll), "conversation-errors") == ""


def test_a_form_in_which_somebody_writes_is_left_alone(
    inbox: PageClient, account: Account, conversation: Conversation
) -> None:
    poll = opened(inbox, conversation)
    receive(account, "Or earlier?")

    part = inbox.get_fragment(poll)

    assert "Last reply" in follower(part, "person-facts")
    assert not identities(part) & {"answer-place", "person-block"}


def test_who_may_not_answer_sees_the_block_come_and_no_form(
    page: PageClient, account: Account, conversation: Conversation
) -> None:
    page.force_login(make.member(of=account, role="viewer"))
    poll = opened(page, conversation)
    stop(account)

    part = page.get_fragment(poll)

    assert "This number is blocked" in follower(part, "answer-place")
    assert not part.all("textarea")


def test_an_open_conversation_counts_what_comes_in_elsewhere(
    inbox: PageClient, account: Account, conversation: Conversation
) -> None:
    poll = opened(inbox, conversation)
    receive(account, number=make.number())

    part = inbox.get_fragment(poll)

    assert follower(part, "rail-count-inbox") == "1 waiting"


@pytest.mark.parametrize("view", ["unread", "all", "done"])
def test_the_rail_counts_along_with_the_open_inbox(
    inbox: PageClient, account: Account, conversation: Conversation, view: str
) -> None:
    poll = poll_of(inbox, f"/inbox/?view={view}", "inbox-list")
    receive(account, number=make.number())

    part = inbox.get_fragment(poll)

    assert follower(part, "rail-count-inbox") == "2 waiting"
    assert "2" in follower(part, "inbox-tabs")


def test_a_count_of_nothing_is_hidden(inbox: PageClient) -> None:
    [count] = inbox.get_page("/inbox/").all("span", id="rail-count-inbox")

    assert count.get("hidden") == ""
