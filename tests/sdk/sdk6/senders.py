"""Senders through SDK 6: dedicated numbers, own numbers, alpha tags."""

from clicksend import (
    AlphaTagsApi,
    NumbersApi,
    OwnNumbersApi,
)

from tests.sdk.sdk6.sdk import Sdk, opened
from tests.sdk.steps import step


@step
def numbers_of_the_account_and_numbers_for_sale_are_listed(sdk: Sdk) -> None:
    api = NumbersApi(sdk.client)

    own = opened(api.view_your_numbers(page=1, limit=15)).data
    for_sale = opened(api.view_available_numbers(country="AU")).data

    assert own[0].dedicated_number.startswith("+")
    assert own[0].status.name
    assert {number.country for number in for_sale} == {"AU"}


@step
def own_numbers_are_listed_and_shown(sdk: Sdk) -> None:
    api = OwnNumbersApi(sdk.client)

    listed = api.list_own_numbers()

    assert listed.metadata.pagination.page_size >= 1
    for number in listed.own_numbers:
        shown = api.get_own_number_detail(own_number_id=str(number.id))
        assert (shown.phone_number, shown.status) == (
            number.phone_number,
            number.status,
        )
    assert listed.own_numbers


@step
def alpha_tags_are_listed_and_shown(sdk: Sdk) -> None:
    api = AlphaTagsApi(sdk.client)

    listed = api.list_alpha_tags(page_size=50, sort_direction="asc")

    for tag in listed.alpha_tags:
        shown = api.get_alpha_tag(alpha_tag_id=tag.id)
        assert (shown.alpha_tag, shown.status) == (tag.alpha_tag, tag.status)
    assert listed.alpha_tags
