"""Return addresses through SDK 6; letters and postcards it no longer knows."""

from clicksend import (
    AddressesApi,
    CreateReturnAddressRequest,
    UpdateReturnAddressRequest,
)

from tests.sdk.sdk6.sdk import Sdk, opened
from tests.sdk.steps import step


@step
def a_return_address_is_made_changed_listed_and_removed(sdk: Sdk) -> None:
    api = AddressesApi(sdk.client)
    # This SDK has no field for the state of a new address …
    office = CreateReturnAddressRequest(
        address_name="Office",
        address_line_1="2 Example St",
        address_line_2="",
        address_city="Perth",
        address_postal_code="6000",
        address_country="AU",
    )

    made = opened(api.create_return_address(create_return_address_request=office))
    key = str(made.return_address_id)
    # … and changes nothing of it but country and state.
    opened(
        api.update_return_address(
            return_address_id=key,
            update_return_address_request=UpdateReturnAddressRequest(
                address_country="AU", address_state="WA"
            ),
        )
    )

    kept = opened(api.view_specific_return_address(return_address_id=key))
    assert (kept.address_name, kept.address_state) == ("Office", "WA")
    listed = opened(api.view_your_return_addresses()).data
    assert made.return_address_id in [row.return_address_id for row in listed]
    opened(api.delete_return_address(return_address_id=key))
    listed = opened(api.view_your_return_addresses()).data
    assert made.return_address_id not in [row.return_address_id for row in listed]
