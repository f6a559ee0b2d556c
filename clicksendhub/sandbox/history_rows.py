"""The row in which each channel's history shows one message."""

import json
from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.history import History
from clicksendhub.sandbox.shapes import text_or_none
from clicksendhub.sandbox.state import Calls


def _text_row(row: Row, account: Account) -> dict[str, Any]:
    details = json.loads(row["details"])
    return {
        "direction": row["direction"],
        "date": int(row["at"]),
        "to": row["recipient"],
        "body": row["body"],
        "status": row["status"],
        "from": row["sender"],
        "schedule": str(row["schedule"]),
        "status_code": text_or_none(row["status_code"]),
        "status_text": row["status_text"],
        "error_code": text_or_none(row["error_code"]),
        "error_text": row["error_text"],
        "message_id": row["message_id"],
        "message_parts": row["parts"],
        "message_price": row["price"],
        "from_email": row["from_email"],
        "list_id": text_or_none(details.get("list_id")),
        "custom_string": row["reference"],
        "contact_id": text_or_none(details.get("contact_id")),
        "user_id": account.user_id,
        "subaccount_id": account.subaccount_id,
        "country": row["country"],
        "carrier": row["carrier"],
        "first_name": details.get("first_name"),
        "last_name": details.get("last_name"),
        "_api_username": account.username,
    }


def _mms_row(row: Row, account: Account) -> dict[str, Any]:
    details = json.loads(row["details"])
    shown = _text_row(row, account)
    return {
        **shown,
        # Strings here, where texts have numbers.
        "date": str(shown["date"]),
        "message_parts": str(shown["message_parts"]),
        "subject": details["subject"],
        "priority": 0,
        "date_added": int(row["at"]),
        "_media_file_url": details["url"],
    }


def _voice_row(row: Row, account: Account) -> dict[str, Any]:
    details = json.loads(row["details"])
    shown = _text_row(row, account)
    for name in ("direction", "from_email", "first_name", "last_name"):
        del shown[name]
    return {
        **shown,
        "date": str(shown["date"]),
        "date_added": int(row["at"]),
        "to_type": details["to_type"],
        "voice": details["voice"],
        "lang": details["lang"],
        "require_input": details["require_input"],
        "machine_detection": details["machine_detection"],
        "machine_detected": details["machine_detected"] if row["status_code"] else 0,
        "digits": details["digits"],
    }


def fax_row(row: Row, account: Account) -> dict[str, Any]:
    """Return a fax in full, as its history and its receipt show it."""
    details = json.loads(row["details"])
    return {
        "user_id": account.user_id,
        "subaccount_id": account.subaccount_id,
        "list_id": text_or_none(details.get("list_id")),
        "message_id": row["message_id"],
        "to": row["recipient"],
        "from": row["sender"],
        "carrier": row["carrier"],
        "country": row["country"],
        "custom_string": row["reference"],
        "schedule": str(row["schedule"]),
        "message_pages": row["parts"],
        "message_price": row["price"],
        "status_code": text_or_none(row["status_code"]),
        "status_text": row["status_text"],
        "date_added": int(row["at"]),
        "from_email": row["from_email"],
        "_file_url": details["url"],
        "_api_username": account.username,
        "status": row["status"],
    }


CALLS: Calls = (
    *History("sms", _text_row).calls(),
    *History("mms", _mms_row).calls(),
    *History("voice", _voice_row).calls(),
    *History("fax", fax_row).calls(),
)
