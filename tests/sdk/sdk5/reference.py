"""What SDK 5 asks now and then: places, statistics, usage, payments, complaints."""

from datetime import UTC, datetime

from clicksend_client import (
    AccountApi,
    AccountRechargeApi,
    CountryListIds,
    DeliveryIssue,
    DeliveryIssuesApi,
    GlobalSendingApi,
    StatisticsApi,
    TimezonesApi,
)

from tests.sdk.sdk5.sdk import Sdk, opened, rows
from tests.sdk.sdk5.spoken import spoken
from tests.sdk.sdk5.texts import sent_text
from tests.sdk.steps import step


@step
def the_time_zones_are_names(sdk: Sdk) -> None:
    assert "Australia/Melbourne" in opened(TimezonesApi(sdk.client).timezones_get())


@step
def countries_to_send_to_are_listed_chosen_and_agreed_to(sdk: Sdk) -> None:
    api = GlobalSendingApi(sdk.client)
    every = {one["code"]: one["id"] for one in opened(api.list_countries_get())}

    opened(api.user_countries_post(CountryListIds([every["AU"], every["NZ"]])))
    opened(api.user_countries_agree_post())

    now = opened(api.user_countries_get())
    assert {one["code"] for one in now} == {"AU", "NZ"}


@step
def statistics_count_texts_and_calls(sdk: Sdk) -> None:
    api = StatisticsApi(sdk.client)
    sent_text(sdk, reference="five-s")
    spoken(sdk)

    texts = opened(api.statistics_sms_get())
    calls = opened(api.statistics_voice_get())

    assert texts["total"]["outbound"]["count"] >= 1
    assert calls["total"]["outbound"]["count"] >= 1


@step
def the_usage_of_a_month_is_told_by_subaccount(sdk: Sdk) -> None:
    sent_text(sdk, reference="five-u")
    now = datetime.now(UTC)

    usage = opened(
        AccountApi(sdk.client).account_useage_by_subaccount_get(now.year, now.month)
    )

    assert float(usage["sms"][0]["total_count"]) == usage["sms_total"]["count"] >= 1


@step
def payments_are_listed_and_shown(sdk: Sdk) -> None:
    api = AccountRechargeApi(sdk.client)

    payments = rows(api.recharge_transactions_get(page=1, limit=15))

    number = payments[0]["invoice_number"]
    shown = opened(api.recharge_transactions_by_transaction_id_get(number))
    assert shown == payments[0]


@step
def a_complaint_is_made_and_listed(sdk: Sdk) -> None:
    api = DeliveryIssuesApi(sdk.client)
    message_id = sent_text(sdk, reference="five-d")["message_id"]

    made = opened(
        api.delivery_issues_post(
            DeliveryIssue(
                message_id=message_id,
                type="SMS",
                description="Nothing came.",
                email_address="mia@example.com",
            )
        )
    )

    listed = {row["issue_id"]: row for row in rows(api.delivery_issues_get(limit=100))}
    assert listed[str(made["issue_id"])]["message_id"] == message_id
