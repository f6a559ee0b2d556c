"""Ids: whole numbers from 1, wherever a request names one."""

import pytest

from clicksendhub.clicksend import (
    Address,
    Fax,
    Letter,
    Mms,
    NewContact,
    NewReceiptRule,
    PostRecipient,
    RequestRefused,
    Sms,
    SpokenMessage,
)

from .support import answering

URL = "https://files.example/a.pdf"
HOME = Address("A. Person", "1 Example St", "", "Perth", "WA", "6000", "AU")
ADA = NewContact(phone_number="+61491570156")
TO_POLL = NewReceiptRule("Hub", "POLL")
CALLS = {
    "lists.get": lambda c, i: c.lists.get(i),
    "lists.remove_opted_out": lambda c, i: c.lists.remove_opted_out(
        310, opt_out_list_id=i
    ),
    "contacts.page": lambda c, i: c.contacts.page(i),
    "contacts.create": lambda c, i: c.contacts.create(i, contact=ADA),
    "contacts.get": lambda c, i: c.contacts.get(310, contact_id=i),
    "contacts.copy": lambda c, i: c.contacts.copy(310, contact_id=1, to_list_id=i),
    "sms_templates.delete": lambda c, i: c.sms_templates.delete(i),
    "return_addresses.get": lambda c, i: c.return_addresses.get(i),
    "receipt_rules.get": lambda c, i: c.automations.receipt_rules.get(i),
    "receipt_rules.update": lambda c, i: c.automations.receipt_rules.update(
        i, rule=TO_POLL
    ),
    "sms.send": lambda c, i: c.sms.send([Sms(body="Hi", reference="a", list_id=i)]),
    "mms.send": lambda c, i: c.mms.send(
        [Mms(subject="Hi", body="Hi", reference="a", list_id=i)], media_url=URL
    ),
    "voice.send": lambda c, i: c.voice.send(
        [SpokenMessage(body="Hi", reference="a", list_id=i)]
    ),
    "fax.send": lambda c, i: c.fax.send([Fax(reference="a", list_id=i)], file_url=URL),
    "letters.send": lambda c, i: c.letters.send(
        Letter(URL), recipients=[PostRecipient(HOME, i, "a")]
    ),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("odd", [0, -1, True, 7.0, "7", "7/contacts"])
def test_an_odd_id_never_leaves_and_is_not_repeated(call, odd):
    client, wire = answering({})

    with pytest.raises(RequestRefused) as caught:
        call(client, odd)

    assert "7" not in str(caught.value)
    assert wire.requests == []
