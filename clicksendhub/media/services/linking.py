"""Keeps what is sent at ClickSend: uploads it, and again before its time is over.

A file is hosted for ten minutes (clicksend-v3-api.md §7); what ClickSend says stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from clicksendhub.clicksend import (
    BadRequest,
    ClickSendError,
    Conversion,
    RequestRefused,
    Upload,
)
from clicksendhub.credentials.services import client_for, longest_call_seconds
from clicksendhub.gate.calls import NotNow, counted
from clicksendhub.gate.models import Lane
from clicksendhub.jobs import nudge
from clicksendhub.lib.dbclock import db_now
from clicksendhub.media import hooks, storing
from clicksendhub.media.models import Link, Rendition, RenditionState
from clicksendhub.media.services import leasing
from clicksendhub.media.services.finding import hold_file

UPLOAD: Final = "clicksendhub.media.tasks.upload"
USUAL_LIFE: Final = timedelta(minutes=10)
# Renewed when this much of its life is over.
RENEWED_AT: Final = 0.8
# A call that names it may last; but never more than this of a life is kept back.
_KEPT_BACK: Final = 0.1

_NOT_TAKEN: Final = (
    "ClickSend did not take the file. Bring another one, or save it in another format."
)
_NOT_REACHED: Final = (
    "ClickSend could not be reached with the file. It is tried again by itself."
)
_GONE: Final = "The content of this file is not here any more. Bring it again."
_FOR_GOOD: Final = frozenset({_GONE, _NOT_TAKEN})


def usable_link(rendition: Rendition, *, at: datetime | None = None) -> Link | None:
    """Where ClickSend has it, for a call that begins now; None where it has not."""
    link = _newest(rendition)
    return link if link and (at or timezone.now()) < usable_until(link) else None


def usable_until(link: Link) -> datetime:
    """The last moment at which a call may begin that names this address."""
    life = _life(link)
    kept_back = min(timedelta(seconds=longest_call_seconds()), life * _KEPT_BACK)
    return link.asked_at + life - kept_back


def is_fresh(link: Link, *, at: datetime) -> bool:
    """False once it is time to renew it."""
    return at < link.asked_at + _life(link) * RENEWED_AT


def ask_for_link(rendition: Rendition) -> None:
    """Have it uploaded soon by a job, unless that was done a moment ago."""
    nudge(UPLOAD, str(rendition.pk))


def is_refused_for_good(rendition: Rendition) -> bool:
    """True where the last try showed that another one would end like it."""
    last = rendition.links.order_by("-pk").first()
    return last is not None and last.fault in _FOR_GOOD


def needs_upload(rendition: Rendition, *, at: datetime) -> bool:
    """True where no address is there that is good for a while yet."""
    link = _newest(rendition)
    return link is None or not is_fresh(link, at=at)


def with_fresh_link(renditions: Iterable[int], *, at: datetime) -> set[int]:
    """Those of these renditions (by key) that need no upload for a while yet."""
    good = Link.objects.filter(fault="", expires_at__gt=at).exclude(url="")
    links = good.filter(rendition__in=renditions)
    return {link.rendition_id for link in links if is_fresh(link, at=at)}


def upload_to_clicksend(rendition_id: int) -> None:
    """The job: bring it to ClickSend where that is needed. Safe to run twice."""
    ready = Rendition.objects.filter(pk=rendition_id, state=RenditionState.READY)
    rendition = ready.select_related("file__account").first()
    if rendition is None or not rendition.file.account.is_working:
        return
    if not needs_upload(rendition, at=timezone.now()):
        return
    held = leasing.take(rendition_id, state=RenditionState.READY)
    if held is None:
        return
    # Another worker may have brought it between the question and the lease.
    if needs_upload(held, at=timezone.now()):
        _upload(held)
    else:
        leasing.give_back(held)


def keep_link(rendition: Rendition, upload: Upload, *, asked_at: datetime) -> Link:
    """A row for a file that ClickSend hosts now; the caller tells the listeners."""
    return Link.objects.create(
        rendition=rendition,
        upload_id=upload.upload_id,
        file_name=upload.file_name[:255],
        url=upload.url,
        added_at=upload.added_at,
        deleted_at=upload.expires_at,
        asked_at=asked_at,
        expires_at=asked_at + life_of(upload),
    )


def life_of(upload: Upload) -> timedelta:
    """How long it is hosted: both ends by ClickSend’s own clock, where it tells."""
    if upload.expires_at is None or upload.added_at is None:
        return USUAL_LIFE
    return max(upload.expires_at - upload.added_at, timedelta(0))


def _upload(held: Rendition) -> None:
    account, asked_at = held.file.account, timezone.now()
    try:
        with storing.local(held.folder) as path:
            content = path.read_bytes()
        with client_for(account) as client, counted(account, Lane.UPKEEP):
            upload = client.uploads.convert_form(
                content,
                to=Conversion(held.purpose),
                file_name=_name_for(held),
            )
    except NotNow:
        leasing.give_back(held, next_try_at=db_now() + leasing.PUT_OFF)
    except storing.ContentGone:
        _keep_fault(held, _GONE, asked_at)
    except (BadRequest, RequestRefused):
        _keep_fault(held, _NOT_TAKEN, asked_at)
    except ClickSendError:
        _keep_fault(held, _NOT_REACHED, asked_at)
    else:
        if life_of(upload):
            _keep(held, upload, asked_at)
        else:
            # Over as it comes: asked for again at once, it would be so without end.
            _keep_fault(held, _NOT_REACHED, asked_at)


def _keep(held: Rendition, upload: Upload, asked_at: datetime) -> None:
    with transaction.atomic():
        is_here = hold_file(held.file_id)
        # Whoever holds it by now: the file is there, and its address is good.
        link = keep_link(held, upload, asked_at=asked_at) if is_here else None
        leasing.give_back(held, failures=0, next_try_at=None)
    if link:
        hooks.tell_of_link(link)


def _keep_fault(held: Rendition, sentence: str, asked_at: datetime) -> None:
    failures = held.failures + 1
    again_at = leasing.later(held.failures)
    with transaction.atomic():
        is_mine = leasing.give_back(held, failures=failures, next_try_at=again_at)
        if not is_mine:
            return
        link = Link.objects.create(rendition=held, asked_at=asked_at, fault=sentence)
    hooks.tell_of_link(link)


def _newest(rendition: Rendition) -> Link | None:
    links = rendition.links.filter(fault="").exclude(url="")
    return links.order_by("-expires_at", "-pk").first()


def _life(link: Link) -> timedelta:
    return (link.expires_at or link.asked_at) - link.asked_at


def _name_for(rendition: Rendition) -> str:
    """No name of a person or a firm goes along: the file’s own stays here."""
    kinds = {"jpeg": "jpg"}
    return f"file.{kinds.get(rendition.kind, rendition.kind)}"
