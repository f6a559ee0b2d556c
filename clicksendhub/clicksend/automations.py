"""The rules by which ClickSend tells us of replies and delivery receipts."""

from collections.abc import Callable, Mapping
from typing import Final, Generic, TypeVar

from .checks import MAX_LIMIT, check_word, checked_url, page_params, whole_id
from .envelope import Envelope, JsonObject, Request
from .pages import every_page
from .parse import flag, integer, rest, text
from .types import (
    InboundMatch,
    InboundRule,
    NewInboundRule,
    NewReceiptRule,
    Page,
    ReceiptMatch,
    ReceiptRule,
    RuleAction,
    WebhookType,
)

_INBOUND_KEYS: Final = frozenset(
    {
        "inbound_rule_id",
        "rule_name",
        "action",
        "action_address",
        "body",
        "enabled",
        "webhook_type",
        "dedicated_number",
        "message_search_type",
        "message_search_term",
    }
)
_RECEIPT_KEYS: Final = frozenset(
    {
        "receipt_rule_id",
        "rule_name",
        "action",
        "action_address",
        "enabled",
        "match_type",
    }
)

Rule = TypeVar("Rule", bound=InboundRule | ReceiptRule)
NewRule = TypeVar("NewRule", bound=NewInboundRule | NewReceiptRule)


class RuleResource(Generic[Rule, NewRule]):
    """Rules of one kind, under one address of the API."""

    def __init__(
        self,
        request: Request,
        path: str,
        *,
        read: Callable[[JsonObject], Rule],
        write: Callable[[NewRule], JsonObject],
    ) -> None:
        self._request = request
        self._path = path
        self._read = read
        self._write = write

    def list(self) -> tuple[Rule, ...]:
        """Every rule of the account, also those made elsewhere."""
        return tuple(every_page(self._page))

    def get(self, rule_id: int) -> Rule:
        """One rule; NotFound if there is none."""
        return self._known(self._request("GET", self._path_of(rule_id)))

    def create(self, rule: NewRule) -> Rule:
        """Make a rule. After MaybeSent look for it by name before trying again."""
        json = self._json(rule)
        return self._known(self._request("POST", self._path, json=json))

    def update(self, rule_id: int, *, rule: NewRule) -> Rule:
        """Write a rule anew, all of it."""
        json = self._json(rule)
        return self._known(self._request("PUT", self._path_of(rule_id), json=json))

    def delete(self, rule_id: int) -> None:
        """Remove a rule; NotFound if it is gone already."""
        self._request("DELETE", self._path_of(rule_id))

    def _page(self, number: int) -> Page[Rule]:
        params = page_params(number, limit=MAX_LIMIT)
        envelope = self._request("GET", self._path, params=params)
        return envelope.page(self._read, asked_for=number)

    def _known(self, envelope: Envelope) -> Rule:
        return envelope.known(self._read, id_of=lambda rule: rule.rule_id)

    def _path_of(self, rule_id: int) -> str:
        return f"{self._path}/{whole_id(rule_id, what='rule')}"

    def _json(self, rule: NewRule) -> JsonObject:
        check_word(rule.action, RuleAction, name="action")
        if rule.action == RuleAction.URL:
            checked_url(rule.address, name="address")
        return self._write(rule)


class AutomationsResource:
    """``client.automations``."""

    def __init__(self, request: Request) -> None:
        self.inbound_rules: RuleResource[InboundRule, NewInboundRule] = RuleResource(
            request,
            "/automations/sms/inbound",
            read=_inbound_rule,
            write=_inbound_json,
        )
        self.receipt_rules = _receipt_rules(request, "sms")
        self.voice_receipt_rules = _receipt_rules(request, "voice")
        self.fax_receipt_rules = _receipt_rules(request, "fax")


def _receipt_rules(
    request: Request, channel: str
) -> RuleResource[ReceiptRule, NewReceiptRule]:
    """Rules for receipts; a channel has rules of its own, all of one shape."""
    return RuleResource(
        request,
        f"/automations/{channel}/receipts",
        read=_receipt_rule,
        write=_receipt_json,
    )


def _inbound_json(rule: NewInboundRule) -> JsonObject:
    check_word(rule.match, InboundMatch, name="match")
    check_word(rule.webhook_type, WebhookType, name="webhook_type")
    fields: dict[str, object] = {
        "dedicated_number": rule.dedicated_number,
        "rule_name": rule.name,
        "message_search_type": int(rule.match),
        "message_search_term": rule.match_text,
        "action": str(rule.action),
        "action_address": rule.address,
        "enabled": int(rule.enabled),
    }
    if rule.action == RuleAction.URL:  # known to this action alone
        fields["webhook_type"] = str(rule.webhook_type)
    if rule.reply:
        fields["body"] = rule.reply
    return fields


def _inbound_rule(fields: Mapping[str, object]) -> InboundRule:
    return InboundRule(
        rule_id=integer(fields.get("inbound_rule_id")) or 0,
        name=text(fields.get("rule_name")),
        action=text(fields.get("action")),
        address=text(fields.get("action_address")),
        enabled=flag(fields.get("enabled")) is True,
        webhook_type=text(fields.get("webhook_type")),
        dedicated_number=text(fields.get("dedicated_number")),
        match=integer(fields.get("message_search_type")),
        match_text=text(fields.get("message_search_term")),
        reply=text(fields.get("body")),
        extra=rest(fields, _INBOUND_KEYS),
    )


def _receipt_json(rule: NewReceiptRule) -> JsonObject:
    check_word(rule.match, ReceiptMatch, name="match")
    return {
        "rule_name": rule.name,
        "match_type": int(rule.match),
        "action": str(rule.action),
        "action_address": rule.address,
        "enabled": int(rule.enabled),
    }


def _receipt_rule(fields: Mapping[str, object]) -> ReceiptRule:
    return ReceiptRule(
        rule_id=integer(fields.get("receipt_rule_id")) or 0,
        name=text(fields.get("rule_name")),
        action=text(fields.get("action")),
        address=text(fields.get("action_address")),
        enabled=flag(fields.get("enabled")) is True,
        match=integer(fields.get("match_type")),
        extra=rest(fields, _RECEIPT_KEYS),
    )
