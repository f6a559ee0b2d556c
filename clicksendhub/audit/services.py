"""Writes the trail: called by services, inside their transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clicksendhub.audit.models import Entry

if TYPE_CHECKING:
    from clicksendhub.people.models import User

SYSTEM = "The hub"


def record(
    act: str,
    *,
    actor: User | None = None,
    account_id: int | None = None,
    target: object = "",
    **detail: Any,
) -> Entry:
    """Add one line: a dotted act ("account.added"), on what, by whom, and details.

    Never pass secrets, phone numbers or message texts as detail.
    """
    return Entry.objects.create(
        act=act,
        actor_id=actor.pk if actor else None,
        actor_name=str(actor) if actor else SYSTEM,
        account_id=account_id,
        target=str(target)[:120],
        detail=detail,
    )
