"""Changes and resets passwords: by mail, or by a link that an admin makes."""

from __future__ import annotations

from datetime import timedelta

from axes.utils import reset as forget_failed_tries
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.jobs import nudge
from clicksendhub.people import links, mails
from clicksendhub.people.models import LinkKind, OneTimeLink, User
from clicksendhub.people.services.faults import NotAllowed

SEND_RESET_MAIL = "clicksendhub.people.tasks.send_reset_mail"
NOBODY = "0"
# Nobody's mailbox is filled by somebody else pressing the button.
_PAUSE_BETWEEN_MAILS = timedelta(minutes=2)


@transaction.atomic
def change_password(*, user: User, password: str) -> User:
    """Set one's own password; every other session of the person ends with it."""
    _set(user, password)
    record("person.password_changed", actor=user, target=user)
    return user


def ask_for_reset(*, email: str) -> None:
    """Have a job mail a link. The same work is done for an address nobody has."""
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    nudge(SEND_RESET_MAIL, str(user.pk) if user else NOBODY)


def send_reset_mail(*, user_id: int) -> bool:
    """Make a link and mail it; False where there is nobody, or one went just now.

    Made here, in the job, so that no token ever stands in the queue.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not settings.HAS_MAIL_SERVER:
        return False
    with transaction.atomic():
        recent = links.open_links(LinkKind.RESET).filter(
            user=user, created_at__gt=timezone.now() - _PAUSE_BETWEEN_MAILS
        )
        if recent.exists():
            return False
        _link, token = _make(user, made_by=None)
        record("person.reset_asked", target=user)
    mails.send_reset(user, links.path_of(LinkKind.RESET, token))
    return True


@transaction.atomic
def make_reset_link(*, user: User, actor: User) -> str:
    """A link that the admin hands over; its path, told once."""
    if not user.is_active:
        raise NotAllowed("This person’s access has ended. Give access again first.")
    _link, token = _make(user, made_by=actor)
    record("person.reset_link_made", actor=actor, target=user)
    return links.path_of(LinkKind.RESET, token)


@transaction.atomic
def reset_password(*, link: OneTimeLink, password: str) -> User:
    """Set the password by link; NotAllowed where the link was used meanwhile."""
    user = link.user
    if user is None or not user.is_active or not links.use_up(link):
        raise NotAllowed("This link was used already. Ask for a new one.")
    _set(user, password)
    # Whoever holds the link is past the guessing that the lock is about.
    forget_failed_tries(username=user.email)
    record("person.password_reset", actor=user, target=user)
    return user


def _make(user: User, *, made_by: User | None) -> tuple[OneTimeLink, str]:
    links.withdraw(links.open_links(LinkKind.RESET).filter(user=user))
    return links.make_link(LinkKind.RESET, user=user, made_by=made_by, email=user.email)


def _set(user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    links.withdraw(links.open_links(LinkKind.RESET).filter(user=user))
