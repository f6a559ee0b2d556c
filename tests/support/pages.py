"""A test client that reads each page as a person would, and fails on what hinders one.

Every page test is an accessibility test: one h1 that begins the title, labelled inputs,
named links, unique ids, references that lead somewhere, no inline style or script.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.test import Client

_UNLABELLED_TYPES = frozenset({"hidden", "submit", "button", "reset", "image"})
_FIELDS = frozenset({"input", "select", "textarea"})
# A character that somebody typed and that is shown again is no fault of the page.
_TOLERATED = frozenset({"invalid-codepoint"})
# What stands in a line with its neighbours; all else parts words.
_WITHIN_A_LINE = frozenset({"a", "b", "em", "span", "strong", "time", "svg", "mark"})
_REFERENCES = (
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-details",
    "aria-errormessage",
    "aria-owns",
)


class Page:
    """One answer: its status, its text as read, and its elements."""

    def __init__(self, response: Any, *, is_whole: bool = True) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.content.decode()
        self.root = parse(self.html, is_whole=is_whole)

    @property
    def text(self) -> str:
        """Everything that is read, with single spaces."""
        return _words(self._main())

    @property
    def title(self) -> str:
        return _words(next(self.root.iter("title")))

    @property
    def h1(self) -> str:
        return _words(next(self.root.iter("h1")))

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Every element of a tag with these attributes (``class_``, ``for_`` work)."""
        wanted = {
            name.rstrip("_").replace("_", "-"): value
            for name, value in attributes.items()
        }
        return [
            element
            for element in self.root.iter(tag)
            if all(element.get(name) == value for name, value in wanted.items())
        ]

    def links(self) -> dict[str, str]:
        """The address of each link by its words."""
        return {_words(link): link.get("href", "") for link in self.all("a")}

    def buttons(self) -> list[str]:
        """The words of every button."""
        return [_words(button) for button in self.all("button")]

    def field(self, name: str) -> str:
        """What stands in a field of the page’s forms, as it would be posted."""
        for element in self.root.iter():
            if element.tag in _FIELDS and element.get("name") == name:
                if element.tag == "textarea":
                    return (element.text or "").removeprefix("\n")
                if element.tag == "select":
                    return _chosen(element)
                return element.get("value", "")
        raise AssertionError(f"there is no field {name!r}")

    def errors(self) -> list[str]:
        """The words of the error summary."""
        return [
            _words(fault)
            for summary in self.root.iter("div")
            if "error-summary" in summary.get("class", "").split()
            for fault in summary.iter("li")
        ]

    def _main(self) -> Element:
        return next(iter(self.root.iter("main")), self.root)


def _chosen(select: Element) -> str:
    """What is chosen in a list; the first where nothing is, as in a browser."""
    options = list(select.iter("option"))
    chosen = [each for each in options if each.get("selected") is not None]
    return next((each.get("value", "") for each in [*chosen, *options]), "")


def read_to_its_end(answer: Any) -> None:
    """A file that is served is closed once it was read, as a server does."""
    if answer.streaming:
        for _ in answer.streaming_content:
            pass


class PageClient(Client):
    """Django’s client whose answers are read and checked."""

    def get_page(self, path: str, data: Any = None, **extra: Any) -> Page:
        """Open a page, following redirects, and check it."""
        return self._read(self.get(path, data, follow=True, **extra))

    def post_page(self, path: str, data: Any = None, **extra: Any) -> Page:
        """Post a form, follow where it leads, and check the page there."""
        return self._read(self.post(path, data, follow=True, **extra))

    def get_fragment(self, path: str, data: Any = None) -> Page:
        """Ask for a part of a page as HTMX does, and check what holds for a part."""
        response = self.get(path, data, headers={"HX-Request": "true"})
        if response.status_code == 204:
            return Page(response, is_whole=False)
        part = Page(response, is_whole=False)
        assert_sound_part(part.root)
        return part

    def _read(self, response: Any) -> Page:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            raise AssertionError("the answer is no HTML page")
        page = Page(response)
        assert_sound_page(page.root)
        return page


def assert_sound_page(root: Element) -> None:
    """Fail on the first thing of a whole page that would hinder a person."""
    headings = [_words(heading) for heading in root.iter("h1")]
    assert len(headings) == 1, f"one h1 is wanted, not {headings}"
    title = _words(next(root.iter("title")))
    assert title.startswith(headings[0]), f"{title!r} does not begin {headings[0]!r}"
    assert root.get("lang"), "the page does not say its language"
    assert_sound_part(root)
    _assert_references(root)


def assert_sound_part(root: Element) -> None:
    """Fail on what is wrong in a fragment as much as in a page."""
    _assert_ids(root)
    _assert_labels(root)
    _assert_names(root)
    _assert_forms(root)
    _assert_nothing_inline(root)


def _assert_ids(root: Element) -> None:
    counted = Counter(element.get("id") for element in root.iter() if element.get("id"))
    twice = [name for name, times in counted.items() if times > 1]
    assert not twice, f"ids that stand twice: {twice}"


def _assert_labels(root: Element) -> None:
    labelled = {label.get("for") for label in root.iter("label")}
    wrapped = {id(child) for label in root.iter("label") for child in label.iter()}
    for element in _fields(root):
        has_label = (
            element.get("id") in labelled
            or id(element) in wrapped
            or element.get("aria-label")
            or element.get("aria-labelledby")
        )
        assert has_label, f"no label: {element.tag} {element.get('name')!r}"


def _fields(root: Element) -> Iterator[Element]:
    for element in root.iter():
        if element.tag in _FIELDS and element.get("type") not in _UNLABELLED_TYPES:
            yield element


def _assert_names(root: Element) -> None:
    for tag in ("a", "button", "summary"):
        for element in root.iter(tag):
            if element.get("hidden") is None:
                assert _name_of(element), f"{tag} without words: {element.attrib}"
    for image in root.iter("img"):
        assert image.get("alt") is not None, f"no alt: {image.get('src')}"


def _assert_forms(root: Element) -> None:
    for form in root.iter("form"):
        method = form.get("method")
        assert method in ("get", "post", "dialog"), f"a form without method: {method}"
        if method != "dialog":
            assert form.get("action"), "a form without action"
        if method == "post":
            names = {field.get("name") for field in form.iter("input")}
            assert "csrfmiddlewaretoken" in names, f"no token: {form.get('action')}"


def _assert_nothing_inline(root: Element) -> None:
    for element in root.iter():
        for name in element.attrib:
            is_handler = re.fullmatch(r"on[a-z]+", name) or name.startswith("hx-on")
            assert not is_handler, f"inline handler {name} on {element.tag}"
        assert element.get("style") is None, f"inline style on {element.tag}"
        assert int(element.get("tabindex", "0")) <= 0, "a positive tabindex"
        if element.tag == "style":
            raise AssertionError("a style element")
        if element.tag == "script":
            is_data = element.get("type") == "application/json"
            assert is_data or not (element.text or "").strip(), "an inline script"


def _assert_references(root: Element) -> None:
    ids = {element.get("id") for element in root.iter()}
    for element in root.iter():
        for name in _REFERENCES:
            for target in (element.get(name) or "").split():
                assert target in ids, f"{name} names {target!r}, which is not there"
        target = element.get("hx-target", "")
        if target.startswith("#"):
            assert target[1:] in ids, f"hx-target names {target!r}"
        address = element.get("href", "") if element.tag == "a" else ""
        if len(address) > 1 and address.startswith("#"):
            assert address[1:] in ids, f"a link leads to {address}, which is not there"


def parse(html: str, *, is_whole: bool = True) -> Element:
    """Read HTML as a browser would; a whole page with a fault in it fails."""
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False
    )
    if is_whole:
        root: Element = parser.parse(html)
    else:
        root = Element("part")
        root.extend(parser.parseFragment(html))
    faults = [code for _, code, _ in parser.errors if code not in _TOLERATED]
    assert not faults or not is_whole, f"invalid HTML: {parser.errors[:5]}"
    return root


def _words(element: Element) -> str:
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.tag in ("script", "style", "template") or callable(element.tag):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield "" if child.tag in _WITHIN_A_LINE else " "
        yield child.tail or ""


def _name_of(element: Element) -> str:
    named = [child.get("aria-label", "") for child in element.iter()]
    return _words(element) or "".join(named)
