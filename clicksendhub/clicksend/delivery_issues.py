"""Complaints to ClickSend about a message that did not arrive."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from .checks import MAX_LIMIT, check_word, checked_id, page_params, refused
from .envelope import JsonObject, Request
from .pages import every_page
from .parse import flag, integer, moment, rest, text
from .types import Page

_KEYS: Final = frozenset(
    {
        "issue_id",
        "user_id",
        "message_id",
        "type",
        "description",
        "email_address",
        "client_comments",
        "support_comments",
        "status",
        "date_added",
        "resolved",
    }
)


class IssueType(StrEnum):
    """The channels that an issue may be about, in ClickSend's words."""

    SMS = "SMS"
    MMS = "MMS"
    VOICE = "VOICE"
    FAX = "FAX"
    POST = "POST"


@dataclass(frozen=True, slots=True)
class NewDeliveryIssue:
    """A complaint to be; ClickSend answers to the e-mail address."""

    message_id: str
    type: IssueType
    description: str = field(repr=False)
    email: str = field(repr=False)
    comments: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DeliveryIssue:
    """A complaint and what became of it; id 0 is unknown."""

    issue_id: int
    message_id: str
    type: str
    description: str = field(repr=False)
    email: str = field(repr=False)
    comments: str = field(repr=False)
    support_comments: str = field(repr=False)
    status: str
    added_at: datetime | None
    is_resolved: bool | None
    user_id: int | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


class DeliveryIssuesResource:
    """``client.delivery_issues``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def page(self, *, page: int = 1, limit: int = MAX_LIMIT) -> Page[DeliveryIssue]:
        """One page of the complaints."""
        params = page_params(page, limit=limit)
        envelope = self._request("GET", "/delivery-issues", params=params)
        return envelope.page(_issue, asked_for=page)

    def all(self) -> Iterator[DeliveryIssue]:
        """Every complaint of the account."""
        return every_page(lambda number: self.page(page=number))

    def report(self, issue: NewDeliveryIssue) -> DeliveryIssue:
        """Complain about a message."""
        json = _issue_json(issue)
        envelope = self._request("POST", "/delivery-issues", json=json)
        return envelope.known(_issue, id_of=lambda issue: issue.issue_id)


def _issue_json(issue: NewDeliveryIssue) -> dict[str, str]:
    if not issue.description.strip():
        raise refused("description", "of an issue is empty")
    if not issue.email.strip():
        raise refused("email", "is missing: ClickSend could not answer")
    check_word(issue.type, IssueType, name="type")
    return {
        "message_id": checked_id(issue.message_id),
        "type": str(issue.type),
        "description": issue.description,
        "email_address": issue.email,
        "client_comments": issue.comments,
    }


def _issue(fields: JsonObject) -> DeliveryIssue:
    get = fields.get
    return DeliveryIssue(
        issue_id=integer(get("issue_id")) or 0,
        message_id=text(get("message_id")),
        type=text(get("type")),
        description=text(get("description")),
        email=text(get("email_address")),
        comments=text(get("client_comments")),
        support_comments=text(get("support_comments")),
        status=text(get("status")),
        added_at=moment(get("date_added")),
        is_resolved=flag(get("resolved")),
        user_id=integer(get("user_id")),
        extra=rest(fields, _KEYS),
    )
