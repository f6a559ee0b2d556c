"""The ledger's pages: every channel, filters, pages of a list, one entry in full."""

import html
import re
import time

import pytest

from clicksendhub.sandbox.browse import ENTRIES
from tests.sandbox.support import (
    PHONE,
    client,
    receipt_rule,
    send,
    text,
    until,
)


@pytest.fixture
def browser(sandbox):
    with client(sandbox.url, follow_redirects=True) as browsing:
        yield browsing


def numbers(page):
    """The numbers of the entries that a page lists, from top to bottom."""
    return [
        int(found) for found in re.findall(r'href="/ledger/(?:refused/)?(\d+)"', page)
    ]


def link(page, name):
    """The address of the first link with a name, as a browser reads it."""
    (found, *_) = re.findall(rf'<a href="([^"]*)"[^>]*>{name}', page)
    return html.unescape(found)


def send_many(api, count):
    send(api, *(text(f"+614915{n:05}") for n in range(10000, 10000 + count)))


def move(sandbox, number, channel, details="{}"):
    """Have an entry belong to another channel; nothing more falls due for it."""
    with sandbox.server.sandbox.store.write() as db:
        db.execute(
            "UPDATE ledger SET channel=?, details=?, due_at=NULL WHERE seq=?",
            (channel, details, number),
        )


def test_the_latest_entry_stands_on_top(api, browser):
    send_many(api, 3)

    assert numbers(browser.get("/ledger").text) == [3, 2, 1]


def test_a_long_ledger_is_turned_by_plain_links_and_lacks_nothing(api, browser):
    send_many(api, 2 * ENTRIES + 5)
    first = browser.get("/ledger").text
    second = browser.get(link(first, "Older")).text
    third = browser.get(link(second, "Older")).text

    seen = numbers(first) + numbers(second) + numbers(third)

    assert seen == list(range(2 * ENTRIES + 5, 0, -1))
    assert ">Older<" not in third
    assert numbers(browser.get(link(third, "Newer")).text) == numbers(second)
    assert numbers(browser.get(link(third, "Newest")).text) == numbers(first)


def test_newer_than_a_full_page_is_the_newest_page_and_full(api, browser):
    send_many(api, ENTRIES + 3)

    page = browser.get("/ledger", params={"after": ENTRIES}).text

    assert len(numbers(page)) == ENTRIES
    assert ">Newer<" not in page


def test_each_channel_can_be_looked_at_alone(api, browser, sandbox):
    send_many(api, 3)
    move(sandbox, 2, "fax")

    page = browser.get(link(browser.get("/ledger").text, "Fax <")).text

    assert numbers(page) == [2]
    assert re.search(r'channel=fax" aria-current=true>Fax <[^>]+>1<', page)
    assert re.search(r">SMS <[^>]+>2<", page)


@pytest.mark.parametrize(
    "query", ["before=soon", "after=-1", "before=9999999999999999999999", "channel=x"]
)
def test_an_address_that_makes_no_sense_shows_the_newest(api, browser, query):
    send_many(api, 2)

    assert numbers(browser.get(f"/ledger?{query}").text) == [2, 1]


def test_an_empty_ledger_says_what_will_be_here(browser):
    assert "Nothing was accepted yet." in browser.get("/ledger").text
    assert "Nothing was refused." in browser.get("/ledger/refused").text
    assert "No call is noted." in browser.get("/ledger/calls").text


def test_a_filter_that_matches_nothing_leads_back_to_all(api, browser):
    send(api)

    page = browser.get("/ledger?channel=letter").text

    assert "Nothing matches." in page
    assert numbers(browser.get(link(page, "Show all")).text) == [1]


def test_what_was_refused_stands_apart_with_its_reason(api, browser):
    send(api, text(), text("+61"))

    assert "INVALID_RECIPIENT" not in browser.get("/ledger").text
    page = browser.get("/ledger/refused").text
    assert numbers(page) == [1]
    assert "INVALID_RECIPIENT" in page


def test_an_entry_shows_every_field_and_what_its_channel_keeps(api, browser, sandbox):
    (message,) = send(api)["messages"]
    move(sandbox, 1, "voice", '{"lang": "en-au", "digits": "2"}')

    page = browser.get("/ledger/1").text

    shown = (PHONE, "Court 3 moved to 10:30", "job-1", message["message_id"], "0.0792")
    assert [words for words in shown if words not in page] == []
    assert "&quot;lang&quot;: &quot;en-au&quot;" in page
    assert "<dd>Voice</dd>" in page


def test_an_entry_shows_its_receipts_and_what_was_pushed(api, browser, listener):
    receipt_rule(api, listener.url)
    send(api)
    until(lambda: browser.get("/ledger/1").text.count(">done<") == 2)

    assert "Message received on handset" in browser.get("/ledger/1").text
    assert listener.url not in browser.get("/ledger/1").text


def test_an_entry_shows_what_was_answered_to_it(api, browser, sandbox):
    send(api)
    sandbox.reply(sender=PHONE, body="See you at nine")

    assert "See you at nine" in browser.get("/ledger/1").text


def test_an_entry_of_a_text_leads_to_its_phone(api, browser):
    send(api)

    phone = browser.get(link(browser.get("/ledger/1").text, "Open its phone")).text

    assert f"<h1>{PHONE}</h1>" in phone


def test_an_entry_leads_to_the_ones_beside_it(api, browser):
    send_many(api, 3)

    page = browser.get("/ledger/2").text

    assert link(page, "Newer") == "/ledger/3"
    assert link(page, "Older") == "/ledger/1"


@pytest.mark.parametrize(
    "path", ["/ledger/9", "/ledger/x", "/ledger/²", "/ledger/refused/1"]
)
def test_an_entry_that_is_not_there_is_not_found(api, browser, path):
    send(api)

    assert browser.get(path).status_code == 404


def test_the_calls_tell_how_each_was_answered(api, browser):
    send(api)
    api.get("/nowhere")

    page = browser.get("/ledger/calls").text

    assert page.index("(unknown)") < page.index("<code>/sms/send</code>")
    assert re.search(r"tag--bad\">404<", page)


def test_the_messages_of_one_call_can_be_looked_at_alone(api, browser):
    send(api, text(), text("+61"))
    send(api, text("+61491570157"))

    both = re.findall(
        r'href="(/ledger\?call=[^"]+)"', browser.get("/ledger/calls").text
    )
    page = browser.get(both[-1]).text

    assert numbers(page) == [1]
    assert numbers(browser.get(link(page, "Refused")).text) == [1]
    assert numbers(browser.get(link(page, "Show all calls")).text) == [2, 1]


def test_calls_that_went_wrong_can_be_looked_at_alone(api, browser, sandbox):
    send(api)
    sandbox.faults.add("error_before", status=503, count=1)
    api.get("/account")

    page = browser.get(link(browser.get("/ledger/calls").text, "Errors")).text

    assert ">503<" in page
    assert "/sms/send" not in page


def test_many_calls_are_turned_by_plain_links(api, browser):
    for _ in range(ENTRIES):
        api.get("/countries")
    api.get("/account")
    first = browser.get("/ledger/calls").text
    second = browser.get(link(first, "Older")).text

    assert first.count("<code>") == ENTRIES
    assert second.count("<code>") == 1
    assert browser.get(link(second, "Newest")).text.count("<code>/account<") == 1


def test_an_entry_leads_to_its_call_and_to_its_files(api, browser, sandbox):
    send_many(api, 2)
    move(sandbox, 1, "voice", '{"document": 4, "documents": [4, 5]}')
    move(sandbox, 2, "fax", '{"document": 3}')

    call, fax = browser.get("/ledger/1").text, browser.get("/ledger/2").text

    assert link(call, "Open the call") == "/voicemail/1"
    assert re.findall(r'href="(/documents/\d+)"', call) == [
        "/documents/4",
        "/documents/5",
    ]
    assert link(fax, "Open the fax") == "/faxes/2"


def test_an_entry_that_has_not_arrived_yet_leads_to_no_phone(api, browser):
    send(api, text(schedule=int(time.time()) + 3600))

    assert "Open its phone" not in browser.get("/ledger/1").text


def test_a_text_with_a_code_stands_in_the_ledger_as_clicksends_own(api, browser):
    send(api)
    given = {"phone_number": "+61491570110"}
    api.post("/own-numbers/verifications", json=given)

    page = browser.get("/ledger").text
    entry = browser.get("/ledger/2").text

    assert numbers(page) == [2, 1]
    assert "Your ClickSend verification code is" in entry
    assert "<dt>Account</dt><dd>ClickSend</dd>" in entry


def test_older_leads_to_an_entry_though_texts_with_codes_fill_the_page(api, browser):
    send(api)
    for number in range(ENTRIES):
        given = {"phone_number": f"+614915701{number:02}"}
        api.post("/own-numbers/verifications", json=given)

    older = browser.get(link(browser.get("/ledger").text, "Older"))

    assert numbers(older.text) == [1]
