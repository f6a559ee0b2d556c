"""Faxes through SDK 5: price, sending, history, receipts."""

from typing import Any

from clicksend_client import (
    DateBefore,
    DeliveryReceiptRule,
    FAXApi,
    FAXDeliveryReceiptRulesApi,
    FaxMessage,
    FaxMessageCollection,
    Url,
)

from tests.sdk.samples import pdf
from tests.sdk.sdk5.files import uploaded
from tests.sdk.sdk5.sdk import Sdk, opened, rows
from tests.sdk.steps import step, tomorrow, until

FAX_NUMBER = "+61261112222"


def fax(sdk: Sdk) -> FaxMessageCollection:
    """A fax of two pages."""
    message = FaxMessage(to=FAX_NUMBER, _from="+61261113333", custom_string="five-f")
    file_url = uploaded(sdk, content=pdf(pages=2), convert="fax")
    return FaxMessageCollection(file_url=file_url, messages=[message])


def sent_fax(sdk: Sdk) -> dict[str, Any]:
    """Send one fax and return how that was answered."""
    answer = opened(FAXApi(sdk.client).fax_send_post(fax(sdk)))
    sent: dict[str, Any] = answer["messages"][0]
    assert (sent["status"], sent["message_pages"]) == ("SUCCESS", 2)
    return sent


@step
def a_fax_is_priced_sent_and_listed(sdk: Sdk) -> None:
    api = FAXApi(sdk.client)

    price = opened(api.fax_price_post(fax(sdk)))
    sent = sent_fax(sdk)

    assert price["total_price"] == float(sent["message_price"]) > 0
    found = rows(api.fax_history_get(limit=100, order="date_added:desc"))
    (row,) = [row for row in found if row["message_id"] == sent["message_id"]]
    assert (row["to"], row["custom_string"]) == (FAX_NUMBER, "five-f")


@step
def the_receipt_of_a_fax_is_fetched_and_marked_as_read(sdk: Sdk) -> None:
    api = FAXApi(sdk.client)
    FAXDeliveryReceiptRulesApi(sdk.client).fax_delivery_receipt_automation_post(
        DeliveryReceiptRule(
            rule_name="poll", match_type=0, action="POLL", action_address="", enabled=1
        )
    )
    message_id = sent_fax(sdk)["message_id"]

    def unread() -> list[dict[str, Any]]:
        found = rows(api.fax_receipts_get(page=1, limit=100))
        return [row for row in found if row["message_id"] == message_id]

    until(lambda: "201" in [str(row["status_code"]) for row in unread()])
    assert unread()[-1]["message_type"] == "fax"
    assert opened(api.fax_receipts_post(Url(url="poll")))["message_type"] == "fax"
    api.fax_receipts_read_put(date_before=DateBefore(date_before=float(tomorrow())))
    assert unread() == []
    assert opened(api.fax_receipts_by_message_id_get(message_id))["message_id"]
