"""The voicemail and the fax tray: plain HTML, safe, without a script."""

import re
import time

import html5lib
import pytest

from tests.sandbox import files
from tests.sandbox.channels import call_up, faxed, history, post, spoken
from tests.sandbox.support import client, text

NASTY = "<script>alert(1)</script> & \"quotes\" 'too'"


@pytest.fixture
def browser(sandbox):
    with client(sandbox.url, follow_redirects=True) as browsing:
        yield browsing


@pytest.fixture
def fax(api):
    with files.Host() as host:
        document = host.put(files.pdf(2))
        return post(api, "/fax/send", file_url=document, messages=[faxed()])


def first(browser, path):
    (found,) = set(re.findall(rf'href="({path}/\d+)"', browser.get(path).text))
    return found


def test_the_voicemail_says_what_was_said_and_how(api, browser, sandbox):
    call_up(api, spoken(body=NASTY, voice="male", lang="en-gb-wls"))

    page = browser.get(first(browser, "/voicemail")).text

    assert '<blockquote class="spoken" lang="en">&lt;script&gt;' in page
    assert "en-gb-wls, Wales (English)" in page
    assert "<dd>male</dd>" in page
    assert "+61491570156" in page
    assert "did not ask for a key" in page


def test_a_key_is_pressed_on_the_page_of_a_call(api, browser, sandbox):
    call_up(api, spoken(require_input=1))
    assert sandbox.settle()
    path = first(browser, "/voicemail")
    form = browser.get(path).text
    assert f'<form method="post" action="{path}">' in form
    assert form.count('name="keys"') == 12

    after = browser.post(path, data={"keys": "#"}).text

    assert "<dd>#</dd>" in after
    assert 'name="keys"' not in after
    assert "Key pressed: #" in browser.get("/voicemail").text
    assert history(api, "voice")[0]["digits"] == "#"


def test_a_key_that_cannot_be_is_named(api, browser):
    call_up(api, spoken(require_input=1))

    answer = browser.post(first(browser, "/voicemail"), data={"keys": "one"})

    assert answer.status_code == 400
    assert "A key is a digit" in answer.text


def test_a_call_that_nobody_answered_offers_no_keys(api, browser, sandbox):
    call_up(api, spoken("+61491555312", require_input=1))
    assert sandbox.settle()

    page = browser.get(first(browser, "/voicemail")).text

    assert "<dd>Nobody</dd>" in page
    assert 'name="keys"' not in page


def test_a_call_that_was_not_made_yet_is_not_there(api, browser):
    call_up(api, spoken(schedule=int(time.time()) + 3600))

    assert "No call has been made yet." in browser.get("/voicemail").text
    assert browser.get("/voicemail/1").status_code == 404


def test_the_fax_tray_shows_each_page_as_a_picture(api, fax, browser, sandbox):
    assert sandbox.settle()
    assert "2 pages" in browser.get("/faxes").text
    page = browser.get(first(browser, "/faxes")).text

    sources = re.findall(r'<img src="([^"]+)"[^>]* alt="(Page \d of 2)"', page)
    assert [alt for _, alt in sources] == ["Page 1 of 2", "Page 2 of 2"]
    for source, _ in sources:
        assert browser.get(source).headers["content-type"] == "image/png"
    assert "Sent</span>" in page


def test_the_tray_counts_pages_without_reading_the_files(api, fax, browser, sandbox):
    asked: list[str] = []
    sandbox.sandbox.store._db.set_trace_callback(asked.append)

    browser.get("/faxes")

    questions = [sql for sql in asked if "FROM documents" in sql]
    assert questions
    assert not any("*" in sql or "content" in sql for sql in questions)


def test_an_empty_tray_says_so(browser):
    assert "No fax has come out yet." in browser.get("/faxes").text


@pytest.mark.parametrize("path", ["/voicemail/1", "/faxes/1", "/faxes/x", "/faxes/9"])
def test_a_text_is_neither_a_call_nor_a_fax(api, browser, path):
    post(api, "/sms/send", messages=[text()])

    assert browser.get(path).status_code == 404


def test_calls_and_faxes_are_on_no_phone(api, fax, browser, sandbox):
    call_up(api)

    assert "/handset/" not in browser.get("/").text
    assert browser.get("/handset/1").status_code == 404


@pytest.mark.parametrize("path", ["/voicemail", "/faxes", "/numbers"])
def test_every_page_is_linked_valid_and_strict(api, fax, browser, path):
    call_up(api, spoken(require_input=1))
    pages = [browser.get(path)]
    if path != "/numbers":
        pages.append(browser.get(first(browser, path)))
    assert f'href="{path}"' in browser.get("/").text

    for answer in pages:
        html5lib.HTMLParser(strict=True).parse(answer.text)
        assert answer.text.count("<h1>") == 1
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert " style=" not in answer.text
        addresses = re.findall(r'(?:href|action|src)="([^"]*)"', answer.text)
        assert not [address for address in addresses if "61" in address]


def test_what_was_sent_is_linked_from_the_ledger(api, fax, browser):
    call_up(api)

    assert 'href="/faxes/1"' in browser.get("/ledger/1").text
    assert 'href="/voicemail/2"' in browser.get("/ledger/2").text
