"""Senders through SDK 6: dedicated numbers, own numbers, alpha tags."""

import re

from clicksend import (
    AlphaTagsApi,
    BuyNumberRequest,
    NumbersApi,
    OwnNumbersApi,
    RequestAlphaTagRequest,
    RequestAlphaTagRequestBusinessesInner,
    RequestAlphaTagRequestBusinessesInnerBusinessAddress,
    RequestAlphaTagRequestBusinessesInnerBusinessInfo,
    RequestAlphaTagRequestBusinessesInnerRepresentative,
    RequestOwnNumberVerificationOtpRequest,
    VerifyOwnNumberOtpRequest,
)

from tests.sdk.sdk6.sdk import Sdk, opened
from tests.sdk.steps import failure, step, until

OWN_NUMBER = "+61491570158"


@step
def a_number_is_found_bought_and_listed(sdk: Sdk) -> None:
    api = NumbersApi(sdk.client)
    offered = opened(api.view_available_numbers(country="AU")).data
    number = offered[0].dedicated_number

    bought = opened(
        api.purchase_dedicated_number(
            dedicated_number=number,
            buy_number_request=BuyNumberRequest(dedicated_number=number, type="sms"),
        )
    )

    assert (bought.dedicated_number, bought.country) == (number, "AU")
    (mine,) = opened(api.view_your_numbers(page=1, limit=15)).data
    assert (mine.dedicated_number, mine.status.name) == (number, "Ready to use")


@step
def an_own_number_is_proved_by_a_code_named_and_removed(sdk: Sdk) -> None:
    api = OwnNumbersApi(sdk.client)
    begun = api.request_own_number_verification_otp(
        request_own_number_verification_otp_request=(
            RequestOwnNumberVerificationOtpRequest(
                phone_number=OWN_NUMBER, label="Front desk", country="AU"
            )
        )
    )
    phones = sdk.place.fetch(f"{sdk.place.url}/handset")
    code = re.findall(r"verification code is (\d{6})", phones)[0]

    proved = api.verify_own_number_otp(
        verification_id=begun.id,
        verify_own_number_otp_request=VerifyOwnNumberOtpRequest(
            code=code, phone_number=OWN_NUMBER, country="AU"
        ),
    )

    assert (begun.status, proved.status) == ("PENDING", "APPROVED")
    page = api.list_own_numbers()
    (number,) = page.own_numbers
    assert page.metadata.pagination.page_size == 10
    own = {"own_number_id": str(number.id)}
    assert (number.phone_number, number.label) == (OWN_NUMBER, "Front desk")
    assert api.get_own_number_detail(**own).status == "APPROVED"
    # By itself the SDK makes this one call without a key, and never with a body.
    key = {"Authorization": sdk.client.configuration.get_basic_auth_token()}
    assert api.update_own_number(**own, _headers=key).label == "Front desk"
    assert api.delete_own_number(**own).phone_number == OWN_NUMBER
    assert api.list_own_numbers().own_numbers == []


@step
def an_alpha_tag_is_asked_for_approved_and_removed(sdk: Sdk) -> None:
    api = AlphaTagsApi(sdk.client)

    asked = api.request_alpha_tag(
        request_alpha_tag_request=RequestAlphaTagRequest(
            alpha_tag="Court3",
            reason="Our name",
            countries=["AU"],
            businesses=[_business()],
        )
    )

    place = {"alpha_tag_id": asked.id}
    until(lambda: api.get_alpha_tag(**place).status == "APPROVED")
    listed = api.list_alpha_tags(page_size=50, sort_direction="asc")
    assert [tag.alpha_tag for tag in listed.alpha_tags] == ["Court3"]
    api.delete_alpha_tag(**place)
    assert failure(api.get_alpha_tag, **place).status == 404


def _business() -> RequestAlphaTagRequestBusinessesInner:
    return RequestAlphaTagRequestBusinessesInner(
        country="AU",
        business_name="Example Courts",
        business_relationship="PRIMARY",
        abn="51824753556",
        business_info=RequestAlphaTagRequestBusinessesInnerBusinessInfo(
            website="https://example.com", phone_number=OWN_NUMBER
        ),
        business_address=RequestAlphaTagRequestBusinessesInnerBusinessAddress(
            addr_line1="2 Example St", city="Perth", state="WA", postal="6000"
        ),
        representative=RequestAlphaTagRequestBusinessesInnerRepresentative(
            first_name="Mia", last_name="Example", email="mia@example.com"
        ),
    )
