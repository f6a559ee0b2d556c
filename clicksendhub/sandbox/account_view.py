"""An account as it shows itself, and each subaccount with its keys and rights."""

import json
import time
from decimal import Decimal
from typing import Any

from clicksendhub.sandbox.accounts import SIGNED_UP_AT, Account
from clicksendhub.sandbox.envelope import Answer, ok

# 1 unless told otherwise.
_GIVEN = (
    "access_users access_billing access_reporting access_contacts access_settings "
    "access_sms access_email access_voice access_fax access_post access_mms "
    "access_global_sending"
)
GIVEN_FLAGS = tuple(_GIVEN.split())
# 0 unless told otherwise.
WITHHELD_FLAGS = (
    "access_smpp",
    "access_reseller",
    "hide_pricing",
    "share_campaigns",
    "sms_deidentify_message",
)


def describe(account: Account, balance: Decimal) -> Answer:
    """Answer `GET /account`, which carries the API key like the real one."""
    return ok(
        {
            "user_id": account.user_id,
            "username": account.username,
            "user_email": f"{account.username}@example.com",
            "active": 0 if account.standing == "notactive" else 1,
            "banned": 0,
            "date_sign_up": SIGNED_UP_AT,
            "balance": f"{balance:.6f}",
            "user_phone": "+61491570110",
            "reply_to": "originalemail",
            "delivery_to": None,
            "country": account.country,
            "default_country_sms": account.country,
            "user_first_name": "Sandbox",
            "user_last_name": "Account",
            "account_name": account.username,
            "account_billing_email": f"{account.username}@example.com",
            "account_billing_mobile": "+61491570110",
            "timezone": "Australia/Melbourne",
            "auto_recharge": 0,
            "auto_recharge_amount": "20.000000",
            "low_credit_amount": "0.00",
            "setting_unicode_sms": 1,
            "setting_fix_sender_id": 0,
            "setting_sms_message_char_limit": account.parts_limit,
            "private_uploads": 0,
            "fax_quality": 400,
            "on_trial": 0,
            "trial_expiry": None,
            "server_time": int(time.time()),
            "_currency": account.currency_fields,
            "_subaccount": subaccount_shown(account),
        }
    )


def subaccount_shown(account: Account) -> dict[str, Any]:
    """Return a subaccount with all its keys, the API key among them."""
    profile = {
        "email": f"{account.username}@example.com",
        "phone_number": "+61491570110",
        "first_name": "Sandbox",
        "last_name": "Account",
        "notes": None,
        **dict.fromkeys(GIVEN_FLAGS, 1),
        **dict.fromkeys(WITHHELD_FLAGS, 0),
        **json.loads(account.profile),
    }
    return {
        "subaccount_id": account.subaccount_id,
        "api_username": account.username,
        "api_key": account.key,
        **profile,
        "is_main": 0 if account.parent else 1,
        "sign_up_type": None,
    }
