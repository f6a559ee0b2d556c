"""The page checker notices what it is there for: each fault fails alone."""

from __future__ import annotations

import pytest

from tests.support.pages import assert_sound_page, parse

GOOD = """<!doctype html><html lang="en"><head><title>{title}</title></head>
<body><main><h1>Home</h1>{content}</main></body></html>"""


def check(content: str, *, title: str = "Home · Hub") -> None:
    assert_sound_page(parse(GOOD.format(title=title, content=content)))


def test_a_sound_page_passes():
    check(
        '<form method="get" action="/"><label for="a">Name</label>'
        '<input id="a" name="a" aria-describedby="b"><p id="b">Help</p></form>'
        '<a href="#b">To the help</a><img src="/x.png" alt="">'
    )


def test_a_title_that_does_not_begin_with_the_heading_fails():
    with pytest.raises(AssertionError, match="does not begin"):
        check("", title="Hub · Home")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<h1>Again</h1>", "one h1"),
        ('<p id="a"></p><p id="a"></p>', "stand twice"),
        ('<input name="a">', "no label"),
        ('<img src="/x.png">', "no alt"),
        ('<form action="/"></form>', "without method"),
        ('<form method="get"></form>', "without action"),
        ('<form method="post" action="/"></form>', "no token"),
        ('<a href="/"></a>', "without words"),
        ('<button type="button"><svg></svg></button>', "without words"),
        ('<p tabindex="1"></p>', "positive tabindex"),
        ('<p aria-describedby="nowhere"></p>', "names 'nowhere'"),
        ('<p hx-target="#nowhere"></p>', "names '#nowhere'"),
        ('<a href="#nowhere">There</a>', "leads to #nowhere"),
        ('<p style="color: red"></p>', "inline style"),
        ('<p onclick="go()"></p>', "inline handler"),
        ("<script>go()</script>", "inline script"),
        ("<p><div></div></p>", "invalid HTML"),
    ],
)
def test_each_fault_is_noticed(content, words):
    with pytest.raises(AssertionError, match=words):
        check(content)
