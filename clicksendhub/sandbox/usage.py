"""What an account sent and what it cost, counted from the ledger."""

from datetime import UTC, datetime
from typing import Any

from clicksendhub.sandbox.accounts import FIRST_SUBACCOUNT_ID
from clicksendhub.sandbox.envelope import Answer, bad_request, ok
from clicksendhub.sandbox.reading import read_id
from clicksendhub.sandbox.state import Call, Calls, Sandbox

# How the channels of the ledger are called in an answer; e-mail is not sent here.
KINDS = {
    "sms": ("sms",),
    "mms": ("mms",),
    "voice": ("voice",),
    "fax": ("fax",),
    "post": ("letter",),
    "postcards": ("postcard",),
    "email": (),
    "email_transactional": (),
}
DAY_SECONDS = 86_400
PLACES = 6

_BY_CHANNEL = """
SELECT l.account, l.channel, a.username, count(*) AS messages,
    sum(CAST(l.price AS REAL)) AS price
FROM ledger l JOIN accounts a ON a.id = l.account
WHERE (a.id = :account OR a.parent = :account) AND l.at >= :start AND l.at < :end
GROUP BY l.account, l.channel ORDER BY l.account
"""
# Of a failed message 301 is the last word; its price stays.
_BY_DAY = """
SELECT CAST(at / :day AS INTEGER) * :day AS date, 'outbound' AS kind,
    count(*) AS messages, sum(CAST(price AS REAL)) AS price
FROM ledger WHERE account = :account AND channel = :channel GROUP BY 1
UNION ALL
SELECT CAST(at / :day AS INTEGER) * :day, 'bounced', count(*),
    sum(CAST(price AS REAL))
FROM ledger WHERE account = :account AND channel = :channel AND status_code = 301
GROUP BY 1
"""
_REPLIES_BY_DAY = """
UNION ALL
SELECT CAST(at / :day AS INTEGER) * :day, 'inbound', count(*), 0
FROM inbound WHERE account = :account AND is_test = 0 GROUP BY 1
"""


def by_subaccount(call: Call) -> Answer:
    """Answer `GET /account/usage/{year}/{month}/subaccount`."""
    start, end = _month(call.params["year"], call.params["month"])
    rows = call.sandbox.store.rows(
        _BY_CHANNEL, {"account": call.account.id, "start": start, "end": end}
    )
    answer: dict[str, Any] = {}
    for kind, channels in KINDS.items():
        found = [row for row in rows if row["channel"] in channels]
        answer[kind] = [
            {
                "subaccount_id": FIRST_SUBACCOUNT_ID + row["account"],
                "username": row["username"],
                "total_count": f"{row['messages']:.2f}",
                "total_price": round(row["price"], PLACES),
                "notes": None,
            }
            for row in found
        ]
        answer[f"{kind}_total"] = _sum(found)
    return ok(answer | {"_currency": call.account.currency_fields})


def _month(year: str, month: str) -> tuple[float, float]:
    """Return when a month begins and ends, in UTC."""
    number = read_id(year) * 12 + read_id(month) - 1
    if not 1 <= read_id(month) <= 12 or not 1970 <= read_id(year) < 9999:
        raise bad_request("Invalid input.", {"month": "The month does not exist."})
    start, end = (
        datetime(count // 12, count % 12 + 1, 1, tzinfo=UTC).timestamp()
        for count in (number, number + 1)
    )
    return start, end


def sms_statistics(call: Call) -> Answer:
    """Answer `GET /statistics/sms`."""
    return _statistics(call, "sms", ("outbound", "inbound", "bounced"))


def voice_statistics(call: Call) -> Answer:
    """Answer `GET /statistics/voice`; nobody rings back."""
    return _statistics(call, "voice", ("outbound", "bounced"))


def _statistics(call: Call, channel: str, kinds: tuple[str, ...]) -> Answer:
    rows = _counted(
        call.sandbox, call.account.id, channel, has_replies="inbound" in kinds
    )
    dates = sorted({row["date"] for row in rows})
    stats = [
        {"date": date} | {kind: _sum(_of(rows, kind, date)) for kind in kinds}
        for date in dates
    ]
    total = {kind: _sum(_of(rows, kind, None)) for kind in kinds}
    currency = call.account.currency_fields
    return ok({"total": total, "stats": stats, "_currency": currency})


def _counted(
    sandbox: Sandbox, account_id: int, channel: str, *, has_replies: bool
) -> list[dict[str, Any]]:
    question = _BY_DAY + (_REPLIES_BY_DAY if has_replies else "")
    values = {"account": account_id, "channel": channel, "day": DAY_SECONDS}
    return [dict(row) for row in sandbox.store.rows(question, values)]


def _of(rows: list[dict[str, Any]], kind: str, date: int | None) -> list[Any]:
    return [row for row in rows if row["kind"] == kind and date in (None, row["date"])]


def _sum(rows: list[Any]) -> dict[str, Any]:
    return {
        "count": sum(row["messages"] for row in rows),
        "price": round(sum(row["price"] for row in rows), PLACES),
    }


CALLS: Calls = (
    ("GET", "/account/usage/{year}/{month}/subaccount", by_subaccount),
    ("GET", "/statistics/sms", sms_statistics),
    ("GET", "/statistics/voice", voice_statistics),
)
