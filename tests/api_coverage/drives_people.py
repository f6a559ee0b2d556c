"""Drives lists, contacts, search and the trigger."""

from __future__ import annotations

import json

from clicksendhub.clicksend import (
    Address,
    InboundMatch,
    NewContact,
    NewInboundRule,
    RuleAction,
    Sms,
    WebhookType,
    read_pushed_inbound,
)

from .stage import Driven, Stage

PHONE = "+61491570156"
ADA = NewContact(
    phone_number=PHONE,
    email="ada@example.com",
    fax_number="+61261111111",
    first_name="Ada",
    last_name="Ng",
    organisation="Example Pty",
    custom_1="one",
    custom_2="two",
    custom_3="three",
    custom_4="four",
    address=Address(
        line_1="1 Example St",
        line_2="Flat 2",
        city="Perth",
        state="WA",
        postal_code="6000",
        country="AU",
    ),
)
LIMIT = 15
# Enough for a page with another one on each side of it.
THREE_PAGES = 2 * LIMIT + 1


def create_contact(stage: Stage) -> Driven:
    list_id = stage.client.lists.create("Tenants").list_id
    contact = stage.client.contacts.create(list_id, contact=ADA)
    return Driven(
        stage.client.heard,
        given=(ADA,),
        parameters={"contacts.create(list_id)": list_id},
        got=(contact,),
    )


def create_list(stage: Stage) -> Driven:
    created = stage.client.lists.create("Tenants")
    return Driven(
        stage.client.heard,
        parameters={"lists.create(name)": "Tenants"},
        got=(created,),
    )


def delete_contact(stage: Stage) -> Driven:
    list_id = stage.client.lists.create("Tenants").list_id
    contact = stage.client.contacts.create(list_id, contact=ADA)
    stage.client.contacts.delete(list_id, contact_id=contact.contact_id)
    return Driven(
        stage.client.heard,
        parameters={
            "contacts.delete(list_id)": list_id,
            "contacts.delete(contact_id)": contact.contact_id,
        },
    )


def delete_list(stage: Stage) -> Driven:
    list_id = stage.client.lists.create("Tenants").list_id
    stage.client.lists.delete(list_id)
    return Driven(stage.client.heard, parameters={"lists.delete(list_id)": list_id})


def get_lists(stage: Stage) -> Driven:
    for number in range(THREE_PAGES):
        stage.client.lists.create(f"Tenants {number}")
    page = stage.client.lists.page(page=2, limit=LIMIT)
    return Driven(
        stage.client.heard,
        parameters={"lists.page(page)": 2, "lists.page(limit)": LIMIT},
        got=(page, *page.rows),
    )


def get_contacts(stage: Stage) -> Driven:
    list_id = stage.client.lists.create("Tenants").list_id
    for _ in range(THREE_PAGES):
        stage.client.contacts.create(list_id, contact=ADA)
    page = stage.client.contacts.page(list_id, page=2, limit=LIMIT)
    return Driven(
        stage.client.heard,
        parameters={"contacts.page(list_id)": list_id},
        got=(page, *page.rows),
    )


def search(stage: Stage) -> Driven:
    for _ in range(THREE_PAGES):
        stage.client.lists.create("Tenants")
    page = stage.client.search.contacts_and_lists("Tenants", page=2, limit=LIMIT)
    return Driven(
        stage.client.heard,
        parameters={"search.contacts_and_lists(keyword)": "Tenants"},
        got=(page, *page.rows),
    )


def trigger(stage: Stage) -> Driven:
    rules = stage.client.automations.inbound_rules
    old = rules.create(NewInboundRule("Old", RuleAction.POLL))
    rules.delete(old.rule_id)
    rule = NewInboundRule(
        "Hub",
        RuleAction.URL,
        address=stage.listener.url,
        webhook_type=WebhookType.JSON,
        match=InboundMatch.STARTS_WITH,
        match_text="Yes",
    )
    kept = rules.create(rule)
    heard = stage.client.heard
    pushed = _reply_to_a_text(stage)
    return Driven(
        heard,
        given=(rule,),
        parameters={"automations.inbound_rules.delete(rule_id)": old.rule_id},
        got=(kept, read_pushed_inbound(pushed)),
        pushed=pushed,
    )


def _reply_to_a_text(stage: Stage) -> dict[str, object]:
    sent = stage.client.sms.send([Sms(PHONE, "Coming?", "job-1")])
    stage.sandbox.reply(sender=PHONE, body="Yes", in_reply_to=sent.items[0].message_id)
    assert stage.sandbox.settle()
    (push,) = stage.listener.pushes
    fields: dict[str, object] = json.loads(push.body)
    return fields
