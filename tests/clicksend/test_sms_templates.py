"""Templates: texts that ClickSend keeps under a name."""

import pytest

from clicksendhub.clicksend import RequestRefused, SmsTemplate, UnreadableAnswer

from .support import answering

ROW = {"template_id": "77", "template_name": "Rain", "body": "Court closed", "_x": 1}


def test_a_page_of_templates_is_read_field_by_field():
    client, wire = answering(
        {"total": 1, "current_page": 1, "last_page": 1, "data": [ROW]}
    )

    page = client.sms_templates.page(limit=15)

    assert wire.path == "GET /v3/sms/templates"
    assert wire.query == {"page": "1", "limit": "15"}
    assert page.rows == (SmsTemplate(77, "Rain", "Court closed"),)
    assert page.rows[0].extra == {"_x": 1}
    assert "Court" not in repr(page)


@pytest.mark.parametrize("data", [None, [], {"last_page": 0, "data": None}])
def test_an_account_without_templates_has_none(data):
    client, _ = answering(data)

    assert list(client.sms_templates.all()) == []


def test_a_template_is_made_read_changed_and_removed():
    client, wire = answering(ROW)
    json = {"template_name": "Rain", "body": "Court closed"}

    assert client.sms_templates.create("Rain", body="Court closed").template_id == 77
    assert wire.json == json
    client.sms_templates.get(77)
    client.sms_templates.update(77, name="Rain", body="Court closed")
    assert wire.json == json
    client.sms_templates.delete(77)

    asked = [f"{request.method} {request.url.path}" for request in wire.requests]
    assert asked == [
        "POST /v3/sms/templates",
        "GET /v3/sms/templates/77",
        "PUT /v3/sms/templates/77",
        "DELETE /v3/sms/templates/77",
    ]


def test_a_new_template_without_an_id_is_unreadable():
    client, _ = answering([])

    with pytest.raises(UnreadableAnswer):
        client.sms_templates.create("Rain", body="Court closed")


@pytest.mark.parametrize(
    "ask",
    [
        lambda templates: templates.create(" ", body="Court closed"),
        lambda templates: templates.create("Rain", body=""),
        lambda templates: templates.update(77, name="", body="Court closed"),
        lambda templates: templates.update(0, name="Rain", body="Court closed"),
        lambda templates: templates.get(0),
        lambda templates: templates.delete(0),
        lambda templates: templates.page(limit=1),
    ],
)
def test_a_request_that_cannot_be_right_is_never_made(ask):
    client, wire = answering(ROW)

    with pytest.raises(RequestRefused):
        ask(client.sms_templates)

    assert wire.requests == []
