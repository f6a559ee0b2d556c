"""Subaccounts through SDK 6."""

from clicksend import (
    CreateSubaccountRequest,
    GenerateNewApiKeyRequest,
    SubaccountsApi,
    UpdateSubaccountRequest,
)

from tests.sdk.sdk6.sdk import Sdk, opened
from tests.sdk.steps import step


@step
def a_subaccount_is_made_changed_given_a_new_key_and_removed(sdk: Sdk) -> None:
    api = SubaccountsApi(sdk.client)

    made = opened(
        api.create_subaccount(
            create_subaccount_request=CreateSubaccountRequest(
                api_username="front-desk-6",
                password="a-long-password-6",
                email="desk@example.com",
                phone_number="+61491570159",
                first_name="Front",
                last_name="Desk",
                access_billing=1,
            )
        )
    )
    key = str(made.subaccount_id)
    opened(
        api.update_subaccount(
            subaccount_id=key,
            update_subaccount_request=UpdateSubaccountRequest(email="new@example.com"),
        )
    )
    # The SDK has words to go with a new key; none is asked for.
    renewed = opened(
        api.generate_new_api_key(
            subaccount_id=key, generate_new_api_key_request=GenerateNewApiKeyRequest()
        )
    )

    kept = opened(api.view_specific_subaccount(subaccount_id=key))
    assert (kept.api_username, kept.email) == ("front-desk-6", "new@example.com")
    assert made.api_key != renewed.api_key == kept.api_key
    assert kept.subaccount_id in _ids(api)
    assert opened(api.delete_subaccount(subaccount_id=key)) is True
    assert kept.subaccount_id not in _ids(api)


def _ids(api: SubaccountsApi) -> list[int]:
    return [row.subaccount_id for row in opened(api.view_subaccounts()).data]
