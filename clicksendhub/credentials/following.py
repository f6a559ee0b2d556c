"""Decides when the rules at ClickSend want a look, and sees that one look is at work.

A time on the account says when; moving it forward claims the work, so that two jobs
never set the same rules at once and a failed one is tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.clicksend import ClickSendError, Forbidden, Unauthorized
from clicksendhub.credentials.hooks import CallPutOff
from clicksendhub.credentials.models import Account, KeyState, Rule, RuleKind
from clicksendhub.credentials.rules import register_rules, take_back_rules
from clicksendhub.credentials.sealing import SealBroken
from clicksendhub.credentials.services import keep_refusal, sentence_for
from clicksendhub.credentials.services.accounts import DELETE_RULES, FOLLOW_RULES
from clicksendhub.jobs import nudge

LEASE = timedelta(minutes=3)
TRY_AGAIN_AFTER = timedelta(minutes=1)
# A key that ClickSend refuses will not be better in a minute; a new key asks at once.
TRY_REFUSED_AFTER = timedelta(minutes=30)
GIVE_UP_AFTER = timedelta(days=7)


def nudge_due(now: datetime) -> None:
    """The sweep's search: ask for every look that is due."""
    due = Account.objects.filter(rules_due_at__lte=now)
    for pk, removed_at in due.values_list("pk", "removed_at"):
        nudge(DELETE_RULES if removed_at else FOLLOW_RULES, str(pk))


def follow_address() -> int:
    """Have every account follow a changed PUBLIC_URL; how many must."""
    changed = _elsewhere().update(rules_due_at=timezone.now())
    nudge_due(timezone.now())
    return changed


def follow_rules(account_id: int) -> None:
    """Bring the rules of one account in line, if that is due."""
    account = _claim(Account.objects.present(), account_id)
    if account is None:
        return
    if _try(account, register_rules):
        _finish(account)


def delete_rules(account_id: int) -> None:
    """Take our rules back from the ClickSend account that was removed; forget its key.

    Where ClickSend cannot be asked for days, the key is forgotten all the same.
    """
    account = _claim(Account.objects.filter(removed_at__isnull=False), account_id)
    if account is None:
        return
    if _try(account, take_back_rules) or _is_given_up(account):
        Account.objects.filter(pk=account.pk).update(sealed_key="", rules_due_at=None)
        record("account.key_forgotten", account_id=account.pk, target=account)


def _is_given_up(account: Account) -> bool:
    if account.key_state == KeyState.REFUSED or account.removed_at is None:
        return True
    return timezone.now() - account.removed_at > GIVE_UP_AFTER


def _elsewhere() -> QuerySet[Account]:
    """Accounts whose pushed rules do not stand under PUBLIC_URL."""
    pushed = Rule.objects.filter(kind=RuleKind.INBOUND_PUSH)
    there = pushed.filter(token__address_base=settings.PUBLIC_URL)
    accounts = Account.objects.present()
    if settings.PUBLIC_URL:
        wrong = accounts.exclude(pk__in=there.values("account"))
    else:
        wrong = accounts.filter(pk__in=pushed.values("account"))
    return wrong.filter(Q(rules_due_at=None) | Q(rules_due_at__gt=timezone.now()))


def _claim(accounts: QuerySet[Account], account_id: int) -> Account | None:
    now = timezone.now()
    due = accounts.filter(pk=account_id, rules_due_at__lte=now)
    if not due.update(rules_due_at=now + LEASE):
        return None
    return Account.objects.get(pk=account_id)


def _try(account: Account, act: Callable[[Account], None]) -> bool:
    try:
        act(account)
    except CallPutOff as reason:
        _put_off(account, reason.sentence, until=reason.retry_at)
    except (Unauthorized, Forbidden) as error:
        if isinstance(error, Unauthorized):
            keep_refusal(account)
        sentence = sentence_for(error, environment=account.environment)
        _put_off(account, sentence, until=timezone.now() + TRY_REFUSED_AFTER)
    except ClickSendError as error:
        _put_off(account, sentence_for(error, environment=account.environment))
    except SealBroken as error:
        _put_off(account, str(error), until=timezone.now() + TRY_REFUSED_AFTER)
    else:
        return True
    return False


def _put_off(account: Account, sentence: str, *, until: datetime | None = None) -> None:
    due_at = until or timezone.now() + TRY_AGAIN_AFTER
    Account.objects.filter(pk=account.pk, rules_due_at=account.rules_due_at).update(
        rules_due_at=due_at, rules_fault=sentence[:200]
    )


def _finish(account: Account) -> None:
    """Nothing more is due, unless someone asked again while we were at work."""
    rows = Account.objects.filter(pk=account.pk)
    rows.update(rules_checked_at=timezone.now(), rules_fault="")
    if rows.filter(rules_due_at=account.rules_due_at).update(rules_due_at=None):
        record("account.rules_set", account_id=account.pk, target=account)
