"""What a hub admin does: accounts with their keys, people and their passwords."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e import browsing, journey
from tests.e2e.axe import violations
from tests.e2e.browsing import Visit
from tests.e2e.product import Hub

KEY = "5A7B9C1D-2E3F-4A5B-8C7D-0123456789AB"
PASSWORD = "walnut-harbour-tide"
NEW_PASSWORD = "lantern-orchard-mill"


def test_an_account_is_added_tested_and_paused(visit: Visit, hub: Hub) -> None:
    page = visit("helen")
    hub.sandbox.account("north-clinic", KEY)
    _add(page, label="North Clinic", key="wrong-key-0000")
    expect(page.get_by_role("alert")).to_contain_text("refused this username and key")
    expect(page.get_by_label("API key", exact=True)).to_have_value("")
    expect(page.get_by_label("Label")).to_have_value("North Clinic")
    browsing.shoot(page, "account-wrong-key")
    page.get_by_label("API key", exact=True).fill(KEY)
    journey.button(page, "Add account").click()
    page.get_by_role("heading", name="North Clinic", level=1).wait_for()
    expect(page.get_by_role("main")).to_contain_text(f"ends in {KEY[-4:]}")
    assert KEY not in page.content()
    _test_the_path(page)
    _pause(page)


def test_an_invited_person_joins_by_the_link(visit: Visit, hub: Hub) -> None:
    page, theirs = visit("helen"), visit()
    link = _invite(page, name="Noor Haddad", email="noor@harbourphysio.example")
    assert violations(page) == []
    theirs.goto(link)
    theirs.get_by_label("New password").fill(PASSWORD)
    theirs.get_by_label("The same password again").fill(PASSWORD)
    browsing.shoot(theirs, "join")
    assert violations(theirs) == []
    journey.button(theirs, "Join").click()
    theirs.get_by_role("heading", name="Home", level=1).wait_for()
    theirs.goto("/people/")
    expect(theirs.get_by_role("main")).not_to_contain_text("Invite")
    second = visit()
    second.goto(link)
    expect(second.get_by_role("heading", level=1)).to_have_text(
        "This link does not work"
    )


def test_a_forgotten_password_is_reset_without_mail(visit: Visit, hub: Hub) -> None:
    admin, theirs = visit("helen"), visit()
    email = "sam@harbourphysio.example"
    theirs.goto(_invite(admin, name="Sam Lowe", email=email))
    _choose(theirs, PASSWORD, "Join")
    theirs.get_by_role("heading", name="Home", level=1).wait_for()
    anew = visit()
    anew.goto("/sign-in/")
    anew.get_by_role("link", name="Forgotten your password?").click()
    expect(anew.get_by_role("main")).to_contain_text("Ask a hub admin")
    anew.goto(_reset_link(admin, "Sam Lowe"))
    assert violations(admin) + violations(anew) == []
    _choose(anew, NEW_PASSWORD, "Save the new password")
    anew.goto("/sign-in/")
    _sign_in(anew, email, NEW_PASSWORD)
    anew.get_by_role("heading", name="Home", level=1).wait_for()


def _add(page: Page, *, label: str, key: str) -> None:
    page.goto("/accounts/")
    page.get_by_role("link", name="Add account").click()
    page.get_by_label("Label").fill(label)
    page.get_by_role("radio", name="Rehearsal").check()
    page.get_by_label("API username").fill("north-clinic")
    page.get_by_label("API key", exact=True).fill(key)
    page.get_by_label("Country").select_option("AU")
    journey.button(page, "Add account").click()


def _test_the_path(page: Page) -> None:
    main = page.get_by_role("main")
    journey.keep_looking(page, main.get_by_text("inbound", exact=False).first)
    journey.button(page, "Test the path").click()
    journey.keep_looking(page, main.get_by_text("The test reply arrived.").first)
    browsing.shoot(page, "account-path-tested")


def _pause(page: Page) -> None:
    journey.button(page, "Pause").click()
    expect(journey.button(page, "Resume")).to_be_visible()
    assert violations(page) == []
    browsing.shoot(page, "account-paused")
    journey.button(page, "Resume").click()
    expect(journey.button(page, "Pause")).to_be_visible()


def _invite(page: Page, *, name: str, email: str) -> str:
    page.goto("/people/")
    page.get_by_role("link", name="Invite", exact=True).click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Email").fill(email)
    page.get_by_role("group", name="Role in Harbour Physio").get_by_label(
        "Sender"
    ).check()
    journey.button(page, "Make the invitation").click()
    return page.get_by_label("Link").input_value()


def _reset_link(page: Page, name: str) -> str:
    page.goto("/people/")
    page.get_by_role("link", name=name).click()
    journey.button(page, "Make a password link").click()
    return page.get_by_label("Link").input_value()


def _choose(page: Page, password: str, deed: str) -> None:
    page.get_by_label("New password").fill(password)
    page.get_by_label("The same password again").fill(password)
    journey.button(page, deed).click()


def _sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    journey.button(page, "Sign in").click()
