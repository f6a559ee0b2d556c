"""The account that the credentials belong to."""

from .envelope import JsonObject, Request
from .parse import currency, decimal, flag, integer, text
from .types import AccountDetails
from .usage import Usage, read_usage, usage_path


class AccountResource:
    """``client.account``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def get(self) -> AccountDetails:
        """Balance, currency and settings; also the way to check credentials."""
        return _account_details(self._request("GET", "/account").fields())

    def usage(self, year: int, *, month: int) -> Usage:
        """What was charged in a month, by channel and subaccount."""
        return read_usage(self._request("GET", usage_path(year, month=month)))


def _account_details(fields: JsonObject) -> AccountDetails:
    """Known fields only: the answer also carries the API key and private addresses."""
    return AccountDetails(
        user_id=integer(fields.get("user_id")),
        username=text(fields.get("username")),
        balance=decimal(fields.get("balance")),
        currency=currency(fields),
        country=text(fields.get("country")),
        default_country=text(fields.get("default_country_sms")),
        timezone=text(fields.get("timezone")),
        active=flag(fields.get("active")),
        banned=flag(fields.get("banned")),
        sms_parts_limit=integer(fields.get("setting_sms_message_char_limit")),
        allows_unicode=flag(fields.get("setting_unicode_sms")),
    )
