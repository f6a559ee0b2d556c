"""What of messaging uses a file, and the ways from a file to a message with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from clicksendhub.dispatch.states import OPEN, SendState
from clicksendhub.media.hooks import Door, FileUse
from clicksendhub.media.models import File, Purpose
from clicksendhub.media.services.making import suits
from messaging.kinds import kind_of
from messaging.models import Message, Send
from messaging.standing import name_of

_NAMED = 20
# One that was stopped may still have people of whom somebody decides “send again”.
_UNDER_WAY = (SendState.RELEASED, SendState.PAUSED, SendState.STOPPED)


def uses_of(file: File) -> Iterator[FileUse]:
    """The sends with this file: those that wait first, then the latest."""
    open_rows = Message.objects.filter(send=OuterRef("pk"), state__in=OPEN)
    sends = Send.objects.filter(file=file).order_by("-created_at")
    waiting = sends.filter(Exists(open_rows), state__in=_UNDER_WAY)
    waits = list(waiting[:_NAMED])
    for send in waits:
        yield _use(send, is_waiting=True)
    for send in sends.exclude(pk__in=[send.pk for send in waits])[:_NAMED]:
        yield _use(send, is_waiting=False)


def use_counts(files: Collection[int]) -> dict[int, int]:
    """How many sends each of these files has."""
    sends = Send.objects.filter(file__in=files).order_by()
    return dict(sends.values_list("file").annotate(count=Count("pk")))


def door_to_mms(file: File) -> Door | None:
    """“Send as a picture”, for what can be one."""
    return _door(file, Purpose.MMS, "Send as a picture", "messaging:new_picture")


def door_to_fax(file: File) -> Door | None:
    """“Send as a fax”, for what can be one."""
    return _door(file, Purpose.FAX, "Send as a fax", "messaging:new_fax")


def _door(file: File, purpose: Purpose, label: str, page: str) -> Door | None:
    if not suits(file, purpose):
        return None
    return Door(label, f"{reverse(page)}?{urlencode({'file': file.public_id})}")


def _use(send: Send, *, is_waiting: bool) -> FileUse:
    what = kind_of(send.channel).label
    return FileUse(f"{what}: {name_of(send)}", send.get_absolute_url(), is_waiting)
