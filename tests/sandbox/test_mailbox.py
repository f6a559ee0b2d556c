"""The mailbox: each piece as it would arrive; plain HTML, safe, without a script."""

import re
import time

import html5lib
import pytest

from tests.sandbox import files
from tests.sandbox.support import client

NASTY = "<script>alert(1)</script> & \"quotes\" 'too'"


@pytest.fixture
def browser(sandbox):
    with client(sandbox.url) as browsing:
        yield browsing


def first(browser):
    (path,) = re.findall(r'href="(/mailbox/\d+)"', browser.get("/mailbox").text)
    return path


def pictures(page):
    return re.findall(r'src="(/documents/\d+/pages/\d+\.png)"', page)


def test_an_empty_mailbox_says_what_to_do(browser):
    page = browser.get("/mailbox").text

    assert "The mailbox is empty. Each letter and postcard" in page


def test_a_letter_shows_its_first_page_its_addresses_and_how_it_came(post, browser):
    post.send(post.letter(priority_post=1, template_used=0))

    page = browser.get("/mailbox").text

    assert len(pictures(page)) == 1
    assert "A. Person<br>1 Example St<br>Perth WA 6000<br>AUSTRALIA" in page
    assert "Office<br>2 Example St<br>Perth WA 6000" in page
    assert "black, both sides, priority, 3 pages" in page
    assert "Price 3.1500" in page
    assert '<a href="/mailbox" aria-current=page>Mailbox</a>' in page


def test_a_postcard_shows_both_sides(post, browser):
    post.send(post.postcard(), kind="postcards")

    page = browser.get("/mailbox").text

    (front, back) = pictures(page)
    assert (front[-5:], back[-5:]) == ("1.png", "2.png")
    assert 'alt="Front"' in page
    assert 'alt="Back"' in page


def test_two_files_are_the_sides_of_a_postcard(post, host, browser):
    sides = [host.put(files.pdf(text=side), f"/{side}") for side in ("front", "back")]
    post.send(post.postcard(file_urls=sides), kind="postcards")

    front, back = pictures(browser.get("/mailbox").text)

    assert front != back
    assert browser.get(first(browser)).text.count("Open ") == 2


def test_a_piece_shows_all_of_its_pages(post, browser):
    post.send(post.letter(pages=3))

    page = browser.get(first(browser)).text

    assert [path[-5:] for path in pictures(page)] == ["1.png", "2.png", "3.png"]
    assert all(browser.get(path).status_code == 200 for path in pictures(page))
    assert "the first page" in page


def test_an_address_on_a_cover_page_has_a_page_of_its_own(post, browser):
    post.send(post.letter(template_used=0))

    page = browser.get(first(browser)).text

    assert "a cover page" in page
    assert page.index("Cover page</p>") < page.index("Page 1 of 2")
    assert page.count("A. Person<br>1 Example St") == 2


def test_a_letter_in_black_is_shown_in_black(post, browser):
    post.send(post.letter(colour=0))
    assert 'class="is-black"' in browser.get("/mailbox").text

    post.send(post.letter(colour=1))
    assert browser.get("/mailbox").text.count('class="is-black"') == 1


def test_the_state_is_told_until_it_is_sent(post, browser, sandbox, control):
    control.post("/settings", json={"speed": 1000})
    post.send(post.letter())
    assert "Queued" in browser.get("/mailbox").text

    control.post("/settings", json={"speed": 0})
    with sandbox.sandbox.store.write() as db:
        db.execute("UPDATE ledger SET due_at = 0")
    assert sandbox.settle()

    assert ">Sent</span>" in browser.get(first(browser)).text


def test_what_is_cancelled_or_not_due_yet_is_not_in_the_box(post, api, browser):
    moment = int(time.time()) + 3600
    post.send(post.letter(post.piece(schedule=moment)))

    assert "/mailbox/" not in browser.get("/mailbox").text
    assert browser.get("/mailbox/1").status_code == 404


@pytest.mark.parametrize("number", ["0", "x", "99", "9" * 400])
def test_a_piece_that_does_not_exist_is_not_found(browser, number):
    assert browser.get(f"/mailbox/{number}").status_code == 404


def test_what_came_by_another_way_is_not_in_the_box(api, browser):
    api.post("/sms/send", json={"messages": [{"to": "+61491570156", "body": "Hi"}]})

    assert "/mailbox/" not in browser.get("/mailbox").text
    assert browser.get("/mailbox/1").status_code == 404


def test_the_ledger_leads_to_the_box(post, browser):
    post.send(post.letter())

    entry = browser.get("/ledger/1").text

    assert 'href="/mailbox/1"' in entry
    assert 'href="/documents/1"' in entry
    assert browser.get("/ledger?channel=letter").status_code == 200


def test_the_pages_are_valid_strict_and_escaped(post, browser):
    post.send(post.letter(post.piece(address_name=NASTY)))
    post.send(post.postcard(), kind="postcards")
    for path in ("/mailbox", "/mailbox/1", "/mailbox/2"):
        answer = browser.get(path)
        html5lib.HTMLParser(strict=True).parse(answer.text)
        assert answer.text.count("<h1>") == 1
        assert "<script>alert" not in answer.text
        assert " style=" not in answer.text
        assert "img-src 'self'" in answer.headers["content-security-policy"]


def test_no_address_of_a_page_tells_whose_post_it_is(post, browser):
    post.send(post.letter())
    page = browser.get("/mailbox").text + browser.get(first(browser)).text

    links = re.findall(r'(?:href|action|src)="([^"]*)"', page)

    assert not [link for link in links if re.search(r"person|example|6000", link, re.I)]
