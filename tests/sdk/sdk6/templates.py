"""Templates of texts through SDK 6."""

from clicksend import CreateSmsTemplateRequest, SmsApi

from tests.sdk.sdk6.sdk import Sdk, opened
from tests.sdk.steps import step


@step
def a_template_is_made_changed_listed_and_removed(sdk: Sdk) -> None:
    api = SmsApi(sdk.client)

    made = opened(api.create_sms_template(create_sms_template_request=_words("Visit")))
    key = str(made.template_id)
    opened(
        api.update_sms_template(
            template_id=key, create_sms_template_request=_words("Visit 2")
        )
    )

    kept = opened(api.view_a_specific_sms_template(template_id=key))
    assert (kept.template_name, kept.body) == ("Visit 2", "See you at nine")
    assert kept.template_id in _ids(api)
    opened(api.delete_sms_template(template_id=key))
    assert kept.template_id not in _ids(api)


def _words(name: str) -> CreateSmsTemplateRequest:
    return CreateSmsTemplateRequest(template_name=name, body="See you at nine")


def _ids(api: SmsApi) -> list[int]:
    page = opened(api.view_sms_templates(page=1, limit=100))
    return [row.template_id for row in page.data]
