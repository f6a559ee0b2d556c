"""The wrapper around every answer: two codes, some prose, and ``data`` of any shape."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Protocol, TypeVar

from .errors import UnreadableAnswer
from .paging import Claims, read_claims
from .parse import integer, text
from .types import Page

BARE_CALLS: Final = frozenset({"GET /alpha-tags", "GET /own-numbers"})
"""What ClickSend answers without the wrapper, as an object of its own."""

Row = TypeVar("Row")
JsonObject = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Envelope:
    """One answer. ``data`` stays out of ``repr``: it holds numbers, texts and keys."""

    call: str
    http_code: int | None
    code: str
    message: str = field(repr=False)
    data: object = field(repr=False)

    def fields(self) -> JsonObject:
        """``data`` where it has to be one object."""
        if isinstance(self.data, dict):
            return self.data
        raise self.unreadable("data is not an object")

    def known(
        self, read: Callable[[JsonObject], Row], *, id_of: Callable[[Row], int | str]
    ) -> Row:
        """``data`` as one thing; without its id the answer is worth nothing."""
        found = read(self.fields())
        if not id_of(found):
            raise self.unreadable("it has no id")
        return found

    def first_fields(self) -> JsonObject:
        """``data`` where little hangs on it: the first object, or an empty one."""
        data = self.data
        if isinstance(data, list) and data:
            data = data[0]
        return data if isinstance(data, dict) else {}

    def objects(self, name: str) -> list[JsonObject]:
        """The objects of the list ``name`` in ``data``; what is none is left out."""
        found = self.fields().get(name)
        if not isinstance(found, list):
            raise self.unreadable(f"there is no list of {name}")
        return [entry for entry in found if isinstance(entry, dict)]

    def page(self, read: Callable[[JsonObject], Row], *, asked_for: int) -> Page[Row]:
        """``data`` as one page; nothing at all is an empty page."""
        data = self.data
        if data is None or data == []:
            return Page(rows=(), page=asked_for, last_page=0, total=0, per_page=None)
        if isinstance(data, list):  # some lists come whole, without page numbers
            rows = self._rows(data, read)
            return Page(rows, asked_for, asked_for, total=len(rows), per_page=None)
        about = self.fields()
        claims = read_claims(about, asked_for=asked_for)
        rows = self._claimed_rows(about.get("data"), claims, read)
        return Page(
            rows,
            claims.page,
            claims.reach(len(rows)),
            total=claims.total,
            per_page=claims.per_page,
            first_row=claims.first_row,
            last_row=claims.last_row,
            next_page_url=text(about.get("next_page_url")),
            previous_page_url=text(about.get("prev_page_url")),
        )

    def unreadable(self, why: str) -> UnreadableAnswer:
        """The error for an answer that is an envelope around the wrong thing."""
        summary = f"{self.call}: unexpected answer {self.code}: {why}"
        return UnreadableAnswer(summary, status=self.http_code, code=self.code)

    def _claimed_rows(
        self, found: object, claims: Claims, read: Callable[[JsonObject], Row]
    ) -> tuple[Row, ...]:
        """The rows beside the claims; nothing in their place must be called nothing."""
        if isinstance(found, list):
            rows = self._rows(found, read)
            if rows or not claims.has_rows():
                return rows
        elif not found and claims.is_empty_list():
            return ()
        raise self.unreadable("its rows are missing")

    def _rows(
        self, entries: list[object], read: Callable[[JsonObject], Row]
    ) -> tuple[Row, ...]:
        """Every row or an error: whoever looks for a row must not miss one unseen."""
        rows = tuple(read(entry) for entry in entries if isinstance(entry, dict))
        if len(rows) != len(entries):
            raise self.unreadable("a row is not an object")
        return rows


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file that goes as the part ``file`` of a form."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)


class Request(Protocol):
    """How a resource makes a call."""

    def __call__(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: object = None,
        file: FormFile | None = None,
    ) -> Envelope: ...


class Fetch(Protocol):
    """How a resource reads a hosted file."""

    def __call__(self, url: str, *, most_bytes: int) -> bytes: ...


def read_envelope(body: bytes, *, call: str) -> Envelope | None:
    """The envelope in an answer's body, or None where there is none."""
    try:
        answer = json.loads(body, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return None
    if "http_code" not in answer and "response_code" not in answer:
        return _bare(answer, call=call) if call in BARE_CALLS else None
    return Envelope(
        call,
        http_code=integer(answer.get("http_code")),
        code=text(answer.get("response_code")).strip(),
        message=text(answer.get("response_msg")),
        data=answer.get("data"),
    )


def _bare(answer: dict[str, object], *, call: str) -> Envelope:
    return Envelope(call, http_code=None, code="", message="", data=answer)
