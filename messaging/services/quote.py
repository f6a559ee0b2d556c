"""Asks ClickSend what a draft will cost; without a quote, the page says so.

One message stands for all others of the same country, parts and sender.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from clicksendhub.clicksend import (
    ClickSendError,
    NoAnswer,
    ServerError,
    Unreachable,
)
from clicksendhub.credentials.services import client_for
from clicksendhub.dispatch.states import SendState
from clicksendhub.gate.calls import NotNow, counted
from clicksendhub.gate.models import Lane
from clicksendhub.lib.countries import in_country
from clicksendhub.lib.phone import Channel, is_test_number
from messaging.attached import ON_ITS_WAY, ask_again, attached_to, count_pages
from messaging.channels.fax import FaxClosed
from messaging.channels.hosted import LinkNotReady
from messaging.kinds import Words, kind_of
from messaging.models import Message, Send
from messaging.reasons import sentence_for
from messaging.services.plan import seal_of

SUCCESS = "SUCCESS"
_UNREACHED = (NoAnswer, ServerError, Unreachable)


class PricedItem(Protocol):
    """What the price of one message tells, whatever its kind."""

    @property
    def reference(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def parts(self) -> int | None: ...
    @property
    def price(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class Alike:
    """Messages that cost the same, and the one that is asked for."""

    first: Message
    ids: tuple[int, ...]


@dataclass(slots=True)
class Told:
    """What ClickSend said: the price of each group, and what else there is to know."""

    prices: list[tuple[tuple[int, ...], Decimal]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def quote_send(send: Send) -> bool:
    """Fetch the prices of a draft; False where there is no quote, with a note why."""
    kind = kind_of(send.channel)
    if attached := attached_to(send):
        count_pages(send, attached)
        if attached.obstacle:
            return _note(send, attached.obstacle)
        if attached.rendition and (waits := ask_again(attached.rendition)):
            return _note(send, waits)
    groups = groups_alike(send.messages.order_by("pk"), reach=kind.reach)
    try:
        answer = _ask(send, [group.first for group in groups])
    except NotNow as error:
        return _note(send, f"ClickSend was not asked for the price. {error.sentence}")
    except LinkNotReady:
        return _note(send, ON_ITS_WAY)
    except ClickSendError as error:
        return _note(send, _words_for(error))
    told = read_prices(groups, answer.items, words=kind.words)
    _write(send, told, currency=answer.currency or "")
    return True


def groups_alike(
    messages: Iterable[Message], *, reach: Channel = Channel.SMS
) -> list[Alike]:
    """Messages by what their price depends on; ClickSend's free test numbers apart."""
    found: dict[tuple[object, ...], list[Message]] = {}
    for message in messages:
        is_free = is_test_number(message.to, reach)
        key = (message.country, message.parts, message.sender, is_free)
        found.setdefault(key, []).append(message)
    return [
        Alike(alike[0], tuple(message.pk for message in alike))
        for alike in found.values()
    ]


def read_prices(
    groups: Sequence[Alike], items: Iterable[PricedItem], *, words: Words
) -> Told:
    """What the answer says of each group. Pure."""
    by_reference = {priced.reference: priced for priced in items}
    told = Told()
    for group in groups:
        priced = by_reference.get(group.first.reference)
        if priced is None:
            continue
        if priced.status != SUCCESS:
            place = in_country(group.first.country)
            why = sentence_for("refused", priced.status, words.one)
            told.notes.append(f"About {words.many} to numbers in {place}: {why}")
        elif priced.price is not None:
            told.prices.append((group.ids, priced.price))
            if words.unit and priced.parts not in (None, 0, group.first.parts):
                told.notes.append(
                    f"ClickSend counts {priced.parts} {words.unit}s where we count "
                    f"{group.first.parts}. Its count is what it charges."
                )
    return told


def _ask(send: Send, messages: Sequence[Message]) -> Any:
    account, kind = send.account, kind_of(send.channel)
    with client_for(account, quick=True) as client, counted(account, Lane.SINGLE):
        return kind.ask_price(client, send, messages)


def _write(send: Send, told: Told, *, currency: str) -> None:
    now = timezone.now()
    with transaction.atomic():
        if not _is_still_the_plan(send):
            return
        for ids, price in told.prices:
            rows = Message.objects.filter(pk__in=ids)
            rows.update(quote=price)
            if currency:
                rows.update(currency=currency)
        send.quoted_at = now if told.prices else None
        send.quote_note = " ".join(dict.fromkeys(told.notes))[:300]
        send.save(update_fields=["quoted_at", "quote_note"])


def _note(send: Send, words: str) -> bool:
    with transaction.atomic():
        if _is_still_the_plan(send):
            send.quote_note = words[:300]
            send.save(update_fields=["quote_note"])
    return False


def _is_still_the_plan(send: Send) -> bool:
    """Held until the end: False where it was changed since it was read, or confirmed.

    A job may ask for the price while somebody changes the plan.
    """
    held = Send.objects.select_for_update().filter(pk=send.pk, state=SendState.DRAFT)
    current = held.first()
    return current is not None and seal_of(current) == seal_of(send)


def _words_for(error: ClickSendError) -> str:
    if isinstance(error, FaxClosed):
        return sentence_for("refused", "FaxClosed", "fax")
    if isinstance(error, _UNREACHED):
        return "ClickSend could not be reached for a price."
    return "ClickSend did not give a price."
