"""What stands around every page: menu, account, what is sending, notices.

Apps register the parts they know; each is asked at most once a request, and only
by pages that draw the frame.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest

from clicksendhub.ui.nav import NavLink, items_for
from clicksendhub.ui.rehearsal import RehearsalLink, links_at

PHONE_PLACES = 5
Level = Literal["info", "good", "warn", "bad", "person"]
Part = Callable[[HttpRequest], Any]

_parts: dict[str, Part] = {}


@dataclass(frozen=True, slots=True)
class Notice:
    """One band above the page: what happened and the one way on."""

    level: Level
    text: str
    url: str = ""
    link_text: str = ""


def register_part(name: str, part: Part) -> None:
    """Let ``part`` answer for the frame's part of that name."""
    _parts[name] = part


class Frame:
    """The frame of one request; every part is worked out when the template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def _part(self, name: str) -> Any:  # parts are drawn by templates, which duck-type
        part = _parts.get(name)
        return part(self._request) if part else None

    @cached_property
    def account(self) -> Any:
        return self._part("account")

    @cached_property
    def sending_now(self) -> Any:
        return self._part("sending_now")

    @property
    def moving(self) -> tuple[object, ...]:
        """What a poll brings along: balance, pause, what is sending, the counts."""
        told = (getattr(self.account, name, "") for name in ("balance_text", "pause"))
        return *told, getattr(self.sending_now, "sentence", ""), self.counts

    @property
    def counts(self) -> tuple[int, ...]:
        """What the places of the menu count, such as unread replies."""
        return tuple(link.badge for link in self.counted_links)

    @property
    def counted_links(self) -> list[NavLink]:
        return [link for link in self.links if link.is_counted]

    @cached_property
    def search(self) -> Any:
        return self._part("search")

    @cached_property
    def notices(self) -> list[Notice]:
        return list(self._part("notices") or ())

    @cached_property
    def is_rehearsal(self) -> bool:
        return getattr(self.account, "environment", "") == "rehearsal"

    @property
    def handset_url(self) -> str:
        """Where texts of a rehearsal are read and answered; empty where that is off."""
        return settings.SANDBOX_PAGES_URL if self.is_rehearsal else ""

    @property
    def rehearsal_links(self) -> list[RehearsalLink]:
        """The pages of the sandbox, for the menu of a rehearsal; none elsewhere."""
        return links_at(self.handset_url)

    @cached_property
    def links(self) -> list[NavLink]:
        return items_for(self._request)

    @property
    def main_links(self) -> list[NavLink]:
        return [link for link in self.links if link.section == "main"]

    @property
    def admin_links(self) -> list[NavLink]:
        return [link for link in self.links if link.section == "admin"]

    @property
    def me_links(self) -> list[NavLink]:
        return [link for link in self.links if link.section == "me"]

    @cached_property
    def phone_keys(self) -> set[str]:
        """The places in the bar of a phone; what does not fit goes under “More”."""
        rail = [*self.main_links, *self.admin_links]
        if len(rail) <= PHONE_PLACES:
            return {link.key for link in rail}
        first = [link.key for link in self.main_links if link.phone]
        return set(first[: PHONE_PLACES - 1])

    @property
    def more_links(self) -> list[NavLink]:
        rail = [*self.main_links, *self.admin_links]
        return [link for link in rail if link.key not in self.phone_keys]
