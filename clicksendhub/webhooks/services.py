"""The path of replies: test it, tell how it stands, try again what was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.clicksend import UnreadableEvent
from clicksendhub.credentials import hooks
from clicksendhub.credentials.models import Account, Rule, RuleKind
from clicksendhub.jobs import nudge
from clicksendhub.people.models import User
from clicksendhub.webhooks import path_test, reading
from clicksendhub.webhooks.intake import store
from clicksendhub.webhooks.models import Event, EventState, Intake, PathTest
from clicksendhub.webhooks.nudging import ASK_TEST, POLL, SETTLE
from clicksendhub.webhooks.statements import Delivery, Owner

# A push takes a second; ClickSend repeats one that failed after ten.
_PATIENCE = timedelta(seconds=30)
_DID_NOT_ARRIVE = (
    "ClickSend was asked for a test reply and it did not arrive. Check that "
    "PUBLIC_URL can be reached from outside; until then replies are fetched."
)


@dataclass(frozen=True, slots=True)
class PathState(hooks.PathState):
    """How the path stands; ``level`` is a state of the badges, the rest for details."""

    last_push_at: datetime | None = None
    last_poll_at: datetime | None = None


class PathOfReplies:
    """For the page of an account: a test to ask for, and how the path stands."""

    def ask(self, account: Account, by: User) -> None:
        """Ask for a test."""
        ask_for_test(account, by)

    def state(self, account: Account) -> PathState:
        """How the path stands."""
        return path_state(account)


def has_push(account: Account) -> bool:
    """Whether ClickSend was told an address to push replies to."""
    rules = Rule.objects.filter(account=account, kind=RuleKind.INBOUND_PUSH)
    return rules.exists()


def ask_for_test(account: Account, by: User) -> None:
    """Try the path: by a marked test reply, or by fetching where nothing is pushed."""
    with transaction.atomic():
        record("path.tested", actor=by, account_id=account.pk, target=account.public_id)
        if has_push(account):
            nudge(ASK_TEST, str(path_test.begin(account, by).pk))
        else:
            nudge(POLL, str(account.pk))


def path_state(account: Account) -> PathState:
    """The path in one sentence, with what it is read from."""
    intake = Intake.objects.filter(account=account).first() or Intake()
    if not has_push(account):
        level, sentence = _fetching(intake)
        test = None
    else:
        tests = PathTest.objects.filter(account=account).order_by("-pk")
        test = tests.first()
        level, sentence = _pushing(test, intake, timezone.now())
    return PathState(
        level=level,
        sentence=sentence,
        asked_at=test.asked_at if test else None,
        seen_at=test.seen_at if test else None,
        last_push_at=intake.last_push_at,
        last_poll_at=intake.last_poll_at,
    )


def try_again(event: Event, *, by: User) -> bool:
    """Read a kept event anew; True where it could be read, or is known by now."""
    with transaction.atomic():
        record(
            "event.retried",
            actor=by,
            account_id=event.account_id,
            target=event.public_id,
        )
        try:
            told = reading.read(event.kind, event.body, event.content_type)
        except UnreadableEvent as error:
            _keep(event, fault=f"Could not be read: {error}.")
            return False
        delivery = Delivery(
            kind=event.kind,
            origin=event.origin,
            received_at=event.received_at,
            body=event.body,
            content_type=event.content_type,
        )
        event.delete()
        store(Owner(event.account_id, event.account.country), delivery, told)
        nudge(SETTLE)
    return True


def _keep(event: Event, *, fault: str) -> None:
    unreadable = Event.objects.filter(pk=event.pk, state=EventState.UNREADABLE)
    unreadable.update(fault=fault, settled_at=timezone.now())


def _fetching(intake: Intake) -> tuple[str, str]:
    if intake.poll_fault:
        return "failed", f"Fetching replies did not work: {intake.poll_fault}"
    if intake.last_poll_at is None:
        return "not_tested", "Replies will be fetched; no look was made yet."
    return "checked", "Replies are fetched from ClickSend every few seconds."


def _pushing(test: PathTest | None, intake: Intake, now: datetime) -> tuple[str, str]:
    if test is None:
        if intake.last_push_at:
            return "checked", "ClickSend pushes replies to this hub, and they arrive."
        return (
            "not_tested",
            "ClickSend pushes replies to this hub. Nobody tested it yet.",
        )
    if test.seen_at:
        return "checked", "The test reply arrived. Replies reach this hub."
    if test.fault:
        return "failed", f"The test could not be made: {test.fault}"
    if now - test.asked_at < _PATIENCE:
        return "testing", "A test reply is on its way. This takes a few seconds."
    return "failed", _DID_NOT_ARRIVE
