"""Files through SDK 6: uploaded and converted, for other steps to send."""

import base64
import json

from clicksend import UploadsApi

from tests.sdk.samples import pdf, png
from tests.sdk.sdk6.sdk import Sdk
from tests.sdk.steps import step


def uploaded(sdk: Sdk, *, content: str, convert: str) -> str:
    """Upload a file and return its address.

    The SDK knows no query for it, so that the conversion stands in the body; and it has
    no model for the answer, which it leaves unread.
    """
    answer = UploadsApi(sdk.client).upload_a_media_file_with_http_info(
        body={"content": content, "convert": convert}
    )
    data = json.loads(answer.raw_data)["data"]
    assert data["date_delete"] > data["date_added"]
    address: str = data["_url"]
    return address


@step
def a_file_is_taken_for_each_of_the_five_uses(sdk: Sdk) -> None:
    names = base64.b64encode(b"phone,first_name\n").decode()
    contents = {
        "fax": pdf(),
        "mms": png(),
        "csv": names,
        "post": pdf(),
        "postcard": png(),
    }

    addresses = {
        uploaded(sdk, content=content, convert=convert)
        for convert, content in contents.items()
    }

    assert len(addresses) == len(contents)
