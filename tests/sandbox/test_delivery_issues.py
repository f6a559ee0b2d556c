"""Reports of messages that did not arrive, over HTTP."""

import time

import pytest

from tests.sandbox.support import send

ISSUE = {
    "message_id": "00000000-0000-4000-8000-000000000000",
    "type": "sms",
    "description": "Never came",
    "email_address": "ada@example.com",
}


def test_a_reported_issue_is_kept_with_its_message(api):
    (message,) = send(api)["messages"]
    given = ISSUE | {"message_id": message["message_id"], "client_comments": "Twice"}

    reported = api.post("/delivery-issues", json=given).json()["data"]

    page = api.get("/delivery-issues").json()["data"]
    listed = reported | {"issue_id": str(reported["issue_id"])}
    assert (page["total"], page["data"]) == (1, [listed])
    assert abs(reported.pop("date_added") - time.time()) < 5
    user_id = api.get("/account").json()["data"]["user_id"]
    assert reported == given | {
        "issue_id": reported["issue_id"],
        "user_id": user_id,
        "type": "SMS",
        "support_comments": None,
        "status": None,
        "resolved": 0,
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"type": ""}, "type"),
        ({"type": "PIGEON"}, "type"),
        ({"description": None}, "description"),
        ({"email_address": "ada"}, "email_address"),
    ],
)
def test_an_issue_that_lacks_something_is_refused(api, changes, field):
    answer = api.post("/delivery-issues", json=ISSUE | changes)

    assert answer.status_code == 400
    assert answer.json()["data"].keys() == {field}
    assert api.get("/delivery-issues").json()["data"]["total"] == 0


def test_issues_of_another_account_are_not_shown(api, sandbox):
    sandbox.put_account("other", key="another-key")
    api.post("/delivery-issues", json=ISSUE)

    answer = api.get("/delivery-issues", auth=("other", "another-key"))

    assert answer.json()["data"]["total"] == 0
