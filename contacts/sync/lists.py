"""Sees to it that a list has its copy at ClickSend, once, under its name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from clicksendhub.clicksend import (
    BadRequest,
    FoundType,
    NotFound,
    Page,
    RequestRefused,
    every_page,
)
from clicksendhub.clicksend import ContactList as ListThere
from clicksendhub.lib.dbclock import db_now
from contacts.models import ContactList, Removal
from contacts.sync import leases, steps
from contacts.sync.turn import NOT_SENT, GoneThere, StepTrouble, Turn, TurnEnds

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


def settle_deleted(turn: Turn) -> None:
    """Of a list deleted here while its creation was in doubt: have it removed there."""
    looked_at = db_now()
    found = _namesake(turn, _asked_name(turn.contact_list))
    # We never put anybody in it, so one with people is somebody else’s.
    if found and not found.contacts_count:
        _adopt(turn, found)
    else:
        _wait_for(turn, looked_at)
        _keep(turn, asked_at=None)


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
    """A new name on one side is taken by the other; on both, ours stands.

    One that we cannot take stays there, beside ours: nothing there is renamed that no
    person here renamed.
    """
    ours = turn.contact_list
    is_renamed_here = ours.name != (ours.own_name or ours.known_name)
    if ours.name == there.name:
        _keep(turn, known_name=there.name, own_name="")
    elif is_renamed_here:
        _rename_there(turn)
    elif there.name != ours.known_name and _may_be_called(ours, there.name):
        _keep(turn, name=there.name, known_name=there.name, own_name="")
    else:
        _keep(turn, known_name=there.name, own_name=ours.name)


def _rename_there(turn: Turn) -> None:
    name = turn.contact_list.name
    _refuse_kept_name(name)
    try:
        with turn.call():
            there = turn.client.lists.rename(turn.list_there, name=name)
    except (BadRequest, RequestRefused) as error:
        raise StepTrouble(_NAME_IS_REFUSED) from error
    except NotFound as error:
        raise GoneThere from error
    _keep(turn, **_agreed(there.name, ours=name))


def _make(turn: Turn) -> None:
    """Look before create: after a creation that was begun, and for a namesake."""
    ours, looked_at = turn.contact_list, db_now()
    if ours.asked_at is None:
        _refuse_kept_name(ours.name)
    found = _namesake(turn, _asked_name(ours))
    if found and ours.asked_at is None:
        raise StepTrouble(_NAME_IS_TAKEN)
    if found:
        _adopt(turn, found)
    else:
        _wait_for(turn, looked_at)
        _create(turn)


def _asked_name(ours: ContactList) -> str:
    """The name of the creation that was begun, else that of the one to begin."""
    return (ours.asked_at and ours.known_name) or ours.name


def _wait_for(turn: Turn, looked_at: datetime) -> None:
    """Absent from a look a moment after the request, it may still be made."""
    asked_at = turn.contact_list.asked_at
    if asked_at and (rest := asked_at + STILL_AT_WORK - looked_at) > timedelta():
        raise TurnEnds(rest)


def _create(turn: Turn) -> None:
    name = turn.contact_list.name
    _refuse_kept_name(name)
    # Kept: after a lost answer it is looked for by the name that was asked for.
    _keep(turn, asked_at=db_now(), known_name=name)
    steps.at("list.after_ask")
    try:
        with turn.call():
            made = turn.client.lists.create(name)
    except (BadRequest, RequestRefused) as error:
        _keep(turn, asked_at=None)
        raise StepTrouble(_NAME_IS_REFUSED) from error
    except NOT_SENT:
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
        asked_at=None,
        **_agreed(there.name, ours=_asked_name(turn.contact_list)),
    )


def _agreed(theirs: str, *, ours: str) -> dict[str, str]:
    """Both names of the moment, since ClickSend may keep ours in its own way."""
    return {"known_name": theirs, "own_name": "" if theirs == ours else ours}


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


def _namesake(turn: Turn, asked: str) -> ListThere | None:
    """A list of this name at ClickSend that is none of ours yet.

    The search first, which is one call; a search that finds nothing proves nothing, so
    all lists are looked through then.
    """
    held = _held(turn)
    for list_id in _searched(turn, asked):
        if list_id not in held:
            with turn.call():
                return turn.client.lists.get(list_id)
    for there in all_there(turn):
        if _fold(there.name) == _fold(asked) and there.list_id not in held:
            return there
    return None


def _searched(turn: Turn, asked: str) -> list[int]:
    name = _fold(asked)
    with turn.call():
        page = turn.client.search.contacts_and_lists(asked)
    return [
        found.found_id
        for found in page.rows
        if found.type == FoundType.LIST and found.found_id and _fold(found.name) == name
    ]


def all_there(turn: Turn) -> Iterator[ListThere]:
    """Every list of the account at ClickSend, a call for each hundred."""

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
