"""The account through SDK 5, and the countries."""

from clicksend_client import AccountApi, CountriesApi

from tests.sdk.sdk5.sdk import Sdk, opened
from tests.sdk.steps import step


@step
def the_account_tells_who_it_is_and_what_it_has(sdk: Sdk) -> None:
    account = opened(AccountApi(sdk.client).account_get())

    assert account["username"] == sdk.place.username
    assert float(account["balance"]) > 0
    assert account["_currency"]["currency_name_short"] == "AUD"
    assert account["_subaccount"]["api_key"] == sdk.place.key


@step
def the_countries_have_codes_and_names(sdk: Sdk) -> None:
    countries = opened(CountriesApi(sdk.client).countries_get())

    assert {"code": "AU", "value": "Australia"} in countries
