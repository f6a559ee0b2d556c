"""Voice messages through SDK 5: languages, price, sending, receipts, cancelling."""

from typing import Any

from clicksend_client import (
    DateBefore,
    DeliveryReceiptRule,
    Url,
    VoiceApi,
    VoiceDeliveryReceiptRulesApi,
    VoiceMessage,
    VoiceMessageCollection,
)

from tests.sdk.sdk5.sdk import Sdk, opened, rows
from tests.sdk.steps import PHONE, step, tomorrow, until

BODY = "Your visit is at nine"


def words(schedule: int = 0) -> VoiceMessageCollection:
    """One voice message; the SDK insists on `custom_string` and `country`."""
    message = VoiceMessage(
        to=PHONE,
        body=BODY,
        voice="female",
        lang="en-au",
        custom_string="five-v",
        country="AU",
        schedule=schedule,
        require_input=1,
        machine_detection=0,
    )
    return VoiceMessageCollection(messages=[message])


def spoken(sdk: Sdk, schedule: int = 0) -> dict[str, Any]:
    """Have a message spoken and return how that was answered."""
    answer = opened(VoiceApi(sdk.client).voice_send_post(words(schedule)))
    sent: dict[str, Any] = answer["messages"][0]
    assert sent["status"] == "SUCCESS"
    return sent


@step
def the_languages_have_codes_and_voices(sdk: Sdk) -> None:
    languages = opened(VoiceApi(sdk.client).voice_lang_get())

    assert {"en-us", "en-au", "de-de"} <= {one["code"] for one in languages}


@step
def a_voice_message_is_priced_sent_and_listed(sdk: Sdk) -> None:
    api = VoiceApi(sdk.client)

    price = opened(api.voice_price_post(words()))
    sent = spoken(sdk)

    assert price["total_price"] == float(sent["message_price"]) > 0
    assert (sent["lang"], sent["voice"], sent["require_input"]) == (
        "en-au",
        "female",
        1,
    )
    found = rows(api.voice_history_get(limit=100))
    (row,) = [row for row in found if row["message_id"] == sent["message_id"]]
    assert (row["body"], row["custom_string"]) == (BODY, "five-v")
    export = opened(api.voice_history_export_get("voice.csv"))
    assert sent["message_id"] in sdk.place.fetch(export["url"])


@step
def the_receipt_of_a_voice_message_is_fetched_and_marked_as_read(sdk: Sdk) -> None:
    api = VoiceApi(sdk.client)
    VoiceDeliveryReceiptRulesApi(sdk.client).voice_delivery_receipt_automation_post(
        DeliveryReceiptRule(
            rule_name="poll", match_type=0, action="POLL", action_address="", enabled=1
        )
    )
    message_id = spoken(sdk)["message_id"]

    def unread() -> list[dict[str, Any]]:
        found = rows(api.voice_receipts_get(page=1, limit=100))
        return [row for row in found if row["message_id"] == message_id]

    until(lambda: "201" in [row["status_code"] for row in unread()])
    receipt = unread()[-1]
    assert (receipt["message_type"], receipt["custom_string"]) == ("voice", "five-v")
    assert opened(api.voice_receipts_post(Url(url="poll")))["message_type"] == "voice"
    api.voice_receipts_read_put(date_before=DateBefore(date_before=float(tomorrow())))
    assert unread() == []


@step
def scheduled_voice_messages_are_cancelled_by_id_and_all_at_once(sdk: Sdk) -> None:
    api = VoiceApi(sdk.client)
    first = spoken(sdk, tomorrow())
    spoken(sdk, tomorrow())

    opened(api.voice_cancel_by_message_id_put(first["message_id"]))
    everything = opened(api.voice_cancel_all_put())

    found = rows(api.voice_history_get(limit=100))
    (row,) = [row for row in found if row["message_id"] == first["message_id"]]
    assert row["status"] == "Cancelled"
    assert everything["count"] == 1
