"""Many new people at once: a file that ClickSend reads in by itself, later.

Nobody waits for it: the turn ends, and later ones ask whether it is over. Then a pull
learns the ids by key. Whom a file left out that was read is asked for alone; a file of
which nobody ever came is sent once more.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When

from clicksendhub.clicksend import (
    BadRequest,
    Conversion,
    NotFound,
    RequestRefused,
)
from clicksendhub.lib.dbclock import db_now
from contacts.models import Contact, ContactList
from contacts.sync import leases, steps
from contacts.sync.lists import STILL_AT_WORK, all_there
from contacts.sync.mapping import COLUMNS_THERE, SHARED, as_json, shared_of
from contacts.sync.turn import NOT_SENT, GoneThere, StepTrouble, Turn, TurnEnds
from contacts.values import Details

# With its longest rows (3 kB) a file stays below the ten megabytes that are allowed.
MOST_ROWS: Final = 2500
ASK_AGAIN = timedelta(seconds=5)
# The state of an import may be told a moment after it began.
NOT_OVER_BEFORE = timedelta(seconds=5)
# Where ClickSend does not tell of it at all, and nobody of it has come.
OVER_AFTER = timedelta(hours=1)
# How long people of a file may be missing before it counts as never taken.
DOUBT = timedelta(minutes=30)
# Of a version that went in a file which never came; such a version does not exist.
_LOST_ONCE: Final = 0

_FILE_REFUSED = (
    "ClickSend did not take the file of new people. We try again in ten minutes."
)
_NOT_ASKED: Final[dict[str, None]] = {"asked_at": None, "known_there": None}
_REACHABLE: Final = ~Q(number="") | ~Q(email="") | ~Q(fax_number="")


def waiting(contact_list: ContactList) -> QuerySet[Contact]:
    """New people who can go in a file."""
    new = contact_list.contacts.filter(goes_out=True, provider_id=None, asked_at=None)
    # A file does not say whom it left out, and why: they go alone the next time.
    untried = Q(refused_version=None) | ~Q(refused_version=F("version"))
    return new.filter(_REACHABLE, untried)


def start(turn: Turn) -> None:
    """Have ClickSend read in the next people; always ends the turn."""
    rows = list(waiting(turn.contact_list).order_by("pk")[:MOST_ROWS])
    people = [shared_of(row.details) for row in rows]
    # In memory alone: a file of people leaves no trace on this machine.
    with turn.call():
        file = turn.client.uploads.convert(_written(people), to=Conversion.CSV)
    steps.at("bulk.after_upload")
    _ask(turn, rows, people)
    steps.at("bulk.after_ask")
    try:
        with turn.call():
            turn.client.lists.start_import(
                turn.list_there, file_url=file.url, columns=[*COLUMNS_THERE.values()]
            )
    except (BadRequest, RequestRefused) as error:
        _unask(turn)
        raise StepTrouble(_FILE_REFUSED) from error
    except NotFound as error:
        _unask(turn)
        raise GoneThere from error
    except NOT_SENT:
        _unask(turn)
        raise
    steps.at("bulk.after_call")
    raise TurnEnds(ASK_AGAIN)


def wait(turn: Turn) -> None:
    """``TurnEnds`` while ClickSend reads a file; then the next pull learns the ids.

    Where nothing is told of it the turn goes on, to see who came meanwhile.
    """
    since = turn.contact_list.importing_since
    if since is None:
        return
    lasts = db_now() - since
    if lasts < NOT_OVER_BEFORE:
        raise TurnEnds(NOT_OVER_BEFORE)
    is_importing = _is_importing(turn)
    if is_importing:
        raise TurnEnds(max(ASK_AGAIN, lasts / 4))
    if is_importing is False or lasts > OVER_AFTER:
        _end(turn)


def look_back(turn: Turn) -> None:
    """After a pull: a file of which everybody came is over, whatever is told."""
    if turn.contact_list.importing_since and not in_doubt(turn.contact_list).exists():
        _end(turn)


def in_doubt(contact_list: ContactList) -> QuerySet[Contact]:
    """People asked for, of whom nobody knows whether ClickSend has them."""
    return contact_list.contacts.filter(provider_id=None, asked_at__isnull=False)


def ask_anew(turn: Turn, looked_at: datetime) -> None:
    """In a transaction: who of a file is missing for long enough is asked for again."""
    ours = turn.contact_list
    if ours.filed_at is None or ours.importing_since:
        return
    missing = in_doubt(ours).filter(asked_at=ours.filed_at)
    if ours.file_seen_at and ours.filed_at < looked_at - STILL_AT_WORK:
        missing.update(**_NOT_ASKED, refused_version=F("version"))
    elif not ours.file_seen_at and ours.filed_at < looked_at - DOUBT:
        # Lost twice they go alone: nobody of such a file may ever be taken.
        lost_before = When(refused_version=_LOST_ONCE, then=F("version"))
        lost = Case(lost_before, default=Value(_LOST_ONCE))
        missing.update(**_NOT_ASKED, refused_version=lost)


def _is_importing(turn: Turn) -> bool | None:
    """As told among all lists: of a single one it is not documented; None: not told."""
    for there in all_there(turn):
        if there.list_id == turn.list_there:
            return there.is_importing
    return None


def _end(turn: Turn) -> None:
    with transaction.atomic():
        leases.hold(turn.lease)
        _set(turn, importing_since=None)


def _ask(turn: Turn, rows: list[Contact], people: list[Details]) -> None:
    """Commit, before the call, whom the file holds; not a file that is old by now."""
    now = db_now()
    with transaction.atomic():
        leases.hold_in_step(turn.lease)
        held = turn.contact_list.contacts.select_for_update()
        versions = held.filter(pk__in=[row.pk for row in rows])
        if dict(versions.values_list("pk", "version")) != _versions(rows):
            raise TurnEnds
        for row, shared in zip(rows, people, strict=True):
            row.asked_at, row.known_there = now, as_json(shared)
        Contact.objects.bulk_update(rows, ["asked_at", "known_there"], batch_size=200)
        _set(turn, importing_since=now, filed_at=now, file_seen_at=None)


def _versions(rows: list[Contact]) -> dict[int, int]:
    return {row.pk: row.version for row in rows}


def _unask(turn: Turn) -> None:
    with transaction.atomic():
        leases.hold(turn.lease)
        asked = in_doubt(turn.contact_list)
        asked.filter(asked_at=turn.contact_list.filed_at).update(**_NOT_ASKED)
        _set(turn, importing_since=None, filed_at=None)


def _set(turn: Turn, **values: datetime | None) -> None:
    ContactList.objects.filter(pk=turn.contact_list.pk).update(**values)
    turn.contact_list.refresh_from_db(fields=[*values])


def _written(people: list[Details]) -> bytes:
    """Without a heading: the order of the columns is told beside the file."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerows([getattr(person, name) for name in SHARED] for person in people)
    return text.getvalue().encode()
