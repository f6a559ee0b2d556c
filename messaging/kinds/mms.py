"""Pictures: the MMS kind, a picture with a subject and a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clicksendhub.clicksend import ClickSend
from clicksendhub.lib.phone import Channel
from messaging.channels.hosted import address_of, rendition_of
from messaging.channels.mms import pictured
from messaging.forms.picture import (
    PictureForm,
    initial_for_picture,
    initial_from_picture,
)
from messaging.kinds import Fact, Kind, Words
from messaging.models import Message, Send
from messaging.picture_words import length_of, read_picture_text


def _ask_price(client: ClickSend, send: Send, messages: Sequence[Message]) -> Any:
    priced = [
        pictured(
            send,
            to=message.to,
            body=message.body,
            reference=message.reference,
            sender=message.sender,
            country=message.country,
        )
        for message in messages
    ]
    return client.mms.price(priced, media_url=address_of(rendition_of(send)))


def _facts(send: Send) -> Sequence[Fact]:
    told = [("Subject", send.subject)]
    if send.file:
        told.append(("Picture", send.file.name))
    return told


def _measured(send: Send, _people: int) -> str:
    length = length_of(send.body)
    return f"{length:,} character{'' if length == 1 else 's'} beside the picture"


MMS = Kind(
    name="mms",
    label="Picture",
    url_name="messaging:new_picture",
    reach=Channel.MMS,
    words=Words(
        one="picture message",
        many="picture messages",
        deed="Send",
        deed_one="picture message",
        deed_many="picture messages",
        to="Picture to",
        heading="Send a picture",
        sentence=(
            "One picture with a few words to one person or to several. You check "
            "everything before it leaves."
        ),
        nobody="Nobody is left to send the picture to",
        not_yet="Whoever has not been sent the picture yet will not be.",
        again="Write again",
        note="Picture",
        by="with a picture",
        unit="",
    ),
    columns=("subject", "file_id"),
    has_sender=True,
    form=PictureForm,
    initial=initial_for_picture,
    initial_from=initial_from_picture,
    read_words=lambda typed, _account: read_picture_text(typed),
    parts_of=lambda _body, _own: 1,
    measured=_measured,
    saving_of=lambda _body: None,
    ask_price=_ask_price,
    facts=_facts,
    fault=lambda _account, _own, _numbers: "",
    purpose="mms",
    compose_script="js/chosen-file.js",
)
