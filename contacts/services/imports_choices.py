"""Whether what was chosen for an import goes together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar, Final

from clicksendhub.lib.countries import NAMES
from contacts.fields import FIELD, FIELDS
from contacts.imports.guessing import NEW
from contacts.models import ContactList, Duplicates, Import, Policy
from contacts.persons import labels_of
from contacts.services.custom_fields import field_called, is_free
from contacts.services.imports_values import ColumnsWrong

LONGEST_LIST_NAME: Final = 100
_LONGEST_LABEL: Final = 60
_NO_WAY: Final = (
    "No column holds a way to reach people. Say which one is the phone number, the "
    "e-mail address, the fax number, or the street and the city."
)


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What a person chose on the page Match."""

    mapping: list[str]
    country: str
    policy: str
    duplicates: str
    contact_list: ContactList | None
    new_list_name: str

    NAMES: ClassVar = (
        *("mapping", "country", "policy", "duplicates"),
        *("contact_list", "new_list_name"),
    )


def check_choice(found: Import, choice: ColumnChoice) -> None:
    """Raises ColumnsWrong, which names the column where it is about one."""
    _check_columns(found, choice.mapping)
    if choice.country and choice.country not in NAMES:
        raise ColumnsWrong("Choose a country for short numbers.")
    if choice.policy not in Policy or choice.duplicates not in Duplicates:
        raise ColumnsWrong("Choose what becomes of people who are there already.")
    _check_list(found, choice)


def check_again(found: Import) -> None:
    """What was chosen still goes together. Raises ColumnsWrong."""
    values = {name: getattr(found, name) for name in ColumnChoice.NAMES}
    check_choice(found, ColumnChoice(**values))


def _check_columns(found: Import, mapping: list[str]) -> None:
    if len(mapping) != len(found.headings):
        raise ColumnsWrong("The columns changed meanwhile. Look at them again.")
    labels = labels_of(found.account_id)
    known = {*FIELD, *labels}
    times = Counter(target.casefold() for target in mapping)
    for column, target in enumerate(mapping):
        if not target:
            continue
        if target.startswith(NEW):
            _check_label(found, target.removeprefix(NEW).strip(), column)
        elif target not in known:
            raise ColumnsWrong("That field is not there any more.", column)
        if times[target.casefold()] > 1:
            label = labels.get(target) or _label(target)
            raise ColumnsWrong(
                f"Two columns are “{label}”. Choose one of them.", column
            )
    _check_reach(mapping)


def _check_reach(mapping: list[str]) -> None:
    reach = {"number", "email", "fax_number"}
    if not reach.intersection(mapping) and not {"line_1", "city"} <= set(mapping):
        raise ColumnsWrong(_NO_WAY)


def _check_label(found: Import, label: str, column: int) -> None:
    if not label:
        raise ColumnsWrong("Give the new field a name.", column)
    if len(label) > _LONGEST_LABEL:
        raise ColumnsWrong(
            f"The name of a field has at most {_LONGEST_LABEL} characters.", column
        )
    if is_free(found.account_id, label):
        return
    folded = " ".join(label.split()).casefold()
    is_field = folded in {field.label.casefold() for field in FIELDS}
    if is_field or field_called(found.account_id, label):
        raise ColumnsWrong(
            f"There is a field called “{label}”: choose that one.", column
        )
    raise ColumnsWrong(
        f"A field cannot be called “{label}”. Choose another name.", column
    )


def _check_list(found: Import, choice: ColumnChoice) -> None:
    chosen, name = choice.contact_list, choice.new_list_name
    if chosen:
        if chosen.account_id != found.account_id or chosen.deleted_at:
            raise ColumnsWrong("That list is not there any more.")
        if name:
            raise ColumnsWrong("Choose a list, or name a new one; not both.")
        return
    if not name:
        raise ColumnsWrong("Choose a list, or name a new one.")
    if len(name) > LONGEST_LIST_NAME:
        raise ColumnsWrong(
            f"The name of a list has at most {LONGEST_LIST_NAME} characters."
        )
    same = ContactList.objects.standing().filter(account_id=found.account_id)
    if same.filter(name__iexact=name).exists():
        raise ColumnsWrong(f"There is a list called “{name}”: choose that one.")


def _label(target: str) -> str:
    known = FIELD.get(target)
    return known.label if known else target.removeprefix(NEW)
