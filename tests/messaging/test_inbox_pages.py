"""The pages of the inbox: the list, live; a conversation; the tray to review."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clicksendhub.consent import reviews
from clicksendhub.consent.models import Block, BlockSource, Review
from clicksendhub.consent.services import block
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import State
from messaging.models import Conversation, Message
from tests import make
from tests.messaging.inbox_support import PERSON, SHOWN, receive
from tests.support.pages import PageClient

NOW = timezone.now()


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture
def inbox(page: PageClient, account: Account) -> PageClient:
    """Signed in as somebody who may answer."""
    page.force_login(make.member(of=account, role="sender"))
    return page


def path_of(conversation: Conversation, act: str = "") -> str:
    return f"/inbox/{conversation.public_id}/{act}"


def test_an_empty_inbox_tells_how_the_path_stands(inbox: PageClient) -> None:
    shown = inbox.get_page("/inbox/")

    assert "No replies yet" in shown.text
    assert "Replies will be fetched; no look was made yet." in shown.text


def test_a_row_tells_who_what_they_say_and_what_it_answers(
    inbox: PageClient, account: Account
) -> None:
    sent = make.message(
        send_=make.send(account_=account, body="Friday at nine?", planned_total=1),
        to=PERSON,
        state=State.ACCEPTED,
        accepted_at=NOW - timedelta(hours=2),
    )
    receive(
        account,
        "Yes please",
        sent_at=NOW - timedelta(hours=1),
        reference=sent.reference,
    )

    shown = inbox.get_page("/inbox/")

    assert (
        f"{SHOWN}, 1 unread Yes please Answers “Friday at nine?” 1 hour ago"
        in shown.text
    )


@pytest.mark.parametrize(
    ("view", "shows"), [("unread", "New"), ("done", "Over"), ("all", "Over")]
)
def test_the_views_of_the_inbox(
    inbox: PageClient, account: Account, view: str, shows: str
) -> None:
    receive(account, "New")
    over = receive(account, "Over", number="+61491570157").conversation
    inbox.post(path_of(over, "done/"))

    shown = inbox.get_page("/inbox/", {"view": view})

    assert shows in shown.text
    assert ("New" in shown.text) == (view != "done")


def test_the_rail_counts_what_is_unread(inbox: PageClient, account: Account) -> None:
    receive(account)
    receive(account, number="+61491570157")

    links = inbox.get_page("/inbox/").links()

    assert any(words.startswith("Inbox") and "2" in words for words in links)


def test_a_poll_is_answered_only_where_something_changed(
    inbox: PageClient, account: Account
) -> None:
    receive(account, "First")
    listed = inbox.get_page("/inbox/").all("div", id="inbox-list")[0]
    poll = listed.get("hx-get", "")

    assert inbox.get_fragment(poll).status == 204
    receive(account, "Second")
    changed = inbox.get_fragment(poll)
    assert changed.status == 200
    assert "Second" in changed.text
    assert changed.all("div", id="inbox-tabs")[0].get("hx-swap-oob") == "true"


def test_each_row_keeps_its_id_so_that_focus_stays(
    inbox: PageClient, account: Account
) -> None:
    conversation = receive(account).conversation

    shown = inbox.get_page("/inbox/")

    assert shown.all("a", id=f"conversation-{conversation.public_id}")


def test_older_conversations_are_a_page_away(
    inbox: PageClient, account: Account
) -> None:
    for minutes in range(35):
        at = NOW - timedelta(minutes=minutes)
        receive(account, f"Reply {minutes}.", number=make.number(), sent_at=at)

    first = inbox.get_page("/inbox/")
    second = inbox.get_page(first.links()["Older"])

    assert "Reply 29." in first.text
    assert "Reply 30." not in first.text
    assert "Reply 30." in second.text
    assert "Reply 29." not in second.text
    assert "Reply 0." in inbox.get_page(second.links()["To the latest"]).text


@pytest.mark.parametrize("before", ["bananas", "2026-01-01~x", "~", "x~1"])
def test_a_cursor_without_sense_begins_at_the_top(
    inbox: PageClient, account: Account, before: str
) -> None:
    receive(account, "Yes")

    assert "Yes" in inbox.get_page("/inbox/", {"before": before}).text


def queries_of(act: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_the_list_costs_the_same_with_three_and_with_thirty(
    inbox: PageClient, account: Account
) -> None:
    for _ in range(3):
        receive(account, number=make.number())
    inbox.get_page("/inbox/")
    few = queries_of(lambda: inbox.get_page("/inbox/"))
    for _ in range(27):
        receive(account, number=make.number())

    assert queries_of(lambda: inbox.get_page("/inbox/")) == few


def test_a_conversation_costs_the_same_with_three_and_with_thirty(
    inbox: PageClient, account: Account
) -> None:
    for _ in range(3):
        path = path_of(receive(account).conversation)
    inbox.get_page(path)
    few = queries_of(lambda: inbox.get_page(path))
    for _ in range(27):
        receive(account)
    inbox.get_page(path)

    assert queries_of(lambda: inbox.get_page(path)) == few


def test_the_next_unread_is_who_waits_longest(
    inbox: PageClient, account: Account
) -> None:
    receive(account, number="+61491570157", sent_at=NOW)
    waiting = receive(account, sent_at=NOW - timedelta(hours=1)).conversation

    assert inbox.get("/inbox/next/").url == path_of(waiting)  # type: ignore[attr-defined]


def test_with_nothing_unread_the_next_is_the_inbox(inbox: PageClient) -> None:
    assert "Nothing is unread." in inbox.get_page("/inbox/next/").html


def test_a_thread_holds_both_sides_with_the_answered_text_above(
    inbox: PageClient, account: Account
) -> None:
    sent = make.message(
        send_=make.send(account_=account, body="Friday at nine?", planned_total=1),
        to=PERSON,
        state=State.DELIVERED,
        accepted_at=NOW - timedelta(hours=2),
    )
    reply = receive(account, "Yes please", sent_at=NOW, reference=sent.reference)

    shown = inbox.get_page(path_of(reply.conversation))

    bubbles = shown.all("ol", class_="thread")[0]
    assert [each.get("class", "").rpartition("--")[2] for each in bubbles] == [
        "out",
        "in",
    ]
    assert "Answers: Friday at nine? Yes please" in shown.text
    assert "Delivered" in shown.text


def test_drafts_are_no_part_of_a_thread(inbox: PageClient, account: Account) -> None:
    make.message(
        send_=make.send(account_=account, body="Not yet", planned_total=1),
        to=PERSON,
        state=State.PLANNED,
    )

    shown = inbox.get_page(path_of(receive(account).conversation))

    assert "Not yet" not in shown.text


def test_opening_marks_what_is_shown_as_read(
    inbox: PageClient, account: Account
) -> None:
    conversation = receive(account).conversation

    inbox.get_page(path_of(conversation))

    conversation.refresh_from_db()
    assert conversation.unread == 0


def test_a_viewer_reads_without_marking_and_cannot_answer(
    page: PageClient, account: Account
) -> None:
    page.force_login(make.member(of=account, role="viewer"))
    conversation = receive(account).conversation

    shown = page.get_page(path_of(conversation))

    conversation.refresh_from_db()
    assert conversation.unread == 1
    assert "Your answer" not in shown.text
    for act in ("answer/", "done/", "unread/", "read/", "block/"):
        assert page.post(path_of(conversation, act)).status_code == 403


def test_an_open_thread_is_polled_and_leaves_new_replies_unread(
    inbox: PageClient, account: Account
) -> None:
    conversation = receive(account, "First").conversation
    shown = inbox.get_page(path_of(conversation))
    poll = shown.all("div", id="conversation-thread")[0].get("hx-get", "")

    assert inbox.get_fragment(poll).status == 204
    receive(account, "Second")
    changed = inbox.get_fragment(poll)
    assert "Second" in changed.text
    assert "Mark as read" in changed.buttons()
    conversation.refresh_from_db()
    assert conversation.unread == 1


def test_marking_as_read_means_what_was_shown(
    inbox: PageClient, account: Account
) -> None:
    first = receive(account, "First")
    receive(account, "Second")

    inbox.post(path_of(first.conversation, "read/"), {"up_to": str(first.pk)})

    first.conversation.refresh_from_db()
    assert first.conversation.unread == 1


def test_earlier_texts_are_a_link_away(inbox: PageClient, account: Account) -> None:
    for minutes in range(105):
        at = NOW - timedelta(minutes=minutes)
        reply = receive(account, f"Reply {minutes}.", sent_at=at)

    shown = inbox.get_page(path_of(reply.conversation))

    assert "Reply 104." not in shown.text
    assert "Reply 104." in inbox.get_page(shown.links()["Show earlier texts"]).text


def test_an_answer_is_sent_from_the_thread(inbox: PageClient, account: Account) -> None:
    conversation = receive(account, "Can I come later?").conversation
    token = inbox.get_page(path_of(conversation)).field("form_token")
    posted = {"body": "Of course, any time.", "form_token": token}

    shown = inbox.post_page(path_of(conversation, "answer/"), posted)
    inbox.post_page(path_of(conversation, "answer/"), posted)

    assert shown.text.count("Of course, any time.") == 1
    assert Message.objects.get().to == PERSON


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", "Fill in “Your answer”."),
        ("   ", "There is no text. Write one."),
        (
            "x" * 2000,
            (
                "The text is 14 parts long, and this account sends at most 8. "
                "Remove 776 characters."
            ),
        ),
    ],
)
def test_an_answer_that_cannot_go_says_why_and_is_kept(
    inbox: PageClient, account: Account, body: str, error: str
) -> None:
    conversation = receive(account).conversation
    token = inbox.get_page(path_of(conversation)).field("form_token")

    shown = inbox.post_page(
        path_of(conversation, "answer/"), {"body": body, "form_token": token}
    )

    assert shown.errors() == [error]
    assert shown.field("body") == body
    assert not Message.objects.exists()


def test_a_blocked_number_has_no_form_but_the_reason_and_the_way_back(
    inbox: PageClient, account: Account
) -> None:
    conversation = receive(account, "STOP").conversation
    block(account_id=account.pk, number=PERSON, source=BlockSource.REPLY, words="STOP")

    shown = inbox.get_page(path_of(conversation))

    assert "Your answer" not in shown.text
    assert "They replied “STOP”" in shown.text
    assert "It ends when they reply START" in shown.text
    assert "See the block" in shown.links()


@pytest.mark.parametrize(
    ("source", "words", "says"),
    [
        (BlockSource.IMPORT, "by phone", "It came with an old block list: “by phone”"),
        (BlockSource.IMPORT, "", "It came with an old block list, "),
        (BlockSource.CLICKSEND, "", "It stands on ClickSend’s opt-out list, "),
    ],
)
def test_a_block_that_nobody_asked_for_here_says_where_it_came_from(
    inbox: PageClient, account: Account, source: BlockSource, words: str, says: str
) -> None:
    conversation = receive(account).conversation
    block(account_id=account.pk, number=PERSON, source=source, words=words)

    shown = inbox.get_page(path_of(conversation))

    assert says in shown.text
    assert "reply START" not in shown.text


def test_a_blocked_number_refuses_an_answer_that_was_being_written(
    inbox: PageClient, account: Account
) -> None:
    conversation = receive(account).conversation
    token = inbox.get_page(path_of(conversation)).field("form_token")
    block(account_id=account.pk, number=PERSON, source=BlockSource.REPLY, words="STOP")

    shown = inbox.post_page(
        path_of(conversation, "answer/"), {"body": "Hello", "form_token": token}
    )

    assert "This number is blocked" in shown.errors()[0]
    assert "This was not sent" in shown.text
    [kept] = shown.all("textarea")
    assert (kept.text, kept.get("readonly")) == ("Hello", "")
    assert "Send the answer" not in shown.buttons()
    assert not Message.objects.exists()


def test_a_number_is_blocked_from_its_conversation_with_a_reason(
    inbox: PageClient, account: Account
) -> None:
    path = path_of(receive(account).conversation, "block/")

    assert inbox.post_page(path, {"reason": ""}).errors()
    inbox.post_page(path, {"reason": "asked on the phone"})

    made = Block.objects.get()
    assert (made.number, made.source, made.words) == (
        PERSON,
        BlockSource.PERSON,
        "asked on the phone",
    )


def test_done_and_unread_move_a_conversation(
    inbox: PageClient, account: Account
) -> None:
    conversation = receive(account).conversation

    inbox.post_page(path_of(conversation, "done/"))
    conversation.refresh_from_db()
    assert (conversation.unread, conversation.done_at is not None) == (0, True)

    inbox.post_page(path_of(conversation, "unread/"))
    conversation.refresh_from_db()
    assert (conversation.unread, conversation.done_at) == (1, None)


def test_another_accounts_conversation_is_not_found(inbox: PageClient) -> None:
    theirs = receive(make.account()).conversation

    for act in ("", "thread/"):
        assert inbox.get(path_of(theirs, act)).status_code == 404
    for act in ("answer/", "done/", "unread/", "read/", "block/"):
        assert inbox.post(path_of(theirs, act)).status_code == 404


def test_no_number_stands_in_any_address_of_the_inbox(
    inbox: PageClient, account: Account
) -> None:
    receive(account)

    addresses = " ".join(inbox.get_page("/inbox/").links().values())

    assert "61491570156" not in addresses


@pytest.fixture
def review(account: Account) -> Review:
    receive(account, "please stop texting me")
    reviews.ask_a_person(
        account_id=account.pk,
        number=PERSON,
        words="please stop texting me",
        event_key="IN-1",
    )
    return Review.objects.get()


def test_an_empty_tray_says_what_lands_there(inbox: PageClient) -> None:
    assert "Nothing to review" in inbox.get_page("/inbox/review/").text


@pytest.mark.parametrize(
    ("decision", "is_blocked"), [("opt_out", True), ("keep", False)]
)
def test_a_person_decides_on_an_unclear_reply(
    inbox: PageClient, review: Review, decision: str, is_blocked: bool
) -> None:
    assert "“please stop texting me”" in inbox.get_page("/inbox/review/").text

    path = f"/inbox/review/{review.public_id}/"
    shown = inbox.post_page(path, {"decision": decision})

    assert "Nothing to review" in shown.text
    assert Block.objects.exists() == is_blocked


def test_a_viewer_reads_the_tray_and_decides_nothing(
    page: PageClient, account: Account, review: Review
) -> None:
    page.force_login(make.member(of=account, role="viewer"))

    shown = page.get_page("/inbox/review/")

    assert "“please stop texting me”" in shown.text
    assert not [words for words in shown.buttons() if words.startswith("Block")]
    assert page.post(f"/inbox/review/{review.public_id}/").status_code == 403


def test_the_second_of_two_deciders_is_told(inbox: PageClient, review: Review) -> None:
    path = f"/inbox/review/{review.public_id}/"
    inbox.post_page(path, {"decision": "keep"})

    shown = inbox.post_page(path, {"decision": "opt_out"})

    assert "Somebody else decided this" in shown.html
    assert not Block.objects.exists()


def test_admins_alone_see_the_tab_of_what_could_not_be_read(
    inbox: PageClient, account: Account
) -> None:
    tab = "Could not be read"
    assert tab not in inbox.get_page("/inbox/").links()

    inbox.force_login(make.user(hub_admin=True))

    assert tab in inbox.get_page("/inbox/").links()
