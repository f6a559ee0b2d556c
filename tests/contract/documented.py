"""Answers in the documented shapes, for calls that the sandbox does not know."""

import json
from typing import Any

from tests.clicksend.support import PAYLOADS

ADDRESS = {
    "address_name": "Office",
    "address_line_1": "2 Example St",
    "address_line_2": None,
    "address_city": "Perth",
    "address_state": "WA",
    "address_postal_code": "6000",
    "address_country": "AU",
}
RETURN_ADDRESS = {"return_address_id": 77, "user_id": 4021, **ADDRESS}
CURRENCY = {"currency_name_short": "AUD", "currency_prefix_d": "$"}
LINE = {
    "subaccount_id": 5530,
    "username": "court-booking",
    "total_count": "29.00",
    "total_price": 2.2968,
}
USAGE = {
    "sms": [LINE],
    "post": [],
    "sms_total": {"count": 29, "price": "2.2968"},
    "_currency": CURRENCY,
}
ISSUE = {
    "issue_id": 1,
    "user_id": 4021,
    "message_id": "5C0B4E7A-19D2-4E53-9B6E-2F8D13A7C901",
    "type": "SMS",
    "description": "Not arrived",
    "email_address": "ada@example.com",
    "client_comments": "Sent at nine",
    "status": None,
    "date_added": 1790000000,
    "resolved": 0,
}
COUNTRY = {"id": 13, "name": "Australia", "code": "AU", "region": "Oceania"}
RENTED = {
    "dedicated_number": "+61491570110",
    "country": "AU",
    "price": "18.59",
    "_country_name": "Australia",
    "type": "sms",
    "number_type": "longcode",
    "number_guid": "60744953-781E",
    "status": {"value": 0, "label": "ready", "name": "Ready", "description": "Go."},
}
OWN = {
    "id": "8fa5ebc2-777b",
    "phone_number": "+61491570156",
    "country": "AU",
    "label": "Office",
    "status": "APPROVED",
    "verified_timestamp": "2026-09-21T14:13:20Z",
}
TAG = {
    "id": "31aa",
    "alpha_tag": "COURTS",
    "status": "APPROVED",
    "reason": None,
    "countries": ["AU", "NZ"],
    "created_timestamp": "2026-09-21T14:13:20Z",
}
COUNTS = {"count": 12, "price": 0.95}
TRAFFIC = {"outbound": COUNTS, "inbound": COUNTS, "bounced": COUNTS}
STATISTICS = {
    "total": TRAFFIC,
    "stats": [{"date": 1790000000, **TRAFFIC}],
    "_currency": CURRENCY,
}
PAYMENT = {
    "invoice_number": "INV-7",
    "amount": 20,
    "currency": "AUD",
    "date": 1790000000,
}


def _page(*rows: Any) -> dict[str, Any]:
    return {
        "total": len(rows),
        "per_page": 100,
        "current_page": 1,
        "last_page": 1,
        "next_page_url": None,
        "prev_page_url": None,
        "from": 1,
        "to": len(rows),
        "data": list(rows),
    }


def _bare(name: str, *rows: Any) -> dict[str, Any]:
    paging = {"self": "/?offset=0", "next": None, "page_size": 100}
    return {name: list(rows), "_metadata": {"pagination": paging}}


def _in_envelope(data: Any) -> dict[str, Any]:
    return {
        "http_code": 200,
        "response_code": "SUCCESS",
        "response_msg": "Here are your data.",
        "data": data,
    }


def _recorded(name: str) -> Any:
    return json.loads((PAYLOADS / name).read_text(encoding="utf-8"))


_DATA: dict[str, Any] = {
    "letters.cancel": True,
    "letters.detect_address": ADDRESS,
    "letters.detect_address_in": ADDRESS,
    "postcards.cancel": True,
    "return_addresses.create": RETURN_ADDRESS,
    "return_addresses.delete": [],
    "return_addresses.get": RETURN_ADDRESS,
    "return_addresses.list": _page(RETURN_ADDRESS),
    "return_addresses.update": RETURN_ADDRESS,
    "lists.export_url": {"url": "https://files.example/tenants.csv"},
    "account.usage": USAGE,
    "delivery_issues.all": _page(ISSUE),
    "delivery_issues.page": _page(ISSUE),
    "delivery_issues.report": ISSUE,
    "reference.enabled_countries": [{**COUNTRY, "agreed_at": 1790000000}],
    "reference.sending_countries": [COUNTRY],
    "reference.time_zones": ["Africa/Abidjan", "Australia/Perth"],
    "senders.dedicated_numbers": _page(RENTED),
    "senders.dedicated_numbers_page": _page(RENTED),
    "statistics.sms": STATISTICS,
    "statistics.voice": STATISTICS,
    "transactions.all": _page(PAYMENT),
    "transactions.page": _page(PAYMENT),
}

DOCUMENTED: dict[str, Any] = {
    **{name: _in_envelope(data) for name, data in _DATA.items()},
    "letters.send": _recorded("letters_send.json"),
    "letters.price": _recorded("letters_send.json"),
    "letters.history": _recorded("letters_history.json"),
    "postcards.send": _recorded("postcards_send.json"),
    "postcards.price": _recorded("postcards_send.json"),
    "postcards.history": _recorded("postcards_history.json"),
    "senders.alpha_tags": _bare("alpha_tags", TAG),
    "senders.own_numbers": _bare("own_numbers", OWN),
}
"""The whole answer to a call. What the sandbox learns to answer has to leave here."""
