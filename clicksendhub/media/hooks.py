"""What apps further up add: who follows a file, who uses it, and ways on from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clicksendhub.media.models import File, Link, Rendition


@dataclass(frozen=True, slots=True)
class FileUse:
    """Something that uses a file; while it waits, the file cannot be deleted."""

    label: str
    url: str
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Door:
    """A way on from a file: the words of its button, and where it leads."""

    label: str
    url: str


RenditionListener = Callable[["Rendition"], object]
LinkListener = Callable[["Link"], object]
UsesSearch = Callable[["File"], Iterable[FileUse]]
CountUses = Callable[[Collection[int]], Mapping[int, int]]
WantedSearch = Callable[[], Iterable[int]]
DoorOf = Callable[["File"], Door | None]

_rendition_listeners: list[RenditionListener] = []
_link_listeners: list[LinkListener] = []
_uses: list[UsesSearch] = []
_counts: list[CountUses] = []
_wanted: list[WantedSearch] = []
_doors: list[DoorOf] = []


def on_rendition(listener: RenditionListener) -> None:
    """Call ``listener`` after a rendition was made ready, or failed."""
    if listener not in _rendition_listeners:
        _rendition_listeners.append(listener)


def on_link(listener: LinkListener) -> None:
    """Call ``listener`` after a file came to ClickSend, or could not be uploaded."""
    if listener not in _link_listeners:
        _link_listeners.append(listener)


def register_uses(search: UsesSearch) -> None:
    """Let ``search`` name what uses a file."""
    if search not in _uses:
        _uses.append(search)


def register_use_counts(count: CountUses) -> None:
    """Let ``count`` tell for files, by key, how many things use each."""
    if count not in _counts:
        _counts.append(count)


def register_wanted(search: WantedSearch) -> None:
    """Let ``search`` name the renditions that have to be at ClickSend now, by key."""
    if search not in _wanted:
        _wanted.append(search)


def register_door(door: DoorOf) -> None:
    """Offer a way on from a file; None where it does not suit."""
    if door not in _doors:
        _doors.append(door)


def tell_of_rendition(rendition: Rendition) -> None:
    """After the commit: tell every listener."""
    for listener in _rendition_listeners:
        listener(rendition)


def tell_of_link(link: Link) -> None:
    """After the commit: tell every listener."""
    for listener in _link_listeners:
        listener(link)


def uses_of(file: File) -> list[FileUse]:
    """Everything that uses a file."""
    return [use for search in _uses for use in search(file)]


def use_counts(files: Collection[int]) -> Counter[int]:
    """How many things use each of these files, by key."""
    found: Counter[int] = Counter()
    for count in _counts:
        found.update(count(files))
    return found


def wanted_now() -> set[int]:
    """The keys of all renditions that have to be at ClickSend now."""
    return {key for search in _wanted for key in search()}


def doors_of(file: File) -> list[Door]:
    """The ways on from a file."""
    return [found for door in _doors if (found := door(file))]
