"""Plans a send: writes its rows at Check, changes a draft, confirms it.

One form is one send, however often it is posted. What is confirmed is what was shown:
the page carries a seal of the plan, and a plan that has changed since is not sent.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.services import release
from clicksendhub.dispatch.states import SendState
from clicksendhub.media.services import hold_file
from clicksendhub.people.models import User
from messaging.attached import FILE_GONE, attached_to
from messaging.costs import known_prices
from messaging.kinds import Kind, kind_of
from messaging.models import Message, Reply, Send
from messaging.moments import Due
from messaging.recipients import Recipient, Recipients, read_recipients
from messaging.ringing import hold_quiet
from messaging.texts import BadText

TEXT = "sms"


class CannotPlan(ValueError):
    """The message cannot go as it stands; the message says why and what to do."""


class PlanChanged(Exception):
    """Somebody changed the plan after it was shown; nothing was sent."""


class NotReady(Exception):
    """What would be sent is not ready; the message says why. Nothing was sent."""


class NotAgreed(Exception):
    """Nobody agreed to how the file was changed; nothing was sent."""


class TimePassed(Exception):
    """The promised time passed before anyone confirmed; nothing was sent."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written: the words as given and the people as understood."""

    kind: Kind
    typed_numbers: str = field(repr=False)
    body: str = field(repr=False)
    sender: str = ""
    your_reference: str = ""
    due: Due | None = None
    # What only this kind has, by its columns.
    own: Mapping[str, Any] = field(default_factory=dict)

    def recipients_for(self, account: Account) -> Recipients:
        """The people of this plan, or ``CannotPlan`` where a number is no number."""
        read = read_recipients(
            self.typed_numbers, country=account.country, reach=self.kind.reach
        )
        if read.faults:
            raise CannotPlan(read.faults[0].words)
        if not read.people:
            raise CannotPlan("There is no number to send to. Write one.")
        numbers = [person.number for person in read.people]
        if fault := self.kind.fault(account, self.own, numbers):
            raise CannotPlan(fault)
        return read


def plan_send(
    *,
    account: Account,
    author: User | None,
    numbers: str,
    body: str,
    sender: str = "",
    your_reference: str = "",
    due: Due | None = None,
    form_token: uuid.UUID | None = None,
    answers: Reply | None = None,
    kind: str = TEXT,
    own: Mapping[str, Any] | None = None,
) -> Send:
    """Write a draft with one row for each person; nothing leaves before confirming.

    The same ``form_token`` gives the send that it made before, unchanged. ``own``: the
    columns of its kind.
    """
    known = kind_of(kind)
    words = _words(known, body, account)
    plan = Plan(known, numbers, words, sender, your_reference, due, own or {})
    recipients = plan.recipients_for(account)
    token = form_token or uuid.uuid4()
    try:
        with transaction.atomic():
            send = Send.objects.create(
                account=account,
                author=author,
                channel=known.name,
                form_token=token,
                answers=answers,
                **_columns(plan, recipients),
            )
            _write_rows(send, recipients)
            _record("send.planned", send, author)
    except IntegrityError:
        return Send.objects.get(account=account, form_token=token)
    return send


def change_plan(
    send: Send,
    *,
    actor: User,
    numbers: str,
    body: str,
    sender: str = "",
    your_reference: str = "",
    due: Due | None = None,
    own: Mapping[str, Any] | None = None,
) -> bool:
    """Write the plan of a draft anew; False where it was confirmed meanwhile.

    Without ``own`` the columns of its kind stay as they are.
    """
    kind = kind_of(send.channel)
    words = _words(kind, body, send.account)
    kept = kind.columns_of(send) if own is None else own
    plan = Plan(kind, numbers, words, sender, your_reference, due, kept)
    recipients = plan.recipients_for(send.account)
    with transaction.atomic():
        draft = Send.objects.filter(pk=send.pk, state=SendState.DRAFT)
        if not draft.update(
            **_columns(plan, recipients), quoted_at=None, quote_note=""
        ):
            return False
        send.refresh_from_db()
        send.messages.all().delete()
        _write_rows(send, recipients)
        _record("send.changed", send, actor)
    return True


def confirm_send(send: Send, *, actor: User, seal: str, agrees: bool = False) -> bool:
    """Send what was shown; False where it was confirmed before.

    Raises ``PlanChanged`` or ``TimePassed`` where the page no longer tells the truth,
    and ``NotReady`` or ``NotAgreed`` where its file may not go as it is. ``agrees``:
    the person saw what the file lost on the way.
    """
    with transaction.atomic():
        # Held until the end: a change of the plan waits, and then finds it confirmed.
        current = Send.objects.select_for_update().get(pk=send.pk)
        if current.state != SendState.DRAFT:
            return False
        if seal_of(current) != seal:
            raise PlanChanged
        if current.due_at and current.due_at <= timezone.now():
            raise TimePassed
        _check_file(current, agrees=agrees)
        is_mine = release(
            current,
            actor=actor,
            due_at=current.due_at,
            due_wall=current.due_wall,
            due_zone=current.due_zone,
        )
        if is_mine:
            hold_quiet(current, now=timezone.now())
        return is_mine


def discard_draft(send: Send, *, actor: User) -> bool:
    """Throw away a draft and its rows; False where it was confirmed meanwhile."""
    with transaction.atomic():
        draft = Send.objects.select_for_update().filter(
            pk=send.pk, state=SendState.DRAFT
        )
        if not draft.exists():
            return False
        _record("send.discarded", send, actor)
        send.messages.all().delete()
        draft.delete()
    return True


def seal_of(send: Send) -> str:
    """A short mark of exactly this plan: rows are written anew by every change."""
    rows = send.messages.aggregate(last=Max("pk"), people=Count("pk"))
    marks = (
        send.public_id,
        rows["last"],
        rows["people"],
        send.due_at and send.due_at.isoformat(),
        send.sender,
        send.body,
        *kind_of(send.channel).columns_of(send).values(),
    )
    return hashlib.sha256(repr(marks).encode()).hexdigest()[:24]


def _check_file(send: Send, *, agrees: bool) -> None:
    attached = attached_to(send)
    if attached is None:
        return
    # Held: whoever would delete the file waits, and finds that it is needed.
    if not hold_file(attached.file.pk):
        raise NotReady(FILE_GONE)
    if attached.obstacle:
        raise NotReady(attached.obstacle)
    if attached.loss and not agrees:
        raise NotAgreed


def _words(kind: Kind, typed: str, account: Account) -> str:
    try:
        return kind.read_words(typed, account)
    except BadText as error:
        raise CannotPlan(str(error)) from error


def _columns(plan: Plan, recipients: Recipients) -> dict[str, object]:
    return {
        "body": plan.body,
        "sender": plan.sender,
        "your_reference": plan.your_reference,
        "typed_numbers": plan.typed_numbers,
        "left_out": [
            {
                "reason": "duplicate",
                "number": again.number,
                "line": again.line,
                "first_line": again.first_line,
            }
            for again in recipients.duplicates
        ],
        "planned_total": len(recipients.people),
        "is_bulk": len(recipients.people) > settings.DISPATCH_SINGLE_LIMIT,
        "due_at": plan.due.at if plan.due else None,
        "due_wall": plan.due.wall if plan.due else "",
        "due_zone": plan.due.zone if plan.due else "",
        **{name: plan.own[name] for name in plan.kind.columns},
    }


def _write_rows(send: Send, recipients: Recipients) -> None:
    kind = kind_of(send.channel)
    parts = kind.parts_of(send.body, kind.columns_of(send))
    countries = {person.country for person in recipients.people}
    prices = known_prices(send.account, countries, channel=send.channel)

    def row(person: Recipient) -> Message:
        return Message(
            send=send,
            account_id=send.account_id,
            to=person.number,
            country=person.country,
            body=send.body,
            sender=send.sender,
            parts=parts,
            estimate=prices.estimate(person.country, parts),
            currency=send.account.currency,
        )

    Message.objects.bulk_create([row(person) for person in recipients.people], 500)


def _record(act: str, send: Send, actor: User | None) -> None:
    record(
        act,
        actor=actor,
        account_id=send.account_id,
        target=send.public_id,
        people=send.planned_total,
    )
