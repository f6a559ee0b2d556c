"""Adds, describes, pauses, resumes and removes ClickSend accounts."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.clicksend import AccountDetails
from clicksendhub.credentials import hooks, tokens
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.sealing import seal
from clicksendhub.credentials.services.checking import (
    check_key,
    check_username_is_free,
    taken,
)
from clicksendhub.credentials.services.details import keep_details
from clicksendhub.jobs import nudge
from clicksendhub.people.models import User

FOLLOW_RULES = "clicksendhub.credentials.tasks.follow_rules"
DELETE_RULES = "clicksendhub.credentials.tasks.delete_rules"


def add_account(
    *,
    actor: User,
    label: str,
    username: str,
    api_key: str,
    environment: str,
    country: str,
    time_zone: str,
) -> Account:
    """Check the key at ClickSend, then keep it sealed; KeyFault where it fails."""
    check_username_is_free(username, environment=environment)
    details = check_key(username=username, api_key=api_key, environment=environment)
    account = Account(
        label=label,
        username=username,
        sealed_key=seal(api_key),
        key_last4=api_key[-4:],
        environment=environment,
        country=country,
        time_zone=time_zone,
        added_by=actor,
    )
    try:
        return _keep(account, details=details, actor=actor)
    except IntegrityError:  # another person added it while the key was checked
        raise taken(username, label) from None


@transaction.atomic
def _keep(account: Account, *, details: AccountDetails, actor: User) -> Account:
    account.rules_due_at = timezone.now()
    account.save()
    keep_details(account, details)
    record(
        "account.added",
        actor=actor,
        account_id=account.pk,
        target=account,
        environment=account.environment,
    )
    hooks.key_is_good(account)
    nudge(FOLLOW_RULES, str(account.pk))
    return account


@transaction.atomic
def describe_account(
    *, account: Account, actor: User, label: str, country: str, time_zone: str
) -> Account:
    """Change what the account is called here, and its country and zone."""
    account.label, account.country, account.time_zone = label, country, time_zone
    account.save(update_fields=["label", "country", "time_zone"])
    record(
        "account.described",
        actor=actor,
        account_id=account.pk,
        target=account,
        country=country,
        time_zone=time_zone,
    )
    return account


@transaction.atomic
def pause_account(*, account: Account, actor: User) -> bool:
    """Nothing is sent or fetched from now on; False where it was paused already."""
    working = Account.objects.working().filter(pk=account.pk)
    if not working.update(paused_at=timezone.now()):
        return False
    account.refresh_from_db(fields=["paused_at"])
    record("account.paused", actor=actor, account_id=account.pk, target=account)
    return True


@transaction.atomic
def resume_account(*, account: Account, actor: User) -> bool:
    """Let it work again; False where it was not paused."""
    paused = Account.objects.present().filter(pk=account.pk, paused_at__isnull=False)
    if not paused.update(paused_at=None):
        return False
    account.refresh_from_db(fields=["paused_at"])
    record("account.resumed", actor=actor, account_id=account.pk, target=account)
    return True


@transaction.atomic
def remove_account(*, account: Account, actor: User) -> bool:
    """Take it out of use for good; its messages and replies stay as history.

    A job takes our rules back from ClickSend and then forgets the key.
    """
    now = timezone.now()
    present = Account.objects.present().filter(pk=account.pk)
    if not present.update(removed_at=now, rules_due_at=now):
        return False
    account.refresh_from_db(fields=["removed_at", "rules_due_at"])
    tokens.retire_all(account)
    record("account.removed", actor=actor, account_id=account.pk, target=account)
    nudge(DELETE_RULES, str(account.pk))
    return True


@transaction.atomic
def ask_for_new_address(*, account: Account, actor: User) -> None:
    """Give the account a fresh webhook address; the old one works until it stands."""
    Account.objects.filter(pk=account.pk).update(rules_due_at=timezone.now())
    tokens.outdate(account)
    record("account.new_address", actor=actor, account_id=account.pk, target=account)
    nudge(FOLLOW_RULES, str(account.pk))
