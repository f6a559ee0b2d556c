"""Short forms of sends on the channels beside texts, for their tests."""

from typing import Any

import httpx

from tests.sandbox.support import PHONE

FAX_MACHINE = "+61291112222"


def spoken(to: str = PHONE, **more: Any) -> dict[str, Any]:
    """Return one message of a call."""
    words = {"body": "Your visit is at nine", "voice": "female", "lang": "en-au"}
    return {"to": to, "custom_string": "v-1", **words, **more}


def pictured(to: str = PHONE, **more: Any) -> dict[str, Any]:
    """Return one message with a picture."""
    words = {"subject": "Site photo", "body": "Gate B"}
    return {"to": to, "custom_string": "mms-7", **words, **more}


def faxed(to: str = FAX_MACHINE, **more: Any) -> dict[str, Any]:
    """Return one receiver of a fax."""
    return {"to": to, "custom_string": "fx-3", **more}


def post(api: httpx.Client, path: str, **body: Any) -> dict[str, Any]:
    """Post a send or a price and return `data` of the answer."""
    answer = api.post(path, json=body)
    assert answer.status_code == 200
    data: dict[str, Any] = answer.json()["data"]
    return data


def call_up(api: httpx.Client, *messages: dict[str, Any]) -> dict[str, Any]:
    """Make calls."""
    return post(api, "/voice/send", messages=list(messages or [spoken()]))


def statuses(data: dict[str, Any]) -> list[str]:
    """Return the status of each message of an answer."""
    return [message["status"] for message in data["messages"]]


def history(api: httpx.Client, channel: str, **query: Any) -> list[dict[str, Any]]:
    """Return a page of a channel's history."""
    answer = api.get(f"/{channel}/history", params=query)
    rows: list[dict[str, Any]] = answer.json()["data"]["data"]
    return rows


def rule(api: httpx.Client, channel: str, url: str) -> int:
    """Register a receipt rule of a channel."""
    fields = {
        "rule_name": "receipts",
        "match_type": 0,
        "action": "POLL" if url == "poll" else "URL",
        "action_address": url,
        "enabled": 1,
    }
    answer = api.post(f"/automations/{channel}/receipts", json=fields)
    assert answer.status_code == 200
    return int(answer.json()["data"]["receipt_rule_id"])
