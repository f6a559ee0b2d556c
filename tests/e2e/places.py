"""Every page and state that a person can meet, and how to get there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e import journey
from tests.make import MEDIA

Way = Callable[[Page], object]
IMPORT_STATES = ("checking", "importing", "stopped", "undoing", "undone", "failed")
FAULTY_FILE = """\
First name,Last name,Mobile,E-mail,City
Zoë,Ferreira,4.9157E+08,zoe.f@example.com,Perth
Noah,Brownlow,0491 57,noah.b@example.com,Perth
Mei,Tanaka,0491 571 777,mei.t@example.com,Perth
""".encode("cp1252")


@dataclass(frozen=True, slots=True)
class Place:
    """A page or a state of it: who is there, and the way."""

    name: str
    who: str
    way: Way

    def __str__(self) -> str:
        return self.name


def at(path: str) -> Way:
    """A page by its address."""
    return lambda page: page.goto(path)


def first_of(path: str) -> Way:
    """The first thing of a list."""

    def go(page: Page) -> None:
        page.goto(path)
        rows = page.get_by_role("main").locator("tbody th a, .row-list__link")
        rows.first.click()
        page.wait_for_url(lambda url: not url.endswith(path))

    return go


def seeded_conversation(page: Page) -> None:
    """One of the demo’s that can be answered, whatever came in since."""
    page.goto("/inbox/?view=all")
    journey.conversation(page, "0491 570 157").get_by_role("link").click()
    page.get_by_label("Your answer").wait_for()


def then(way: Way, *acts: Callable[[Page], object]) -> Way:
    """A way with acts at its end."""

    def go(page: Page) -> None:
        way(page)
        for act in acts:
            act(page)

    return go


def press(name: str) -> Callable[[Page], object]:
    """Press a button within the page."""
    return lambda page: journey.button(page, name).first.click()


def follow(name: str) -> Callable[[Page], object]:
    """Follow a link within the page."""
    return lambda page: (
        page.get_by_role("main").get_by_role("link", name=name).first.click()
    )


def open_menu(words: str) -> Callable[[Page], object]:
    """Open a menu by its words."""
    return lambda page: page.locator("summary", has_text=words).first.click()


def open_account_menu(page: Page) -> None:
    """Open what is behind the name of the account."""
    page.get_by_role("banner").locator("summary").first.click()


def write_draft(page: Page) -> None:
    """As far as the Check page, for two people in Unicode."""
    journey.write(page, to=["0491 570 156", "0491 570 159"], body="See you at nine “x”")
    journey.check(page)


def write_call(page: Page) -> None:
    """A call to two people, checked and not confirmed, with hours."""
    page.goto("/send/call/")
    page.get_by_label("To", exact=True).fill("0491 570 156\n(08) 5550 1234")
    page.get_by_label("What is said").fill("Your visit is at nine, press 1 to keep it.")
    page.get_by_label("Wait for a key").check()
    journey.button(page, "Check").click()
    journey.button(page, "Call 2 people").wait_for()


def write_badly(page: Page) -> None:
    """The page of a new text with every field wrong."""
    journey.write(page, to=["0491 57", "hello"], body="a" * 1230)
    page.get_by_label("At a time").check()
    journey.button(page, "Check").click()
    page.get_by_role("alert").wait_for()


def bring_a_list(page: Page) -> None:
    """As far as the columns of an old block list; nobody is blocked by it."""
    page.goto("/opt-outs/imports/new/")
    page.get_by_label("Or paste numbers").fill(
        "Mobile\tDay\tReason\n0491 570 313\t3/4/2021\tby phone\nnone\t\t\nlost\t\t\n"
    )
    journey.button(page, "Continue").click()
    page.get_by_label("Numbers stand in").wait_for()


def choose_one_column_twice(page: Page) -> None:
    """What holds the numbers cannot be the day."""
    page.get_by_label("The day that they asked").select_option("Mobile")


def in_the_empty_account(way: Way) -> Way:
    """The same place of an account that never sent anything."""

    def go(page: Page) -> None:
        page.goto("/")
        open_account_menu(page)
        other = page.get_by_role("button", name="Quiet Clinic")
        if other.count():
            other.click()
            page.locator("summary", has_text="Quiet Clinic").wait_for()
        way(page)

    return go


def bring_file(page: Page) -> None:
    """A file with two faults, as far as the page that follows."""
    page.goto("/contacts/imports/new/")
    page.get_by_label("Your file").set_input_files(
        FilePayload(name="members.csv", mimeType="text/csv", buffer=FAULTY_FILE)
    )
    journey.button(page, "Continue").click()
    page.get_by_role("heading", name="Is members.csv read right?").wait_for()


def match_columns(page: Page) -> None:
    """The same file, as far as its columns."""
    bring_file(page)
    journey.button(page, "Continue").click()
    page.get_by_role("heading", name="Match the columns").wait_for()


def check_rows(page: Page) -> None:
    """The same file, every row of it checked."""
    match_columns(page)
    expect(page.get_by_label("Mobile")).to_have_value("number")
    page.get_by_label("Name of the new list").fill("Members of the swimming class")
    journey.button(page, "Check every row").click()
    page.get_by_role("heading", name="Check before you import").wait_for()


def leave_all_out(page: Page) -> None:
    """No column is a way to reach anybody."""
    for heading in ("Mobile", "E-mail"):
        with page.expect_response(lambda answer: "columns" in answer.url):
            page.get_by_label(heading).select_option("")


def import_in_state(state: str) -> Way:
    """One of the imports that the tests made for each state."""
    return then(at("/contacts/imports/"), follow(f"{state}.csv"))


def bring_to_files(page: Page) -> None:
    """A Word document among the files, not yet converted for anything."""
    page.goto("/files/")
    page.get_by_label("Your file").set_input_files(MEDIA / "good.docx")
    journey.button(page, "Upload").click()
    page.get_by_role("heading", name="good.docx").wait_for()


OUTSIDE = (
    Place("sign in", "", at("/sign-in/")),
    Place("sign in refused", "", then(at("/sign-in/"), press("Sign in"))),
    Place("sign in with words lost", "", at("/sign-in/?next=/send/&typed=yes")),
    Place("forgotten password", "", at("/password/forgot/")),
    Place("dead link", "", at("/join/nothing/")),
)
SENDING = (
    Place("home", "mia", at("/")),
    Place("new text", "mia", at("/send/")),
    Place(
        "new text at a time",
        "mia",
        then(at("/send/"), lambda page: page.get_by_label("At a time").check()),
    ),
    Place("new text wrong", "mia", write_badly),
    Place("new call", "mia", at("/send/call/")),
    Place("new call wrong", "mia", then(at("/send/call/"), press("Check"))),
    Place("check of a call", "mia", write_call),
    Place("check", "mia", write_draft),
    Place("check asked", "mia", then(write_draft, press("Throw away"))),
    Place("sends", "mia", at("/sends/")),
    Place("sends of a state", "mia", at("/sends/?tab=scheduled")),
    Place("receipt", "mia", first_of("/sends/?tab=done")),
    Place(
        "people of a send",
        "mia",
        then(
            first_of("/sends/?tab=done"),
            lambda page: page.locator(".sum-bar__legend a").first.click(),
        ),
    ),
    Place(
        "one person",
        "mia",
        then(
            first_of("/sends/?tab=done"),
            lambda page: page.locator("#people tbody th a").first.click(),
        ),
    ),
    Place("own menu", "mia", then(at("/"), open_menu("Mia Tan"))),
    Place("rehearsal menu", "mia", then(at("/"), open_menu("Rehearsal"))),
)
ANSWERING = (
    Place("inbox unread", "mia", at("/inbox/")),
    Place("inbox", "mia", at("/inbox/?view=all")),
    Place("inbox done", "mia", at("/inbox/?view=done")),
    Place("conversation", "mia", first_of("/inbox/?view=all")),
    Place(
        "conversation wrong",
        "mia",
        then(seeded_conversation, press("Send the answer")),
    ),
    Place("review", "mia", at("/inbox/review/")),
    Place("opt-outs", "mia", at("/opt-outs/")),
    Place("import a block list", "mia", at("/opt-outs/imports/new/")),
    Place(
        "import a block list wrong",
        "mia",
        then(at("/opt-outs/imports/new/"), press("Continue")),
    ),
    Place("columns of a block list", "mia", bring_a_list),
    Place(
        "columns of a block list wrong",
        "mia",
        then(bring_a_list, choose_one_column_twice, press("Check the rows")),
    ),
    Place("block list checked", "mia", then(bring_a_list, press("Check the rows"))),
    Place(
        "rejected rows of a block list",
        "mia",
        then(bring_a_list, press("Check the rows"), follow("2")),
    ),
    Place("export of the block list", "mia", at("/opt-outs/export/")),
    Place("block", "mia", first_of("/opt-outs/")),
    Place("block for an approver", "grace", first_of("/opt-outs/")),
    Place("block a number", "mia", at("/opt-outs/add/")),
    Place(
        "block a number wrong",
        "mia",
        then(at("/opt-outs/add/"), press("Block this number")),
    ),
)
CONTACTS = (
    Place("lists", "mia", at("/contacts/")),
    Place("new list", "mia", at("/contacts/lists/new/")),
    Place(
        "new list wrong",
        "mia",
        then(at("/contacts/lists/new/"), press("Make the list")),
    ),
    Place("list", "mia", first_of("/contacts/")),
    Place("list of a viewer", "priya", first_of("/contacts/")),
    Place(
        "settings of a list", "mia", then(first_of("/contacts/"), follow("Settings"))
    ),
    Place("list compared", "mia", then(first_of("/contacts/"), follow("Compare"))),
    Place("new person", "mia", then(first_of("/contacts/"), follow("Add a person"))),
    Place(
        "new person wrong",
        "mia",
        then(first_of("/contacts/"), follow("Add a person"), press("Add")),
    ),
    Place("everybody", "mia", at("/contacts/people/")),
    Place("what was done lately", "mia", at("/contacts/changes/")),
    Place("person", "mia", first_of("/contacts/people/")),
    Place("person edited", "mia", then(first_of("/contacts/people/"), follow("Edit"))),
    Place("own fields", "mia", at("/contacts/fields/")),
    Place("imports", "mia", at("/contacts/imports/")),
    Place("import", "mia", at("/contacts/imports/new/")),
    Place(
        "import pasted",
        "mia",
        then(at("/contacts/imports/new/"), open_menu("Or paste rows")),
    ),
    Place("import wrong", "mia", then(at("/contacts/imports/new/"), press("Continue"))),
    Place("import read", "mia", bring_file),
    Place("import matched", "mia", match_columns),
    Place(
        "import matched wrong",
        "mia",
        then(match_columns, leave_all_out, press("Check every row")),
    ),
    Place("import checked", "mia", check_rows),
    Place("import asked", "mia", then(check_rows, press("Throw away"))),
    Place("import rows", "mia", then(check_rows, follow("Too short for a number"))),
    Place("import done", "mia", import_in_state("open-day-visitors")),
    *(
        Place(f"import {state}", "mia", import_in_state(state))
        for state in IMPORT_STATES
    ),
    Place("lists only at ClickSend", "mia", at("/contacts/there/")),
)
FILES = (
    Place("files", "mia", then(bring_to_files, follow("Files"))),
    Place("files wrong", "mia", then(at("/files/"), press("Upload"))),
    Place("nothing found among files", "mia", at("/files/?q=nothing-like-it")),
    Place("file", "mia", bring_to_files),
    Place("file deleted", "mia", then(bring_to_files, follow("Delete"))),
    Place("files of a viewer", "priya", at("/files/")),
)
READING = (
    Place("home of a viewer", "priya", at("/")),
    Place("receipt of a viewer", "priya", first_of("/sends/?tab=done")),
    Place("conversation of a viewer", "priya", first_of("/inbox/?view=all")),
    Place("not allowed", "priya", at("/send/")),
    Place("not there", "priya", at("/nowhere/")),
    Place("my account", "priya", at("/me/")),
    Place("change password", "priya", at("/me/password/")),
    Place(
        "change password wrong",
        "priya",
        then(at("/me/password/"), press("Change password")),
    ),
)
SENDING_WITHOUT_MONEY = (
    Place("home of a sender", "tom", at("/")),
    Place("check of a sender", "tom", write_draft),
    Place("receipt of a sender", "tom", first_of("/sends/?tab=done")),
)
GOVERNING = (
    Place("accounts", "helen", at("/accounts/")),
    Place("account", "helen", first_of("/accounts/")),
    Place(
        "account menu", "helen", then(first_of("/accounts/"), open_menu("More acts"))
    ),
    Place(
        "account edited",
        "helen",
        then(first_of("/accounts/"), open_menu("More acts"), follow("Edit")),
    ),
    Place("account key", "helen", then(first_of("/accounts/"), follow("Change key"))),
    Place(
        "account removed",
        "helen",
        then(first_of("/accounts/"), open_menu("More acts"), follow("Remove")),
    ),
    Place("account asked", "helen", then(first_of("/accounts/"), press("New address"))),
    Place("add account", "helen", at("/accounts/add/")),
    Place(
        "add account wrong", "helen", then(at("/accounts/add/"), press("Add account"))
    ),
    Place("people", "helen", at("/people/")),
    Place("person", "helen", first_of("/people/")),
    Place("invite", "helen", at("/people/invite/")),
    Place(
        "invite wrong",
        "helen",
        then(at("/people/invite/"), press("Make the invitation")),
    ),
    Place("senders", "helen", at("/senders/")),
    Place("add sender", "helen", at("/senders/add/")),
    Place("add sender wrong", "helen", then(at("/senders/add/"), press("Add"))),
    Place("queue", "helen", at("/queue/")),
    Place("unreadable", "helen", at("/hooks/unreadable/")),
    Place("style guide", "helen", at("/style-guide/")),
    Place("account switch", "helen", then(at("/"), open_account_menu)),
)
EMPTY = tuple(
    Place(f"empty {name}", "helen", in_the_empty_account(at(path)))
    for name, path in (
        ("home", "/"),
        ("sends", "/sends/"),
        ("inbox", "/inbox/"),
        ("review", "/inbox/review/"),
        ("opt-outs", "/opt-outs/"),
        ("lists", "/contacts/"),
        ("imports", "/contacts/imports/"),
        ("files", "/files/"),
        ("senders", "/senders/"),
    )
)
PLACES = (
    *OUTSIDE,
    *SENDING,
    *ANSWERING,
    *CONTACTS,
    *FILES,
    *READING,
    *SENDING_WITHOUT_MONEY,
    *GOVERNING,
    *EMPTY,
)
