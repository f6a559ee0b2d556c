"""Makes of a file what a channel takes: here at once, or by a job at ClickSend."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.clicksend import MAX_UPLOAD
from clicksendhub.jobs import nudge
from clicksendhub.media import storing, workshop
from clicksendhub.media.models import File, MadeBy, Purpose, Rendition, RenditionState
from clicksendhub.media.services.finding import hold_file
from clicksendhub.media.workshop import Facts, Kind, Made, Refused
from clicksendhub.people.models import User

CONVERT: Final = "clicksendhub.media.tasks.convert"
_DOCUMENTS: Final = frozenset({Kind.DOC, Kind.DOCX, Kind.RTF})
_PICTURES: Final = frozenset({Kind.JPEG, Kind.PNG, Kind.GIF, Kind.BMP})
# Which kinds of file can become what (clicksend-v3-api.md §3 to §8).
SUITS: Final[dict[Purpose, frozenset[Kind]]] = {
    Purpose.MMS: _PICTURES,
    Purpose.FAX: _DOCUMENTS | _PICTURES | {Kind.PDF, Kind.TXT},
    Purpose.POST: _DOCUMENTS | {Kind.PDF},
    Purpose.POSTCARD: (_DOCUMENTS - {Kind.RTF}) | _PICTURES | {Kind.PDF},
    Purpose.CSV: frozenset({Kind.CSV, Kind.TXT}),
}


# What is told of a rendition once it was made.
FILLED: Final = (
    "state",
    "fault",
    "loss",
    "kind",
    "size",
    "pages",
    "width",
    "height",
    "folder",
    "previews",
    "made_at",
)


def suits(file: File, purpose: str) -> bool:
    """True where this kind of file can be made into that at all."""
    return Kind(file.kind) in SUITS[Purpose(purpose)]


def converts_at_clicksend(file: File, purpose: str) -> bool:
    """True where it is ClickSend that makes it; pictures and faxes are made here."""
    is_made_here = purpose in (Purpose.MMS, Purpose.FAX)
    return not is_made_here or Kind(file.kind) in _DOCUMENTS


def rendition_for(*, file: File, purpose: str, by: User) -> Rendition:
    """What the file is for a channel: what it was made into before, or made now.

    What ClickSend has to convert is MAKING when this returns, and a job does it. What
    cannot be made is FAILED, with a sentence; asked for again, it is tried again, since
    a busy machine may have been the cause. Raises ``Refused`` where no such thing can
    become of the file.
    """
    found = Rendition.objects.filter(file=file, purpose=purpose).first()
    if found:
        found.file = file
        return _asked_again(found, by)
    if not suits(file, purpose):
        label = Purpose(purpose).label
        what = "picture message" if purpose == Purpose.MMS else label
        raise Refused(
            "unsuitable", f"{_article(Kind(file.kind).label)} cannot become a {what}."
        )
    if not converts_at_clicksend(file, purpose):
        return _saved(_made_here(file, purpose), by)
    check_size(file)
    rendition = Rendition(file=file, purpose=purpose, made_by=MadeBy.CLICKSEND)
    return _begun(_saved(rendition, by))


def check_size(file: File) -> None:
    """Raise ``Refused`` where ClickSend would not take the file for converting."""
    if file.size > MAX_UPLOAD:
        most = MAX_UPLOAD // 1_000_000
        raise Refused(
            "too_big_to_convert",
            f"ClickSend converts files of up to {most} MB, and this one has "
            f"{file.size / 1_000_000:.1f} MB. Make it smaller and bring it again.",
        )


def fill(rendition: Rendition, made: Made, folder: str, previews: int) -> None:
    """Write into a rendition what was made; the caller saves it."""
    rendition.state = RenditionState.READY
    rendition.fault = ""
    rendition.loss = made.loss
    rendition.kind = made.kind
    rendition.size = made.size
    rendition.pages, rendition.width = made.pages, made.width
    rendition.height = made.height
    rendition.folder, rendition.previews = folder, previews
    rendition.made_at = timezone.now()


def facts_of(file: File) -> Facts:
    """What is known of a file, as the workshop wants it."""
    return Facts(
        kind=Kind(file.kind),
        content_type=file.content_type,
        size=file.size,
        pages=file.pages,
        width=file.width,
        height=file.height,
        is_animated=file.is_animated,
        frames=2 if file.is_animated else 1,
    )


def _asked_again(rendition: Rendition, by: User) -> Rendition:
    if rendition.state != RenditionState.FAILED:
        return rendition
    if rendition.made_by == MadeBy.HUB:
        return _made_again(rendition)
    failed = Rendition.objects.filter(pk=rendition.pk, state=RenditionState.FAILED)
    failed.update(
        state=RenditionState.MAKING,
        fault="",
        failures=0,
        next_try_at=None,
        made_for=by,
    )
    rendition.refresh_from_db()
    return _begun(rendition)


def _made_again(rendition: Rendition) -> Rendition:
    fresh = _made_here(rendition.file, rendition.purpose)
    if fresh.state != RenditionState.READY:
        return rendition
    values = {name: getattr(fresh, name) for name in FILLED}
    failed = Rendition.objects.filter(pk=rendition.pk, state=RenditionState.FAILED)
    with transaction.atomic():
        if not (hold_file(rendition.file_id) and failed.update(**values)):
            transaction.on_commit(lambda: storing.forget(fresh.folder))
    rendition.refresh_from_db()
    return rendition


def _begun(rendition: Rendition) -> Rendition:
    if rendition.state == RenditionState.MAKING:
        nudge(CONVERT, str(rendition.pk))
    return rendition


def _made_here(file: File, purpose: str) -> Rendition:
    rendition = Rendition(file=file, purpose=purpose, made_by=MadeBy.HUB)
    make = workshop.for_mms if purpose == Purpose.MMS else workshop.for_fax
    try:
        with tempfile.TemporaryDirectory() as desk, storing.local(file.folder) as path:
            made = make(path, facts_of(file), folder=Path(desk))
            previews = previews_of(made, Path(desk))
            folder = storing.store(made.path, previews)
            fill(rendition, made, folder, len(previews))
    except Refused as refusal:
        rendition.state = RenditionState.FAILED
        rendition.fault = refusal.sentence[:500]
    except storing.ContentGone:
        raise Refused("gone", _GONE) from None
    return rendition


def previews_of(made: Made, desk: Path) -> list[Path]:
    """Pictures of what was made, in a folder of their own."""
    folder = desk / "previews"
    folder.mkdir()
    facts = Facts(
        kind=made.kind,
        content_type=made.kind.content_type,
        size=made.size,
        pages=made.pages,
        width=made.width,
        height=made.height,
        is_animated=False,
        frames=1,
    )
    return workshop.thumbnails(made.path, facts, folder=folder)


def _saved(rendition: Rendition, by: User) -> Rendition:
    """The row; where somebody else was faster, theirs."""
    rendition.made_for = by
    file = rendition.file
    try:
        with transaction.atomic():
            _stop_where_deleted(file)
            rendition.save()
            record(
                "file.made",
                actor=by,
                account_id=file.account_id,
                target=file.public_id,
                purpose=rendition.purpose,
            )
    except Refused:
        storing.forget(rendition.folder)
        raise
    except IntegrityError:
        storing.forget(rendition.folder)
        return Rendition.objects.get(file=file, purpose=rendition.purpose)
    return rendition


def _stop_where_deleted(file: File) -> None:
    if not hold_file(file.pk):
        raise Refused("gone", _GONE)


def _article(label: str) -> str:
    return f"{'An' if label[:1] in 'AEFHILMNORSX' else 'A'} {label}"


_GONE: Final = "The content of this file is not here any more. Bring it again."
