"""Rules of SDK 6: how replies and receipts of texts and calls are passed on."""

from collections.abc import Callable
from typing import Any

from clicksend import (
    CreateSmsDeliveryReceiptRuleRequest,
    CreateSmsInboundAutomationRequest,
    SmsApi,
    UpdateSmsInboundAutomationRequest,
    VoiceApi,
)

from tests.sdk.sdk6.sdk import Sdk, opened
from tests.sdk.steps import step

ADDRESS = "https://hub.example.com/hooks/receipts"


@step
def a_rule_for_replies_is_made_changed_listed_and_removed(sdk: Sdk) -> None:
    api = SmsApi(sdk.client)
    wanted = {
        "dedicated_number": "*",
        "rule_name": "hub",
        "message_search_type": 0,
        "message_search_term": "",
        "action": "URL",
        "action_address": ADDRESS,
        "enabled": 1,
    }

    made = opened(
        api.create_sms_inbound_automation(
            create_sms_inbound_automation_request=CreateSmsInboundAutomationRequest(
                **wanted
            )
        )
    )
    key = str(made.inbound_rule_id)
    api.update_sms_inbound_automation(
        inbound_rule_id=key,
        update_sms_inbound_automation_request=UpdateSmsInboundAutomationRequest(
            **wanted | {"rule_name": "hub 2", "enabled": 0}
        ),
    )
    kept = opened(api.view_sms_inbound_automation(inbound_rule_id=key))
    assert (kept.rule_name, kept.enabled, kept.webhook_type) == ("hub 2", 0, "post")
    listed = opened(api.view_sms_inbound_automations()).data
    assert made.inbound_rule_id in [rule.inbound_rule_id for rule in listed]
    opened(api.delete_sms_inbound_automation(inbound_rule_id=key))
    listed = opened(api.view_sms_inbound_automations()).data
    assert made.inbound_rule_id not in [rule.inbound_rule_id for rule in listed]


@step
def a_rule_for_receipts_of_texts_lives_and_goes(sdk: Sdk) -> None:
    api = SmsApi(sdk.client)

    _rule_lives_and_goes(
        create=api.create_sms_delivery_receipt_rule,
        update=api.update_sms_delivery_receipt_rule,
        view=api.view_sms_delivery_receipt_rule,
        view_all=api.view_sms_delivery_receipt_rules,
        delete=api.delete_sms_delivery_receipt_rule,
    )


@step
def a_rule_for_receipts_of_calls_lives_and_goes(sdk: Sdk) -> None:
    api = VoiceApi(sdk.client)

    _rule_lives_and_goes(
        create=api.create_voice_delivery_receipt_rule,
        update=api.update_voice_delivery_receipt_rule,
        view=api.view_voice_delivery_receipt_rule,
        view_all=api.view_voice_delivery_receipt_rules,
        delete=api.delete_voice_delivery_receipt_rule,
    )


def _rule_lives_and_goes(
    *,
    create: Callable[..., Any],
    update: Callable[..., Any],
    view: Callable[..., Any],
    view_all: Callable[..., Any],
    delete: Callable[..., Any],
) -> None:
    made = opened(create(create_sms_delivery_receipt_rule_request=_receipts("hub")))
    key = str(made.receipt_rule_id)
    update(
        receipt_rule_id=key, create_sms_delivery_receipt_rule_request=_receipts("hub 2")
    )
    kept = opened(view(receipt_rule_id=key))
    assert (kept.rule_name, kept.action_address) == ("hub 2", ADDRESS)
    assert kept.receipt_rule_id in _ids(view_all)
    opened(delete(receipt_rule_id=key))
    assert kept.receipt_rule_id not in _ids(view_all)


def _receipts(name: str) -> CreateSmsDeliveryReceiptRuleRequest:
    return CreateSmsDeliveryReceiptRuleRequest(
        rule_name=name, match_type=0, action="URL", action_address=ADDRESS, enabled=1
    )


def _ids(view_all: Callable[..., Any]) -> list[int]:
    return [rule.receipt_rule_id for rule in opened(view_all()).data]
