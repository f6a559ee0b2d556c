"""The menu entries of this app: people for hub admins, one's own page for everybody."""

from __future__ import annotations

from clicksendhub.people.access import may
from clicksendhub.people.roles import Ability
from clicksendhub.ui import nav


def register() -> None:
    """Called once, when Django has loaded the apps."""
    nav.register(
        nav.NavItem(
            key="people",
            label="People",
            url_name="people:people",
            icon="users",
            order=20,
            section="admin",
            may=lambda request: may(request, Ability.HUB_ADMIN),
            prefixes=(
                "people:person",
                "people:invite",
                "people:reset_link",
                "people:withdraw",
            ),
        )
    )
    nav.register(
        nav.NavItem(
            key="me",
            label="My account",
            url_name="people:me",
            icon="user-circle",
            order=10,
            section="me",
            prefixes=("people:password_change",),
        )
    )
