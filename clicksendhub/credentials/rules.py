"""Keeps our automation rules at ClickSend as they should be: pushed where it can reach
us, fetched everywhere. Looks first and changes what is there, so it may run again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clicksendhub.clicksend import (
    ClickSend,
    Forbidden,
    NewInboundRule,
    NewReceiptRule,
    NotFound,
    RuleAction,
)
from clicksendhub.credentials import hooks, tokens
from clicksendhub.credentials.models import Account, Rule, RuleKind, WebhookToken
from clicksendhub.credentials.services import client_for

NAME_BEGINS = "ClickSend Hub"
INBOUND = {RuleKind.INBOUND_PUSH: "inbound", RuleKind.INBOUND_POLL: ""}
RECEIPT = {RuleKind.RECEIPT_PUSH: "receipt", RuleKind.RECEIPT_POLL: ""}
VOICE = {RuleKind.VOICE_PUSH: "receipt", RuleKind.VOICE_POLL: ""}
FAX = {RuleKind.FAX_PUSH: "receipt", RuleKind.FAX_POLL: ""}
ALL = INBOUND | RECEIPT | VOICE | FAX
PUSHED = frozenset(kind for kind, event in ALL.items() if event)


@dataclass(slots=True)
class Address:
    """The address in use: its token in plain words, known only while rules are set."""

    base: str
    token: WebhookToken
    plain: str

    def __repr__(self) -> str:
        return f"Address({self.token})"

    def of(self, event: str) -> str:
        return f"{self.base}/hooks/{self.plain}/{event}/"


def register_rules(account: Account) -> None:
    """Bring the rules at ClickSend in line with PUBLIC_URL.

    The old address works until every new rule is confirmed, and a while longer. Raises
    what the client raises; whatever was done by then is found again the next time.
    """
    with client_for(account) as clicksend:
        desk = _Desk(account, clicksend)
        desk.look()
        address = _address(account, desk, base=settings.PUBLIC_URL)
        for kind in RuleKind:
            if kind in PUSHED and address is None:
                desk.take_back(kind)
            else:
                desk.set(kind, address)
    tokens.retire_others(account, keep=address.token if address else None)


def take_back_rules(account: Account) -> None:
    """Delete every rule of ours at ClickSend."""
    with client_for(account) as clicksend:
        desk = _Desk(account, clicksend)
        desk.look()
        for kind in RuleKind:
            desk.take_back(kind)


def name_of(account: Account, kind: RuleKind) -> str:
    """What the rule is called at ClickSend; two hubs on one account do not collide."""
    return f"{NAME_BEGINS} {account.public_id.hex[:8]}: {kind.label}"


def _address(account: Account, desk: _Desk, *, base: str) -> Address | None:
    """The address that stands at ClickSend already, if it still serves; else a new one.

    We keep tokens as hashes alone, so the plain one is read from the rules themselves.
    """
    if not base:
        return None
    current = {
        token.token_hash: token for token in tokens.current_tokens(account, base=base)
    }
    for plain in desk.tokens_in_use(base):
        if known := current.get(tokens.hash_of(plain)):
            return Address(base, known, plain)
    plain = tokens.mint(account, base)
    made = account.webhook_tokens.get(token_hash=tokens.hash_of(plain))
    return Address(base, made, plain)


class _Desk:
    """The rules of one account at ClickSend while they are looked at and changed."""

    def __init__(self, account: Account, clicksend: ClickSend) -> None:
        self._account = account
        self._automations = clicksend.automations
        self._ours: dict[RuleKind, list[Any]] = {}
        self._closed: set[RuleKind] = set()

    def look(self) -> None:
        """Find ours among all: by the id that we kept, then by name."""
        kept = dict(self._account.rules.values_list("kind", "clicksend_id"))
        for resource, kinds in (
            (self._automations.inbound_rules, INBOUND),
            (self._automations.receipt_rules, RECEIPT),
            (self._automations.voice_receipt_rules, VOICE),
            (self._automations.fax_receipt_rules, FAX),
        ):
            found = self._list(resource, kinds)
            for kind in kinds:
                name = name_of(self._account, kind)
                ours = [
                    rule
                    for rule in found
                    if rule.rule_id == kept.get(kind) or rule.name == name
                ]
                ours.sort(key=lambda rule: rule.rule_id != kept.get(kind))
                self._ours[kind] = ours

    def _list(self, resource: Any, kinds: Iterable[RuleKind]) -> list[Any]:
        """All rules of one sort. Calls and faxes may be closed to an account."""
        try:
            with hooks.counted(self._account):
                return list(resource.list())
        except (Forbidden, NotFound):
            if not (VOICE | FAX).keys() >= set(kinds):
                raise
            self._closed |= set(kinds)
            return []

    def tokens_in_use(self, base: str) -> list[str]:
        """The path segment in each of our pushed rules under this base."""
        beginning = f"{base}/hooks/"
        return [
            rule.address.removeprefix(beginning).split("/")[0]
            for kind in PUSHED
            for rule in self._ours[kind]
            if rule.address.startswith(beginning)
        ]

    def set(self, kind: RuleKind, address: Address | None) -> None:
        """Make the rule, or change it where it differs; remove doubles of it."""
        if kind in self._closed:
            return
        wanted = _wanted(self._account, kind, address)
        ours = self._ours[kind]
        if not ours:
            rule_id = self._call(kind, "create", wanted).rule_id
        else:
            rule_id = ours[0].rule_id
            if not _agrees(ours[0], wanted):
                self._call(kind, "update", rule_id, rule=wanted)
        self._remember(kind, rule_id, address if kind in PUSHED else None)
        for double in ours[1:]:
            self._delete(kind, double.rule_id)

    def take_back(self, kind: RuleKind) -> None:
        """Delete the rule and every double of it."""
        for rule in self._ours[kind]:
            self._delete(kind, rule.rule_id)
        self._account.rules.filter(kind=kind).delete()

    def _remember(self, kind: RuleKind, rule_id: int, address: Address | None) -> None:
        with transaction.atomic():
            Rule.objects.update_or_create(
                account=self._account,
                kind=kind,
                defaults={
                    "clicksend_id": rule_id,
                    "token": address.token if address else None,
                    "registered_at": timezone.now(),
                },
            )

    def _delete(self, kind: RuleKind, rule_id: int) -> None:
        try:
            self._call(kind, "delete", rule_id)
        except NotFound:
            return  # someone was quicker

    def _call(self, kind: RuleKind, verb: str, *arguments: Any, **named: Any) -> Any:
        resource = self._resource_of(kind)
        with hooks.counted(self._account):
            return getattr(resource, verb)(*arguments, **named)

    def _resource_of(self, kind: RuleKind) -> Any:
        if kind in INBOUND:
            return self._automations.inbound_rules
        if kind in VOICE:
            return self._automations.voice_receipt_rules
        if kind in FAX:
            return self._automations.fax_receipt_rules
        return self._automations.receipt_rules


def _wanted(
    account: Account, kind: RuleKind, address: Address | None
) -> NewInboundRule | NewReceiptRule:
    name = name_of(account, kind)
    new = NewInboundRule if kind in INBOUND else NewReceiptRule
    if kind in PUSHED and address:
        return new(name=name, action=RuleAction.URL, address=address.of(ALL[kind]))
    return new(name=name, action=RuleAction.POLL)


def _agrees(rule: Any, wanted: NewInboundRule | NewReceiptRule) -> bool:
    """Whether ClickSend's rule does what we want; how it is told in detail aside."""
    compared = ["name", "action", "enabled", "match"]
    if wanted.action == RuleAction.URL:
        compared.append("address")
    if isinstance(wanted, NewInboundRule):
        compared.append("dedicated_number")
    return all(getattr(rule, name) == getattr(wanted, name) for name in compared)
