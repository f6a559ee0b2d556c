"""Voice messages through SDK 6: languages, price, sending, receipts, cancelling."""

from typing import Any

from clicksend import (
    CalculateVoicePriceRequest,
    CalculateVoicePriceRequestMessagesInner,
    CreateSmsDeliveryReceiptRuleRequest,
    SendVoiceMessageRequest,
    SendVoiceMessageRequestMessagesInner,
    VoiceApi,
    VoiceMessage,
    VoiceMessagingApi,
    VoiceReceipt,
)

from tests.sdk.sdk6.sdk import Sdk, opened
from tests.sdk.steps import PHONE, step, tomorrow, until

BODY = "Your visit is at nine"


class Scheduled(SendVoiceMessageRequestMessagesInner):  # type: ignore[misc]
    """A voice message for later: the SDK has no field for its time."""

    schedule: int


def spoken(sdk: Sdk, message: Any = None) -> VoiceMessage:
    """Have a message spoken and return what the SDK reads of it."""
    wanted = message or SendVoiceMessageRequestMessagesInner(**_words())
    answer = VoiceMessagingApi(sdk.client).send_voice_message(
        send_voice_message_request=SendVoiceMessageRequest(messages=[wanted])
    )
    (sent,) = opened(answer).messages
    assert sent.status == "SUCCESS"
    return sent


def _words() -> dict[str, Any]:
    return {
        "to": PHONE,
        "body": BODY,
        "voice": "female",
        "lang": "en-au",
        "machine_detection": 1,
        "source": "sdk",
    }


@step
def the_languages_have_codes_and_voices(sdk: Sdk) -> None:
    languages = opened(VoiceMessagingApi(sdk.client).view_voice_languages())

    voices = {one.code: one.gender.actual_instance for one in languages}
    assert sorted(voices["en-au"]) == ["female", "male"]
    assert voices["en-in"] in ("female", ["female"])


@step
def a_voice_message_is_priced_sent_and_listed(sdk: Sdk) -> None:
    api = VoiceMessagingApi(sdk.client)
    asked = CalculateVoicePriceRequestMessagesInner(**_words(), custom_string="six-v")

    price = opened(
        api.calculate_voice_price(
            calculate_voice_price_request=CalculateVoicePriceRequest(messages=[asked])
        )
    )
    sent = spoken(sdk)

    assert price.total_price == float(sent.message_price) > 0
    assert (sent.lang, sent.voice, sent.machine_detection) == ("en-au", "female", 1)
    rows = opened(api.get_voice_history(limit=100, page=1)).data
    (row,) = [row for row in rows if row.message_id == sent.message_id]
    assert (row.body, row.to) == (BODY, PHONE)
    export = opened(api.export_voice_history(filename="voice.csv"))
    assert sent.message_id in sdk.place.fetch(export.url)


@step
def the_receipt_of_a_voice_message_is_fetched(sdk: Sdk) -> None:
    VoiceApi(sdk.client).create_voice_delivery_receipt_rule(
        create_sms_delivery_receipt_rule_request=CreateSmsDeliveryReceiptRuleRequest(
            rule_name="poll", match_type=0, action="POLL", action_address="", enabled=1
        )
    )
    sent = spoken(sdk)

    def unread() -> list[VoiceReceipt]:
        rows = opened(VoiceMessagingApi(sdk.client).view_voice_receipts()).data
        return [row for row in rows if row.message_id == sent.message_id]

    until(lambda: "201" in [row.status_code for row in unread()])
    assert {row.message_type for row in unread()} == {"voice"}


@step
def scheduled_voice_messages_are_cancelled_by_id_and_all_at_once(sdk: Sdk) -> None:
    api = VoiceMessagingApi(sdk.client)
    first = spoken(sdk, Scheduled(**_words(), schedule=tomorrow()))
    spoken(sdk, Scheduled(**_words(), schedule=tomorrow()))

    opened(api.cancel_voice_message(message_id=first.message_id))
    everything = opened(api.cancel_all_voice_messages())

    rows = opened(api.get_voice_history(limit=100)).data
    (row,) = [row for row in rows if row.message_id == first.message_id]
    assert row.status == "Cancelled"
    assert everything.count == 1
