"""Names of fields: labels for ClickSend’s four, and fields that are kept here alone."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

from django.db import transaction

from clicksendhub.audit.services import record
from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.fields import CUSTOM, FIELD
from contacts.models import CustomField

FRESH: Final = "fresh"
# Columns of files and tables that are no fields.
_RESERVED: Final = ("List", "Time zone", "Added")
_TAKEN: Final = {
    **{label.casefold(): "" for label in _RESERVED},
    **{field.label.casefold(): field.name for field in FIELD.values()},
}
"""Labels that only the named field may have, and those that none may have."""


class LabelTaken(Exception):
    """Another field of the account has that label; ``field`` is who wanted it, too."""

    def __init__(self, label: str, field: str = "") -> None:
        super().__init__(f"Another field is called “{label}”.")
        self.field = field


@transaction.atomic
def name_fields(
    *, account: Account, labels: Mapping[str, str], by: User, fresh: str = ""
) -> None:
    """Give fields their labels, by field name, and add a ``fresh`` one: all or nothing.

    An empty label takes it from the four; a field kept here alone keeps what it has.
    Raises LabelTaken.
    """
    known = _locked(account)
    before = {name: found.label for name, found in known.items()}
    after = _after(before, labels)
    _check(before, after | ({FRESH: _tidy(fresh)} if _tidy(fresh) else {}))
    _write(account, known, after)
    if _tidy(fresh):
        _add(account, _tidy(fresh), by)
    if after != before:
        record("contacts.fields_named", actor=by, account_id=account.pk)


def field_called(account_id: int, label: str) -> CustomField | None:
    """The field of the account with that label, in whatever case."""
    wanted = _tidy(label).casefold()
    fields = CustomField.objects.filter(account_id=account_id).order_by("pk")
    return next((one for one in fields if one.label.casefold() == wanted), None)


def is_free(account_id: int, label: str) -> bool:
    """Whether a further field may have that label."""
    is_taken = _tidy(label).casefold() in _TAKEN
    return not is_taken and field_called(account_id, label) is None


@transaction.atomic
def add_field(*, account: Account, label: str, by: User) -> CustomField:
    """A further field, kept here alone. Raises LabelTaken."""
    before = {name: found.label for name, found in _locked(account).items()}
    _check(before, before | {FRESH: _tidy(label)})
    return _add(account, _tidy(label), by)


def _locked(account: Account) -> dict[str, CustomField]:
    """The fields as they are now: two who name some at once wait for each other."""
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    return {found.name: found for found in CustomField.objects.filter(account=account)}


def _after(before: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    after = dict(before)
    for name, label in labels.items():
        if _tidy(label) and (name in CUSTOM or name in before):
            after[name] = _tidy(label)
        elif name in CUSTOM:
            after.pop(name, None)
    return after


def _check(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Every label once, as they shall stand: what changed is to blame, not the rest."""
    changed = [name for name in after if after[name] != before.get(name)]
    seen = {after[name].casefold() for name in after if name not in changed}
    for name in changed:
        label = after[name].casefold()
        if label in seen or _TAKEN.get(label, name) != name:
            raise LabelTaken(after[name], name)
        seen.add(label)


def _write(
    account: Account, known: Mapping[str, CustomField], after: Mapping[str, str]
) -> None:
    """By way of labels that nobody has: two fields may swap theirs."""
    gone = [found.pk for name, found in known.items() if name not in after]
    CustomField.objects.filter(pk__in=gone).delete()
    stays = [found for name, found in known.items() if name in after]
    changed = [found for found in stays if found.label != after[found.name]]
    for found in changed:
        CustomField.objects.filter(pk=found.pk).update(label=secrets.token_hex(16))
    for found in changed:
        CustomField.objects.filter(pk=found.pk).update(label=after[found.name])
    for name in after.keys() - known.keys():
        CustomField.objects.create(account=account, name=name, label=after[name])


def _add(account: Account, label: str, by: User) -> CustomField:
    made = CustomField.objects.create(
        account=account, name=f"own_{secrets.token_hex(6)}", label=label
    )
    record("contacts.field_added", actor=by, account_id=account.pk)
    return made


def _tidy(label: str) -> str:
    return " ".join(label.split())
