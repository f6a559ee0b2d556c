"""The statements that run for every call, written out once for a channel's tables.

To compile them with the ORM takes longer than the database takes to run them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from clicksendhub.consent.models import Block
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.channels import Channel
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.lib.dbclock import clock_expression


@dataclass(frozen=True, slots=True)
class Statements:
    """SQL with named parameters, for the tables of one channel."""

    next_send: str
    touch: str
    claim: str
    claimed: str
    skip_blocked: str


def statements_for(channel: Channel) -> Statements:
    """The statements of a channel, in the words of the database in use."""
    return _written(
        channel.model, channel.send_model, channel.block_field, channel.row_fields
    )


def moment(when: datetime) -> Any:
    """A time as a parameter of these statements."""
    return connection.ops.adapt_datetimefield_value(when)


@cache
def _written(
    model: Any, send_model: Any, block_field: str | None, row_fields: tuple[str, ...]
) -> Statements:
    quote = connection.ops.quote_name
    among, end_of_among = _among()
    columns = ("id", "reference", "is_resent", "attempts", *row_fields)
    words = {
        "rows": quote(model._meta.db_table),
        "sends": quote(send_model._meta.db_table),
        "blocks": quote(Block._meta.db_table),
        "columns": ", ".join(quote(name) for name in columns),
        "number": quote(block_field or ""),
        "clock": clock_expression(),
        "account_works": _ACCOUNT_WORKS.format(accounts=quote(Account._meta.db_table)),
        "ready": _READY.format(queued=State.QUEUED, now="%(now)s"),
        "ready_by_clock": _READY.format(queued=State.QUEUED, now=clock_expression()),
        "unsettled": _UNSETTLED,
        "is_blocked": "FALSE",
        "released": SendState.RELEASED,
        "submitting": State.SUBMITTING,
        "skipped": State.SKIPPED,
        "same": _same(),
        "among": among,
        "end_of_among": end_of_among,
        "queued": State.QUEUED,
    }
    if block_field:
        words["is_blocked"] = _IS_BLOCKED.format(**words)
    return Statements(
        next_send=_NEXT_SEND.format(**words),
        touch=_TOUCH.format(**words),
        claim=_CLAIM.format(**words),
        claimed=_CLAIMED.format(**words),
        skip_blocked=_SKIP_BLOCKED.format(**words),
    )


def _same() -> str:
    """Equal, and NULL equals NULL."""
    return "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"


def _among() -> tuple[str, str]:
    """PostgreSQL finds the rows of an array by key, and joins those of a sub-query."""
    return ("= ANY (ARRAY", ")") if connection.vendor == "postgresql" else ("IN", "")


def open_batch_statement() -> str:
    """Opens a batch; see ``new_id`` for which it is."""
    return _OPEN_BATCH + (" RETURNING id" if _returns_ids() else "")


def new_id(cursor: Any) -> int:
    """The id of the row that ``open_batch_statement`` wrote."""
    return int(cursor.fetchone()[0] if _returns_ids() else cursor.lastrowid)


def _returns_ids() -> bool:
    """SQLite below 3.35 has no RETURNING, and tells the id without it."""
    return connection.vendor == "postgresql"


# In the words of the index of rows by batch.
_UNSETTLED = "accepted_at IS NULL AND final_at IS NULL"
_READY = "state = '{queued}' AND (not_before IS NULL OR not_before <= {now})"

# Every column: defaults are Django's, not the database's.
_OPEN_BATCH = """
INSERT INTO dispatch_batch (
    account_id, channel, state, size, lease_token, lease_until, started_at, fault,
    look_token, look_plan, look_cursor, look_has_witness, absent_looks, blind_looks
) VALUES (
    %(account)s, %(channel)s, 'open', %(size)s, %(token)s, %(until)s, %(now)s, '',
    '', '', 0, FALSE, 0, 0
)"""

# The fence of every later write: no row where the lease is no longer ours.
CLOSE_BATCH = """
UPDATE dispatch_batch
SET state = %(state)s, next_look_at = %(look)s, ended_at = %(now)s, size = %(size)s,
    fault = %(fault)s
WHERE id = %(batch)s AND lease_token = %(token)s AND state = 'open'
"""

# Nothing of an account that a person paused or removed.
_ACCOUNT_WORKS = """EXISTS (
    SELECT 1 FROM {accounts}
    WHERE id = %(account)s AND paused_at IS NULL AND removed_at IS NULL
  )"""

# Single sends first, then campaigns in turn: the one served longest ago.
_NEXT_SEND = """
SELECT id, channel, is_bulk, send_before IS NOT NULL AND send_before <= {clock}
FROM {sends} AS s
WHERE account_id = %(account)s AND state = '{released}' AND due_at <= {clock}
  AND {account_works}
  AND EXISTS (SELECT 1 FROM {rows} WHERE send_id = s.id AND {ready_by_clock})
ORDER BY is_bulk, last_claimed_at NULLS FIRST, id
LIMIT 1
"""

# Puts the send at the end of the line; no row where it was paused or stopped.
_TOUCH = """
UPDATE {sends} SET last_claimed_at = {clock}
WHERE id = %(send)s AND state = '{released}'
"""

# The send is locked by now, so no other worker claims from it. A row's state is asked
# again outside, because a person or a receipt may move it at this very moment; the
# account's, because it may have been paused during the wait for that lock. The row at
# the head of the queue says how large the call may be: the rows like it go together.
_CLAIM = """
WITH head AS (
  SELECT batch_cap AS cap FROM {rows} WHERE send_id = %(send)s AND {ready}
  ORDER BY id LIMIT 1
)
UPDATE {rows}
SET state = '{submitting}', batch_id = %(batch)s, attempts = attempts + 1, reason = ''
WHERE state = '{queued}' AND id {among} (
  SELECT id FROM {rows}
  WHERE send_id = %(send)s AND {ready} AND {account_works}
    AND batch_cap {same} (SELECT cap FROM head)
  ORDER BY id
  LIMIT (
    SELECT CASE WHEN MIN(cap) < %(size)s THEN MIN(cap) ELSE %(size)s END FROM head
  )
){end_of_among}
"""

# Whether its number is blocked, asked within the transaction that claims the row.
_IS_BLOCKED = """EXISTS (
  SELECT 1 FROM {blocks} AS b
  WHERE b.account_id = %(account)s AND b.number = {rows}.{number}
    AND b.lifted_at IS NULL
)"""

_CLAIMED = """
SELECT {columns}, {is_blocked} AS is_blocked FROM {rows}
WHERE batch_id = %(batch)s AND {unsettled} AND state = '{submitting}' ORDER BY id
"""

_SKIP_BLOCKED = """
UPDATE {rows}
SET state = '{skipped}', reason = 'blocked', batch_id = NULL, final_at = %(now)s,
    attempts = attempts - 1
WHERE batch_id = %(batch)s AND {unsettled} AND {is_blocked}
"""
