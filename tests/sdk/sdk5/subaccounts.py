"""Subaccounts through SDK 5."""

from clicksend_client import Subaccount, SubaccountApi

from tests.sdk.sdk5.sdk import Sdk, opened, rows
from tests.sdk.steps import step


def words(email: str) -> Subaccount:
    """Somebody who may send for the account."""
    return Subaccount(
        api_username="front-desk-5",
        password="a-long-password-5",
        email=email,
        phone_number="+61491570159",
        first_name="Front",
        last_name="Desk",
    )


@step
def a_subaccount_is_made_changed_given_a_new_key_and_removed(sdk: Sdk) -> None:
    api = SubaccountApi(sdk.client)

    made = opened(api.subaccounts_post(words("desk@example.com")))
    number = made["subaccount_id"]
    opened(api.subaccounts_by_subaccount_id_put(number, words("new@example.com")))
    renewed = opened(api.subaccounts_regen_api_key_by_subaccount_id_put(number))

    kept = opened(api.subaccounts_by_subaccount_id_get(number))
    assert (kept["email"], kept["first_name"]) == ("new@example.com", "Front")
    assert made["api_key"] != renewed["api_key"] == kept["api_key"]
    assert number in _numbers(api)
    assert opened(api.subaccounts_by_subaccount_id_delete(number)) is True
    assert number not in _numbers(api)


def _numbers(api: SubaccountApi) -> list[int]:
    return [row["subaccount_id"] for row in rows(api.subaccounts_get(limit=100))]
