"""Fetches what changed at ClickSend since the last time, page by page, over turns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Min

from clicksendhub.clicksend import Contact as ContactThere
from clicksendhub.clicksend import NotFound, Page
from clicksendhub.lib.dbclock import db_now
from contacts.models import ContactList
from contacts.services.counts import counts_changed
from contacts.sync import leases, steps
from contacts.sync.arriving import take_in
from contacts.sync.bulk import ask_anew, in_doubt
from contacts.sync.lists import STILL_AT_WORK
from contacts.sync.replaced import unlink_replaced
from contacts.sync.turn import GoneThere, Turn, TurnEnds

# Clocks differ, and ClickSend tells whole seconds: what was seen is seen again.
MARGIN: Final = timedelta(minutes=5)


def pull(turn: Turn) -> None:
    """Take over what changed there; people in doubt are found or asked for anew.

    Raises ``GoneThere`` where the list is gone, ``TurnEnds`` where the time is up or
    a person had everybody looked at once more meanwhile.
    """
    ours = turn.contact_list
    if ours.pull_began_at is None:
        # Kept: were it another moment in the next turn, pages would shift.
        _keep(turn, pull_began_at=db_now(), pull_page=1, pull_since=_since(ours))
    written = 0
    try:
        while True:
            page = page_there(turn, ours.pull_page, since=ours.pull_since)
            unlink_replaced(turn, page.rows)
            written += take_in(turn, page.rows)
            steps.at("pull.after_page")
            if ours.pull_page >= page.last_page:
                break
            _keep(turn, pull_page=ours.pull_page + 1)
    finally:
        if written:
            counts_changed([ours.pk])
    began_at = ours.pull_began_at
    _keep(turn, pulled_at=began_at, pull_began_at=None, pull_page=0)
    if began_at:
        _ask_anew(turn, began_at)


def page_there(
    turn: Turn, number: int, *, since: datetime | None = None
) -> Page[ContactThere]:
    """One page of the list at ClickSend."""
    try:
        with turn.call():
            return turn.client.contacts.page(
                turn.list_there, page=number, updated_after=since
            )
    except NotFound as error:
        raise GoneThere from error


def _since(ours: ContactList) -> datetime | None:
    """From when on to look; None for everybody, at the first time.

    Early enough to see those in doubt.
    """
    if ours.pulled_at is None:
        return None
    asked_at = in_doubt(ours).aggregate(first=Min("asked_at"))["first"]
    return min(ours.pulled_at, asked_at or ours.pulled_at) - MARGIN


def _ask_anew(turn: Turn, looked_at: datetime) -> None:
    """Who was asked for long before the look, and is not there, was never made."""
    ours = turn.contact_list
    absent = in_doubt(ours).filter(asked_at__lt=looked_at - STILL_AT_WORK)
    with transaction.atomic():
        leases.hold_in_step(turn.lease)
        absent.exclude(asked_at=ours.filed_at).update(asked_at=None, known_there=None)
        ask_anew(turn, looked_at)


def _keep(turn: Turn, **values: object) -> None:
    """How far this pull came; nothing, where a person had it begin anew."""
    ours = turn.contact_list
    with transaction.atomic():
        leases.hold_in_step(turn.lease)
        same = ContactList.objects.filter(pk=ours.pk, pull_began_at=ours.pull_began_at)
        if not same.update(**values):
            raise TurnEnds
    for name, value in values.items():
        setattr(ours, name, value)
