"""Names of fields: labels for ClickSend’s four, and fields that are kept here alone."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import transaction

from clicksendhub.audit.services import record
from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.fields import CUSTOM, FIELDS
from contacts.models import CustomField

_LABELS_TAKEN = {field.label.casefold() for field in FIELDS if field.name not in CUSTOM}


class LabelTaken(Exception):
    """Another field of the account has that label."""

    def __init__(self, label: str) -> None:
        super().__init__(f"Another field is called “{label}”.")


@transaction.atomic
def name_fields(*, account: Account, labels: Mapping[str, str], by: User) -> None:
    """Give fields their labels, by field name; an empty one takes it from the four.

    A field kept here alone keeps its label where it is emptied. Raises LabelTaken.
    """
    wanted = {name: " ".join(label.split()) for name, label in labels.items()}
    _check(wanted)
    known = {one.name: one for one in CustomField.objects.filter(account=account)}
    CustomField.objects.filter(
        account=account,
        name__in=[name for name in wanted if name in CUSTOM],
    ).delete()
    for name, label in wanted.items():
        if not label:
            continue
        if name in known and name not in CUSTOM:
            CustomField.objects.filter(pk=known[name].pk).update(label=label)
        elif name in CUSTOM:
            CustomField.objects.create(account=account, name=name, label=label)
    record("contacts.fields_named", actor=by, account_id=account.pk)


@transaction.atomic
def add_field(*, account: Account, label: str, by: User) -> CustomField:
    """A further field, kept here alone. Raises LabelTaken."""
    label = " ".join(label.split())
    same = CustomField.objects.filter(account=account, label__iexact=label)
    if same.exists() or label.casefold() in _LABELS_TAKEN:
        raise LabelTaken(label)
    made = CustomField.objects.create(
        account=account, name=f"own_{secrets.token_hex(6)}", label=label
    )
    record("contacts.field_added", actor=by, account_id=account.pk)
    return made


def _check(labels: Mapping[str, str]) -> None:
    seen = set(_LABELS_TAKEN)
    for label in filter(None, labels.values()):
        if label.casefold() in seen:
            raise LabelTaken(label)
        seen.add(label.casefold())
