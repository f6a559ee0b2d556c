"""Pages of keeping in step: state, conflicts, differences, lists only at ClickSend."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from clicksendhub.credentials.models import Account
from clicksendhub.credentials.services import client_for
from contacts.models import Conflict, ContactList, StepState
from tests import make
from tests.contacts.sync.support import Stage, contact, contact_list, people
from tests.support.pages import PageClient

ADA = "+61491570156"


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture
def tenants(account: Account) -> ContactList:
    """A list that has a copy at ClickSend."""
    return contact_list(
        account, provider_id=7, known_name="Tenants", step_state=StepState.IN_STEP
    )


def sign_in(page: PageClient, account: Account, role: str = "marketer") -> None:
    page.force_login(make.member(of=account, role=role))


def compare_page(found: ContactList) -> str:
    return reverse("contacts:compare", args=[found.public_id])


def clash(tenants: ContactList) -> Conflict:
    ada = contact(tenants, first_name="Ada", number=ADA)
    return Conflict.objects.create(
        contact=ada, field="email", ours="a@here.co", theirs="a@there.co"
    )


def test_a_list_never_compared_says_what_a_comparison_does(
    page: PageClient, tenants: ContactList
) -> None:
    sign_in(page, tenants.account)

    shown = page.get_page(compare_page(tenants))

    assert shown.h1 == "Tenants and ClickSend"
    assert "In step" in shown.text
    assert "Not compared yet" in shown.text
    assert "Compare now" in shown.buttons()


def test_a_viewer_sees_and_decides_nothing(
    page: PageClient, tenants: ContactList
) -> None:
    sign_in(page, tenants.account, "viewer")
    waiting = clash(tenants)

    shown = page.get_page(compare_page(tenants))
    answer = page.post(reverse("contacts:decide_conflict", args=[waiting.pk]))

    assert "a@there.co" in shown.text
    assert not {"Compare now", "Keep ours"} & set(shown.buttons())
    assert answer.status_code == 403


def test_a_comparison_is_asked_for_once_and_followed(
    page: PageClient, tenants: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_NO_QUEUE", "1")
    sign_in(page, tenants.account)
    now = reverse("contacts:compare_now", args=[tenants.public_id])

    shown = page.post_page(now)
    tenants.refresh_from_db()
    first = tenants.compare_asked_at
    page.post_page(now)

    tenants.refresh_from_db()
    assert first
    assert tenants.compare_asked_at == first
    assert "The comparison is under way" in shown.text
    assert 'hx-trigger="every 4s"' in shown.html


def test_a_comparison_that_is_over_is_not_followed_any_more(
    page: PageClient, tenants: ContactList
) -> None:
    sign_in(page, tenants.account)
    tenants.compared_at = timezone.now()
    tenants.save()

    part = page.get_fragment(compare_page(tenants))

    assert "hx-trigger" not in part.html


def test_each_kind_of_difference_is_shown_with_both_values(
    page: PageClient, tenants: ContactList
) -> None:
    sign_in(page, tenants.account)
    ada = contact(tenants, first_name="Ada", last_name="Ng", number=ADA)
    bo = contact(tenants, first_name="Bo", email="bo@example.com")
    eve = {"there": 9, "name": "Eve Lee", "reach": "eve@example.com"}
    tell(
        tenants,
        differing=[{"id": ada.pk, "fields": {"last_name": "Moss"}}],
        only_here=[{"id": bo.pk}],
        only_there=[eve],
    )

    differing = page.get_page(compare_page(tenants)).text
    only_here = page.get_page(compare_page(tenants), {"kind": "only_here"}).text
    only_there = page.get_page(compare_page(tenants), {"kind": "only_there"}).text

    assert "Ada Ng" in differing
    assert "Ada Ng Last name Ng Moss" in differing
    assert "bo@example.com" in only_here
    assert "Eve Lee" in only_there


def tell(tenants: ContactList, **examples: list[dict[str, Any]]) -> None:
    tenants.compared_at = timezone.now()
    tenants.compared = {"began_at": "2026-01-01T00:00:00+00:00", "there": 2, "same": 0}
    tenants.compared |= {
        kind: {"count": len(found), "examples": found}
        for kind, found in examples.items()
    }
    tenants.save()


def test_many_differences_come_in_pages_with_the_same_questions(
    page: PageClient,
    tenants: ContactList,
    django_assert_max_num_queries: Any,
) -> None:
    sign_in(page, tenants.account)
    people(tenants, 60)
    ids = [{"id": pk} for pk in tenants.contacts.values_list("pk", flat=True)]
    tell(tenants, only_here=ids)

    with django_assert_max_num_queries(25):
        first = page.get_page(compare_page(tenants), {"kind": "only_here"})
    last = page.get_page(compare_page(tenants), {"kind": "only_here", "page": "3"})

    assert len(first.all("tbody")[0].findall("{*}tr")) == 25
    assert len(last.all("tbody")[0].findall("{*}tr")) == 10


def test_who_was_deleted_since_is_left_out(
    page: PageClient, tenants: ContactList
) -> None:
    sign_in(page, tenants.account)
    tell(tenants, only_here=[{"id": 12345}])

    assert page.get_page(compare_page(tenants)).status == 200


@pytest.mark.parametrize(
    ("decision", "email"), [("ours", ""), ("theirs", "a@there.co")]
)
def test_a_conflict_is_decided_on_the_page(
    page: PageClient,
    tenants: ContactList,
    monkeypatch: pytest.MonkeyPatch,
    decision: str,
    email: str,
) -> None:
    monkeypatch.setenv("HUB_NO_QUEUE", "1")
    sign_in(page, tenants.account)
    waiting = clash(tenants)

    shown = page.post_page(
        reverse("contacts:decide_conflict", args=[waiting.pk]),
        {"decision": decision, "ours": waiting.ours, "theirs": waiting.theirs},
    )

    waiting.refresh_from_db()
    assert waiting.took_theirs is (decision == "theirs")
    assert waiting.contact.email == email
    assert "Changed on both sides" not in shown.text


def test_of_a_gone_list_a_person_has_three_choices(
    page: PageClient, tenants: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_NO_QUEUE", "1")
    sign_in(page, tenants.account)
    ContactList.objects.update(step_state=StepState.GONE)

    shown = page.get_page(compare_page(tenants))
    page.post_page(
        reverse("contacts:decide_gone", args=[tenants.public_id]),
        {"decision": "alone"},
    )

    tenants.refresh_from_db()
    assert "Compare now" not in shown.buttons()
    assert [words for words in shown.buttons() if " here" in words or "again" in words]
    assert tenants.step_state == StepState.ALONE


def test_a_list_that_is_there_cannot_be_decided_away(
    page: PageClient, tenants: ContactList
) -> None:
    sign_in(page, tenants.account)

    page.post_page(
        reverse("contacts:decide_gone", args=[tenants.public_id]),
        {"decision": "delete"},
    )

    tenants.refresh_from_db()
    assert tenants.deleted_at is None


def test_lists_only_there_are_found_and_brought(page: PageClient, stage: Stage) -> None:
    sign_in(page, stage.account)
    with client_for(stage.account) as client:
        donors = client.lists.create("Donors 2026")
        client.lists.create("Guests")

    everything = page.get_page(reverse("contacts:lists_there"))
    found = page.post_page(reverse("contacts:lists_there"), {"words": "donors"})
    page.post_page(reverse("contacts:bring_here"), {"provider_id": str(donors.list_id)})

    assert {"Donors 2026", "Guests"} <= words_of(everything)
    assert "Opt-Out" not in everything.text
    assert "Guests" not in found.text
    brought = ContactList.objects.get()
    assert (brought.name, brought.provider_id) == ("Donors 2026", donors.list_id)
    assert "Donors 2026" not in page.get_page(reverse("contacts:lists_there")).text


def words_of(shown: Any) -> set[str]:
    return {"".join(cell.itertext()).strip() for cell in shown.all("th")}


def test_a_clicksend_that_does_not_answer_is_told(
    page: PageClient, stage: Stage
) -> None:
    sign_in(page, stage.account)
    stage.sandbox.faults.add("error_before", path="/lists")

    shown = page.get_page(reverse("contacts:lists_there"))
    brought = page.post_page(reverse("contacts:bring_here"), {"provider_id": "5"})

    assert "ClickSend could not be asked" in shown.text
    assert "did not answer in time" in brought.html
    assert not ContactList.objects.exists()


def test_the_list_of_opt_outs_is_never_brought(page: PageClient, stage: Stage) -> None:
    sign_in(page, stage.account)
    with client_for(stage.account) as client:
        opt_outs = next(one for one in client.lists.all() if one.name == "Opt-Out List")

    page.post_page(
        reverse("contacts:bring_here"), {"provider_id": str(opt_outs.list_id)}
    )

    assert not ContactList.objects.exists()
