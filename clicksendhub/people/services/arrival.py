"""How people come in: the first admin by a printed link, all others by invitation."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import IntegrityError, transaction

from clicksendhub.audit.services import record
from clicksendhub.people import links, memberships
from clicksendhub.people.models import LinkKind, OneTimeLink, User
from clicksendhub.people.services.faults import NotAllowed

_USED = "This link was used already. Ask for a new one, or sign in."


def is_untouched() -> bool:
    """True while nobody is here yet."""
    return not User.objects.exists()


@transaction.atomic
def first_admin_link(*, base: str = "") -> str | None:
    """A fresh one-time link for the first admin; None once somebody is here.

    Links made before stop working: they may stand in an old log.
    """
    if not is_untouched():
        return None
    links.withdraw(links.open_links(LinkKind.FIRST_ADMIN))
    _link, token = links.make_link(LinkKind.FIRST_ADMIN)
    record("link.first_admin_made")
    where = base or settings.PUBLIC_URL
    return f"{where.rstrip('/')}{links.path_of(LinkKind.FIRST_ADMIN, token)}"


def admit_first_admin(
    *, link: OneTimeLink, email: str, name: str, password: str, time_zone: str = ""
) -> User:
    """Make the first hub admin. NotAllowed once the link is used or anyone is here."""
    with transaction.atomic():
        if not links.use_up(link) or not is_untouched():
            raise NotAllowed(_USED)
        user = User.objects.create_user(
            email=email,
            password=password,
            name=name,
            time_zone=time_zone,
            is_hub_admin=True,
        )
        record("person.first_admin", actor=user, target=user)
    return user


def invite(
    *,
    actor: User,
    email: str,
    name: str,
    hub_admin: bool,
    roles: Mapping[int, str],
) -> tuple[OneTimeLink, str]:
    """An invitation and its token; an older one to the same address is withdrawn."""
    address = email.strip().lower()
    if User.objects.filter(email__iexact=address).exists():
        raise NotAllowed("This person is here already. Change the roles on their page.")
    grants = {
        "name": name,
        "hub_admin": hub_admin,
        "memberships": [[account, role] for account, role in roles.items()],
    }
    with transaction.atomic():
        older = links.open_links(LinkKind.INVITATION).filter(email__iexact=address)
        links.withdraw(older)
        link, token = links.make_link(
            LinkKind.INVITATION, made_by=actor, email=address, grants=grants
        )
        record(
            "person.invited",
            actor=actor,
            target=name or link.public_id,
            hub_admin=hub_admin,
            roles=dict(roles),
        )
    return link, token


@transaction.atomic
def withdraw_invitation(*, link: OneTimeLink, actor: User) -> bool:
    """End an open invitation; False where it is used or ended already."""
    mine = OneTimeLink.objects.filter(pk=link.pk, kind=LinkKind.INVITATION)
    if not links.withdraw(mine):
        return False
    record("person.invitation_withdrawn", actor=actor, target=link.public_id)
    return True


def join(*, link: OneTimeLink, name: str, password: str, time_zone: str = "") -> User:
    """The invited person comes in with what the invitation grants.

    NotAllowed where the link was used meanwhile, or the address joined another way.
    """
    try:
        with transaction.atomic():
            return _admit(link, name=name, password=password, time_zone=time_zone)
    except IntegrityError:
        raise NotAllowed(_USED) from None


def _admit(link: OneTimeLink, *, name: str, password: str, time_zone: str) -> User:
    if not links.use_up(link):
        raise NotAllowed(_USED)
    user = User.objects.create_user(
        email=link.email,
        password=password,
        name=name,
        time_zone=time_zone,
        is_hub_admin=bool(link.grants.get("hub_admin")),
    )
    roles = dict(link.grants.get("memberships", []))
    memberships.desk().set_roles(user, roles)
    OneTimeLink.objects.filter(pk=link.pk).update(user=user)
    record("person.joined", actor=user, target=user)
    return user
