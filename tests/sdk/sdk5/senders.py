"""Senders through SDK 5: dedicated numbers."""

from clicksend_client import NumberApi

from tests.sdk.sdk5.sdk import Sdk, rows
from tests.sdk.steps import step


@step
def numbers_of_the_account_and_numbers_for_sale_are_listed(sdk: Sdk) -> None:
    api = NumberApi(sdk.client)

    own = rows(api.numbers_get(page=1, limit=15))
    for_sale = rows(api.numbers_search_by_country_get("AU", search="61", search_type=1))

    assert own[0]["dedicated_number"].startswith("+")
    assert {number["country"] for number in for_sale} == {"AU"}
