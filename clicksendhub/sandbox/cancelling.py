"""Cancelling what is scheduled and has not gone: one message, or all at once."""

import time

from clicksendhub.sandbox.envelope import Answer, not_found, ok
from clicksendhub.sandbox.reading import read_object
from clicksendhub.sandbox.state import Call, Calls


def _cancel(call: Call, channel: str) -> Answer:
    """Answer `PUT /…/{message_id}/cancel`."""
    message_id = call.params["message_id"].upper()
    if not _cancel_where(call, channel, "AND message_id = ?", (message_id,)):
        raise not_found("Record not found.")
    # Only the text's answer holds nothing; the older ones hold an empty list.
    held: list[str] | None = None if channel == "sms" else []
    return ok(held, f"Scheduled {channel} message has been cancelled.")


def _cancel_all(call: Call, channel: str) -> Answer:
    """Answer `PUT /…/cancel-all`; with no `custom_string`, everything scheduled."""
    reference = read_object(call).get("custom_string")
    if reference in (None, ""):
        count = _cancel_where(call, channel, "", ())
    else:
        count = _cancel_where(call, channel, "AND reference = ?", (str(reference),))
    return ok({"count": count}, f"Scheduled {channel} messages have been cancelled.")


def _cancel_where(
    call: Call, channel: str, condition: str, values: tuple[str, ...]
) -> int:
    with call.sandbox.store.write() as db:
        done = db.execute(
            # The condition is one of this module's constants.
            "UPDATE ledger SET status='Cancelled', due_at=NULL "  # noqa: S608
            "WHERE account=? AND channel=? AND status='Scheduled' AND schedule > ? "
            + condition,
            (call.account.id, channel, time.time(), *values),
        )
        return done.rowcount


def _calls(channel: str) -> Calls:
    def one(call: Call) -> Answer:
        return _cancel(call, channel)

    def everything(call: Call) -> Answer:
        return _cancel_all(call, channel)

    return (
        ("PUT", f"/{channel}/cancel-all", everything),
        ("PUT", f"/{channel}/{{message_id}}/cancel", one),
    )


# A fax cannot be cancelled.
CALLS: Calls = (*_calls("sms"), *_calls("mms"), *_calls("voice"))
