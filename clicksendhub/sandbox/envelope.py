"""ClickSend's envelope: success, failure, and lists cut into pages."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from clicksendhub.sandbox.http import Response

DEFAULT_LIMIT = 15
MINIMUM_LIMIT = 15
MAXIMUM_LIMIT = 100
# Beyond any list, and small enough for SQLite.
FARTHEST_PAGE = 1_000_000_000


@dataclass(slots=True)
class Answer:
    """An answer in ClickSend's envelope, before it is turned into bytes."""

    status: int
    code: str | int
    message: str
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    # Own numbers and alpha tags come without the envelope; their errors have it.
    is_bare: bool = False

    def response(self) -> Response:
        """Return the answer as it goes over the wire."""
        envelope = {
            "http_code": self.status,
            "response_code": self.code,
            "response_msg": self.message,
            "data": self.data,
        }
        shown = self.data if self.is_bare and self.status < 400 else envelope
        body = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
        return Response(
            self.status, body.encode("utf-8", "replace"), headers=dict(self.headers)
        )


class Refused(Exception):
    """A call that the API answers with an error; carries the answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.message)
        self.answer = answer


def ok(data: Any, message: str = "Here are your data.") -> Answer:
    """Return a success."""
    return Answer(200, "SUCCESS", message, data)


def bare(data: Any) -> Answer:
    """Return a success of one of the calls that know no envelope."""
    return Answer(200, "SUCCESS", "", data, is_bare=True)


def bad_request(message: str, data: Any = None) -> Refused:
    """Return a 400 for input that was understood and is wrong."""
    return Refused(Answer(400, "BAD_REQUEST", message, data))


def wrong_type(message: str) -> Refused:
    """Return the 400 seen live for a wrongly typed field: an integer code."""
    return Refused(Answer(400, 400, message, None))


def unauthorized() -> Refused:
    """Return the 401 seen live."""
    return Refused(Answer(401, "UNAUTHORIZED", "Authorization failed.", None))


def forbidden(message: str = "You do not have permission.") -> Refused:
    """Return a 403."""
    return Refused(Answer(403, "FORBIDDEN", message, None))


def not_found(message: str = "Record not found.") -> Refused:
    """Return a 404."""
    return Refused(Answer(404, "NOT_FOUND", message, None))


def wrong_method() -> Refused:
    """Return a 405, whose code is NOT_FOUND."""
    return Refused(Answer(405, "NOT_FOUND", "Method not allowed.", None))


def too_many(headers: dict[str, str]) -> Refused:
    """Return the 429 seen live."""
    return Refused(
        Answer(
            429, "HTTP_TOO_MANY_REQUESTS", "Too many attempts.", headers=dict(headers)
        )
    )


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list a caller asked for, clamped to what is allowed."""

    number: int
    limit: int

    @classmethod
    def asked(cls, query: dict[str, str]) -> "Page":
        """Read `page` and `limit`; anything unreadable falls back."""
        number = min(max(1, _whole(query.get("page"), 1)), FARTHEST_PAGE)
        limit = _whole(query.get("limit"), DEFAULT_LIMIT)
        return cls(number, min(max(limit, MINIMUM_LIMIT), MAXIMUM_LIMIT))

    @property
    def offset(self) -> int:
        """Return how many rows stand before this page."""
        return (self.number - 1) * self.limit

    def envelope(self, rows: Sequence[Any], *, total: int) -> dict[str, Any]:
        """Return the rows with the numbers of their page."""
        last = math.ceil(total / self.limit)
        return {
            "total": total,
            "per_page": self.limit,
            "current_page": self.number,
            "last_page": last,
            # Relative and without its host, as seen live: not to be followed.
            "next_page_url": f"/?page={self.number + 1}"
            if self.number < last
            else None,
            "prev_page_url": f"/?page={self.number - 1}" if self.number > 1 else None,
            "from": self.offset + 1 if rows else None,
            "to": self.offset + len(rows) if rows else None,
            "data": list(rows),
        }

    def linked_envelope(self, rows: Sequence[Any], *, total: int) -> dict[str, Any]:
        """Return the same with the keys that only newer lists have."""
        last = max(math.ceil(total / self.limit), 1)
        return self.envelope(rows, total=total) | {
            "first_page_url": "/?page=1",
            "last_page_url": f"/?page={last}",
            "path": "/",
            "links": self._links(last),
        }

    def _links(self, last: int) -> list[dict[str, Any]]:
        before = self.number - 1 if self.number > 1 else None
        after = self.number + 1 if self.number < last else None
        return [
            self._link("&laquo; Previous", before),
            *(self._link(str(number), number) for number in range(1, last + 1)),
            self._link("Next &raquo;", after),
        ]

    def _link(self, label: str, number: int | None) -> dict[str, Any]:
        return {
            "url": f"/?page={number}" if number else None,
            "label": label,
            "page": number,
            "active": label == str(self.number),
        }


def _whole(text: str | None, default: int) -> int:
    try:
        return int(text) if text else default
    except ValueError:
        return default
