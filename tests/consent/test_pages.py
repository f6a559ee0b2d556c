"""The pages of the opt-outs: list, search, block by hand, evidence, lift."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from clicksendhub.consent import reviews, services
from clicksendhub.consent.models import Block, BlockSource, Following
from clicksendhub.credentials.models import Account
from tests import make
from tests.support.pages import PageClient

NUMBER = "+61491570156"
SHOWN = "+61 491 570 156"


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


def sign_in(page: PageClient, account: Account, role: str) -> None:
    page.force_login(make.member(of=account, role=role))


def block(account: Account, number: str = NUMBER, **changes: Any) -> Block:
    given: dict[str, Any] = {"source": BlockSource.REPLY, "words": "STOP please"}
    return services.block(account_id=account.pk, number=number, **(given | changes))


def test_an_empty_list_says_what_will_be_here(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "viewer")

    shown = page.get_page("/opt-outs/")

    assert "Nobody has opted out" in shown.text
    assert "Block a number" not in shown.text


def test_every_block_shows_its_evidence(page: PageClient, account: Account) -> None:
    sign_in(page, account, "sender")
    block(account)

    shown = page.get_page("/opt-outs/")

    assert SHOWN in shown.text
    assert "Their reply" in shown.text
    assert "“STOP please”" in shown.text


def test_a_number_is_found_however_it_is_written(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "sender")
    block(account)
    block(account, number="+61491570157")

    shown = page.post_page("/opt-outs/find/", {"number": "0491 570 156"})

    assert SHOWN in shown.text
    assert "+61 491 570 157" not in shown.text


def test_a_number_that_was_never_blocked_is_told(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "sender")

    shown = page.post_page("/opt-outs/find/", {"number": "0491 570 156"})

    assert f"{SHOWN} was never blocked." in shown.text


def test_what_is_no_number_is_explained(page: PageClient, account: Account) -> None:
    sign_in(page, account, "sender")

    assert page.post_page("/opt-outs/find/", {"number": "cat"}).errors()


def test_htmx_gets_the_list_alone(page: PageClient, account: Account) -> None:
    sign_in(page, account, "sender")
    block(account)

    answer = page.post(
        "/opt-outs/find/", {"number": NUMBER}, headers={"HX-Request": "true"}
    )

    assert answer.content.decode().lstrip().startswith('<div class="stack"')


def test_looking_by_an_address_leads_to_the_list_without_the_number(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "sender")

    answer = page.get("/opt-outs/find/", {"number": NUMBER})

    assert (answer.status_code, answer["Location"]) == (302, "/opt-outs/")


def test_a_sender_blocks_a_number_with_a_reason(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "sender")

    shown = page.post_page(
        "/opt-outs/add/",
        {
            "number": "0491 570 156",
            "reason": "asked on the phone",
            "account": account.public_id,
        },
    )

    assert shown.h1 == SHOWN
    assert "asked on the phone" in shown.text
    assert Block.objects.get().source == BlockSource.PERSON


def test_who_blocks_over_a_stop_is_told_what_came_of_it(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "sender")
    block(account)
    typed = {"number": NUMBER, "reason": "a lawyer wrote", "account": account.public_id}

    shown = page.post_page("/opt-outs/add/", typed)

    assert "It was blocked already; START no longer lifts it." in shown.text
    assert "a lawyer wrote" in shown.text
    assert "ends by itself" not in shown.text


def test_blocking_needs_a_reason_and_keeps_what_was_typed(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "sender")

    typed = {"number": "0491 570 156", "reason": "", "account": account.public_id}
    shown = page.post_page("/opt-outs/add/", typed)

    assert shown.errors() == ["Fill in “Why is it blocked?”."]
    assert shown.field("number") == "0491 570 156"
    assert not Block.objects.exists()


def test_a_viewer_blocks_nobody(page: PageClient, account: Account) -> None:
    sign_in(page, account, "viewer")

    assert page.get("/opt-outs/add/").status_code == 403


def test_an_approver_lifts_a_block_for_a_reason(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "approver")
    path = f"/opt-outs/{block(account).public_id}/"

    assert page.post_page(f"{path}lift/", {"why": ""}).errors()
    shown = page.post_page(f"{path}lift/", {"why": "asked us in person"})

    assert "This block was lifted." in shown.text
    assert "asked us in person" in shown.text
    assert Block.objects.get().lifted_at is not None


def test_who_asked_again_since_the_page_was_drawn_stays_blocked(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "approver")
    path = f"/opt-outs/{block(account, event_key='IN-1').public_id}/"
    seen = page.get_page(path).field("last_asked_at")
    block(account, event_key="IN-2")

    shown = page.post_page(
        f"{path}lift/", {"why": "asked us in person", "last_asked_at": seen}
    )

    assert "They asked again since. Look again." in shown.text
    assert Block.objects.get().lifted_at is None


def test_a_block_as_it_was_shown_is_lifted(page: PageClient, account: Account) -> None:
    sign_in(page, account, "approver")
    path = f"/opt-outs/{block(account).public_id}/"
    seen = page.get_page(path).field("last_asked_at")

    page.post_page(f"{path}lift/", {"why": "asked us", "last_asked_at": seen})

    assert Block.objects.get().lifted_at is not None


def test_blanks_are_no_reason(page: PageClient, account: Account) -> None:
    sign_in(page, account, "approver")
    path = f"/opt-outs/{block(account).public_id}/"

    assert page.post_page(f"{path}lift/", {"why": "  \n "}).errors()
    assert Block.objects.get().lifted_at is None


def test_another_accounts_block_is_not_lifted(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "approver")
    theirs = block(make.account())

    answer = page.post(f"/opt-outs/{theirs.public_id}/lift/", {"why": "asked us"})

    assert answer.status_code == 404
    assert Block.objects.get().lifted_at is None


def test_a_block_that_was_lifted_meanwhile_keeps_its_reason(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "approver")
    path = f"/opt-outs/{block(account).public_id}/lift/"
    page.post(path, {"why": "asked us in person"})

    page.post_page(path, {"why": "I say so"})

    assert Block.objects.get().lifted_because == "asked us in person"


def test_replies_to_decide_are_told_with_their_number(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "viewer")
    assert "to decide" not in page.get_page("/opt-outs/").text
    for key in ("IN-1", "IN-2"):
        reviews.ask_a_person(
            account_id=account.pk, number=NUMBER, words="no more", event_key=key
        )

    shown = page.get_page("/opt-outs/")

    assert shown.links()["2 replies to decide"] == "/inbox/review/"


def test_another_accounts_replies_are_not_told(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "viewer")
    reviews.ask_a_person(
        account_id=make.account().pk, number=NUMBER, words="no more", event_key="IN-1"
    )

    assert "to decide" not in page.get_page("/opt-outs/").text


def test_the_page_says_when_clicksends_own_list_was_read(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "viewer")
    assert "at ClickSend itself" not in page.get_page("/opt-outs/").text
    Following.objects.create(account=account, read_at=timezone.now())
    assert "Its list was last read" in page.get_page("/opt-outs/").text

    Following.objects.update(trouble="It could not be read.")

    assert "It could not be read." in page.get_page("/opt-outs/").text


@pytest.mark.parametrize("role", ["viewer", "sender", "marketer"])
def test_others_see_the_way_back_but_may_not_go_it(
    page: PageClient, account: Account, role: str
) -> None:
    sign_in(page, account, role)
    path = f"/opt-outs/{block(account).public_id}/"

    shown = page.get_page(path)

    assert "An approver can lift it" in shown.text
    assert "replies START" in shown.text
    assert page.post(f"{path}lift/", {"why": "I say so"}).status_code == 403


def test_another_accounts_block_is_not_found(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "approver")
    theirs = block(make.account())

    assert page.get(f"/opt-outs/{theirs.public_id}/").status_code == 404


def test_the_list_is_kept_in_pages(page: PageClient, account: Account) -> None:
    sign_in(page, account, "sender")
    for _ in range(35):
        block(account, number=make.number())

    assert "1 to 30 of 35" in page.get_page("/opt-outs/").text
    assert "31 to 35 of 35" in page.get_page("/opt-outs/", {"page": "2"}).text


def test_the_list_costs_the_same_with_three_and_with_thirty(
    page: PageClient, account: Account, count_queries: Any
) -> None:
    sign_in(page, account, "sender")
    for _ in range(3):
        block(account, number=make.number())
    page.get_page("/opt-outs/")
    few = count_queries(lambda: page.get_page("/opt-outs/"))
    for _ in range(27):
        block(account, number=make.number())

    assert count_queries(lambda: page.get_page("/opt-outs/")) == few


def test_a_form_of_another_account_blocks_nothing_unseen(
    page: PageClient, account: Account
) -> None:
    sign_in(page, account, "sender")
    elsewhere = make.account(label="Bay Dental")
    typed = {"number": NUMBER, "reason": "Asked us", "account": elsewhere.public_id}

    shown = page.post_page("/opt-outs/add/", typed)

    assert not Block.objects.exists()
    assert "You now work in Harbour Physio" in shown.text
    assert shown.field("number") == NUMBER
    assert shown.field("account") == str(account.public_id)
