"""Puts Files into the rail."""

from __future__ import annotations

from typing import Any

from clicksendhub.credentials.access import Ability, may
from clicksendhub.ui import nav


def register_files() -> None:
    """Called once all apps are loaded."""
    nav.register(
        nav.NavItem(
            key="files",
            label="Files",
            url_name="media:list",
            icon="photo",
            order=55,
            may=_may_read,
            prefixes=("media:",),
        )
    )


def _may_read(request: Any) -> bool:
    return bool(request.account) and may(request, Ability.READ)
