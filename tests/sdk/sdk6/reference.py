"""What SDK 6 asks now and then: places, statistics, usage, payments, complaints."""

from datetime import UTC, datetime

from clicksend import (
    CreateDeliveryIssueRequest,
    InternationalMessagingApi,
    ManagementApi,
    MessageDeliveryApi,
    SelectCountriesForGlobalSendingRequest,
    StatisticsApi,
    TransactionsApi,
)

from tests.sdk.sdk6.sdk import Sdk, opened
from tests.sdk.sdk6.spoken import spoken
from tests.sdk.sdk6.texts import sent_text
from tests.sdk.steps import step


@step
def the_time_zones_are_names(sdk: Sdk) -> None:
    zones = opened(InternationalMessagingApi(sdk.client).timezones())

    assert "Australia/Melbourne" in zones


@step
def countries_to_send_to_are_listed_chosen_and_agreed_to(sdk: Sdk) -> None:
    api = InternationalMessagingApi(sdk.client)
    every = {country.code: country.id for country in opened(api.list_countries())}

    chosen = opened(
        api.select_countries_for_global_sending(
            select_countries_for_global_sending_request=(
                SelectCountriesForGlobalSendingRequest(
                    country_list_ids=[every["AU"], every["NZ"]]
                )
            )
        )
    )
    agreed = opened(api.agree_to_rules_and_regulation())

    now = opened(api.get_countries_for_global_sending())
    assert {"AU", "NZ"} == {country.code for country in chosen}
    assert {"AU", "NZ"} == {country.code for country in agreed}
    assert {"AU", "NZ"} == {country.code for country in now}


@step
def statistics_count_texts_and_calls(sdk: Sdk) -> None:
    api = StatisticsApi(sdk.client)
    sent_text(sdk, reference="six-s")
    spoken(sdk)

    texts = opened(api.view_sms_statistics())
    calls = opened(api.view_voice_statistics())

    assert texts.total.outbound.count >= 1
    assert texts.stats[0].var_date > 0
    assert calls.total.outbound.count >= 1
    assert calls.currency.currency_name_short == "AUD"


@step
def the_usage_of_a_month_is_told_by_subaccount(sdk: Sdk) -> None:
    sent_text(sdk, reference="six-u")
    now = datetime.now(UTC)

    usage = opened(
        ManagementApi(sdk.client).view_account_usage(
            year=str(now.year), month=str(now.month)
        )
    )

    assert float(usage.sms[0].total_count) == usage.sms_total.count >= 1
    assert usage.sms_total.price > 0


@step
def payments_are_listed_and_shown(sdk: Sdk) -> None:
    api = TransactionsApi(sdk.client)

    payments = opened(api.view_all_transactions()).data

    for payment in payments:
        shown = opened(
            api.view_specific_transaction(transaction_id=payment.invoice_number)
        )
        assert (shown.amount, shown.currency) == (payment.amount, payment.currency)
    assert payments


@step
def a_complaint_is_made_and_listed(sdk: Sdk) -> None:
    api = MessageDeliveryApi(sdk.client)
    sent = sent_text(sdk, reference="six-d")

    made = opened(
        api.create_delivery_issue(
            create_delivery_issue_request=CreateDeliveryIssueRequest(
                message_id=sent.message_id,
                type="SMS",
                description="Nothing came.",
                email_address="mia@example.com",
                client_comments="Tried twice.",
            )
        )
    )

    # The number of a complaint is a number when it is made, and text in the list.
    listed = {row.issue_id: row for row in opened(api.get_all_delivery_issues()).data}
    assert listed[str(made.issue_id)].message_id == sent.message_id
