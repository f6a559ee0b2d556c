"""Pages of imports where something else happened since they were opened."""

from __future__ import annotations

import pytest

from contacts.models import ContactList, Import, ImportState
from tests.contacts.imports.support_pages import (
    checked,
    confirmed,
    matched,
    page_of,
)
from tests.contacts.make import contact_list
from tests.support.pages import Page, PageClient

CHANGED = "It was changed meanwhile. Look again."


def seen_earlier(page: PageClient, found: Import, shown: Page) -> Page:
    """The button of a page that was opened before."""
    typed = {"checked": shown.field("checked")}
    return page.post_page(page_of(found, "check"), typed)


def test_nobody_imports_what_another_tab_checked_anew(
    signed_in: PageClient, tenants: ContactList
) -> None:
    other = contact_list(tenants.account, "Other", keeps_in_step=False)
    found = checked(signed_in, tenants)
    first_tab = signed_in.get_page(page_of(found, "check"))
    anew = matched(found, into=other.public_id, policy="replace")
    signed_in.post_page(page_of(found, "columns"), anew)

    shown = seen_earlier(signed_in, found, first_tab)

    assert shown.h1 == "Check before you import"
    assert CHANGED in shown.html
    assert not other.contacts.exists()
    assert confirmed(signed_in, found).h1 == "2 people imported into Other"


def test_nobody_imports_what_another_tab_mended(
    signed_in: PageClient, tenants: ContactList
) -> None:
    found = checked(signed_in, tenants)
    first_tab = signed_in.get_page(page_of(found, "check"))
    mended = {"row": "3", "code": "too_short", "cell_1": "0491 570 157"}
    signed_in.post_page(page_of(found, "rows"), mended)

    shown = seen_earlier(signed_in, found, first_tab)

    assert CHANGED in shown.html
    assert not tenants.contacts.exists()


def test_a_start_that_does_not_say_what_was_seen_imports_nothing(
    signed_in: PageClient, tenants: ContactList
) -> None:
    found = checked(signed_in, tenants)

    shown = signed_in.post_page(page_of(found, "check"))

    assert CHANGED in shown.html
    found.refresh_from_db()
    assert found.state == ImportState.CHECKED


@pytest.mark.parametrize("act", ["discard", "stop", "go_on"])
def test_an_act_that_came_too_late_is_said_to_be_impossible(
    signed_in: PageClient, tenants: ContactList, act: str
) -> None:
    found = checked(signed_in, tenants)
    confirmed(signed_in, found)

    shown = signed_in.post_page(page_of(found, "act"), {"act": act})

    assert "That is not possible any more" in shown.html
    assert "was thrown away" not in shown.html
    assert shown.h1 == "2 people imported into Tenants"
