"""A person's browser in small: opens pages, fills in forms, follows redirects."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

_LEFT_OUT = frozenset({"script", "style", "template"})
_PRESSED = frozenset({"submit", "button", "image", "file"})


@dataclass(slots=True)
class Form:
    """One form with what its fields hold at first."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read: its words, its links, its forms."""

    url: str
    text: str
    links: tuple[tuple[str, str], ...]
    forms: tuple[Form, ...]

    def form_to(self, ending: str) -> Form:
        """The form whose address ends so."""
        for form in self.forms:
            if (form.action or self.url).endswith(ending):
                return form
        raise LookupError(f"{self.url} has no form to …{ending}")

    def link_with(self, words: str) -> str:
        """Where the link with these words leads."""
        for address, text in self.links:
            if words in text:
                return address
        raise LookupError(f"{self.url} has no link “{words}”")


class Browser:
    """One person's visit; cookies are kept."""

    def __init__(self, base_url: str) -> None:
        self._client = httpx.Client(
            base_url=base_url, follow_redirects=True, timeout=20, trust_env=False
        )

    def open(self, address: str) -> Page:
        """Read a page."""
        return _page(self._client.get(address))

    def fill_in(self, page: Page, ending: str, **filled: str) -> Page:
        """Send the form whose address ends so; unnamed fields keep what they hold."""
        form = page.form_to(ending)
        answer = self._client.post(
            form.action or page.url,
            data={**form.fields, **filled},
            headers={"Referer": page.url},
        )
        return _page(answer)

    def post_json(self, address: str, **fields: str) -> None:
        """Ask for something by JSON."""
        self._client.post(address, json=fields).raise_for_status()

    def close(self) -> None:
        """End the visit."""
        self._client.close()


def _page(answer: httpx.Response) -> Page:
    answer.raise_for_status()
    reader = _Reader()
    reader.feed(answer.text)
    return Page(
        url=str(answer.url),
        text=" ".join(" ".join(reader.words).split()),
        links=tuple((address, _plain(words)) for address, words in reader.links),
        forms=tuple(reader.forms),
    )


def _plain(words: list[str]) -> str:
    return re.sub(r"\s+", " ", "".join(words)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, list[str]]] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._textarea = ""
        self._select = ""
        self._hidden = 0
        self._link_is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _LEFT_OUT:
            self._hidden += 1
        elif tag == "a":
            self.links.append((given.get("href", ""), []))
            self._link_is_open = True
        elif tag == "form":
            self._form = Form(given.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._take_field(self._form, tag, given)

    def _take_field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "textarea":
            self._textarea = name
            form.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given and self._select:
            form.fields[self._select] = given.get("value", "")
        elif tag == "input" and name and _counts(given):
            form.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._hidden -= 1
        elif tag == "a":
            self._link_is_open = False
        elif tag == "form":
            self._form = None
        elif tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, words: str) -> None:
        if self._textarea and self._form is not None:
            # HTML drops the line break right after <textarea>.
            self._form.fields[self._textarea] += words.removeprefix("\n")
        elif not self._hidden:
            self.words.append(words)
            if self._link_is_open:
                self.links[-1][1].append(words)


def _counts(given: dict[str, str]) -> bool:
    kind = given.get("type", "text")
    if kind in {"radio", "checkbox"}:
        return "checked" in given
    return kind not in _PRESSED
