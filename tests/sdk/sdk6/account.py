"""The account through SDK 6, and the lists that go with it."""

from clicksend import InternationalMessagingApi, ManagementApi

from tests.sdk.sdk6.sdk import Sdk, opened
from tests.sdk.steps import step


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
