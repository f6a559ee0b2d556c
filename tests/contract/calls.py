"""Every call of the client, by the name under which it is reached, made for a scene."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from clicksendhub.clicksend import (
    Address,
    ClickSend,
    ContactField,
    Conversion,
    Fax,
    IssueType,
    Letter,
    Mms,
    NewContact,
    NewDeliveryIssue,
    NewInboundRule,
    NewReceiptRule,
    PostRecipient,
    RuleAction,
    Sms,
    SpokenMessage,
)
from tests.contract.scene import FAX_NUMBER, NUMBER, Scene
from tests.sandbox.files import page_of, pdf, picture

Make = Callable[[ClickSend, Scene], object]

REFERENCE: Final = "job-118"
MOST_ROWS: Final = 300
SENT_IN_2026: Final = datetime(2026, 9, 21, tzinfo=UTC)
WITH_CODE: Final = "Your code is 4711"
PDF: Final = pdf()
WRITTEN: Final = "Ada Ng\n1 Example St\nPerth WA 6000\nAustralia"
ON_PAPER: Final = page_of(WRITTEN.splitlines())
NOW: Final = datetime.now(UTC)
JPEG: Final = picture("JPEG", size=(40, 40))
HOME: Final = Address(
    name="Ada Ng",
    line_1="1 Example St",
    city="Perth",
    state="WA",
    postal_code="6000",
    country="AU",
)
ADA: Final = NewContact(phone_number=NUMBER, first_name="Ada", last_name="Ng")
TO_POLL: Final = NewReceiptRule(name="receipts", action=RuleAction.POLL)
REPLIES_TO_POLL: Final = NewInboundRule(name="replies", action=RuleAction.POLL)


def _texts() -> list[Sms]:
    return [
        Sms(to=NUMBER, body=WITH_CODE, reference=REFERENCE),
        Sms(to="+61", body=WITH_CODE, reference="job-119"),
    ]


def _pictures() -> list[Mms]:
    return [Mms(to=NUMBER, subject="Gate", body=WITH_CODE, reference=REFERENCE)]


def _spoken() -> list[SpokenMessage]:
    return [SpokenMessage(to=NUMBER, body=WITH_CODE, reference=REFERENCE)]


def _faxes() -> list[Fax]:
    return [Fax(to=FAX_NUMBER, reference=REFERENCE)]


def _people(scene: Scene) -> list[PostRecipient]:
    return [PostRecipient(HOME, scene.return_address_id, REFERENCE)]


def _letter(scene: Scene) -> Letter:
    return Letter(file_url=scene.document, is_duplex=True)


def _issue(scene: Scene) -> NewDeliveryIssue:
    return NewDeliveryIssue(
        message_id=scene.text_id,
        type=IssueType.SMS,
        description="Not arrived",
        email="ada@example.com",
    )


def _after(needed: object, made: object) -> object:
    """What a call makes, once what it looks for is there."""
    return made


# The calls that cost money: what they lose may be sent twice.
SENDS: Final[dict[str, Make]] = {
    "sms.send": lambda c, s: c.sms.send(_texts()),
    "mms.send": lambda c, s: c.mms.send(_pictures(), media_url=s.picture),
    "voice.send": lambda c, s: c.voice.send(_spoken()),
    "fax.send": lambda c, s: c.fax.send(_faxes(), file_url=s.document),
    "letters.send": lambda c, s: c.letters.send(_letter(s), recipients=_people(s)),
    "postcards.send": lambda c, s: c.postcards.send([s.card], recipients=_people(s)),
}

_TEXTS: Final[dict[str, Make]] = {
    "sms.ask_test_receipt": lambda c, s: c.sms.ask_test_receipt(url="poll"),
    "sms.ask_test_reply": lambda c, s: c.sms.ask_test_reply(url="poll"),
    "sms.cancel": lambda c, s: c.sms.cancel(s.later_text_id),
    "sms.cancel_by_reference": lambda c, s: c.sms.cancel_by_reference(REFERENCE),
    "sms.history": lambda c, s: _after(s.text_id, c.sms.history(to=NUMBER)),
    "sms.inbound": lambda c, s: _after(s.reply_id, c.sms.inbound()),
    "sms.mark_inbound_read": lambda c, s: c.sms.mark_inbound_read(s.reply_id),
    "sms.mark_receipts_read": lambda c, s: c.sms.mark_receipts_read(
        before=SENT_IN_2026
    ),
    "sms.price": lambda c, s: c.sms.price(_texts()),
    "sms.receipt": lambda c, s: c.sms.receipt(s.text_id),
    "sms.receipts": lambda c, s: _after(s.text_id, c.sms.receipts()),
    "sms_templates.all": lambda c, s: _after(s.template_id, c.sms_templates.all()),
    "sms_templates.create": lambda c, s: c.sms_templates.create("Late", body="Late"),
    "sms_templates.delete": lambda c, s: c.sms_templates.delete(s.template_id),
    "sms_templates.get": lambda c, s: c.sms_templates.get(s.template_id),
    "sms_templates.page": lambda c, s: _after(s.template_id, c.sms_templates.page()),
    "sms_templates.update": lambda c, s: c.sms_templates.update(
        s.template_id, name="Late", body="Late"
    ),
}

_OTHER_CHANNELS: Final[dict[str, Make]] = {
    "fax.ask_test_receipt": lambda c, s: c.fax.ask_test_receipt(url="poll"),
    "fax.history": lambda c, s: _after(s.fax_id, c.fax.history()),
    "fax.mark_receipts_read": lambda c, s: c.fax.mark_receipts_read(
        before=SENT_IN_2026
    ),
    "fax.price": lambda c, s: c.fax.price(_faxes(), file_url=s.document),
    "fax.receipt": lambda c, s: c.fax.receipt(s.fax_id),
    "fax.receipts": lambda c, s: _after(s.fax_id, c.fax.receipts()),
    "mms.cancel": lambda c, s: c.mms.cancel(s.later_mms_id),
    "mms.cancel_by_reference": lambda c, s: c.mms.cancel_by_reference(REFERENCE),
    "mms.history": lambda c, s: _after(s.mms_id, c.mms.history()),
    "mms.mark_receipts_read": lambda c, s: c.mms.mark_receipts_read(
        before=SENT_IN_2026
    ),
    "mms.price": lambda c, s: c.mms.price(_pictures(), media_url=s.picture),
    "mms.receipt": lambda c, s: c.mms.receipt(s.mms_id),
    "mms.receipts": lambda c, s: _after(s.mms_id, c.mms.receipts()),
    "voice.ask_test_receipt": lambda c, s: c.voice.ask_test_receipt(url="poll"),
    "voice.cancel": lambda c, s: c.voice.cancel(s.later_call_id),
    "voice.cancel_by_reference": lambda c, s: c.voice.cancel_by_reference(REFERENCE),
    "voice.history": lambda c, s: _after(s.call_id, c.voice.history()),
    "voice.languages": lambda c, s: c.voice.languages(),
    "voice.mark_receipts_read": lambda c, s: c.voice.mark_receipts_read(
        before=SENT_IN_2026
    ),
    "voice.price": lambda c, s: c.voice.price(_spoken()),
    "voice.receipt": lambda c, s: c.voice.receipt(s.call_id),
    "voice.receipts": lambda c, s: _after(s.call_id, c.voice.receipts()),
}

_POST: Final[dict[str, Make]] = {
    "letters.cancel": lambda c, s: c.letters.cancel(s.letter_id),
    "letters.detect_address": lambda c, s: c.letters.detect_address(WRITTEN),
    "letters.detect_address_in": lambda c, s: c.letters.detect_address_in(ON_PAPER),
    "letters.history": lambda c, s: _after(s.letter_id, c.letters.history()),
    "letters.price": lambda c, s: c.letters.price(_letter(s), recipients=_people(s)),
    "postcards.cancel": lambda c, s: c.postcards.cancel(s.postcard_id),
    "postcards.history": lambda c, s: _after(s.postcard_id, c.postcards.history()),
    "postcards.price": lambda c, s: c.postcards.price([s.card], recipients=_people(s)),
    "return_addresses.create": lambda c, s: c.return_addresses.create(HOME),
    "return_addresses.delete": lambda c, s: c.return_addresses.delete(
        s.return_address_id
    ),
    "return_addresses.get": lambda c, s: c.return_addresses.get(s.return_address_id),
    "return_addresses.list": lambda c, s: _after(
        s.return_address_id, c.return_addresses.list()
    ),
    "return_addresses.update": lambda c, s: c.return_addresses.update(
        s.return_address_id, address=HOME
    ),
    "uploads.convert": lambda c, s: c.uploads.convert(JPEG, to=Conversion.MMS),
    "uploads.convert_form": lambda c, s: c.uploads.convert_form(
        PDF, to=Conversion.FAX, file_name="rates.pdf"
    ),
}

_CONTACTS: Final[dict[str, Make]] = {
    "contacts.all": lambda c, s: _after(s.contact_id, c.contacts.all(s.list_id)),
    "contacts.copy": lambda c, s: c.contacts.copy(
        s.list_id, contact_id=s.contact_id, to_list_id=s.other_list_id
    ),
    "contacts.create": lambda c, s: c.contacts.create(s.list_id, contact=ADA),
    "contacts.delete": lambda c, s: c.contacts.delete(
        s.list_id, contact_id=s.contact_id
    ),
    "contacts.get": lambda c, s: c.contacts.get(s.list_id, contact_id=s.contact_id),
    "contacts.page": lambda c, s: _after(s.contact_id, c.contacts.page(s.list_id)),
    "contacts.transfer": lambda c, s: c.contacts.transfer(
        s.list_id, contact_id=s.contact_id, to_list_id=s.other_list_id
    ),
    "contacts.update": lambda c, s: c.contacts.update(
        s.list_id, contact_id=s.contact_id, contact=ADA
    ),
    "lists.all": lambda c, s: _after(s.list_id, c.lists.all()),
    "lists.create": lambda c, s: c.lists.create("Tenants"),
    "lists.delete": lambda c, s: c.lists.delete(s.list_id),
    "lists.export_url": lambda c, s: c.lists.export_url(
        s.list_id, filename="tenants.csv"
    ),
    "lists.get": lambda c, s: c.lists.get(s.list_id),
    "lists.import_fields": lambda c, s: c.lists.import_fields(s.list_id),
    "lists.page": lambda c, s: _after(s.list_id, c.lists.page()),
    "lists.preview_import": lambda c, s: c.lists.preview_import(
        s.list_id, file_url=s.table
    ),
    "lists.remove_duplicates": lambda c, s: c.lists.remove_duplicates(s.list_id),
    "lists.remove_opted_out": lambda c, s: c.lists.remove_opted_out(
        s.list_id, opt_out_list_id=s.opt_out_list_id
    ),
    "lists.rename": lambda c, s: c.lists.rename(s.list_id, name="Owners"),
    "lists.start_import": lambda c, s: c.lists.start_import(
        s.list_id, file_url=s.table, columns=[ContactField.PHONE_NUMBER]
    ),
    "search.contacts_and_lists": lambda c, s: _after(
        s.contact_id, c.search.contacts_and_lists("Ada")
    ),
}

_ACCOUNT: Final[dict[str, Make]] = {
    "account.get": lambda c, s: c.account.get(),
    "account.usage": lambda c, s: _after(
        s.text_id, c.account.usage(NOW.year, month=NOW.month)
    ),
    "delivery_issues.all": lambda c, s: _after(s.issue_id, c.delivery_issues.all()),
    "delivery_issues.page": lambda c, s: _after(s.issue_id, c.delivery_issues.page()),
    "delivery_issues.report": lambda c, s: c.delivery_issues.report(_issue(s)),
    "places.countries": lambda c, s: c.places.countries(),
    "places.enabled_countries": lambda c, s: c.places.enabled_countries(),
    "places.sending_countries": lambda c, s: c.places.sending_countries(),
    "places.time_zones": lambda c, s: c.places.time_zones(),
    "senders.alpha_tags": lambda c, s: _after(s.alpha_tag_id, c.senders.alpha_tags()),
    "senders.dedicated_numbers": lambda c, s: _after(
        s.rented_number, c.senders.dedicated_numbers()
    ),
    "senders.dedicated_numbers_page": lambda c, s: _after(
        s.rented_number, c.senders.dedicated_numbers_page()
    ),
    "senders.own_numbers": lambda c, s: _after(
        s.own_number_id, c.senders.own_numbers()
    ),
    "statistics.sms": lambda c, s: _after(s.text_id, c.statistics.sms()),
    "statistics.voice": lambda c, s: _after(s.call_id, c.statistics.voice()),
    "transactions.all": lambda c, s: c.transactions.all(),
    "transactions.page": lambda c, s: c.transactions.page(),
}


def _rules(name: str, rule: object) -> dict[str, Make]:
    """The five calls of one kind of rule."""
    path = f"automations.{name}"

    def kind(client: ClickSend):
        return getattr(client.automations, name)

    return {
        f"{path}.create": lambda c, s: kind(c).create(rule),
        f"{path}.delete": lambda c, s: kind(c).delete(s.rule_id(name)),
        f"{path}.get": lambda c, s: kind(c).get(s.rule_id(name)),
        f"{path}.list": lambda c, s: _after(s.rule_id(name), kind(c).list()),
        f"{path}.update": lambda c, s: kind(c).update(s.rule_id(name), rule=rule),
    }


CALLS: Final[dict[str, Make]] = {
    **SENDS,
    **_TEXTS,
    **_OTHER_CHANNELS,
    **_POST,
    **_CONTACTS,
    **_ACCOUNT,
    **_rules("inbound_rules", REPLIES_TO_POLL),
    **_rules("receipt_rules", TO_POLL),
    **_rules("voice_receipt_rules", TO_POLL),
    **_rules("fax_receipt_rules", TO_POLL),
}


def answer_of(name: str, client: ClickSend, scene: Scene) -> object:
    """Make a call to its end; of what comes row by row, the first few hundred."""
    made = CALLS[name](client, scene)
    return list(islice(made, MOST_ROWS)) if isinstance(made, Iterator) else made


# Reads the bytes of a hosted file: no envelope, and no call of the API.
NO_CALL_OF_THE_API: Final = frozenset({"uploads.fetch_hosted"})


def names_of(client: ClickSend) -> set[str]:
    """The name of every call of the API that a client offers."""
    return {
        f"{resource}.{name}"
        for resource, value in vars(client).items()
        if not resource.startswith("_")
        for name in _public(value)
    } - NO_CALL_OF_THE_API


def _public(resource: object) -> Iterator[str]:
    for name in dir(resource):
        if name.startswith("_"):
            continue
        value = getattr(resource, name)
        if callable(value):
            yield name
        else:
            yield from (f"{name}.{inner}" for inner in _public(value))
