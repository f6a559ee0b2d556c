"""Templates of texts through SDK 5, which cannot ask for one alone."""

from clicksend_client import SMSApi, SmsTemplate

from tests.sdk.sdk5.sdk import Sdk, opened, rows
from tests.sdk.steps import step


@step
def a_template_is_made_changed_listed_and_removed(sdk: Sdk) -> None:
    api = SMSApi(sdk.client)
    made = opened(api.sms_templates_post(SmsTemplate(template_name="Visit", body="Hi")))
    number = made["template_id"]

    opened(
        api.sms_templates_by_template_id_put(
            number, SmsTemplate(template_name="Visit 2", body="Hello")
        )
    )

    assert _templates(api)[number] == ("Visit 2", "Hello")
    opened(api.sms_templates_by_template_id_delete(number))
    assert number not in _templates(api)


def _templates(api: SMSApi) -> dict[int, tuple[str, str]]:
    found = rows(api.sms_templates_get(page=1, limit=100))
    return {row["template_id"]: (row["template_name"], row["body"]) for row in found}
