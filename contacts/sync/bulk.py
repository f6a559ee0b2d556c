"""Many new people at once: a file that ClickSend reads in by itself, later.

Nobody waits for it: the turn ends, and later ones ask whether it is over. Then a pull
learns the ids by key, and who was not taken is asked for alone.
"""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q, QuerySet

from clicksendhub.clicksend import (
    BadRequest,
    Conversion,
    MaybeSent,
    NotFound,
    RequestRefused,
)
from clicksendhub.lib.dbclock import db_now
from contacts.models import Contact, ContactList
from contacts.sync import leases, steps
from contacts.sync.mapping import COLUMNS_THERE, SHARED, as_json, shared_of
from contacts.sync.turn import GoneThere, StepTrouble, Turn, TurnEnds
from contacts.values import Details

# With its longest rows (3 kB) a file stays below the ten megabytes that are allowed.
MOST_ROWS: Final = 2500
ASK_AGAIN = timedelta(seconds=5)
# The state of an import may be told a moment after it began.
NOT_OVER_BEFORE = timedelta(seconds=5)

_FILE_REFUSED = (
    "ClickSend did not take the file of new people. We try again in ten minutes."
)
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
    except MaybeSent:
        raise
    except Exception as error:
        _unask(turn)
        raise (GoneThere() if isinstance(error, NotFound) else error) from error
    steps.at("bulk.after_call")
    raise TurnEnds(ASK_AGAIN)


def wait(turn: Turn) -> None:
    """``TurnEnds`` while ClickSend reads a file; then the next pull learns the ids."""
    since = turn.contact_list.importing_since
    if since is None:
        return
    if db_now() < since + NOT_OVER_BEFORE:
        raise TurnEnds(NOT_OVER_BEFORE)
    try:
        with turn.call():
            there = turn.client.lists.get(turn.list_there)
    except NotFound as error:
        raise GoneThere from error
    if there.is_importing:
        raise TurnEnds(ASK_AGAIN)
    with transaction.atomic():
        leases.hold(turn.lease)
        _set_since(turn, None)


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
        _set_since(turn, now)


def _versions(rows: list[Contact]) -> dict[int, int]:
    return {row.pk: row.version for row in rows}


def _unask(turn: Turn) -> None:
    with transaction.atomic():
        leases.hold(turn.lease)
        asked = turn.contact_list.contacts.filter(provider_id=None)
        since = turn.contact_list.importing_since
        asked.filter(asked_at=since).update(asked_at=None, known_there=None)
        _set_since(turn, None)


def _set_since(turn: Turn, since: object) -> None:
    row = ContactList.objects.filter(pk=turn.contact_list.pk)
    row.update(importing_since=since)
    turn.contact_list.refresh_from_db(fields=["importing_since"])


def _written(people: list[Details]) -> bytes:
    """Without a heading: the order of the columns is told beside the file."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerows([getattr(person, name) for name in SHARED] for person in people)
    return text.getvalue().encode()
