"""Words that were typed outlive a session that ended, for the same person alone."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.e2e import browsing, journey, places, product
from tests.e2e.axe import violations
from tests.e2e.browsing import Visit
from tests.e2e.product import Hub

BODY = "See you at nine, and bring the form."
KEPT = "We kept what you typed."


def end_session(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def sign_in_again(page: Page, hub: Hub, first_name: str = "mia") -> None:
    person = hub.person(first_name)
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def expect_nothing_kept(page: Page) -> None:
    kept = "sessionStorage.getItem('hub-typed')"
    product.wait_for(lambda: page.evaluate(kept) is None, what="the words to be gone")


def words(page: Page) -> Locator:
    return page.get_by_label("Text", exact=True)


def hand_in_too_late(page: Page) -> None:
    journey.write(page, to=["0491 570 156"], body=BODY)
    page.get_by_label("Your reference").fill("Week 12")
    end_session(page)
    journey.button(page, "Check").click()
    page.get_by_role("heading", name="Sign in").wait_for()


def test_a_text_stands_on_its_page_again_after_signing_in(page: Page, hub: Hub) -> None:
    hand_in_too_late(page)
    expect(page.get_by_text("What you typed is kept")).to_be_visible()
    expect(page.get_by_text("could not be kept")).to_have_count(0)
    browsing.shoot(page, "kept-words-sign-in")
    assert not violations(page)
    sign_in_again(page, hub)
    expect(page.get_by_text(KEPT).first).to_be_visible()
    expect(words(page)).to_have_value(BODY)
    expect(page.get_by_label("Your reference")).to_have_value("Week 12")
    browsing.shoot(page, "kept-words")
    assert not violations(page)


def test_words_that_were_put_back_go_on_to_check(page: Page, hub: Hub) -> None:
    hand_in_too_late(page)
    sign_in_again(page, hub)
    page.get_by_label("To", exact=True).fill(journey.new_number())
    journey.check(page)
    page.goto("/send/")
    expect(words(page)).to_have_value("")
    expect(page.get_by_text(KEPT).first).to_be_hidden()


def test_an_answer_is_kept_when_a_poll_finds_the_session_ended(
    page: Page, hub: Hub
) -> None:
    places.seeded_conversation(page)
    page.get_by_label("Your answer").fill(BODY)
    end_session(page)
    page.get_by_role("heading", name="Sign in").wait_for()
    sign_in_again(page, hub)
    expect(page.get_by_label("Your answer")).to_have_value(BODY)


def test_a_field_that_is_not_to_be_remembered_is_named(page: Page, hub: Hub) -> None:
    page.goto("/opt-outs/add/")
    page.get_by_label("Number").fill("0491 570 158")
    page.get_by_label("Why").fill("She rang us.")
    end_session(page)
    journey.button(page, "Block this number").click()
    expect(page.get_by_text("Not kept: Number.")).to_be_visible()
    sign_in_again(page, hub)
    expect(page.get_by_text("Please fill in again: Number.").first).to_be_visible()
    expect(page.get_by_label("Why")).to_have_value("She rang us.")
    expect(page.get_by_label("Number")).to_have_value("")


def test_nobody_else_gets_the_words(page: Page, hub: Hub) -> None:
    hand_in_too_late(page)
    sign_in_again(page, hub, "grace")
    expect(words(page)).to_have_value("")
    expect_nothing_kept(page)


def test_signing_out_throws_the_words_away(page: Page, hub: Hub) -> None:
    journey.write(page, to=["0491 570 156"], body=BODY)
    places.open_menu("Mia Tan")(page)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    expect_nothing_kept(page)


def test_a_key_is_never_kept(visit: Visit) -> None:
    page = visit("helen")
    page.goto("/accounts/add/")
    page.get_by_label("Label").fill("Second clinic")
    page.get_by_label("API key", exact=True).fill("KEY-THAT-IS-SECRET")
    end_session(page)
    journey.button(page, "Add account").click()
    expect(page.get_by_text("could not be kept")).to_be_visible()
    expect_nothing_kept(page)


def test_without_a_script_the_loss_is_said(visit: Visit) -> None:
    page = visit("mia", java_script_enabled=False)
    hand_in_too_late(page)
    expect(page.get_by_text("what you typed could not be kept")).to_be_visible()
    browsing.shoot(page, "lost-words-sign-in")


def open_rights(page: Page, name: str) -> None:
    page.goto("/people/")
    page.get_by_role("link", name=name).click()
    journey.button(page, "Save rights").wait_for()


def role(page: Page, account: str, word: str) -> Locator:
    group = page.get_by_role("group", name=f"Role in {account}")
    return group.get_by_label(word, exact=True)


def change_role(page: Page, account: str, word: str) -> None:
    role(page, account, word).check()
    journey.button(page, "Save rights").click()
    expect(page.get_by_text("are saved").first).to_be_visible()


def test_what_somebody_else_changed_meanwhile_stays_changed(
    visit: Visit, hub: Hub
) -> None:
    mine, other = visit("helen"), visit("helen")
    open_rights(mine, "Tom")
    open_rights(other, "Tom")
    mine.get_by_label("Hub admin", exact=True).check()
    change_role(other, "Harbour Physio", "Approver")
    end_session(mine)
    journey.button(mine, "Save rights").click()
    sign_in_again(mine, hub, "helen")
    expect(mine.get_by_label("Hub admin", exact=True)).to_be_checked()
    expect(role(mine, "Harbour Physio", "Approver")).to_be_checked()
    expect(mine.get_by_text("Changed meanwhile")).to_have_count(0)


def test_what_both_changed_is_named(visit: Visit, hub: Hub) -> None:
    mine, other = visit("helen"), visit("helen")
    open_rights(mine, "Priya")
    open_rights(other, "Priya")
    role(mine, "Harbour Physio", "No access").check()
    change_role(other, "Harbour Physio", "Sender")
    end_session(mine)
    journey.button(mine, "Save rights").click()
    sign_in_again(mine, hub, "helen")
    said = "Changed meanwhile, so check it before you save: Role in"
    expect(mine.get_by_text(said).first).to_be_visible()
    expect(role(mine, "Harbour Physio", "No access")).to_be_checked()
    browsing.shoot(mine, "kept-words-changed-meanwhile")
    assert not violations(mine)


def test_an_answer_that_was_refused_before_stands_in_its_conversation(
    page: Page, hub: Hub
) -> None:
    places.seeded_conversation(page)
    conversation, too_long = page.url, "a" * 1230
    page.get_by_label("Your answer").fill(too_long)
    journey.button(page, "Send the answer").click()
    page.get_by_role("alert").wait_for()
    end_session(page)
    journey.button(page, "Send the answer").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    sign_in_again(page, hub)
    expect(page).to_have_url(conversation)
    expect(page.get_by_text(KEPT).first).to_be_visible()
    expect(page.get_by_label("Your answer")).to_have_value(too_long)


def sign_in_in_another_tab(page: Page, hub: Hub) -> None:
    tab = page.context.new_page()
    end_session(tab)
    browsing.sign_in(tab, hub, "mia")
    tab.close()


def test_the_words_of_a_form_too_old_stand_on_its_page_again(
    page: Page, hub: Hub
) -> None:
    journey.write(page, to=["0491 570 156"], body=BODY)
    sign_in_in_another_tab(page, hub)
    journey.button(page, "Check").click()
    page.get_by_role("heading", name="This form is too old").wait_for()
    expect(page.get_by_text("What you typed is kept")).to_be_visible()
    expect(page.get_by_text("type anew")).to_have_count(0)
    browsing.shoot(page, "form-too-old")
    assert not violations(page)
    page.get_by_role("link", name="Open the page again").click()
    expect(page.get_by_text(KEPT).first).to_be_visible()
    expect(words(page)).to_have_value(BODY)
    journey.check(page)


def test_a_page_outside_the_frame_throws_the_words_away(page: Page) -> None:
    journey.write(page, to=["0491 570 156"], body=BODY)
    page.goto("/nowhere/")
    page.get_by_role("heading", name="Page not found").wait_for()
    expect_nothing_kept(page)


def test_words_left_long_ago_are_not_taken_for_those_of_the_page_before(
    page: Page, hub: Hub
) -> None:
    journey.write(page, to=["0491 570 156"], body=BODY)
    page.goto(hub.sandbox.url)
    page.clock.install()
    page.clock.fast_forward("01:00")
    end_session(page)
    page.goto("/send/")
    page.get_by_role("heading", name="Sign in").wait_for()
    expect_nothing_kept(page)


def test_a_reason_behind_a_fold_is_put_back_where_it_is_seen(
    page: Page, hub: Hub
) -> None:
    places.seeded_conversation(page)
    places.open_menu("Block this number")(page)
    page.get_by_label("Why").fill("She rang us.")
    end_session(page)
    journey.button(page, "Block this number").click()
    sign_in_again(page, hub)
    expect(page.get_by_label("Why")).to_be_visible()
    expect(page.get_by_label("Why")).to_have_value("She rang us.")
