"""Changes what people may do, and ends or renews their access."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from clicksendhub.audit.services import record
from clicksendhub.people import links, memberships
from clicksendhub.people.memberships import HeldRights
from clicksendhub.people.models import LinkKind, User
from clicksendhub.people.services.faults import NotAllowed, RightsChanged

_LAST_ADMIN = (
    "This is the last hub admin. Make another person hub admin first, so that "
    "somebody can still let people in."
)
_OWN_RIGHTS = "Nobody changes their own rights. Ask another hub admin."


def rights_of(user: User) -> HeldRights:
    """What the person may do now."""
    return HeldRights(user.is_hub_admin, memberships.desk().roles_of(user))


@transaction.atomic
def set_rights(
    *,
    user: User,
    actor: User,
    hub_admin: bool,
    roles: Mapping[int, str],
    seen: HeldRights | None = None,
) -> User:
    """Make these the person's only rights; each change stands in the audit.

    RightsChanged where they are no longer what the actor has ``seen``.
    """
    _check_actor(actor, user)
    user.refresh_from_db(
        fields=["is_hub_admin"], from_queryset=User.objects.select_for_update()
    )
    if seen is not None and seen != (now := rights_of(user)):
        raise RightsChanged(now)
    if user.is_hub_admin and not hub_admin:
        _check_not_last(user)
    changes = memberships.desk().set_roles(user, roles)
    if user.is_hub_admin != hub_admin:
        user.is_hub_admin = hub_admin
        user.save(update_fields=["is_hub_admin"])
        links.withdraw(links.made_by(user))
        changes["hub admin"] = "yes" if hub_admin else "no"
    if changes:
        record("person.rights_changed", actor=actor, target=user, changes=changes)
    return user


@transaction.atomic
def deactivate(*, user: User, actor: User) -> User:
    """End access now: every session stops at its next request, every link is dead."""
    _check_actor(actor, user)
    if user.is_hub_admin:
        _check_not_last(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    links.withdraw(links.open_links(LinkKind.RESET).filter(user=user))
    links.withdraw(links.made_by(user))
    record("person.deactivated", actor=actor, target=user)
    return user


@transaction.atomic
def bring_back(*, user: User, actor: User) -> User:
    """Give access again, with the rights of before and a password to be made anew.

    Sessions from before must not come back to life, so the password ends too.
    """
    _check_actor(actor, user)
    user.is_active = True
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    record("person.brought_back", actor=actor, target=user)
    return user


@transaction.atomic
def describe_self(*, user: User, name: str, time_zone: str) -> User:
    """Change one's own name and zone."""
    user.name, user.time_zone = name, time_zone
    user.save(update_fields=["name", "time_zone"])
    record("person.described", actor=user, target=user)
    return user


def _check_actor(actor: User, user: User) -> None:
    """Rights may have changed since the page was opened; the database knows."""
    admins = _admins()
    if actor.pk not in admins:
        raise NotAllowed("Only a hub admin may do this.")
    if actor.pk == user.pk:
        raise NotAllowed(_LAST_ADMIN if len(admins) == 1 else _OWN_RIGHTS)


def _check_not_last(user: User) -> None:
    if _admins() <= {user.pk}:
        raise NotAllowed(_LAST_ADMIN)


def _admins() -> set[int]:
    """Locked, so that two admins cannot dismiss each other in the same moment."""
    rows = User.objects.select_for_update().filter(is_hub_admin=True, is_active=True)
    return set(rows.values_list("pk", flat=True))
