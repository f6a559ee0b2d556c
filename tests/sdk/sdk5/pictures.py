"""MMS through SDK 5: price, sending, history, receipts."""

from clicksend_client import DateBefore, MMSApi, MmsMessage, MmsMessageCollection

from tests.sdk.samples import png
from tests.sdk.sdk5.files import uploaded
from tests.sdk.sdk5.sdk import Sdk, opened, rows
from tests.sdk.steps import PHONE, step, tomorrow, until


def mms(sdk: Sdk) -> MmsMessageCollection:
    """A picture for one person."""
    message = MmsMessage(
        to=PHONE, subject="Site photo", body="Gate B", custom_string="five-m"
    )
    return MmsMessageCollection(
        media_file=uploaded(sdk, content=png(), convert="mms"), messages=[message]
    )


@step
def an_mms_is_priced_sent_and_listed(sdk: Sdk) -> None:
    api = MMSApi(sdk.client)
    wanted = mms(sdk)

    price = opened(api.mms_price_post(wanted))
    (sent,) = opened(api.mms_send_post(wanted))["messages"]

    assert (sent["status"], sent["subject"]) == ("SUCCESS", "Site photo")
    assert price["total_price"] == float(sent["message_price"]) > 0
    found = rows(api.mms_history_get(limit=100))
    (row,) = [row for row in found if row["message_id"] == sent["message_id"]]
    export = opened(api.mms_history_export_get("mms.csv"))
    assert sent["message_id"] in sdk.place.fetch(export["url"])
    assert (row["body"], row["custom_string"]) == ("Gate B", "five-m")


@step
def the_receipts_of_mms_are_asked_for_and_marked_as_read(sdk: Sdk) -> None:
    api = MMSApi(sdk.client)
    (sent,) = opened(api.mms_send_post(mms(sdk)))["messages"]

    def unread() -> list[str]:
        found = rows(api.mms_receipts_get(page=1, limit=100))
        of_it = [row for row in found if row["message_id"] == sent["message_id"]]
        return [row["status_text"] for row in of_it]

    until(lambda: len(unread()) == 2)
    api.mms_receipts_read_put(date_before=DateBefore(date_before=float(tomorrow())))
    assert unread() == []
