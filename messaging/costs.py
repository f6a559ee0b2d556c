"""What messages cost: told as estimate, quote or charge, never as a sum of kinds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import NOT_SENT, State
from clicksendhub.lib.money import Money
from messaging.models import Message, Send

Kind = Literal["quote", "estimate", "none"]
_REMEMBERED_SENDS = 20
# Whoever was left out costs nothing, whatever was expected; but what a person cancelled
# was quoted all the same, and stays as it was told.
_LEFT_OUT = NOT_SENT - {State.CANCELLED}
_WAS_EXPECTED = ~Q(state__in=_LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Expected:
    """What some texts will cost. ``priced`` of ``texts`` have a price of this kind."""

    kind: Kind
    total: Money | None
    priced: int
    texts: int

    @property
    def is_whole(self) -> bool:
        """True where every text has its price."""
        return self.priced == self.texts


def expected_cost(texts: QuerySet[Message], *, currency: str) -> Expected:
    """What these texts will cost: a quote where each has one, else an estimate."""
    found = texts.order_by().aggregate(
        texts=Count("pk"),
        quoted=Count("quote"),
        priced=Count(Coalesce("quote", "estimate")),
        total=Sum(Coalesce("quote", "estimate")),
        currency=Max("currency"),
    )
    if not found["priced"]:
        return Expected("none", None, 0, found["texts"])
    kind: Kind = "quote" if found["quoted"] == found["texts"] else "estimate"
    total = Money(found["total"], found["currency"] or currency)
    return Expected(kind, total, found["priced"], found["texts"])


@dataclass(frozen=True, slots=True)
class Costs:
    """The three figures of a send; None where nobody knows one.

    ``charged_at``: when ClickSend took the last text whose charge is known.
    """

    estimate: Money | None
    quote: Money | None
    charge: Money | None
    charged_at: datetime | None


def costs_of(send: Send, *, currency: str) -> Costs:
    """Estimate, quote and charge of a send, in one question."""
    found = send.messages.order_by().aggregate(
        estimate=Sum("estimate", filter=_WAS_EXPECTED),
        quote=Sum("quote", filter=_WAS_EXPECTED),
        # Before the sum of the same name, which would hide the column.
        charged_at=Max("accepted_at", filter=Q(charge__gt=0)),
        charge=Sum("charge"),
        currency=Max("currency"),
    )
    known = found.pop("currency") or currency
    charged_at = found.pop("charged_at")
    amounts = {
        kind: None if amount is None else Money(amount, known)
        for kind, amount in found.items()
    }
    return Costs(**amounts, charged_at=charged_at)


def price_of(message: Message, *, currency: str) -> Money | None:
    """The best figure that is known of one text: charged, quoted or estimated."""
    expected = () if message.state in _LEFT_OUT else (message.quote, message.estimate)
    for amount in (message.charge, *expected):
        if amount is not None:
            return Money(amount, message.currency or currency)
    return None


@dataclass(frozen=True, slots=True)
class KnownPrices:
    """The last prices by country, each for one part."""

    by_country: dict[str, Decimal]

    def estimate(self, country: str, parts: int) -> Decimal | None:
        """What a text of so many parts should cost there, if anything is known."""
        each = self.by_country.get(country)
        return None if each is None else each * parts


def known_prices(
    account: Account, countries: Collection[str], *, channel: str = "sms"
) -> KnownPrices:
    """What ClickSend last quoted or charged this account for each of the countries."""
    recent = (
        Send.objects.filter(account=account, channel=channel, quoted_at__isnull=False)
        .order_by("-created_at")
        .values_list("pk", flat=True)[:_REMEMBERED_SENDS]
    )
    rows = (
        Message.objects.filter(send_id__in=list(recent), country__in=countries)
        .annotate(price=Coalesce("charge", "quote"))
        .filter(price__gt=0)
        .order_by()
        .values_list("country", "parts", "price")
        .annotate(latest=Max("pk"))
        .order_by("latest")
    )
    # The latest price of a country comes last and stays.
    return KnownPrices({country: price / parts for country, parts, price, _ in rows})
