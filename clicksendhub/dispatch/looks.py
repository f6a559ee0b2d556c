"""Looks up rows in doubt in ClickSend's history, and settles them by what it shows.

A look may need more calls than a minute allows. So each call's finds are kept at once,
with how far the look has come, and the next worker reads on from there.
"""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from clicksendhub.clicksend import ClickSend, ClickSendError
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch import steps
from clicksendhub.dispatch.channels import Channel, HistoryItem, Window, channel_named
from clicksendhub.dispatch.models import Batch, LookPlan
from clicksendhub.dispatch.states import TAKEN, State
from clicksendhub.dispatch.verdicts import Finds, keep_finds, settle_look
from clicksendhub.gate.calls import NotNow, counted
from clicksendhub.gate.models import Lane
from clicksendhub.lib.dbclock import db_now

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class _Look:
    """One look that is ours: at which rows, in which stretch of history."""

    channel: Channel
    account: Account
    batch: Batch
    client: ClickSend
    window: Window


# What one call showed, and how far the look has come with it.
_Slice = tuple[Iterable[HistoryItem], int]


def look_up_due(account: Account, client: ClickSend, *, seconds: float) -> None:
    """Look up what is due for at most ``seconds``; the sweep asks for the rest."""
    stop_at = time.monotonic() + seconds
    for batch in due_batches(account.pk):
        if time.monotonic() > stop_at:
            return
        look_up(batch, account, client, stop_at=stop_at)


def due_batches(account_id: int) -> Sequence[Batch]:
    """The batches of an account whose rows may be looked up now."""
    due = Batch.objects.due_for_a_look(now=db_now()).filter(account_id=account_id)
    return list(due.order_by("next_look_at")[:50])


def look_up(
    batch: Batch, account: Account, client: ClickSend, *, stop_at: float = math.inf
) -> bool:
    """One look for the rows in doubt of ``batch``; True where it came to its end.

    One that cannot be finished (no answer, no leave to call) proves nothing for what it
    has not read; it is taken up again later.
    """
    if not _claim_look(batch):
        return False
    channel = channel_named(batch.channel)
    look = _Look(channel, account, batch, client, _window_of(batch))
    steps.at("look.before_call")
    try:
        is_at_its_end = _read_on(look, stop_at=stop_at)
    except (ClickSendError, NotNow):
        later = min(settings.DISPATCH_LOOK_AFTER_SECONDS, 60)
        _look_again_in(batch, seconds=later)
        return False
    steps.at("look.after_call")
    return is_at_its_end and settle_look(channel, batch)


def _read_on(look: _Look, *, stop_at: float) -> bool:
    """Read from where the last worker left off; True where all of it was read."""
    read = _READERS[LookPlan(look.batch.look_plan)]
    for items, cursor in read(look):
        finds = _sorted_finds(look, items)
        if not keep_finds(look.channel, look.batch, finds, cursor=cursor):
            return False
        if time.monotonic() > stop_at:
            _look_again_in(look.batch, seconds=0)
            return False
    return True


def _sorted_finds(look: _Look, items: Iterable[HistoryItem]) -> Finds:
    by_reference = {item.reference: item for item in items if item.reference}
    doubtful = look.channel.model.objects.unsettled_of(look.batch.pk).filter(
        state=State.IN_DOUBT, reference__in=by_reference
    )
    references = set(doubtful.values_list("reference", flat=True))
    return Finds(
        found={reference: by_reference[reference] for reference in references},
        has_witness=has_witness(
            look.channel, look.batch, by_reference.keys() - references
        ),
        shown=by_reference,
    )


def _read_window(look: _Look) -> Iterator[_Slice]:
    """Every page of the window, newest first: rows that come in only push others on."""
    number = look.batch.look_cursor or 1
    while True:
        with counted(look.account, Lane.UPKEEP):
            page = look.channel.history(look.client, window=look.window, page=number)
        number += 1
        yield page.rows, number
        if page.is_last:
            return


def _read_row_by_row(look: _Look) -> Iterator[_Slice]:
    """How far history has caught up, for a witness; then what went to each number.

    In this order: what history showed before a number was asked, it shows then too.
    """
    cursor = look.batch.look_cursor
    if not cursor:
        with counted(look.account, Lane.UPKEEP):
            page = look.channel.history(look.client, window=look.window, page=1)
        yield page.rows, cursor
    doubtful = look.channel.model.objects.unsettled_of(look.batch.pk).filter(
        state=State.IN_DOUBT, id__gt=cursor
    )
    fields = ("id", "reference", *look.channel.row_fields)
    for row in list(doubtful.order_by("id").values(*fields)):
        with counted(look.account, Lane.UPKEEP):
            items = look.channel.history_of(look.client, window=look.window, row=row)
        yield items, row["id"]


_READERS: dict[LookPlan, Callable[[_Look], Iterator[_Slice]]] = {
    LookPlan.WINDOW: _read_window,
    LookPlan.ROWS: _read_row_by_row,
}


def _cheaper_plan(batch: Batch) -> LookPlan:
    rows = channel_named(batch.channel).model.objects
    doubtful = rows.unsettled_of(batch.pk).filter(state=State.IN_DOUBT).count()
    if is_window_cheaper(doubtful, in_window=_rows_in_window(batch)):
        return LookPlan.WINDOW
    return LookPlan.ROWS


def is_window_cheaper(doubtful: int, *, in_window: int) -> bool:
    """Whether reading the whole window takes fewer calls than row by row. Pure."""
    pages = -(-in_window // PAGE_SIZE) or 1
    # Asking row by row needs one more call, for a witness.
    return pages <= doubtful + 1


def _rows_in_window(batch: Batch) -> int:
    """How many rows of ours the window may hold."""
    window = _window_of(batch)
    batches = Batch.objects.filter(
        account_id=batch.account_id,
        channel=batch.channel,
        started_at__gte=window.since,
        started_at__lte=window.until,
    )
    return sum(batches.values_list("size", flat=True))


def _window_of(batch: Batch) -> Window:
    margin = timedelta(seconds=settings.DISPATCH_HISTORY_MARGIN_SECONDS)
    ended = batch.ended_at or batch.lease_until
    return Window(since=batch.started_at - margin, until=ended + margin)


def has_witness(channel: Channel, batch: Batch, others: Iterable[str]) -> bool:
    """Whether one of these is a message of ours sent after the doubtful call began.

    If so, history has caught up with the doubtful call, and absence means something.
    Only our own clock is used, so that ClickSend's may differ.
    """
    later = channel.model.objects.filter(
        # Of a text that may have gone twice history may show the earlier copy.
        is_resent=False,
        reference__in=list(others),
        account_id=batch.account_id,
        state__in=TAKEN,
        batch__started_at__gte=batch.started_at,
        batch__channel=batch.channel,
    )
    return bool(later.exclude(batch=batch).exists())


def _claim_look(batch: Batch) -> bool:
    """Take the look for as long as one call may last; whoever reads on renews that."""
    token = secrets.token_hex(16)
    plan = batch.look_plan or _cheaper_plan(batch)
    now = db_now()
    won = Batch.objects.filter(
        pk=batch.pk, state="in_doubt", next_look_at__lte=now
    ).update(
        look_token=token,
        look_plan=plan,
        next_look_at=now + timedelta(seconds=settings.DISPATCH_LEASE_SECONDS),
    )
    steps.at("look.after_claim")
    batch.refresh_from_db()
    return bool(won) and batch.look_token == token


def _look_again_in(batch: Batch, *, seconds: float) -> None:
    mine = Batch.objects.filter(pk=batch.pk, look_token=batch.look_token)
    mine.update(next_look_at=db_now() + timedelta(seconds=seconds))
