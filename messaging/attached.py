"""The file of a picture message or a fax: how far it is, and what people see of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.dispatch.sweep import PUMP
from clicksendhub.jobs import nudge
from clicksendhub.media.models import File, Link, Rendition, RenditionState
from clicksendhub.media.services import (
    ask_for_link,
    is_refused_for_good,
    usable_link,
)
from clicksendhub.media.telling import Preview, measured, previews_of_rendition
from messaging.models import Message, Send

QUOTE = "messaging.tasks.quote"
FAX = "fax"
# Why a row waits whose file has to go to ClickSend first: the name of the error.
WAITS_FOR_LINK = "LinkNotReady"
# A draft is priced while somebody may still look at it.
_PRICED_FOR = timedelta(minutes=15)
# A file is hosted again so long before its messages are due.
_READY_BEFORE = timedelta(minutes=2)

FILE_GONE = "The file was deleted meanwhile. Choose another one."
ON_ITS_WAY = "The file is on its way to ClickSend; the price follows by itself."
PAUSED = "The account is paused, so ClickSend was not asked for the price."
BEING_COUNTED = "The pages are being counted. This page goes on by itself."
BEING_CONVERTED = "ClickSend converts the document. This page goes on by itself."


@dataclass(frozen=True, slots=True)
class Attached:
    """The file of a send, what it was made into, and whether that may go."""

    file: File
    rendition: Rendition | None
    # False while the pages of a fax that is ready are not in its plan yet.
    is_counted: bool = True

    @property
    def is_ready(self) -> bool:
        """True where it can be sent as it is."""
        return self._state == RenditionState.READY

    @property
    def is_moving(self) -> bool:
        """True while it is being made, or counted."""
        is_uncounted = self.is_ready and not self.is_counted
        return is_uncounted or self._state == RenditionState.MAKING

    @property
    def obstacle(self) -> str:
        """Why nothing can be confirmed yet; empty where nothing is in the way."""
        if self.file.deleted_at:
            return FILE_GONE
        if self.is_ready:
            return "" if self.is_counted else BEING_COUNTED
        if self.is_moving:
            return BEING_CONVERTED
        told = self.rendition.fault if self.rendition else ""
        return told or "The file could not be made ready. Choose it once more."

    @property
    def loss(self) -> str:
        """What a person can see that it lost on the way; empty where nothing."""
        return self.rendition.loss if self.rendition and self.is_ready else ""

    @property
    def words(self) -> str:
        """“248 kB, 1,600 × 1,200 points”; why it is not there while it is not."""
        if self.rendition and self.is_ready:
            return measured(self.rendition)
        return self.obstacle

    @property
    def url(self) -> str:
        """Where what will be sent can be had; "" while it is not there."""
        if self.rendition is None or not self.is_ready:
            return ""
        return reverse("media:made", args=[self.file.address, self.rendition.purpose])

    @property
    def picture(self) -> str:
        """The address of its first picture; "" where there is none."""
        return self.previews[0].url if self.previews else ""

    @property
    def previews(self) -> Sequence[Preview]:
        """Pictures of it as it will arrive."""
        if self.rendition is None or not self.is_ready:
            return ()
        return previews_of_rendition(self.rendition)

    @property
    def _state(self) -> str:
        return self.rendition.state if self.rendition else ""


def attached_to(send: Send) -> Attached | None:
    """The file of a send; None for kinds that have none."""
    if send.file is None:
        return None
    made = Rendition.objects.filter(file=send.file, purpose=send.channel).first()
    if made is None:
        return Attached(send.file, None)
    made.file = send.file
    is_counted = send.channel != FAX or not made.pages or send.pages == made.pages
    return Attached(send.file, made, is_counted)


def follow_rendition(rendition: Rendition) -> None:
    """What was made ready, or failed: drafts with it are measured and priced."""
    _count_drafts(rendition)
    for public_id in _drafts_of(rendition).values_list("public_id", flat=True):
        nudge(QUOTE, str(public_id))


def count_pages(send: Send, attached: Attached) -> None:
    """Write the pages of a fax into its draft, where they were not known before."""
    rendition = attached.rendition
    if send.channel != FAX or rendition is None or not attached.is_ready:
        return
    if not rendition.pages or send.pages == rendition.pages:
        return
    # Of this very file: the draft may have been changed since it was read.
    draft = Send.objects.filter(
        pk=send.pk, state=SendState.DRAFT, file=attached.file.pk
    )
    with transaction.atomic():
        # What was expected of other pages is no estimate of these.
        if draft.update(pages=rendition.pages):
            send.messages.update(parts=rendition.pages, estimate=None)
            send.pages = rendition.pages


def _count_drafts(rendition: Rendition) -> None:
    for send in _drafts_of(rendition).select_related("file"):
        if attached := attached_to(send):
            count_pages(send, attached)


def follow_link(link: Link) -> None:
    """A file came to ClickSend, or did not: drafts are priced, rows that waited go."""
    rendition = link.rendition
    # Renewals come often: only who waits for a price is priced, not every old draft.
    waits = Q(quote_note=ON_ITS_WAY) | Q(quoted_at=None, created_at__gt=_priced_since())
    drafts = _drafts_of(rendition).filter(waits)
    for public_id in drafts.values_list("public_id", flat=True):
        nudge(QUOTE, str(public_id))
    if link.fault and not is_refused_for_good(rendition):
        return
    # They go now; or they learn now that it will never be there.
    waiting = Message.objects.filter(
        send__in=_sends_of(rendition).filter(state=SendState.RELEASED),
        state=State.QUEUED,
        reason=WAITS_FOR_LINK,
    )
    waiting.update(not_before=None)
    nudge(PUMP, str(rendition.file.account_id))


def ask_again(rendition: Rendition) -> str:
    """Ask for the file to be at ClickSend; in words, why it is not there yet."""
    if usable_link(rendition):
        return ""
    if not rendition.file.account.is_working:
        return PAUSED
    ask_for_link(rendition)
    last = rendition.links.order_by("-pk").first()
    return last.fault if last and last.fault else ON_ITS_WAY


def wanted_renditions() -> set[int]:
    """The renditions that have to be at ClickSend now: of what leaves, or is priced.

    What leaves: confirmed, due in the next minutes, with people left to reach.
    """
    soon = timezone.now() + _READY_BEFORE
    left = Message.objects.filter(send=OuterRef("pk"), state=State.QUEUED)
    with_file = Send.objects.filter(
        account__in=Account.objects.working(), file__isnull=False
    )
    leaving = with_file.filter(Exists(left), state=SendState.RELEASED, due_at__lte=soon)
    waits = Q(created_at__gt=_priced_since()) | Q(quote_note=ON_ITS_WAY)
    looked_at = with_file.filter(waits, state=SendState.DRAFT, quoted_at=None)
    wanted: set[int] = set()
    # Two questions, so that each has an index of its own.
    for sends in (leaving, looked_at):
        of_it = sends.filter(file=OuterRef("file"), channel=OuterRef("purpose"))
        made = Rendition.objects.filter(
            Exists(of_it),
            file__in=sends.values("file"),
            state=RenditionState.READY,
        )
        wanted.update(made.values_list("pk", flat=True))
    return wanted


def pages_of(own: Mapping[str, Any]) -> int:
    """The pages of a fax by its columns; one while nobody has counted them."""
    return own.get("pages") or 1


def _priced_since() -> datetime:
    return timezone.now() - _PRICED_FOR


def _sends_of(rendition: Rendition) -> Any:
    return Send.objects.filter(file=rendition.file_id, channel=rendition.purpose)


def _drafts_of(rendition: Rendition) -> Any:
    return _sends_of(rendition).filter(state=SendState.DRAFT)
