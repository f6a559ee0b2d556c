"""Texts through SDK 6: price, sending, history, receipts, replies, cancelling."""

import json

from clicksend import (
    CalculateSmsPriceRequest,
    CalculateSmsPriceRequestMessagesInner,
    CancelAllSmsRequest,
    CreateSmsDeliveryReceiptRuleRequest,
    CreateSmsInboundAutomationRequest,
    CreateTestInboundSmsRequest,
    CreateTestSmsReceiptRequest,
    InboundSms,
    MarkSmsReceiptAsReadRequest,
    SendSmsRequest,
    SendSmsRequestMessagesInner,
    SmsApi,
    SmsReceipt,
    SmsSendSms,
)

from tests.sdk.sdk6.sdk import Sdk, opened
from tests.sdk.steps import OTHER_PHONE, PHONE, failure, step, tomorrow, until

BODY = "Court 3 moved to 10:30"


def sent_text(
    sdk: Sdk, *, to: str = PHONE, reference: str, schedule: int = 0
) -> SmsSendSms:
    """Send one text and return what the SDK reads of it."""
    message = SendSmsRequestMessagesInner(
        to=to, body=BODY, custom_string=reference, schedule=schedule, source="sdk"
    )
    answer = SmsApi(sdk.client).send_sms(
        send_sms_request=SendSmsRequest(messages=[message])
    )
    (sent,) = opened(answer).messages
    return sent


def poll_for_texts(sdk: Sdk) -> None:
    """Have receipts and replies kept for whoever asks."""
    api = SmsApi(sdk.client)
    api.create_sms_delivery_receipt_rule(
        create_sms_delivery_receipt_rule_request=CreateSmsDeliveryReceiptRuleRequest(
            rule_name="poll", match_type=0, action="POLL", action_address="", enabled=1
        )
    )
    api.create_sms_inbound_automation(
        create_sms_inbound_automation_request=CreateSmsInboundAutomationRequest(
            dedicated_number="*",
            rule_name="poll",
            message_search_type=0,
            message_search_term="",
            action="POLL",
            action_address="",
            enabled=1,
        )
    )


@step
def a_text_is_priced_sent_and_found(sdk: Sdk) -> None:
    api = SmsApi(sdk.client)
    asked = CalculateSmsPriceRequestMessagesInner(to=PHONE, body=BODY, source="sdk")

    price = api.calculate_sms_price(
        calculate_sms_price_request=CalculateSmsPriceRequest(messages=[asked])
    )
    sent = sent_text(sdk, reference="six-1")
    history = api.view_sms_history(q=f"message_id:{sent.message_id}", limit=15)

    assert opened(price).messages[0].message_price == sent.message_price == "0.0792"
    assert (sent.status, sent.to, sent.custom_string) == ("SUCCESS", PHONE, "six-1")
    (row,) = opened(history).data
    assert (row.message_id, row.body, row.direction) == (sent.message_id, BODY, "out")


@step
def the_receipt_of_a_text_is_fetched_and_marked_as_read(sdk: Sdk) -> None:
    api = SmsApi(sdk.client)
    poll_for_texts(sdk)
    sent = sent_text(sdk, reference="six-2")

    def unread() -> list[SmsReceipt]:
        rows = opened(api.view_sms_receipts(page=1, limit=100)).data
        return [row for row in rows if row.message_id == sent.message_id]

    until(lambda: 201 in [row.status_code for row in unread()])
    one = opened(api.view_specific_sms_receipt(message_id=sent.message_id))
    assert (one.custom_string, one.message_type) == ("six-2", "sms")
    api.mark_sms_receipt_as_read(
        mark_sms_receipt_as_read_request=MarkSmsReceiptAsReadRequest(
            date_before=tomorrow()
        )
    )
    assert unread() == []


@step
def a_reply_is_fetched_and_marked_as_read(sdk: Sdk) -> None:
    api = SmsApi(sdk.client)
    poll_for_texts(sdk)
    sent = sent_text(sdk, to=OTHER_PHONE, reference="six-3")

    def unread() -> list[InboundSms]:
        rows = opened(api.view_inbound_sms(page=1, limit=100)).data
        return [row for row in rows if row.original_message_id == sent.message_id]

    sdk.place.reply(phone=OTHER_PHONE, message_id=sent.message_id, body="Yes please")

    reply = until(unread)[0]
    assert (reply.body, reply.original_body, reply.keyword) == (
        "Yes please",
        BODY,
        "Yes",
    )
    api.mark_specific_inbound_sms_message_as_read(message_id=reply.message_id)
    api.mark_inbound_sms_as_read(
        mark_sms_receipt_as_read_request=MarkSmsReceiptAsReadRequest(
            date_before=tomorrow()
        )
    )
    assert unread() == []


@step
def the_reply_to_a_text_is_found_by_the_text(sdk: Sdk) -> None:
    sent = sent_text(sdk, to=OTHER_PHONE, reference="six-4")
    sdk.place.reply(phone=OTHER_PHONE, message_id=sent.message_id, body="On my way")

    found = SmsApi(sdk.client).view_a_specific_inbound_sms_message(
        original_message_id=sent.message_id
    )

    assert opened(found).body == "On my way"
    assert opened(found).custom_string == "six-4"


@step
def a_test_receipt_and_a_test_reply_are_made(sdk: Sdk) -> None:
    api = SmsApi(sdk.client)

    receipt = api.create_test_sms_receipt(
        create_test_sms_receipt_request=CreateTestSmsReceiptRequest(url="poll")
    )
    reply = api.create_test_inbound_sms(
        create_test_inbound_sms_request=CreateTestInboundSmsRequest(
            url=f"{sdk.place.url}/_sandbox/nowhere", webhook_type="json"
        )
    )

    assert opened(receipt).message_type == "sms"
    assert opened(reply).timestamp_send > 0


@step
def a_scheduled_text_is_cancelled_by_its_id_and_by_its_reference(sdk: Sdk) -> None:
    api = SmsApi(sdk.client)
    first = sent_text(sdk, reference="six-5", schedule=tomorrow())
    sent_text(sdk, reference="six-6", schedule=tomorrow())

    api.cancel_sms(message_id=first.message_id)
    by_reference = api.cancel_all_sms(
        cancel_all_sms_request=CancelAllSmsRequest(custom_string="six-6")
    )

    history = api.view_sms_history(q=f"message_id:{first.message_id}", limit=15)
    assert opened(history).data[0].status == "Cancelled"
    assert opened(by_reference).count == 1


@step
def the_history_of_texts_is_exported(sdk: Sdk) -> None:
    sent = sent_text(sdk, reference="six-7")

    export = SmsApi(sdk.client).export_sms_history(filename="texts.csv", limit=100)

    assert sent.message_id in sdk.place.fetch(opened(export).url)


@step
def a_refused_text_is_told_in_an_answer_that_the_sdk_cannot_read(sdk: Sdk) -> None:
    message = SendSmsRequestMessagesInner(to="+61", body="Hello")
    request = SendSmsRequest(messages=[message])

    # Its model wants a number for `schedule`, which is empty where a text is refused.
    answer = SmsApi(sdk.client).send_sms_without_preload_content(
        send_sms_request=request
    )

    (refused,) = json.loads(answer.data)["data"]["messages"]
    assert (refused["status"], refused["schedule"]) == ("INVALID_RECIPIENT", "")
    unread = failure(SmsApi(sdk.client).send_sms, send_sms_request=request)
    assert isinstance(unread, ValueError)
    assert "schedule" in str(unread)
