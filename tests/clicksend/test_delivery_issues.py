"""Complaints about messages that did not arrive."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clicksendhub.clicksend import (
    DeliveryIssue,
    IssueType,
    NewDeliveryIssue,
    RequestRefused,
)

from .support import answering

MESSAGE_ID = "5C0B4E7A-19D2-4E53-9B6E-2F8D13A7C901"
ISSUE = NewDeliveryIssue(
    message_id=MESSAGE_ID,
    type=IssueType.SMS,
    description="Not arrived",
    email="ada@example.com",
    comments="Sent at nine",
)
WRITTEN = {
    "message_id": MESSAGE_ID,
    "type": "SMS",
    "description": "Not arrived",
    "email_address": "ada@example.com",
    "client_comments": "Sent at nine",
}
KEPT = {
    **WRITTEN,
    "issue_id": "1",
    "user_id": 4021,
    "support_comments": None,
    "status": "open",
    "date_added": 1790000000,
    "resolved": 0,
    "_x": 1,
}


def test_an_issue_is_reported_and_read_field_by_field():
    client, wire = answering(KEPT)

    reported = client.delivery_issues.report(ISSUE)

    assert wire.path == "POST /v3/delivery-issues"
    assert wire.json == WRITTEN
    assert reported == DeliveryIssue(
        issue_id=1,
        message_id=MESSAGE_ID,
        type="SMS",
        description="Not arrived",
        email="ada@example.com",
        comments="Sent at nine",
        support_comments="",
        status="open",
        added_at=datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC),
        is_resolved=False,
        user_id=4021,
    )
    assert reported.extra == {"_x": 1}


def test_issues_come_in_pages_with_whatever_words():
    client, wire = answering({"last_page": 1, "data": [{**KEPT, "type": "pigeon"}]})

    (found,) = client.delivery_issues.all()

    assert wire.path == "GET /v3/delivery-issues"
    assert wire.query == {"page": "1", "limit": "100"}
    assert found.type == "pigeon"


@pytest.mark.parametrize(
    "change",
    [
        {"message_id": ""},
        {"message_id": "../account"},
        {"type": "pigeon"},
        {"description": " "},
        {"email": ""},
    ],
)
def test_an_issue_that_clicksend_would_reject_is_refused(change):
    client, wire = answering(KEPT)

    with pytest.raises(RequestRefused):
        client.delivery_issues.report(replace(ISSUE, **change))

    assert wire.requests == []


def test_nothing_of_an_issue_is_in_a_repr():
    client, _ = answering(KEPT)

    shown = repr([ISSUE, client.delivery_issues.report(ISSUE)])

    assert [word for word in ("ada@", "arrived", "nine") if word in shown] == []
