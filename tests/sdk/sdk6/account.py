"""The account through SDK 6, and the lists that go with it."""

from dataclasses import replace

from clicksend import InternationalMessagingApi, ManagementApi, SmsApi
from clicksend.exceptions import NotFoundException, UnauthorizedException

from tests.sdk.sdk6.sdk import Sdk, connection, opened
from tests.sdk.steps import failure, step


@step
def the_account_tells_who_it_is_and_what_it_has(sdk: Sdk) -> None:
    account = opened(ManagementApi(sdk.client).view_account_details())

    assert account.username == sdk.place.username
    assert float(account.balance) > 0
    assert account.currency.currency_name_short == "AUD"
    assert account.subaccount.api_key == sdk.place.key


@step
def the_countries_have_codes_and_names(sdk: Sdk) -> None:
    countries = opened(InternationalMessagingApi(sdk.client).view_countries())

    assert {"AU": "Australia"}.items() <= {
        country.code: country.value for country in countries
    }.items()


@step
def a_wrong_key_and_an_unknown_receipt_are_errors_of_the_sdk(sdk: Sdk) -> None:
    stranger = connection(replace(sdk.place, key="not-the-key"))

    unauthorized = failure(ManagementApi(stranger).view_account_details)
    unknown = failure(SmsApi(sdk.client).view_specific_sms_receipt, message_id="NONE")

    assert isinstance(unauthorized, UnauthorizedException)
    assert isinstance(unknown, NotFoundException)
    assert "NOT_FOUND" in unknown.body
