"""Has ClickSend convert a file, and fetches back what became of it."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone

from clicksendhub.clicksend import (
    BadRequest,
    ClickSend,
    ClickSendError,
    Conversion,
    Forbidden,
    NotFound,
    RequestRefused,
    Upload,
)
from clicksendhub.credentials.services import client_for
from clicksendhub.gate.calls import NotNow, counted
from clicksendhub.gate.models import Lane
from clicksendhub.lib.dbclock import db_now
from clicksendhub.media import hooks, storing, workshop
from clicksendhub.media.models import Purpose, Rendition, RenditionState
from clicksendhub.media.services import leasing
from clicksendhub.media.services.finding import hold_file
from clicksendhub.media.services.linking import keep_link
from clicksendhub.media.services.making import FILLED, fill, previews_of
from clicksendhub.media.workshop import Kind, Made, Refused

_MOST_TRIES: Final = 8
_NOT_CONVERTED: Final = (
    "ClickSend could not convert this file. Save it as a PDF and bring that."
)
_NOT_REACHED: Final = (
    "ClickSend could not be reached to convert it, in several tries. Try again later."
)
_GONE: Final = "The content of this file is not here any more. Bring it again."
_LOSS: Final = (
    "ClickSend converted it: look at each page, because fonts and breaks may differ."
)


def convert_at_clicksend(rendition_id: int) -> None:
    """The job: convert it where that was not done yet. Safe to run twice."""
    making = Rendition.objects.filter(pk=rendition_id, state=RenditionState.MAKING)
    rendition = making.select_related("file__account").first()
    if rendition is None or not rendition.file.account.is_working:
        return
    held = leasing.take(rendition_id, state=RenditionState.MAKING)
    if held is not None:
        _convert(held)


def _convert(held: Rendition) -> None:
    account, asked_at = held.file.account, timezone.now()
    try:
        with storing.local(held.file.folder) as path:
            content = path.read_bytes()
        with client_for(account) as client:
            upload, made = _ask(client, held, content)
    except NotNow:
        leasing.give_back(held, next_try_at=db_now() + leasing.PUT_OFF)
    except storing.ContentGone:
        _fail(held, _GONE)
    except (BadRequest, RequestRefused, Forbidden, NotFound):
        _fail(held, _NOT_CONVERTED)
    except ClickSendError:
        _try_later(held)
    else:
        _keep(held, upload, made, asked_at=asked_at)


def _ask(client: ClickSend, held: Rendition, content: bytes) -> tuple[Upload, bytes]:
    account = held.file.account
    with counted(account, Lane.UPKEEP):
        upload = client.uploads.convert_form(
            content,
            to=Conversion(held.purpose),
            file_name=f"file.{held.file.kind}",
        )
    # No call of the API: it is read like any page, without the key.
    return upload, client.uploads.fetch_hosted(upload.url)


def _keep(
    held: Rendition, upload: Upload, content: bytes, *, asked_at: datetime
) -> None:
    with tempfile.TemporaryDirectory() as desk:
        path = Path(desk, "converted")
        path.write_bytes(content)
        try:
            made = _looked_at(path, held.purpose, Path(desk))
            previews = previews_of(made, Path(desk))
            folder = storing.store(made.path, previews)
        except Refused as refusal:
            _fail(held, refusal.sentence)
            return
        except OSError:
            _try_later(held)
            raise
    fill(held, made, folder, len(previews))
    values = {name: getattr(held, name) for name in FILLED}
    with transaction.atomic():
        # Deleted meanwhile, or taken over by another worker: nothing of it is kept.
        is_here = hold_file(held.file_id)
        if not is_here or not leasing.give_back(
            held, failures=0, next_try_at=None, **values
        ):
            transaction.on_commit(lambda: storing.forget(folder))
            return
        # ClickSend hosts what it made: the first address comes with it.
        link = keep_link(held, upload, asked_at=asked_at)
    hooks.tell_of_rendition(held)
    hooks.tell_of_link(link)


def _looked_at(path: Path, purpose: str, desk: Path) -> Made:
    """What came back, judged as if a stranger had brought it."""
    facts = workshop.look(path, name=f"file{_ending(purpose)}")
    if purpose == Purpose.FAX:
        made = workshop.for_fax(path, facts, folder=desk)
        return Made(
            path=made.path,
            kind=made.kind,
            size=made.size,
            pages=made.pages,
            width=made.width,
            height=made.height,
            loss=_LOSS,
        )
    return Made(
        path=path,
        kind=facts.kind,
        size=facts.size,
        pages=facts.pages,
        width=facts.width,
        height=facts.height,
        loss=_LOSS if facts.kind == Kind.PDF else "",
    )


def _ending(purpose: str) -> str:
    return ".csv" if purpose == Purpose.CSV else ".pdf"


def _fail(held: Rendition, sentence: str) -> None:
    held.state, held.fault = RenditionState.FAILED, sentence[:500]
    if leasing.give_back(held, state=held.state, fault=held.fault):
        hooks.tell_of_rendition(held)


def _try_later(held: Rendition) -> None:
    if held.failures + 1 >= _MOST_TRIES:
        _fail(held, _NOT_REACHED)
        return
    leasing.give_back(
        held, failures=held.failures + 1, next_try_at=leasing.later(held.failures)
    )
