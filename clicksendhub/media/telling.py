"""What the pages of Files tell: sizes, what a file can become, and how far that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import capfirst

from clicksendhub.clicksend import MAX_UPLOAD
from clicksendhub.media.hooks import use_counts
from clicksendhub.media.models import File, Link, Purpose, Rendition, RenditionState
from clicksendhub.media.services.making import converts_at_clicksend, suits
from clicksendhub.media.workshop import Kind
from clicksendhub.media.workshop.words import bytes_in_words

_MOST_OF_PICTURES = "250\N{NO-BREAK SPACE}kB, a GIF 100\N{NO-BREAK SPACE}kB"
LIMITS = (
    (
        "Picture message",
        "JPEG, PNG, GIF, BMP",
        "250\N{NO-BREAK SPACE}kB, a GIF 100\N{NO-BREAK SPACE}kB",
        "Made to fit",
    ),
    ("Fax", "PDF, Word, RTF, text, pictures", "4 MB as a PDF", "Upright pages"),
    ("Letter", "PDF, Word, RTF", "10 MB as a PDF", "A4, upright"),
    ("Postcard", "PDF, Word, pictures", "10 MB as a PDF", "A5, two pages"),
    ("Contact list", "CSV, text", "10 MB", "One row for each person"),
)


@dataclass(frozen=True, slots=True)
class Preview:
    """A picture of a page, and what it shows, in words."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Becoming:
    """One thing that a file was made into, or can be."""

    purpose: Purpose
    rendition: Rendition | None
    link: Link | None
    is_too_big: bool
    previews: Sequence[Preview]

    @property
    def title(self) -> str:
        """“MMS”, “Fax”, “Contact list”."""
        return str(capfirst(self.purpose.label))

    @property
    def state(self) -> str:
        """The key of its badge; "" where nothing was made so far."""
        return f"file_{self.rendition.state}" if self.rendition else ""

    @property
    def is_moving(self) -> bool:
        """True while it is being made."""
        found = self.rendition
        return found is not None and found.state == RenditionState.MAKING

    @property
    def is_ready(self) -> bool:
        """True where it can be looked at."""
        found = self.rendition
        return found is not None and found.state == RenditionState.READY

    @property
    def may_be_asked_for(self) -> bool:
        """True where pressing the button may change something."""
        found = self.rendition
        if found is None:
            return not self.is_too_big
        return found.state == RenditionState.FAILED

    @property
    def size(self) -> str:
        """“248 kB, 1,600 × 1,200 points”, “1.2 MB, 3 pages”."""
        found = self.rendition
        return measured(found) if found and found.size else ""

    @property
    def url(self) -> str:
        """Where it is served."""
        file = self.rendition.file if self.rendition else None
        if file is None:
            return ""
        return reverse("media:made", args=[file.address, self.purpose.value])


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file in the table of all."""

    file: File
    note: str
    made_for: Sequence[str]
    uses: int
    hosted_until: datetime | None


def rows_of(files: Sequence[File], *, now: datetime) -> list[FileRow]:
    """The rows of a page, whose renditions were fetched along."""
    uses = use_counts([file.pk for file in files])
    ready = {
        each.pk: file.pk
        for file in files
        for each in file.renditions.all()
        if each.state == RenditionState.READY
    }
    hosted: dict[int, datetime] = {}
    links = Link.objects.filter(rendition__in=ready, expires_at__gt=now)
    for link in links:
        file, until = ready[link.rendition_id], link.expires_at
        if until:
            hosted[file] = max(until, hosted.get(file, until))
    return [_row(file, uses[file.pk], hosted.get(file.pk)) for file in files]


def _row(file: File, uses: int, hosted_until: datetime | None) -> FileRow:
    ready = [
        each for each in file.renditions.all() if each.state == RenditionState.READY
    ]
    return FileRow(
        file=file,
        note=f"{capfirst(kind_in_words(file))}, {measured(file)}",
        made_for=[str(capfirst(each.get_purpose_display())) for each in ready],
        uses=uses,
        hosted_until=hosted_until,
    )


def becomings_of(file: File) -> list[Becoming]:
    """Everything that a file was made into, or can be."""
    made = {each.purpose: each for each in file.renditions.all()}
    links = _last_links(made.values())
    return [
        _becoming(file, purpose, made.get(purpose), links)
        for purpose in Purpose
        if purpose in made or suits(file, purpose)
    ]


def measured(thing: File | Rendition) -> str:
    """Its size, and its pages or points."""
    told = [bytes_in_words(thing.size or 0)]
    if thing.pages:
        told.append("1 page" if thing.pages == 1 else f"{thing.pages:,} pages")
    if thing.width and thing.height:
        told.append(f"{thing.width:,} × {thing.height:,} points")
    return ", ".join(told)


def kind_in_words(file: File) -> str:
    """“JPEG picture”, “moving GIF picture”."""
    label = Kind(file.kind).label
    return f"moving {label}" if file.is_animated else label


def previews_of(file: File) -> list[Preview]:
    """Pictures of the pages of a file as it was brought."""
    return [
        Preview(
            reverse("media:page", args=[file.address, number]),
            _words(number, file.pages),
        )
        for number in range(1, file.previews + 1)
    ]


def previews_of_rendition(rendition: Rendition) -> list[Preview]:
    """Pictures of the pages of what a file was made into."""
    address, purpose = rendition.file.address, rendition.purpose
    return [
        Preview(
            reverse("media:made_page", args=[address, purpose, number]),
            _words(number, rendition.pages),
        )
        for number in range(1, rendition.previews + 1)
    ]


def _words(number: int, pages: int | None) -> str:
    return f"Page {number} of {pages}" if pages else "The picture"


def _becoming(
    file: File, purpose: Purpose, found: Rendition | None, links: dict[int, Link]
) -> Becoming:
    if found:
        found.file = file
    is_at_clicksend = converts_at_clicksend(file, purpose)
    return Becoming(
        purpose=purpose,
        rendition=found,
        link=links.get(found.pk) if found else None,
        is_too_big=is_at_clicksend and file.size > MAX_UPLOAD,
        previews=previews_of_rendition(found) if found else [],
    )


def _last_links(made: Iterable[Rendition]) -> dict[int, Link]:
    keys = [each.pk for each in made]
    links = Link.objects.filter(rendition__in=keys, fault="").order_by("pk")
    # The last of each comes last and stays.
    return {link.rendition_id: link for link in links}
