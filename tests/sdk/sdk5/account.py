"""The account through SDK 5, and the countries."""

from dataclasses import replace

from clicksend_client import AccountApi, CountriesApi, SMSApi
from clicksend_client.rest import ApiException

from tests.sdk.sdk5.sdk import Sdk, connection, opened
from tests.sdk.steps import failure, step


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


@step
def a_wrong_key_and_an_unknown_receipt_are_errors_of_the_sdk(sdk: Sdk) -> None:
    stranger = connection(replace(sdk.place, key="not-the-key"))

    unauthorized = failure(AccountApi(stranger).account_get)
    unknown = failure(SMSApi(sdk.client).sms_receipts_by_message_id_get, "NONE")

    assert isinstance(unauthorized, ApiException)
    assert isinstance(unknown, ApiException)
    assert (unauthorized.status, unknown.status) == (401, 404)
    assert "NOT_FOUND" in unknown.body
