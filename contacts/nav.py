"""Puts Contacts into the rail, and its places into the row of tabs."""

from __future__ import annotations

from typing import Any

from clicksendhub.credentials.access import Ability, may
from clicksendhub.ui import nav, tabs


def register_contacts() -> None:
    """Fill the registries; called once all apps are loaded."""
    nav.register(
        nav.NavItem(
            key="contacts",
            label="Contacts",
            url_name="contacts:lists",
            icon="users",
            order=50,
            may=_may_read,
            prefixes=("contacts:", "consent:"),
        )
    )
    for tab in _TABS:
        tabs.register(tabs.CONTACTS, tab)


def _may_read(request: Any) -> bool:
    return bool(request.account) and may(request, Ability.READ)


def _may_import(request: Any) -> bool:
    return may(request, Ability.CAMPAIGN)


_TABS = (
    tabs.Tab(key="lists", label="Lists", url_name="contacts:lists", order=10),
    tabs.Tab(key="people", label="People", url_name="contacts:people", order=20),
    tabs.Tab(
        key="imports",
        label="Imports",
        url_name="contacts:imports",
        order=30,
        may=_may_import,
    ),
)
