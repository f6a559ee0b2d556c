"""Compares a list with its copy, all pages of it, and changes neither side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from clicksendhub.clicksend import Contact as ContactThere
from clicksendhub.consent.models import Block
from clicksendhub.lib.dbclock import db_now
from contacts.models import Contact, ContactList
from contacts.sync import leases, steps
from contacts.sync.mapping import SHARED, read_contact, shared_of
from contacts.sync.pulling import page_there
from contacts.sync.turn import Turn
from contacts.values import Details

MOST_EXAMPLES: Final = 500
"""Of each kind; the counts count all."""

ONLY_HERE, ONLY_THERE, DIFFERING = "only_here", "only_there", "differing"


def ask(turn: Turn) -> None:
    """Have this turn, or a later one, compare the list from the beginning."""
    _keep(turn, compare_asked_at=db_now(), compare_page=0)


def compare(turn: Turn) -> None:
    """Look at every contact there; what differs is counted, and some are kept by id.

    Goes on in later turns where the time is up.
    """
    ours = turn.contact_list
    if ours.compare_asked_at is None:
        return
    if not ours.compare_page:
        _keep(turn, compare_page=1, compared=_nothing_yet(db_now()))
    while True:
        number = ours.compare_page
        page = page_there(turn, number)
        _look_at(turn, page.rows)
        steps.at("compare.after_page")
        if number >= page.last_page:
            break
    _finish(turn)


def _nothing_yet(now: datetime) -> dict[str, Any]:
    empty: dict[str, Any] = {"began_at": now.isoformat(), "there": 0, "same": 0}
    return empty | {
        kind: {"count": 0, "examples": []}
        for kind in (ONLY_HERE, ONLY_THERE, DIFFERING)
    }


def _look_at(turn: Turn, contacts: Iterable[ContactThere]) -> None:
    """Count a page, and go on to the next, in one transaction.

    A contact of ours that comes twice, as pages shift, counts once.
    """
    theirs = {
        found.contact_id: read_contact(found, country=turn.account.country)
        for found in contacts
        if found.contact_id
    }
    compared = turn.contact_list.compared
    began_at = datetime.fromisoformat(compared["began_at"])
    with transaction.atomic():
        leases.hold(turn.lease)
        linked = turn.contact_list.contacts.filter(provider_id__in=theirs)
        rows = {row.provider_id: row for row in linked}
        for contact_id, shared in theirs.items():
            row = rows.get(contact_id)
            if not (row and row.seen_there_at and row.seen_there_at >= began_at):
                _count(compared, row, contact_id, shared)
        linked.update(seen_there_at=db_now())
        next_page = turn.contact_list.compare_page + 1
        _keep(turn, compared=compared, compare_page=next_page)


def _count(
    compared: dict[str, Any], row: Contact | None, contact_id: int, shared: Details
) -> None:
    compared["there"] += 1
    if row is None:
        _add(compared[ONLY_THERE], _name_there(contact_id, shared))
    elif differing := _differing(shared_of(row.details, known=shared), shared):
        _add(compared[DIFFERING], {"id": row.pk, "fields": differing})
    else:
        compared["same"] += 1


def _name_there(contact_id: int, shared: Details) -> dict[str, Any]:
    name = f"{shared.first_name} {shared.last_name}".strip()
    reach = shared.number or shared.email or shared.fax_number
    return {"there": contact_id, "name": name, "reach": reach}


def _differing(ours: Details, theirs: Details) -> dict[str, str]:
    """Each field that differs, with the value at ClickSend."""
    return {
        name: getattr(theirs, name)
        for name in SHARED
        if getattr(ours, name) != getattr(theirs, name)
    }


def _add(kind: dict[str, Any], example: object) -> None:
    kind["count"] += 1
    if len(kind["examples"]) < MOST_EXAMPLES:
        kind["examples"].append(example)


def _finish(turn: Turn) -> None:
    compared = turn.contact_list.compared
    missing = only_here(turn.contact_list)
    ids = missing.order_by("pk").values_list("pk", flat=True)[:MOST_EXAMPLES]
    compared[ONLY_HERE] = {
        "count": missing.count(),
        "examples": [{"id": pk} for pk in ids],
    }
    _keep(
        turn,
        compared=compared,
        compared_at=db_now(),
        compare_asked_at=None,
        compare_page=0,
    )


def only_here(contact_list: ContactList) -> QuerySet[Contact]:
    """Whom the last comparison did not see at ClickSend, of those who belong there.

    ClickSend takes who opts out from its lists by itself, so who is blocked does not.
    Nobody where it is so old that only its counts are kept.
    """
    began = contact_list.compared.get("began_at")
    if not began:
        return contact_list.contacts.none()
    began_at = datetime.fromisoformat(began)
    unseen = Q(seen_there_at=None) | Q(seen_there_at__lt=began_at)
    reachable = ~Q(number="", email="", fax_number="")
    blocked = Block.objects.standing().filter(account=contact_list.account_id)
    found = contact_list.contacts.filter(unseen, reachable, created_at__lt=began_at)
    return found.exclude(number__in=blocked.values("number"))


def may_be_put_back(contact_list: ContactList) -> QuerySet[Contact]:
    """Of those missing there: not who is in doubt, nor one whose like was seen there.

    Their like is somebody else here of the same number, or with the further key of one
    who was added there anew.
    """
    missing = only_here(contact_list)
    if not (began := contact_list.compared.get("began_at")):
        return missing
    seen = contact_list.contacts.filter(seen_there_at__gte=began)
    seen = seen.filter(account=contact_list.account_id, provider_id__isnull=False)
    same_number = seen.filter(number=OuterRef("number")).exclude(number="")
    further_key = seen.filter(key=Concat(OuterRef("key"), Value("~2")))
    in_doubt = Q(provider_id=None, asked_at__isnull=False)
    return missing.exclude(in_doubt | Exists(same_number) | Exists(further_key))


def _keep(turn: Turn, **values: object) -> None:
    with transaction.atomic():
        leases.hold(turn.lease)
        ContactList.objects.filter(pk=turn.contact_list.pk).update(**values)
    for name, value in values.items():
        setattr(turn.contact_list, name, value)
