"""The handset, and what holds for every page: plain HTML, safe, without a script."""

import re
import time

import html5lib
import pytest

from clicksendhub.sandbox.markup import LINKS
from clicksendhub.sandbox.pages import ASSETS, HUB_TOKENS
from tests.sandbox.support import PHONE, client, send, text

NASTY = "<script>alert(1)</script> & \"quotes\" 'too'"


@pytest.fixture
def browser(sandbox):
    with client(sandbox.url, follow_redirects=True) as browsing:
        yield browsing


def phone_path(browser):
    (path,) = re.findall(r'href="(/handset/\d+)"', browser.get("/").text)
    return path


def test_a_phone_shows_the_texts_it_got_and_its_answers(api, browser, sandbox):
    send(api, text(body="Are you coming?"))
    path = phone_path(browser)

    after = browser.post(path, data={"body": "Yes, at nine"})

    assert after.status_code == 200
    assert after.text.index("Are you coming?") < after.text.index("Yes, at nine")
    assert PHONE in after.text


@pytest.mark.parametrize("word", ["STOP", "YES"])
def test_a_button_answers_with_one_word(api, browser, word):
    (message,) = send(api)["messages"]
    path = phone_path(browser)
    assert f'value="{word}"' in browser.get(path).text

    browser.post(path, data={"body": word})

    reply = api.get(f"/sms/inbound/{message['message_id']}").json()["data"]
    assert reply["body"] == word


def test_an_empty_answer_is_named_and_not_sent(api, browser):
    send(api)

    answer = browser.post(phone_path(browser), data={"body": "  "})

    assert answer.status_code == 400
    assert "The answer is empty." in answer.text
    assert (
        api.get("/sms/history", params={"q": "status:Received"}).json()["data"]["total"]
        == 0
    )


def test_a_text_from_a_name_offers_no_answer(api, browser):
    send(api, text(**{"from": "ClubNews"}))

    page = browser.get(phone_path(browser)).text

    assert "cannot be answered" in page
    assert "<textarea" not in page


def test_a_scheduled_text_is_not_on_the_phone_yet(api, browser):
    send(api, text(schedule=int(time.time()) + 3600))

    assert "/handset/" not in browser.get("/").text


def test_no_number_stands_in_an_address(api, browser):
    send(api)
    paths = ("/", phone_path(browser), "/ledger", "/ledger/1", "/ledger/calls")
    pages = [browser.get(path).text for path in paths]

    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', " ".join(pages))

    assert not [address for address in addresses if "61491570156" in address]


@pytest.mark.parametrize(
    "path", ["/", "/handset", "/ledger", "/ledger/1", "/ledger/refused/1"]
)
def test_texts_are_escaped_everywhere(api, browser, path):
    send(api, text(body=NASTY), text(to=NASTY))
    where = phone_path(browser) if path == "/handset" else path

    page = browser.get(where).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


OWN_PAGES = (
    *("/numbers", "/ledger", "/ledger/1", "/ledger/refused", "/ledger/refused/1"),
    *("/ledger/calls", "/faults", "/nowhere"),
)


def test_every_page_is_valid_strict_and_has_one_heading(api, browser, sandbox):
    send(api, text(), text("+61"))
    sandbox.faults.add("late", seconds=0)
    for path in ("/", phone_path(browser), *OWN_PAGES):
        answer = browser.get(path)
        html5lib.HTMLParser(strict=True).parse(answer.text)
        assert answer.text.count("<h1>") == 1
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert " style=" not in answer.text
        assert not re.search(r"<script(?! src)", answer.text)


@pytest.mark.parametrize("name", sorted(path.name for path in ASSETS.iterdir()))
def test_what_pages_need_is_served_from_the_sandbox(browser, name):
    answer = browser.get(f"/assets/{name}")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/")


@pytest.mark.parametrize("name", ["..%2fserver.py", "server.py", "%2e%2e%2fstore.py"])
def test_nothing_else_is_served(browser, name):
    assert browser.get(f"/assets/{name}").status_code == 404


def test_the_fallback_knows_every_token_that_the_pages_use():
    styles = "".join(path.read_text() for path in ASSETS.glob("*.css"))
    used = set(re.findall(r"var\((--[\w-]+)\)", styles))

    for tokens in (ASSETS / "tokens.css", HUB_TOKENS):
        known = set(re.findall(r"^\s*(--[\w-]+):", tokens.read_text(), re.M))
        assert used <= known


@pytest.mark.parametrize("path", [path for path, _ in LINKS])
def test_every_page_of_the_menu_is_there_and_marked_as_the_current_one(browser, path):
    answer = browser.get(path)

    assert answer.status_code == 200
    assert f'<a href="{path}" aria-current=page>' in answer.text


def test_a_letter_is_on_no_phone(api, browser, sandbox):
    send(api)
    with sandbox.server.sandbox.store.write() as db:
        db.execute("UPDATE ledger SET channel = 'letter', due_at = NULL")

    assert "/handset/" not in browser.get("/").text


@pytest.mark.parametrize("phone", ["²", "9" * 40, "0", "-1", "x"])
def test_a_phone_that_is_not_there_is_not_found(browser, phone):
    assert browser.get(f"/handset/{phone}").status_code == 404
