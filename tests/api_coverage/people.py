"""The rows of lists, contacts and search."""

from __future__ import annotations

from .table import ENVELOPE, PAGE, PLACE, Action, In, Out, outs

WRITTEN = {
    "first_name": "first_name",
    "last_name": "last_name",
    "phone_number": "phone_number",
    "email": "email",
    "fax_number": "fax_number",
    "organization_name": "organisation",
    "custom_1": "custom_1",
    "custom_2": "custom_2",
    "custom_3": "custom_3",
    "custom_4": "custom_4",
    **{name: f"address.{ours}" for name, ours in PLACE.items()},
}
CONTACT = {
    "contact_id": "contact_id",
    "list_id": "list_id",
    **WRITTEN,
    "date_added": "added_at",
    "_list_name": "list_name",
}
LIST = {
    "list_id": "list_id",
    "list_name": "name",
    "list_email_id": "email_id",
    "_contacts_count": "contacts_count",
}
GONE = "gone afterwards"
HEARD = "as the answer repeats it"

CREATE_CONTACT = Action(
    name="Create New Contact",
    slug="create-new-contact",
    call="POST /lists/{list_id}/contacts",
    client="contacts.create",
    ins=(
        In("list_id", "contacts.create(list_id)", "contacts.list_id"),
        *(
            In(name, f"NewContact.{ours}", f"contacts.{name}")
            for name, ours in WRITTEN.items()
        ),
    ),
    outs=(*ENVELOPE, *outs("data", "Contact", CONTACT)),
)

CREATE_LIST = Action(
    name="Create New Contact List",
    slug="create-new-contact-list",
    call="POST /lists",
    client="lists.create",
    ins=(In("list_name", "lists.create(name)", "contact_lists.name"),),
    outs=(*ENVELOPE, *outs("data", "ContactList", LIST)),
)

DELETE_CONTACT = Action(
    name="Delete a Contact",
    slug="delete-a-contact",
    call="DELETE /lists/{list_id}/contacts/{contact_id}",
    client="contacts.delete",
    ins=(
        In("list_id", "contacts.delete(list_id)", "no contacts.list_id", GONE),
        In("contact_id", "contacts.delete(contact_id)", "no contacts.contact_id", GONE),
    ),
    outs=ENVELOPE,
)

DELETE_LIST = Action(
    name="Delete List",
    slug="delete-list",
    call="DELETE /lists/{list_id}",
    client="lists.delete",
    ins=(In("list_id", "lists.delete(list_id)", "no contact_lists.id", GONE),),
    outs=ENVELOPE,
)

GET_LISTS = Action(
    name="Get Contact Lists",
    slug="get-contact-lists",
    call="GET /lists",
    client="lists.page",
    ins=(
        In("page", "lists.page(page)", "answer.data.current_page", HEARD),
        In("limit", "lists.page(limit)", "answer.data.per_page", HEARD),
    ),
    outs=(
        *ENVELOPE,
        *PAGE,
        *outs(
            "data.data[]",
            "ContactList",
            {
                **LIST,
                "_import_in_progress": "is_importing",
                "_optout_in_progress": "is_removing_opted_out",
            },
        ),
    ),
)

GET_CONTACTS = Action(
    name="Get Contacts in a List",
    slug="get-contacts-in-a-list",
    call="GET /lists/{list_id}/contacts",
    client="contacts.page",
    ins=(In("list_id", "contacts.page(list_id)", "answer.data.data[].list_id", HEARD),),
    outs=(
        *ENVELOPE,
        *PAGE,
        *outs("data.data[]", "Contact", {**CONTACT, "date_updated": "updated_at"}),
    ),
)

SEARCH = Action(
    name="Search Contact Lists",
    slug="search-contact-lists",
    call="GET /search/contacts-lists",
    client="search.contacts_and_lists",
    ins=(
        In(
            "q",
            "search.contacts_and_lists(keyword)",
            "answer.data.data[].name",
            "as the name of what is found",
        ),
    ),
    outs=(
        *ENVELOPE,
        *PAGE,
        *outs(
            "data.data[]",
            "Found",
            {
                "id": "found_id",
                "name": "name",
                "contact": "contact",
                "type": "type",
                "contacts_count": "contacts_count",
            },
        ),
    ),
)

RULE = {
    "dedicated_number": "dedicated_number",
    "rule_name": "name",
    "message_search_type": "match",
    "message_search_term": "match_text",
    "action": "action",
    "action_address": "address",
    "enabled": "enabled",
    "webhook_type": "webhook_type",
}
INBOUND = "automations.inbound_rules"
TRIGGER = Action(
    name="SMS Inbound Automation",
    slug="sms-inbound-automation",
    call="POST /automations/sms/inbound",
    client=f"{INBOUND}.create",
    ins=(
        *(
            In(name, f"NewInboundRule.{ours}", f"rules.fields.{name}")
            for name, ours in RULE.items()
        ),
        In("inbound_rule_id", f"{INBOUND}.delete(rule_id)", "no rules.id", GONE),
    ),
    outs=(
        *ENVELOPE,
        Out("data.inbound_rule_id", "InboundRule.rule_id"),
        *outs("data", "InboundRule", RULE),
        *outs(
            "push",
            "InboundSms",
            {
                "body": "body",
                "to": "to",
                "from": "sender",
                "custom_string": "reference",
                "original_message_id": "original_message_id",
                "original_body": "original_body",
                "user_id": "user_id",
                "subaccount_id": "subaccount_id",
                "timestamp": "timestamp",
                "message_id": "message_id",
            },
        ),
    ),
    note="The trigger. The connector registers it at a path of its own (`/ms-flow/…`), "
    "the client at the public one, and removes it with "
    "`DELETE /automations/sms/inbound/{inbound_rule_id}`. What it pushes is read by "
    "`read_pushed_inbound`.",
)

PEOPLE = (
    CREATE_CONTACT,
    CREATE_LIST,
    DELETE_CONTACT,
    DELETE_LIST,
    GET_LISTS,
    GET_CONTACTS,
    SEARCH,
)
