"""Rules: how the hub asks ClickSend to tell it of replies and receipts."""

from dataclasses import replace

import httpx
import pytest

from clicksendhub.clicksend import (
    InboundMatch,
    InboundRule,
    NewInboundRule,
    NewReceiptRule,
    ReceiptRule,
    RequestRefused,
    RuleAction,
    UnreadableAnswer,
    WebhookType,
)

from .support import Wire, answering, client_on

ADDRESS = "https://hub.test/in/3f9a-secret-token"
INBOUND = {
    "inbound_rule_id": 7,
    "dedicated_number": "*",
    "rule_name": "Hub",
    "message_search_type": 0,
    "message_search_term": "*",
    "action": "URL",
    "action_address": ADDRESS,
    "enabled": 1,
    "webhook_type": "json",
    "user_id": 4021,
}
RECEIPT = {
    "receipt_rule_id": "9",
    "rule_name": "Hub",
    "match_type": "0",
    "action": "POLL",
    "action_address": None,
    "enabled": "0",
}


def test_an_inbound_rule_is_created_in_the_words_of_the_api():
    client, wire = answering(INBOUND)
    rule = NewInboundRule(
        "Hub", RuleAction.URL, address=ADDRESS, webhook_type=WebhookType.JSON
    )

    created = client.automations.inbound_rules.create(rule)

    sent = {name: INBOUND[name] for name in INBOUND if name[-3:] != "_id"}
    assert wire.path == "POST /v3/automations/sms/inbound"
    assert wire.json == sent
    assert created == InboundRule(
        rule_id=7,
        name="Hub",
        action="URL",
        address=ADDRESS,
        enabled=True,
        webhook_type="json",
        dedicated_number="*",
        match=InboundMatch.ANY,
        match_text="*",
    )
    assert created.extra == {"user_id": 4021}


def test_only_a_url_rule_names_a_webhook_type():
    client, wire = answering(INBOUND)

    client.automations.inbound_rules.create(NewInboundRule("Hub", RuleAction.POLL))

    assert "webhook_type" not in wire.json
    assert (wire.json["action"], wire.json["action_address"]) == ("POLL", "")


def test_a_receipt_rule_is_created_in_the_words_of_the_api():
    client, wire = answering(RECEIPT)

    created = client.automations.receipt_rules.create(
        NewReceiptRule("Hub", RuleAction.URL, address=ADDRESS, enabled=False)
    )

    assert wire.path == "POST /v3/automations/sms/receipts"
    assert wire.json == {
        "rule_name": "Hub",
        "match_type": 0,
        "action": "URL",
        "action_address": ADDRESS,
        "enabled": 0,
    }
    assert created == ReceiptRule(
        rule_id=9, name="Hub", action="POLL", address="", enabled=False, match=0
    )


def test_a_rule_that_answers_by_itself_keeps_its_text():
    client, wire = answering({**INBOUND, "action": "AUTO_REPLY", "body": "Thanks"})
    rule = NewInboundRule("Hub", "AUTO_REPLY", reply="Thanks")

    updated = client.automations.inbound_rules.update(7, rule=rule)

    assert wire.json["body"] == "Thanks"
    assert updated.reply == "Thanks"


def test_a_rule_of_another_maker_may_do_anything():
    client, _ = answering({**INBOUND, "action": "MOVE_CONTACT", "webhook_type": None})

    rule = client.automations.inbound_rules.get(7)

    assert (rule.action, rule.webhook_type) == ("MOVE_CONTACT", "")


@pytest.mark.parametrize(
    ("resource", "path", "rule"),
    [
        ("inbound_rules", "/v3/automations/sms/inbound", NewInboundRule("Hub", "POLL")),
        (
            "receipt_rules",
            "/v3/automations/sms/receipts",
            NewReceiptRule("Hub", "POLL"),
        ),
        (
            "voice_receipt_rules",
            "/v3/automations/voice/receipts",
            NewReceiptRule("Hub", "POLL"),
        ),
        (
            "fax_receipt_rules",
            "/v3/automations/fax/receipts",
            NewReceiptRule("Hub", "POLL"),
        ),
    ],
)
def test_a_rule_is_made_listed_read_changed_and_deleted(resource, path, rule):
    client, wire = answering(
        {"inbound_rule_id": 7, "receipt_rule_id": 7, "total": 0, "data": []}
    )
    rules = getattr(client.automations, resource)

    rules.create(rule)
    rules.list()
    rules.get(7)
    rules.update(7, rule=rule)
    rules.delete(7)

    asked = [f"{request.method} {request.url.path}" for request in wire.requests]
    assert asked == [
        f"POST {path}",
        f"GET {path}",
        f"GET {path}/7",
        f"PUT {path}/7",
        f"DELETE {path}/7",
    ]


@pytest.mark.parametrize("rule_id", [0, -1])
def test_an_unknown_id_never_reaches_another_address(rule_id):
    client, wire = answering({})

    with pytest.raises(RequestRefused):
        client.automations.inbound_rules.delete(rule_id)

    assert wire.requests == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"action": "SHOUT"}, "action"),
        ({"action": "url"}, "action"),
        ({"address": ""}, "address"),
        ({"address": "hub.test/in"}, "address"),
        ({"match": 4}, "match"),
        ({"webhook_type": "xml"}, "webhook_type"),
    ],
)
def test_a_rule_that_clicksend_does_not_know_is_refused(change, field):
    client, wire = answering(INBOUND)
    rule = NewInboundRule("Hub", RuleAction.URL, address=ADDRESS)

    with pytest.raises(RequestRefused) as caught:
        client.automations.inbound_rules.create(replace(rule, **change))

    assert list(caught.value.fields) == [field]
    assert wire.requests == []


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (NewReceiptRule("Hub", RuleAction.URL), "address"),
        (NewReceiptRule("Hub", "SHOUT"), "action"),
        (NewReceiptRule("Hub", RuleAction.POLL, match=3), "match"),
    ],
)
def test_a_receipt_rule_that_clicksend_does_not_know_is_refused(rule, field):
    client, wire = answering(RECEIPT)

    with pytest.raises(RequestRefused) as caught:
        client.automations.receipt_rules.update(9, rule=rule)

    assert list(caught.value.fields) == [field]
    assert wire.requests == []


@pytest.mark.parametrize("action", list(RuleAction))
def test_every_documented_action_may_be_asked_for(action):
    client, wire = answering(INBOUND)

    client.automations.inbound_rules.create(
        NewInboundRule("Hub", action, address=ADDRESS)
    )

    assert wire.json["action"] == action.value
    assert len(RuleAction) == 14


def test_a_created_rule_without_an_id_is_an_unreadable_answer():
    client, _ = answering({"rule_name": "Hub"})

    with pytest.raises(UnreadableAnswer):
        client.automations.receipt_rules.create(NewReceiptRule("Hub", "POLL"))


def test_all_pages_of_rules_are_listed():
    def answer(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        rows = [{**INBOUND, "inbound_rule_id": number}]
        about = {"current_page": number, "last_page": 3, "data": rows}
        return httpx.Response(200, json={"http_code": 200, "data": about})

    wire = Wire(answer)

    found = client_on(wire).automations.inbound_rules.list()

    assert [rule.rule_id for rule in found] == [1, 2, 3]
    assert wire.query == {"page": "3", "limit": "100"}


@pytest.mark.parametrize("data", [None, [], {"last_page": 0, "data": None}])
def test_an_account_without_rules_has_an_empty_list(data):
    client, _ = answering(data)

    assert client.automations.receipt_rules.list() == ()


def test_the_secret_address_is_in_no_repr():
    client, _ = answering(INBOUND)

    made = NewInboundRule("Hub", RuleAction.URL, address=ADDRESS)

    assert ADDRESS not in repr(made) + repr(client.automations.inbound_rules.get(7))
