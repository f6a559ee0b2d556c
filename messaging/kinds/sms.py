"""Texts: the SMS kind."""

from __future__ import annotations

from collections.abc import Sequence

from clicksendhub.clicksend import ClickSend, PriceResult, Sms
from clicksendhub.credentials.models import Account
from clicksendhub.lib.phone import Channel
from messaging.forms.send import SendForm, initial_for, initial_from
from messaging.kinds import Kind, Words, in_parts
from messaging.models import Message, Send
from messaging.segments import cheaper_twin, count
from messaging.texts import read_text


def _read(typed: str, account: Account) -> str:
    return read_text(typed, max_parts=account.parts_limit)


def _ask_price(
    client: ClickSend, _send: Send, messages: Sequence[Message]
) -> PriceResult:
    return client.sms.price(
        [
            Sms(
                to=message.to,
                body=message.body,
                reference=message.reference,
                sender=message.sender,
            )
            for message in messages
        ]
    )


def _measured(send: Send, people: int) -> str:
    counted = count(send.body)
    return in_parts(counted.units, counted.parts, people)


SMS = Kind(
    name="sms",
    label="Text",
    url_name="messaging:new",
    reach=Channel.SMS,
    words=Words(
        one="text",
        many="texts",
        deed="Send",
        deed_one="text",
        deed_many="texts",
        to="Text to",
        heading="Send a message",
        sentence=(
            "One text to one person or to several. You check everything before it "
            "leaves."
        ),
        nobody="Nobody is left to text",
        not_yet="Whoever has not been texted yet will not be.",
        again="Write again",
    ),
    columns=(),
    has_sender=True,
    form=SendForm,
    initial=initial_for,
    initial_from=initial_from,
    read_words=_read,
    parts_of=lambda body, _own: count(body).parts,
    measured=_measured,
    saving_of=cheaper_twin,
    ask_price=_ask_price,
    facts=lambda _send: (),
    fault=lambda _account, _columns, _numbers: "",
    compose_script="js/sms-counter.js",
)
