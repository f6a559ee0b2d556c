"""The address at ClickSend of the file that a call names; without one nothing leaves.

A file is hosted for some minutes only, so its address is looked up at the last moment.
"""

from __future__ import annotations

from clicksendhub.clicksend import SurelyNotSent
from clicksendhub.media.models import Rendition
from clicksendhub.media.services import ask_for_link, usable_link
from messaging.models import Send


class LinkNotReady(SurelyNotSent):
    """The file is not at ClickSend now; it was asked for, and nothing left."""


class NoFile(ValueError):
    """The send has no file that could go; its rows cannot be put into a call."""


def rendition_of(send: Send) -> Rendition:
    """What the file of a send was made into for its channel."""
    made = Rendition.objects.filter(
        file=send.file_id, file__deleted_at=None, purpose=send.channel
    )
    found = made.select_related("file").filter(state="ready").first()
    if found is None:
        raise NoFile("the file was not made ready")
    return found


def address_of(rendition: Rendition) -> str:
    """Where ClickSend has it now; ``LinkNotReady`` where it has to be uploaded first.

    One that would end before the longest call does is not good any more.
    """
    link = usable_link(rendition)
    if link is None:
        ask_for_link(rendition)
        raise LinkNotReady("the file is not at ClickSend yet")
    return link.url
