"""Lists: made, named, deleted. Whether one keeps in step is decided in ``stepping``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.credentials.models import Account
from clicksendhub.jobs import nudge
from clicksendhub.people.models import User
from contacts.models import Contact, ContactList, Removal, StepState
from contacts.services.writing import ask_for_a_turn, end_rest
from contacts.sync.due import REMOVE

EMPTY = "contacts.jobs_people.empty_list"
PIECE = 2_000


class NameTaken(Exception):
    """The account has a list of that name, whatever its case."""


@transaction.atomic
def create_list(
    *, account: Account, name: str, by: User, keeps_in_step: bool = True
) -> ContactList:
    """Make an empty list. Raises NameTaken."""
    _check_name(account, name, but=None)
    with _once(name):
        made = ContactList.objects.create(
            account=account,
            name=name,
            created_by=by,
            keeps_in_step=keeps_in_step,
            step_state=StepState.WAITING if keeps_in_step else StepState.ALONE,
            counted_at=timezone.now(),
        )
    ask_for_a_turn(made)
    _note("contacts.list_created", made, by)
    return made


@transaction.atomic
def rename_list(*, contact_list: ContactList, name: str, by: User) -> None:
    """Give a list another name, here and at ClickSend. Raises NameTaken."""
    if contact_list.name == name:
        return
    _check_name(contact_list.account, name, but=contact_list)
    contact_list.name = name
    with _once(name):
        contact_list.save(update_fields=["name"])
    end_rest(contact_list)
    ask_for_a_turn(contact_list)
    _note("contacts.list_renamed", contact_list, by)


@transaction.atomic
def delete_list(*, contact_list: ContactList, by: User) -> None:
    """Delete a list with everybody in it, at ClickSend too where it keeps in step.

    It is out of sight at once; a job removes its people in pieces. Blocks stay.
    """
    now = timezone.now()
    standing = ContactList.objects.standing().filter(pk=contact_list.pk)
    if not standing.update(deleted_at=now):
        return
    contact_list.deleted_at = now
    if contact_list.provider_id and contact_list.keeps_in_step:
        Removal.objects.bulk_create(
            [
                Removal(
                    account_id=contact_list.account_id,
                    list_provider_id=contact_list.provider_id,
                )
            ],
            ignore_conflicts=True,
        )
        nudge(REMOVE, str(contact_list.account_id))
    nudge(EMPTY, str(contact_list.public_id))
    _note("contacts.list_deleted", contact_list, by)


def empty_deleted(contact_list: ContactList) -> bool:
    """Remove a piece of the people of a deleted list; False when none is left."""
    if contact_list.deleted_at is None:
        return False
    with transaction.atomic():
        some = list(contact_list.contacts.values_list("pk", flat=True)[:PIECE])
        people = Contact.objects.filter(pk__in=some)
        people.delete()
    return bool(some)


def _check_name(account: Account, name: str, *, but: ContactList | None) -> None:
    same = ContactList.objects.standing().filter(account=account, name__iexact=name)
    if but:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise NameTaken(name)


@contextmanager
def _once(name: str) -> Iterator[None]:
    """Of two who take a name at the same moment, the second learns it here."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        raise NameTaken(name) from taken


def _note(act: str, contact_list: ContactList, by: User) -> None:
    record(
        act,
        actor=by,
        account_id=contact_list.account_id,
        target=contact_list.public_id,
    )
