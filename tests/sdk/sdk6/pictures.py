"""MMS through SDK 6: price, sending, history."""

from clicksend import (
    CalculateMmsPriceRequest,
    CalculateMmsPriceRequestMessagesInner,
    MmsApi,
    SendMmsRequest,
    SendMmsRequestMessagesInner,
)

from tests.sdk.samples import png
from tests.sdk.sdk6.files import uploaded
from tests.sdk.sdk6.sdk import Sdk, opened
from tests.sdk.steps import PHONE, step


@step
def an_mms_is_priced_sent_and_listed(sdk: Sdk) -> None:
    api = MmsApi(sdk.client)
    file_url = uploaded(sdk, content=png(), convert="mms")
    asked = CalculateMmsPriceRequestMessagesInner(
        to=PHONE, subject="Site photo", body="Gate B", country="AU", source="sdk"
    )
    wanted = SendMmsRequestMessagesInner(
        to=PHONE, subject="Site photo", body="Gate B", source="sdk"
    )

    price = opened(
        api.calculate_mms_price(
            calculate_mms_price_request=CalculateMmsPriceRequest(
                media_file=file_url, messages=[asked]
            )
        )
    )
    answer = opened(
        api.send_mms(
            send_mms_request=SendMmsRequest(media_file=file_url, messages=[wanted])
        )
    )

    (sent,) = answer.messages
    assert (sent.status, sent.subject, sent.to) == ("SUCCESS", "Site photo", PHONE)
    assert sent.media_file_url
    assert answer.total_price == price.total_price == float(sent.message_price) > 0
    rows = opened(api.view_mms_history(limit=100)).data
    (row,) = [row for row in rows if row.message_id == sent.message_id]
    export = opened(api.export_mms_history(filename="mms.csv"))
    assert sent.message_id in sdk.place.fetch(export.url)
    assert (row.direction, row.body, row.subject) == ("out", "Gate B", "Site photo")
