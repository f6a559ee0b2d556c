"""Rules of SDK 5: how replies and receipts are passed on."""

from collections.abc import Callable
from typing import Any

from clicksend_client import (
    DeliveryReceiptRule,
    FAXDeliveryReceiptRulesApi,
    InboundFaxRule,
    InboundFAXRulesApi,
    InboundSMSRule,
    InboundSMSRulesApi,
    SMSDeliveryReceiptRulesApi,
    VoiceDeliveryReceiptRulesApi,
)

from tests.sdk.sdk5.sdk import Sdk, opened, rows
from tests.sdk.steps import step

ADDRESS = "https://hub.example.com/hooks/receipts"


@step
def a_rule_for_replies_lives_and_goes(sdk: Sdk) -> None:
    api = InboundSMSRulesApi(sdk.client)

    _rule_lives_and_goes(
        rule=_replies,
        key="inbound_rule_id",
        post=api.sms_inbound_automation_post,
        put=api.sms_inbound_automation_put,
        get=api.sms_inbound_automation_get,
        get_all=api.sms_inbound_automations_get,
        delete=api.sms_inbound_automation_delete,
    )


@step
def a_rule_for_faxes_that_come_in_lives_and_goes(sdk: Sdk) -> None:
    api = InboundFAXRulesApi(sdk.client)

    _rule_lives_and_goes(
        rule=_faxes,
        key="inbound_rule_id",
        post=api.fax_inbound_automation_post,
        put=api.fax_inbound_automation_put,
        get=api.fax_inbound_automation_get,
        get_all=api.fax_inbound_automations_get,
        delete=api.fax_inbound_automation_delete,
    )


@step
def a_rule_for_receipts_of_texts_lives_and_goes(sdk: Sdk) -> None:
    _receipt_rule_lives_and_goes(
        SMSDeliveryReceiptRulesApi(sdk.client), "sms_delivery_receipt_automation"
    )


@step
def a_rule_for_receipts_of_calls_lives_and_goes(sdk: Sdk) -> None:
    _receipt_rule_lives_and_goes(
        VoiceDeliveryReceiptRulesApi(sdk.client), "voice_delivery_receipt_automation"
    )


@step
def a_rule_for_receipts_of_faxes_lives_and_goes(sdk: Sdk) -> None:
    _receipt_rule_lives_and_goes(
        FAXDeliveryReceiptRulesApi(sdk.client), "fax_delivery_receipt_automation"
    )


def _receipt_rule_lives_and_goes(api: object, name: str) -> None:
    _rule_lives_and_goes(
        rule=_receipts,
        key="receipt_rule_id",
        post=getattr(api, f"{name}_post"),
        put=getattr(api, f"{name}_put"),
        get=getattr(api, f"{name}_get"),
        get_all=getattr(api, f"{name}s_get"),
        delete=getattr(api, f"{name}_delete"),
    )


def _rule_lives_and_goes(
    *,
    rule: Callable[[str], Any],
    key: str,
    post: Callable[..., str],
    put: Callable[..., str],
    get: Callable[..., str],
    get_all: Callable[..., str],
    delete: Callable[..., str],
) -> None:
    number = opened(post(rule("hub")))[key]
    put(number, rule("hub 2"))
    kept = opened(get(number))
    assert (kept["rule_name"], kept["enabled"]) == ("hub 2", 1)
    assert number in [row[key] for row in rows(get_all(page=1, limit=100))]
    opened(delete(number))
    assert number not in [row[key] for row in rows(get_all(page=1, limit=100))]


def _receipts(name: str) -> DeliveryReceiptRule:
    return DeliveryReceiptRule(
        rule_name=name, match_type=0, action="URL", action_address=ADDRESS, enabled=1
    )


def _replies(name: str) -> InboundSMSRule:
    return InboundSMSRule(
        dedicated_number="*",
        rule_name=name,
        message_search_type=0,
        message_search_term="",
        action="URL",
        action_address=ADDRESS,
        enabled=1,
        webhook_type="json",
    )


def _faxes(name: str) -> InboundFaxRule:
    return InboundFaxRule(
        dedicated_number="*",
        rule_name=name,
        action="URL",
        action_address=ADDRESS,
        enabled=1,
    )
