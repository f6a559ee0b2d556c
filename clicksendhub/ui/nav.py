"""The menu entries of the frame: apps register theirs, the rail shows what applies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse

Section = Literal["main", "admin", "me"]
Permission = Callable[[HttpRequest], bool]
Count = Callable[[HttpRequest], int]


def _everyone(request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One entry as an app registers it.

    ``prefixes`` are the beginnings of further URL names that keep it current.
    """

    key: str
    label: str
    url_name: str
    icon: str
    order: int
    section: Section = "main"
    may: Permission = _everyone
    badge: Count | None = None
    prefixes: tuple[str, ...] = ()
    phone: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NavLink:
    """One entry as the rail draws it for this request."""

    key: str
    label: str
    url: str
    icon: str
    badge: int
    is_counted: bool
    is_current: bool
    section: Section
    phone: bool


_items: dict[str, NavItem] = {}


def register(entry: NavItem) -> None:
    """Add an entry; registering the same key again replaces it."""
    _items[entry.key] = entry


def items_for(request: HttpRequest) -> list[NavLink]:
    """The entries that this person may open, in order."""
    entries = sorted(_items.values(), key=lambda entry: (entry.order, entry.label))
    current = _current_key(request, entries)
    return [
        NavLink(
            key=entry.key,
            label=entry.label,
            url=reverse(entry.url_name),
            icon=entry.icon,
            badge=entry.badge(request) if entry.badge else 0,
            is_counted=entry.badge is not None,
            is_current=entry.key == current,
            section=entry.section,
            phone=entry.phone,
        )
        for entry in entries
        if entry.may(request)
    ]


def _current_key(request: HttpRequest, entries: list[NavItem]) -> str:
    """The page's own word first, then the exact URL name, then the longest prefix."""
    if named := getattr(request, "nav_key", ""):
        return str(named)
    view_name = request.resolver_match.view_name if request.resolver_match else ""
    matches = [
        (len(beginning), entry.key)
        for entry in entries
        for beginning in (entry.url_name, *entry.prefixes)
        if view_name == beginning
        or (beginning != entry.url_name and view_name.startswith(beginning))
    ]
    return max(matches)[1] if matches else ""
