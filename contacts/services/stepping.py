"""What a person decides about a list and its copy at ClickSend."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.credentials.models import Account
from clicksendhub.jobs import nudge
from clicksendhub.people.models import User
from contacts.models import Conflict, ContactList, Removal, StepState
from contacts.services.lists import delete_list
from contacts.services.writing import end_rest
from contacts.sync.comparing import may_be_put_back
from contacts.sync.due import STEP

# Turns mark them, in pieces.
_EVERYBODY_GOES_OUT: Final = {"marks_after": 0}
_FROM_THE_START: Final[dict[str, object]] = {
    "pulled_at": None,
    "pull_began_at": None,
    "pull_since": None,
    "pull_page": 0,
}
# As it begins: nothing is known of a copy.
_NO_COPY: Final[dict[str, object]] = {
    "provider_id": None,
    "provider_email_id": "",
    "known_name": "",
    "own_name": "",
    "asked_at": None,
    "importing_since": None,
    **_FROM_THE_START,
    "compare_asked_at": None,
    "compare_page": 0,
    "compared_at": None,
    "compared": {},
    "step_trouble": "",
}
_LONGEST_NAME: Final = 100
_NO_COPY_OF_A_PERSON: Final[dict[str, None]] = {
    "provider_id": None,
    "known_there": None,
    "asked_at": None,
}


@transaction.atomic
def keep_in_step(*, contact_list: ContactList, on: bool, by: User) -> ContactList:
    """Keep a list in step with ClickSend from now on, or here alone.

    Its copy stays at ClickSend as it is; switched on again, both are merged by what
    they last agreed on.
    """
    if on:
        # Everybody is looked at: what was deleted or changed meanwhile is long ago.
        _write(
            contact_list,
            keeps_in_step=True,
            step_state=StepState.WAITING,
            step_trouble="",
            **_EVERYBODY_GOES_OUT,
            **_FROM_THE_START,
        )
        _keep_who_is_back(contact_list)
        _ask_for_a_turn(contact_list)
    else:
        _write(
            contact_list,
            marks_after=None,
            keeps_in_step=False,
            step_state=StepState.ALONE,
            step_trouble="",
        )
    act = "contacts.kept_in_step" if on else "contacts.kept_alone"
    _note(act, contact_list, by)
    return contact_list


@transaction.atomic
def compare(*, contact_list: ContactList, by: User) -> None:
    """Ask for a comparison with ClickSend, which jobs make; one at a time."""
    asked = ContactList.objects.filter(
        pk=contact_list.pk, provider_id__isnull=False, compare_asked_at=None
    )
    if asked.update(compare_asked_at=timezone.now(), compare_page=0):
        _ask_for_a_turn(contact_list)
        _note("contacts.compared", contact_list, by)


@transaction.atomic
def put_back(*, contact_list: ContactList, by: User) -> int:
    """Make at ClickSend again whom the last comparison found only here; how many.

    Everybody there is looked at first, so that nobody is made who is there after all.
    """
    missing = may_be_put_back(contact_list)
    Conflict.objects.filter(contact__in=missing, decided_at=None).delete()
    count = missing.update(**_NO_COPY_OF_A_PERSON, refused_version=None, goes_out=True)
    if count:
        _write(contact_list, **_FROM_THE_START, step_state=StepState.WAITING)
        compare(contact_list=contact_list, by=by)
        _note("contacts.people_put_back", contact_list, by)
    return count


@transaction.atomic
def keep_alone(*, contact_list: ContactList, by: User) -> None:
    """Of a list that is gone at ClickSend: keep it here, and forget the copy."""
    _forget_copy(contact_list, goes_out=False)
    _write(contact_list, keeps_in_step=False, step_state=StepState.ALONE)
    _note("contacts.kept_alone", contact_list, by)


@transaction.atomic
def make_again(*, contact_list: ContactList, by: User) -> None:
    """Of a list that is gone at ClickSend: make it there anew, with everybody."""
    _forget_copy(contact_list, goes_out=True)
    _write(contact_list, keeps_in_step=True, step_state=StepState.WAITING)
    _ask_for_a_turn(contact_list)
    _note("contacts.made_again", contact_list, by)


@transaction.atomic
def delete_here(*, contact_list: ContactList, by: User) -> None:
    """Of a list that is gone at ClickSend: delete it here too."""
    _forget_copy(contact_list, goes_out=False)
    _write(contact_list, keeps_in_step=False)
    delete_list(contact_list=contact_list, by=by)


@transaction.atomic
def bring_here(
    *, account: Account, provider_id: int, name: str, by: User
) -> ContactList:
    """Keep a list of ClickSend here too; a list of that name without a copy becomes it.

    Its people come by jobs. A list that is here already is only returned.
    """
    standing = ContactList.objects.standing().filter(account=account)
    if found := standing.filter(provider_id=provider_id).first():
        return found
    # It may have been deleted here a moment ago.
    _leaving(account.pk, provider_id).delete()
    contact_list = _list_for(account, name, by)
    ours = contact_list.name
    _write(
        contact_list,
        provider_id=provider_id,
        known_name=name,
        own_name="" if name == ours else ours,
        keeps_in_step=True,
        step_state=StepState.WAITING,
        asked_at=None,
        **_EVERYBODY_GOES_OUT,
        **_FROM_THE_START,
    )
    _ask_for_a_turn(contact_list)
    _note("contacts.list_brought", contact_list, by)
    return contact_list


def _list_for(account: Account, name: str, by: User) -> ContactList:
    """The list here of that name, if it has no copy yet; else a new one."""
    wanted = name.strip()[:_LONGEST_NAME]
    standing = ContactList.objects.standing().select_for_update()
    namesake = standing.filter(account=account, name__iexact=wanted).first()
    if namesake and namesake.provider_id is None:
        return namesake
    if namesake:
        wanted = _free_name(account, wanted)
    return ContactList.objects.create(account=account, name=wanted, created_by=by)


def _keep_who_is_back(contact_list: ContactList) -> None:
    """Who was deleted while the list was alone, and is here again, stays there too."""
    here = contact_list.contacts.filter(provider_id__isnull=False)
    leaving = _leaving(contact_list.account_id, contact_list.provider_id or 0)
    leaving.filter(contact_provider_id__in=here.values("provider_id")).delete()


def _leaving(account_id: int, list_there: int) -> QuerySet[Removal]:
    """What is about to be removed of a list at ClickSend, or all of it."""
    return Removal.objects.filter(account=account_id, list_provider_id=list_there)


def _forget_copy(contact_list: ContactList, *, goes_out: bool) -> None:
    contact_list.contacts.update(
        **_NO_COPY_OF_A_PERSON, refused_version=None, goes_out=goes_out
    )
    Conflict.objects.filter(
        contact__contact_list=contact_list, decided_at=None
    ).delete()
    if list_there := contact_list.provider_id:
        _leaving(contact_list.account_id, list_there).delete()
    _write(contact_list, **_NO_COPY)


def _free_name(account: Account, name: str) -> str:
    standing = ContactList.objects.standing().filter(account=account)
    ordinal, wanted = 1, name
    while standing.filter(name__iexact=wanted).exists():
        ordinal += 1
        wanted = f"{name[:90]} ({ordinal})"
    return wanted


def _write(contact_list: ContactList, **values: object) -> None:
    for name, value in values.items():
        setattr(contact_list, name, value)
    contact_list.save(update_fields=[*values])


def _ask_for_a_turn(contact_list: ContactList) -> None:
    end_rest(contact_list)
    nudge(STEP, str(contact_list.public_id))


def _note(act: str, contact_list: ContactList, by: User) -> None:
    record(
        act,
        actor=by,
        account_id=contact_list.account_id,
        target=contact_list.public_id,
    )
