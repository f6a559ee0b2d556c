"""Files through SDK 5: uploaded and converted, for other steps to send."""

from clicksend_client import UploadApi, UploadFile

from tests.sdk.sdk5.sdk import Sdk, opened


def uploaded(sdk: Sdk, *, content: str, convert: str) -> str:
    """Upload a file and return its address."""
    answer = UploadApi(sdk.client).uploads_post(UploadFile(content=content), convert)
    made = opened(answer)
    assert made["date_delete"] > made["date_added"]
    address: str = made["_url"]
    return address
