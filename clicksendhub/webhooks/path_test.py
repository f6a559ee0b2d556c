"""Tests the path of replies: ClickSend is asked to push an invented one, with a mark.

The mark stands in the address, is kept as a hash, and keeps the test out of the inbox.
"""

from __future__ import annotations

import hashlib
import secrets

from django.utils import timezone

from clicksendhub.clicksend import ClickSend, ClickSendError
from clicksendhub.credentials.models import Account, Rule, RuleKind
from clicksendhub.credentials.services import client_for
from clicksendhub.gate.calls import NotNow, counted
from clicksendhub.gate.models import Lane
from clicksendhub.people.models import User
from clicksendhub.webhooks.models import Intake, PathTest

PARAMETER = "test"


def begin(account: Account, by: User) -> PathTest:
    """Write down that a test was asked for; a job asks ClickSend."""
    unused = secrets.token_urlsafe(16)
    return PathTest.objects.create(
        account=account, mark_hash=_hash(unused), asked_by=by
    )


def ask(test: PathTest) -> None:
    """Have ClickSend push a marked reply to the address of our own rule."""
    rule = Rule.objects.filter(account=test.account, kind=RuleKind.INBOUND_PUSH).first()
    if rule is None:
        return _fail(test, "No address for pushed replies is registered at ClickSend.")
    try:
        with client_for(test.account) as client:
            _ask(test, client, rule.clicksend_id)
    except NotNow as reason:
        _fail(test, reason.sentence)
    except ClickSendError:
        _fail(test, "ClickSend could not be asked for a test reply.")


def was_seen(account_id: int, mark: str) -> bool:
    """Whether a mark is one of ours; the first time it is noted when it came."""
    tests = PathTest.objects.filter(account_id=account_id, mark_hash=_hash(mark))
    now = timezone.now()
    if tests.filter(seen_at=None).update(seen_at=now, fault=""):
        Intake.objects.update_or_create(
            account_id=account_id, defaults={"last_push_at": now}
        )
        return True
    return tests.exists()


def _ask(test: PathTest, client: ClickSend, rule_id: int) -> None:
    # We keep no token, but ClickSend knows the address that it pushes to.
    with counted(test.account, Lane.UPKEEP):
        rule = client.automations.inbound_rules.get(rule_id)
    mark = secrets.token_urlsafe(16)
    test.mark_hash = _hash(mark)
    test.asked_at = timezone.now()
    test.save(update_fields=["mark_hash", "asked_at"])
    url = f"{rule.address}{'&' if '?' in rule.address else '?'}{PARAMETER}={mark}"
    with counted(test.account, Lane.UPKEEP):
        client.sms.ask_test_reply(url=url, webhook_type=rule.webhook_type or "post")


def _fail(test: PathTest, words: str) -> None:
    PathTest.objects.filter(pk=test.pk, seen_at=None).update(fault=words[:200])


def _hash(mark: str) -> str:
    return hashlib.sha256(mark.encode()).hexdigest()
