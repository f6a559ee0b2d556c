"""Senders through SDK 5: dedicated numbers."""

from clicksend_client import NumberApi

from tests.sdk.sdk5.sdk import Sdk, opened, rows
from tests.sdk.steps import step


@step
def a_number_is_found_bought_and_listed(sdk: Sdk) -> None:
    api = NumberApi(sdk.client)
    offered = rows(api.numbers_search_by_country_get("AU", search="61", search_type=0))
    number = offered[0]["dedicated_number"]

    bought = opened(api.numbers_buy_by_dedicated_number_post(number))

    assert bought["dedicated_number"] == number
    (mine,) = rows(api.numbers_get(page=1, limit=15))
    assert (mine["dedicated_number"], mine["country"]) == (number, "AU")
