"""Faxes: a document that comes out as paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clicksendhub.clicksend import ClickSend
from clicksendhub.lib.phone import Channel, pretty
from messaging.attached import pages_of
from messaging.channels.fax import faxed, only_faxes_may_be_closed
from messaging.channels.hosted import address_of, rendition_of
from messaging.forms.fax import FaxForm, initial_for_fax, initial_from_fax
from messaging.kinds import Fact, Kind, Words
from messaging.models import Message, Send


def _ask_price(client: ClickSend, send: Send, messages: Sequence[Message]) -> Any:
    priced = [
        faxed(
            to=message.to,
            reference=message.reference,
            sender=message.sender,
            country=message.country,
        )
        for message in messages
    ]
    url = address_of(rendition_of(send))
    with only_faxes_may_be_closed():
        return client.fax.price(priced, file_url=url)


def _facts(send: Send) -> Sequence[Fact]:
    told = [("From", pretty(send.sender) if send.sender else "A number of ClickSend")]
    if send.file:
        told.append(("Document", send.file.name))
    return told


def _measured(send: Send, people: int) -> str:
    if not send.pages:
        return "The pages are not counted yet"
    pages = "1 page" if send.pages == 1 else f"{send.pages:,} pages"
    return f"{pages} each, {send.pages * people:,} in all"


FAX = Kind(
    name="fax",
    label="Fax",
    url_name="messaging:new_fax",
    reach=Channel.FAX,
    words=Words(
        one="fax",
        many="faxes",
        deed="Send",
        deed_one="fax",
        deed_many="faxes",
        to="Fax to",
        heading="Send a fax",
        sentence=(
            "One document to one fax machine or to several. You check everything "
            "before it leaves."
        ),
        nobody="Nobody is left to fax",
        not_yet="Whoever has not been faxed yet will not be.",
        again="Fax again",
        note="Fax",
        by="by fax",
        unit="page",
    ),
    columns=("file_id", "pages"),
    has_sender=False,
    form=FaxForm,
    initial=initial_for_fax,
    initial_from=initial_from_fax,
    read_words=lambda typed, _account: typed,
    parts_of=lambda _body, own: pages_of(own),
    measured=_measured,
    saving_of=lambda _body: None,
    ask_price=_ask_price,
    facts=_facts,
    fault=lambda _account, _own, _numbers: "",
    purpose="fax",
    obeys_blocks=False,
    compose_script="js/chosen-file.js",
)
