"""Texts through SDK 5: price, sending, history, receipts, replies, cancelling."""

from typing import Any

from clicksend_client import (
    DateBefore,
    DeliveryReceiptRule,
    InboundSMSRule,
    InboundSMSRulesApi,
    SMSApi,
    SMSDeliveryReceiptRulesApi,
    SmsMessage,
    SmsMessageCollection,
    Url,
)

from tests.sdk.sdk5.sdk import Sdk, opened, rows
from tests.sdk.steps import OTHER_PHONE, PHONE, step, tomorrow, until

BODY = "Court 3 moved to 10:30"


def texts(
    *, to: str = PHONE, reference: str, schedule: int = 0
) -> SmsMessageCollection:
    """One text as the SDK's own models spell it."""
    message = SmsMessage(to=to, body=BODY, custom_string=reference, schedule=schedule)
    return SmsMessageCollection(messages=[message])


def sent_text(sdk: Sdk, **wanted: Any) -> dict[str, Any]:
    """Send one text and return how it was answered."""
    (sent,) = opened(SMSApi(sdk.client).sms_send_post(texts(**wanted)))["messages"]
    found: dict[str, Any] = sent
    assert found["status"] == "SUCCESS"
    return found


def poll_for_texts(sdk: Sdk) -> None:
    """Have receipts and replies kept for whoever asks. The flags are floats there."""
    SMSDeliveryReceiptRulesApi(sdk.client).sms_delivery_receipt_automation_post(
        DeliveryReceiptRule(
            rule_name="poll",
            match_type=0.0,
            action="POLL",
            action_address="",
            enabled=1.0,
        )
    )
    InboundSMSRulesApi(sdk.client).sms_inbound_automation_post(
        InboundSMSRule(
            dedicated_number="*",
            rule_name="poll",
            message_search_type=0.0,
            message_search_term="",
            action="POLL",
            action_address="",
            enabled=1.0,
        )
    )


@step
def a_text_is_priced_sent_and_found(sdk: Sdk) -> None:
    api = SMSApi(sdk.client)

    price = opened(api.sms_price_post(texts(reference="five-1")))
    sent = sent_text(sdk, reference="five-1")
    found = rows(api.sms_history_get(q=f"message_id:{sent['message_id']}", limit=15))

    assert price["total_price"] == float(sent["message_price"]) == 0.0792
    assert (sent["to"], sent["custom_string"]) == (PHONE, "five-1")
    assert [(row["body"], row["direction"]) for row in found] == [(BODY, "out")]


@step
def the_receipt_of_a_text_is_fetched_and_marked_as_read(sdk: Sdk) -> None:
    api = SMSApi(sdk.client)
    poll_for_texts(sdk)
    message_id = sent_text(sdk, reference="five-2")["message_id"]

    def unread() -> list[dict[str, Any]]:
        found = rows(api.sms_receipts_get(page=1, limit=100))
        return [row for row in found if row["message_id"] == message_id]

    until(lambda: 201 in [row["status_code"] for row in unread()])
    one = opened(api.sms_receipts_by_message_id_get(message_id))
    assert (one["custom_string"], one["message_type"]) == ("five-2", "sms")
    api.sms_receipts_read_put(date_before=DateBefore(date_before=float(tomorrow())))
    assert unread() == []


@step
def a_reply_is_fetched_and_marked_as_read(sdk: Sdk) -> None:
    api = SMSApi(sdk.client)
    poll_for_texts(sdk)
    message_id = sent_text(sdk, to=OTHER_PHONE, reference="five-3")["message_id"]

    def unread() -> list[dict[str, Any]]:
        found = rows(api.sms_inbound_get(page=1, limit=100))
        return [row for row in found if row["original_message_id"] == message_id]

    sdk.place.reply(phone=OTHER_PHONE, message_id=message_id, body="Yes please")

    reply = until(unread)[0]
    assert (reply["body"], reply["original_body"]) == ("Yes please", BODY)
    assert opened(api.sms_inbound_read_by_message_id_put(reply["message_id"])) >= 1
    api.sms_inbound_read_put(date_before=DateBefore(date_before=float(tomorrow())))
    assert unread() == []


@step
def a_test_receipt_and_a_test_reply_are_made(sdk: Sdk) -> None:
    api = SMSApi(sdk.client)

    receipt = opened(api.sms_receipts_post(Url(url="poll")))
    reply = opened(api.sms_inbound_post(Url(url=f"{sdk.place.url}/_sandbox/nowhere")))

    assert receipt["message_type"] == "sms"
    assert reply["body"]


@step
def scheduled_texts_are_cancelled_by_id_and_all_at_once(sdk: Sdk) -> None:
    api = SMSApi(sdk.client)
    first = sent_text(sdk, reference="five-5", schedule=tomorrow())
    sent_text(sdk, reference="five-6", schedule=tomorrow())

    api.sms_cancel_by_message_id_put(first["message_id"])
    cancelled = opened(api.sms_cancel_all_put())

    found = rows(api.sms_history_get(q=f"message_id:{first['message_id']}"))
    assert found[0]["status"] == "Cancelled"
    assert cancelled["count"] == 1


@step
def the_history_of_texts_is_exported(sdk: Sdk) -> None:
    message_id = sent_text(sdk, reference="five-7")["message_id"]

    export = opened(SMSApi(sdk.client).sms_history_export_get("texts.csv"))

    assert message_id in sdk.place.fetch(export["url"])


@step
def a_refused_text_is_told_with_its_reason(sdk: Sdk) -> None:
    answer = opened(SMSApi(sdk.client).sms_send_post(texts(to="+61", reference="none")))

    assert answer["messages"][0]["status"] == "INVALID_RECIPIENT"
    assert answer["queued_count"] == 0
