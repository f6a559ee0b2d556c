"""MMS through SDK 5: price, sending, history."""

from clicksend_client import MMSApi, MmsMessage, MmsMessageCollection

from tests.sdk.samples import png
from tests.sdk.sdk5.files import uploaded
from tests.sdk.sdk5.sdk import Sdk, opened, rows
from tests.sdk.steps import PHONE, step


@step
def an_mms_is_priced_sent_and_listed(sdk: Sdk) -> None:
    api = MMSApi(sdk.client)
    wanted = MmsMessageCollection(
        media_file=uploaded(sdk, content=png(), convert="mms"),
        messages=[
            MmsMessage(
                to=PHONE, subject="Site photo", body="Gate B", custom_string="five-m"
            )
        ],
    )

    price = opened(api.mms_price_post(wanted))
    (sent,) = opened(api.mms_send_post(wanted))["messages"]

    assert (sent["status"], sent["subject"]) == ("SUCCESS", "Site photo")
    assert price["total_price"] == float(sent["message_price"]) > 0
    found = rows(api.mms_history_get(limit=100))
    (row,) = [row for row in found if row["message_id"] == sent["message_id"]]
    assert (row["body"], row["custom_string"]) == ("Gate B", "five-m")
