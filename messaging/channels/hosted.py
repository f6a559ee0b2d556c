"""The address at ClickSend of the file that a call names; without one nothing leaves.

A file is hosted for some minutes only, so its address is looked up at the last moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from clicksendhub.clicksend import RequestRefused, SurelyNotSent
from clicksendhub.media.models import Rendition
from clicksendhub.media.services import ask_for_link, is_refused_for_good, usable_link
from messaging.models import Send


class LinkNotReady(SurelyNotSent):
    """The file is not at ClickSend now; it was asked for, and nothing left."""


class NoFile(RequestRefused):
    """The send has no file that could go, and will have none."""


class FileNotTaken(RequestRefused):
    """ClickSend did not take the file when it was brought there, and will not."""


@contextmanager
def looking_up() -> Iterator[None]:
    """Surrounds what is looked up before the call: where that fails, nothing left."""
    try:
        yield
    except DatabaseError as error:
        raise LinkNotReady("the database did not answer") from error


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

    One that would end before the longest call does is not good any more. Raises
    ``FileNotTaken`` where another try would end as the last one did.
    """
    link = usable_link(rendition)
    if link:
        return link.url
    if is_refused_for_good(rendition):
        raise FileNotTaken("ClickSend does not take the file")
    ask_for_link(rendition)
    raise LinkNotReady("the file is not at ClickSend yet")
