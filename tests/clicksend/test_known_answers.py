"""An answer about one thing names it: without its id it is worth nothing."""

import pytest

from clicksendhub.clicksend import (
    Address,
    IssueType,
    NewContact,
    NewDeliveryIssue,
    NewInboundRule,
    NewReceiptRule,
    UnreadableAnswer,
)

from .support import answering

MESSAGE_ID = "5C0B4E7A-19D2-4E53-9B6E-2F8D13A7C901"
OFFICE = Address("Office", "2 Example St", "", "Perth", "WA", "6000", "AU")
ADA = NewContact(phone_number="+61491570156")
ISSUE = NewDeliveryIssue(MESSAGE_ID, IssueType.SMS, "Not arrived", "ada@example.com")
TO_POLL = NewReceiptRule("Hub", "POLL")
REPLIES = NewInboundRule("Hub", "POLL")
CALLS = {
    "lists.get": lambda c: c.lists.get(310),
    "contacts.get": lambda c: c.contacts.get(310, contact_id=1),
    "contacts.update": lambda c: c.contacts.update(310, contact_id=1, contact=ADA),
    "contacts.copy": lambda c: c.contacts.copy(310, contact_id=1, to_list_id=311),
    "sms_templates.get": lambda c: c.sms_templates.get(7),
    "return_addresses.get": lambda c: c.return_addresses.get(77),
    "return_addresses.create": lambda c: c.return_addresses.create(OFFICE),
    "return_addresses.update": lambda c: c.return_addresses.update(77, address=OFFICE),
    "delivery_issues.report": lambda c: c.delivery_issues.report(ISSUE),
    "inbound_rules.get": lambda c: c.automations.inbound_rules.get(7),
    "inbound_rules.create": lambda c: c.automations.inbound_rules.create(REPLIES),
    "receipt_rules.update": lambda c: c.automations.receipt_rules.update(
        7, rule=TO_POLL
    ),
    "sms.receipt": lambda c: c.sms.receipt(MESSAGE_ID),
    "voice.receipt": lambda c: c.voice.receipt(MESSAGE_ID),
}
IDS = ["list_id", "contact_id", "template_id", "return_address_id", "issue_id"]
IDS += ["inbound_rule_id", "receipt_rule_id", "message_id"]
ODD: tuple[object, ...] = (None, "", [], True)
NAMELESS = [dict.fromkeys(IDS, odd) for odd in ODD]


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("data", [None, [], True, {}, *NAMELESS])
def test_an_answer_without_the_id_is_unreadable(call, data):
    client, _ = answering(data)

    with pytest.raises(UnreadableAnswer):
        call(client)
