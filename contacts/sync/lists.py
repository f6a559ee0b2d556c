"""Sees to it that a list has its copy at ClickSend, once, under its name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.db import transaction

from clicksendhub.clicksend import (
    BadRequest,
    FoundType,
    MaybeSent,
    NotFound,
    Page,
    RequestRefused,
    every_page,
)
from clicksendhub.clicksend import ContactList as ListThere
from clicksendhub.lib.dbclock import db_now
from contacts.models import ContactList, Removal
from contacts.sync import leases, steps
from contacts.sync.turn import GoneThere, StepTrouble, Turn, TurnEnds

OPT_OUT_NAME: Final = "opt-out list"
"""ClickSend’s own list of those who opted out: consent follows it, lists never do."""

# A request that got no answer may still be at work there for so long.
STILL_AT_WORK = timedelta(seconds=60)

_NAME_IS_KEPT = "ClickSend keeps a list of this name for itself. Rename this one."
_NAME_IS_TAKEN = (
    "ClickSend has another list of this name. Bring that one here, or rename this one."
)
_NAME_IS_REFUSED = "ClickSend does not take the name of this list. Rename it."


def settle_list(turn: Turn) -> None:
    """Find or make the list at ClickSend and agree on its name.

    Raises ``GoneThere`` where ClickSend removed it, ``StepTrouble`` where a person has
    to decide, ``TurnEnds`` where it cannot be told yet whether it was made.
    """
    if turn.contact_list.provider_id is None:
        _make(turn)
    else:
        _agree_on_name(turn, _there(turn))


def is_opt_out(name: str) -> bool:
    """Whether this is the name of ClickSend’s own list."""
    return _fold(name) == OPT_OUT_NAME


def _there(turn: Turn) -> ListThere:
    try:
        with turn.call():
            return turn.client.lists.get(turn.list_there)
    except NotFound as error:
        raise GoneThere from error


def _agree_on_name(turn: Turn, there: ListThere) -> None:
    """A new name on one side is taken by the other; on both, ours stands."""
    ours = turn.contact_list
    if ours.name == there.name:
        _keep(turn, known_name=there.name)
    elif ours.name == ours.known_name and _may_be_called(ours, there.name):
        _keep(turn, name=there.name, known_name=there.name)
    else:
        _rename_there(turn)


def _rename_there(turn: Turn) -> None:
    name = turn.contact_list.name
    _refuse_kept_name(name)
    try:
        with turn.call():
            turn.client.lists.rename(turn.list_there, name=name)
    except (BadRequest, RequestRefused) as error:
        raise StepTrouble(_NAME_IS_REFUSED) from error
    except NotFound as error:
        raise GoneThere from error
    _keep(turn, known_name=name)


def _make(turn: Turn) -> None:
    """Look before create: after a creation that was begun, and for a namesake."""
    ours = turn.contact_list
    _refuse_kept_name(ours.name)
    found = _namesake(turn)
    if ours.asked_at is None:
        if found:
            raise StepTrouble(_NAME_IS_TAKEN)
        _create(turn)
    elif found:
        _adopt(turn, found)
    else:
        _wait_for(turn)
        _create(turn)


def _wait_for(turn: Turn) -> None:
    asked_at = turn.contact_list.asked_at
    if asked_at and (rest := asked_at + STILL_AT_WORK - db_now()) > timedelta():
        raise TurnEnds(rest)


def _create(turn: Turn) -> None:
    _keep(turn, asked_at=db_now())
    steps.at("list.after_ask")
    try:
        with turn.call():
            made = turn.client.lists.create(turn.contact_list.name)
    except (BadRequest, RequestRefused) as error:
        _keep(turn, asked_at=None)
        raise StepTrouble(_NAME_IS_REFUSED) from error
    except MaybeSent:
        raise
    except Exception:
        _keep(turn, asked_at=None)
        raise
    steps.at("list.after_call")
    _adopt(turn, made)
    steps.at("list.after_commit")


def _adopt(turn: Turn, there: ListThere) -> None:
    _keep(
        turn,
        provider_id=there.list_id,
        provider_email_id=there.email_id[:64],
        known_name=there.name,
        asked_at=None,
    )


def _keep(turn: Turn, **values: object) -> None:
    """Write down what is known of the list; one deleted meanwhile is removed there."""
    ours = turn.contact_list
    changed = {name: new for name, new in values.items() if getattr(ours, name) != new}
    if not changed:
        return
    with transaction.atomic():
        leases.hold(turn.lease)
        ContactList.objects.filter(pk=ours.pk).update(**changed)
        ours.refresh_from_db()
        if ours.deleted_at and "provider_id" in changed and ours.provider_id:
            Removal.objects.get_or_create(
                account_id=ours.account_id,
                list_provider_id=ours.provider_id,
                contact_provider_id=None,
            )


def _namesake(turn: Turn) -> ListThere | None:
    """A list of this name at ClickSend that is none of ours yet.

    The search first, which is one call; a search that finds nothing proves nothing, so
    all lists are looked through then.
    """
    name, held = _fold(turn.contact_list.name), _held(turn)
    for list_id in _searched(turn, name):
        if list_id not in held:
            with turn.call():
                return turn.client.lists.get(list_id)
    for there in _all_there(turn):
        if _fold(there.name) == name and there.list_id not in held:
            return there
    return None


def _searched(turn: Turn, name: str) -> list[int]:
    with turn.call():
        page = turn.client.search.contacts_and_lists(turn.contact_list.name)
    return [
        found.found_id
        for found in page.rows
        if found.type == FoundType.LIST and found.found_id and _fold(found.name) == name
    ]


def _all_there(turn: Turn) -> Iterator[ListThere]:
    def page_of(number: int) -> Page[ListThere]:
        with turn.call():
            return turn.client.lists.page(page=number)

    return every_page(page_of)


def _held(turn: Turn) -> set[int]:
    """Ids there that are ours already, or that are about to be removed."""
    of_account = {"account": turn.account}
    held = ContactList.objects.standing().filter(**of_account)
    leaving = Removal.objects.filter(**of_account, contact_provider_id=None)
    ids = [*held.values_list("provider_id", flat=True)]
    ids += leaving.values_list("list_provider_id", flat=True)
    return {found for found in ids if found}


def _may_be_called(ours: ContactList, name: str) -> bool:
    longest = ContactList._meta.get_field("name").max_length or 0
    others = ContactList.objects.standing().filter(account_id=ours.account_id)
    namesakes = others.filter(name__iexact=name).exclude(pk=ours.pk)
    return bool(name.strip()) and len(name) <= longest and not namesakes.exists()


def _refuse_kept_name(name: str) -> None:
    if is_opt_out(name):
        raise StepTrouble(_NAME_IS_KEPT)


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
