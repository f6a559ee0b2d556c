"""The page of faults: a switch for each, its settings, what is on, all off at once."""

import html
import re

import pytest

from clicksendhub.sandbox.fault_fields import fields_of
from clicksendhub.sandbox.fault_words import FAMILIES, WORDS
from clicksendhub.sandbox.faults import KINDS
from tests.sandbox.support import client, send


@pytest.fixture
def browser(sandbox):
    with client(sandbox.url, follow_redirects=True) as browsing:
        yield browsing


def part(page, kind):
    """The piece of the page that is about one fault."""
    (found,) = re.findall(rf'<article [^>]+ id="{kind}">.*?</article>', page, re.S)
    return found


def forms(page):
    """Each form of a page as its fields, with what it holds as it is shown."""
    for form in re.findall(r"<form.*?</form>", page, re.S):
        fields = re.findall(r'name="(\w+)" value="([^"]*)"', form)
        chosen = re.findall(
            r'<select [^>]*name="(\w+)".*?value="(\w+)" selected', form, re.S
        )
        yield {name: html.unescape(value) for name, value in [*fields, *chosen]}


def test_every_fault_has_its_words_in_one_family():
    named = [name for family in FAMILIES for name in family.faults]

    assert sorted(named) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_option_of_a_fault_has_a_field(kind):
    assert kind.options.keys() <= {field.name for field in fields_of(kind)}


def test_a_switch_turns_a_fault_on_and_off(api, browser):
    browser.post("/faults", data={"kind": "forbidden"})
    assert api.get("/account").status_code == 403
    on = part(browser.get("/faults").text, "forbidden")

    off = part(browser.post("/faults", data={"off": "forbidden"}).text, "forbidden")

    assert api.get("/account").status_code == 200
    assert 'aria-checked="true"' in on
    assert 'aria-checked="false"' in off


def test_every_form_can_be_sent_as_it_is_shown(browser, sandbox):
    shown = list(forms(browser.get("/faults").text))
    answers = [browser.post("/faults", data=fields).status_code for fields in shown]

    assert answers == [200] * len(KINDS)
    on = {fault["kind"] for fault in sandbox.faults.listed()}
    assert on == KINDS.keys() - {"credit"}
    for fault in sandbox.faults.listed():
        given = {name: fault[name] for name in KINDS[fault["kind"]].options}
        assert str(given) == str(_defaults(fault["kind"]))


def _defaults(kind):
    options = dict(KINDS[kind].options)
    # The page reads it as text, for it may also be a word.
    if "retry_after" in options:
        options["retry_after"] = str(options["retry_after"])
    return options


def test_settings_say_how_often_how_likely_and_which_calls(browser, sandbox):
    settings = {"count": "3", "share": "50", "path": "/voice/*", "status": "503"}

    browser.post("/faults", data={"kind": "error_before", **settings})

    (fault,) = sandbox.faults.listed()
    assert (fault["left"], fault["share"]) == (3, 0.5)
    assert (fault["path"], fault["status"]) == ("/voice/*", 503)


def test_an_empty_path_is_every_call(api, browser):
    browser.post("/faults", data={"kind": "error_after", "path": ""})

    assert api.get("/account").status_code == 500


def test_the_page_tells_what_is_on_and_how_often_it_struck(api, browser, sandbox):
    sandbox.faults.add("late", count=5, seconds=0)
    send(api)
    send(api)

    page = browser.get("/faults").text

    assert "1 fault is on" in page
    assert "Strikes every call; time: 0 seconds; 3 more times" in page
    assert "has struck 2 times" in page


def test_a_fault_that_struck_as_often_as_it_should_is_off_again(api, browser, sandbox):
    sandbox.faults.add("late", count=1, seconds=0)
    send(api)

    page = browser.get("/faults").text
    assert "No fault is on" in page
    assert "used up; has struck once" in part(page, "late")
    browser.post("/faults", data={"kind": "late", "seconds": "0"})

    assert [fault["left"] for fault in sandbox.faults.listed()] == [None]


def test_a_fault_that_is_on_twice_can_be_switched_off_once(browser, sandbox):
    first = sandbox.faults.add("late", path="/account")
    second = sandbox.faults.add("late", path="/sms/*")

    browser.post("/faults", data={"off": str(first)})

    assert [fault["id"] for fault in sandbox.faults.listed()] == [second]


def test_one_button_switches_all_off(browser, sandbox):
    sandbox.faults.add("late")
    sandbox.faults.add("forbidden")
    (everything,) = [
        fields
        for fields in forms(browser.get("/faults").text)
        if fields == {"off": "all"}
    ]

    page = browser.post("/faults", data=everything).text

    assert sandbox.faults.listed() == []
    assert "No fault is on" in page
    assert "Switch all off" not in page


def test_the_balance_is_set_at_once_and_shown(browser, sandbox):
    page = browser.post("/faults", data={"kind": "credit", "balance": "12.5"}).text

    assert "rehearsal has 12.50 AUD" in part(page, "credit")
    assert sandbox.faults.listed() == []


@pytest.mark.parametrize(
    ("kind", "name", "typed"),
    [
        ("late", "seconds", "soon"),
        ("late", "seconds", "nan"),
        ("late", "count", "0"),
        ("late", "share", "101"),
        ("late", "path", "sms/send"),
        ("error_before", "status", "200"),
        ("rate_limit", "calls", "-1"),
        ("too_many", "retry_after", "later"),
        ("credit", "balance", "Infinity"),
        ("history_masked", "fields", "to; body"),
        ("partial", "mode", "other"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_at_its_field(
    browser, sandbox, kind, name, typed
):
    answer = browser.post("/faults", data={"kind": kind, name: typed})

    assert answer.status_code == 400
    assert sandbox.faults.listed() == []
    assert f"Look at “{WORDS[kind].title}” again:" in answer.text
    assert f'<a href="#{kind}-{name}">' in answer.text
    assert re.search(
        rf'id="{kind}-{name}"[^>]* aria-describedby="[^"]*{kind}-{name}-error',
        answer.text,
    )


def test_what_was_typed_beside_a_mistake_is_kept(browser):
    typed = {"kind": "late", "seconds": '"soon"', "path": "/account"}

    page = part(browser.post("/faults", data=typed).text, "late")

    assert 'value="&quot;soon&quot;"' in page
    assert 'value="/account"' in page
    assert "<details open>" in page


def test_a_fault_that_nobody_knows_is_not_found(browser, sandbox):
    assert browser.post("/faults", data={"kind": "rain"}).status_code == 404
    assert sandbox.faults.listed() == []
