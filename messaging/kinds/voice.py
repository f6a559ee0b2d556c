"""Calls: the voice kind, text that is spoken to whoever answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clicksendhub.clicksend import ClickSend
from clicksendhub.credentials.models import Account
from clicksendhub.lib.phone import Channel, pretty, zones_of
from messaging.channels.voice import spoken
from messaging.forms.call import CallForm, initial_for_call, initial_from_call
from messaging.hours import Hours, in_words, never_opens
from messaging.kinds import Fact, Kind, Words, in_parts
from messaging.models import Message, Send
from messaging.spoken import parts_of, read_spoken
from messaging.voices import name_of_voice


def _ask_price(client: ClickSend, send: Send, messages: Sequence[Message]) -> Any:
    return client.voice.price(
        [
            spoken(
                send,
                to=message.to,
                body=message.body,
                reference=message.reference,
                country=message.country,
            )
            for message in messages
        ]
    )


def _facts(send: Send) -> Sequence[Fact]:
    hours = Hours.of(send.rings_from, send.rings_until)
    machine = "The message is left on it" if send.detects_machine else "Not looked for"
    return (
        ("Spoken in", name_of_voice(send.language, send.voice)),
        ("Key", "Waits for a key" if send.asks_for_key else "Asks for none"),
        ("Answering machine", machine),
        ("May ring", in_words(hours)),
    )


def _fault(account: Account, columns: Mapping[str, Any], numbers: Sequence[str]) -> str:
    """The first number that could never ring within the hours."""
    hours = Hours.of(columns.get("rings_from"), columns.get("rings_until"))
    if hours is None:
        return ""
    for zones, number in {zones_of(to): to for to in numbers}.items():
        if never_opens(hours, zones or (account.time_zone,)):
            return (
                f"{pretty(number)} may be in any of {len(zones)} time zones, and it is "
                "never within these hours in all of them. Choose longer hours, or any "
                "hour."
            )
    return ""


VOICE = Kind(
    name="voice",
    label="Call",
    url_name="messaging:new_call",
    reach=Channel.VOICE,
    words=Words(
        one="call",
        many="calls",
        deed="Call",
        deed_one="person",
        deed_many="people",
        to="Call to",
        heading="Call with a message",
        sentence=(
            "A voice reads your words to one person or to several. You check "
            "everything before a phone rings."
        ),
        nobody="Nobody is left to call",
        not_yet="Whoever has not been called yet will not be.",
        again="Call again",
        note="Call",
        by="by call",
    ),
    columns=(
        "language",
        "voice",
        "asks_for_key",
        "detects_machine",
        "rings_from",
        "rings_until",
    ),
    has_sender=False,
    form=CallForm,
    initial=initial_for_call,
    initial_from=initial_from_call,
    read_words=lambda typed, _account: read_spoken(typed),
    parts_of=lambda body, _own: parts_of(body),
    measured=lambda send, people: in_parts(len(send.body), parts_of(send.body), people),
    saving_of=lambda _body: None,
    ask_price=_ask_price,
    facts=_facts,
    fault=_fault,
    compose_script="js/spoken.js",
    preview_script="js/spoken.js",
)
