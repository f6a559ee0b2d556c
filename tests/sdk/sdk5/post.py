"""Letters, postcards and return addresses through SDK 5."""

from clicksend_client import (
    Address,
    DetectAddressApi,
    PostLetter,
    PostLetterApi,
    PostPostcard,
    PostPostcardApi,
    PostRecipient,
    PostReturnAddressApi,
    UploadFile,
)

from tests.sdk.samples import pdf, png
from tests.sdk.sdk5.files import uploaded
from tests.sdk.sdk5.sdk import Sdk, opened, rows
from tests.sdk.steps import step


def address(name: str = "Office") -> Address:
    """An address of a sender."""
    return Address(
        address_name=name,
        address_line_1="2 Example St",
        address_line_2="",
        address_city="Perth",
        address_state="WA",
        address_postal_code="6000",
        address_country="AU",
    )


def recipient(sdk: Sdk) -> PostRecipient:
    """Somebody who gets post."""
    made = PostReturnAddressApi(sdk.client).post_return_addresses_post(address())
    return PostRecipient(
        address_name="A. Person",
        address_line_1="1 Example St",
        address_city="Perth",
        address_state="WA",
        address_postal_code="6000",
        address_country="AU",
        return_address_id=opened(made)["return_address_id"],
    )


@step
def a_return_address_is_made_changed_listed_and_removed(sdk: Sdk) -> None:
    api = PostReturnAddressApi(sdk.client)
    number = opened(api.post_return_addresses_post(address()))["return_address_id"]

    opened(api.post_return_addresses_by_return_address_id_put(number, address("Depot")))

    kept = opened(api.post_return_addresses_by_return_address_id_get(number))
    assert kept["address_name"] == "Depot"
    assert number in _numbers(api)
    opened(api.post_return_addresses_by_return_address_id_delete(number))
    assert number not in _numbers(api)


def _numbers(api: PostReturnAddressApi) -> list[int]:
    found = rows(api.post_return_addresses_get(page=1, limit=100))
    return [row["return_address_id"] for row in found]


@step
def a_letter_is_priced_sent_and_listed(sdk: Sdk) -> None:
    api = PostLetterApi(sdk.client)
    letter = PostLetter(
        file_url=uploaded(sdk, content=pdf(pages=2), convert="post"),
        recipients=[recipient(sdk)],
        template_used=0,
        duplex=1,
        colour=0,
        priority_post=0,
    )

    price = opened(api.post_letters_price_post(letter))
    (sent,) = opened(api.post_letters_send_post(letter))["recipients"]

    assert sent["status"] == "SUCCESS"
    assert price["total_price"] == float(sent["post_price"]) > 0
    assert sent["_return_address"]["address_name"] == "Office"
    found = rows(api.post_letters_history_get(page=1, limit=100))
    (row,) = [row for row in found if row["message_id"] == sent["message_id"]]
    assert (row["address_name"], row["duplex"]) == ("A. Person", 1)
    export = opened(api.post_letters_export_get("letters.csv"))
    assert sent["message_id"] in sdk.place.fetch(export["url"])


@step
def an_address_is_found_in_a_document(sdk: Sdk) -> None:
    lines = ("A. Person", "1 Example St", "Perth WA 6000", "Australia")

    found = opened(
        DetectAddressApi(sdk.client).detect_address_post(
            UploadFile(content=pdf(lines=lines))
        )
    )

    assert (found["address_name"], found["address_city"]) == ("A. Person", "Perth")


@step
def a_postcard_is_priced_sent_and_listed(sdk: Sdk) -> None:
    api = PostPostcardApi(sdk.client)
    side = uploaded(sdk, content=png(), convert="postcard")
    postcard = PostPostcard(file_urls=[side, side], recipients=[recipient(sdk)])

    price = opened(api.post_postcards_price_post(postcard))
    (sent,) = opened(api.post_postcards_send_post(postcard))["recipients"]

    assert sent["status"] == "SUCCESS"
    assert price["total_price"] == float(sent["post_price"]) > 0
    found = rows(api.post_postcards_history_get(page=1, limit=100))
    (row,) = [row for row in found if row["message_id"] == sent["message_id"]]
    assert row["address_name"] == "A. Person"
    export = opened(api.post_postcards_history_export_get("postcards.csv"))
    assert sent["message_id"] in sdk.place.fetch(export["url"])
