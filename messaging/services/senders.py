"""Keeps the senders that people of an account may choose."""

from __future__ import annotations

from django.db import transaction

from clicksendhub.audit.services import record
from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from messaging.models import Sender


def add_sender(
    *, account: Account, actor: User, value: str, kind: str, label: str = ""
) -> Sender:
    """Keep a sender for an account; asked for twice it is there once."""
    with transaction.atomic():
        sender, is_new = Sender.objects.get_or_create(
            account=account, value=value, defaults={"kind": kind, "label": label}
        )
        if is_new:
            _record("sender.added", sender, actor)
    return sender


def make_default(sender: Sender, *, actor: User) -> None:
    """Choose the sender that forms begin with."""
    with transaction.atomic():
        _of(sender).exclude(pk=sender.pk).update(is_default=False)
        _of(sender).filter(pk=sender.pk).update(is_default=True)
        _record("sender.made_default", sender, actor)


def use_shared_by_default(*, account: Account, actor: User) -> None:
    """Let forms begin with ClickSend's shared number."""
    with transaction.atomic():
        Sender.objects.filter(account=account).update(is_default=False)
        record("sender.shared_default", actor=actor, account_id=account.pk)


def remove_sender(sender: Sender, *, actor: User) -> None:
    """Take a sender off the list; what was planned with it keeps it."""
    with transaction.atomic():
        _record("sender.removed", sender, actor)
        _of(sender).filter(pk=sender.pk).delete()


def _of(sender: Sender):  # type: ignore[no-untyped-def]
    return Sender.objects.filter(account_id=sender.account_id)


def _record(act: str, sender: Sender, actor: User) -> None:
    record(act, actor=actor, account_id=sender.account_id, target=sender.public_id)
