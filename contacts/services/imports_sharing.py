"""People who share a number since the check: none is overwritten by somebody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from contacts.fields import FIELD
from contacts.folding import base_key, shared_key
from contacts.imports.deciding import whom_it_is_about
from contacts.imports.planned import Planned
from contacts.models import Contact, ContactList, Import, ImportRow, Outcome
from contacts.services.imports_piece import say
from contacts.services.imports_standing import shared_problem

_ORDINALS: Final = range(2, 10)
"""The lowest free one is taken, so a further person has one of these."""


def sharing_with(
    rows: Iterable[Contact], *, of_list: ContactList
) -> dict[str, list[Contact]]:
    """By the key without its ordinal: several who share it now, with those ``rows``."""
    bases = {base_key(row.key) for row in rows}
    further = [shared_key(base, n) for base in bases for n in _ORDINALS]
    if not of_list.contacts.filter(key__in=further).exists():
        return {}
    sharing: dict[str, list[Contact]] = defaultdict(list)
    for row in of_list.contacts.filter(key__in=[*bases, *further]).order_by("pk"):
        sharing[base_key(row.key)].append(row)
    return {key: people for key, people in sharing.items() if len(people) > 1}


def is_another(
    planned: Planned, row: Contact, sharing: Mapping[str, Sequence[Contact]]
) -> bool:
    """Whether the row may be about another than the one whom the check found."""
    people = sharing.get(base_key(planned.key))
    if not people:
        return False
    meant = whom_it_is_about(planned.details, people)
    return meant is None or meant.pk != row.pk


def _cells_of(planned: Planned, mapping: Sequence[str]) -> list[str]:
    """As the plan has them: the file may take minutes to read again."""
    details = planned.details
    known = {name: getattr(details, name) for name in FIELD}
    known["number"] = details.number_raw or details.number
    values = {**details.extra, **known, "": ""}
    return [values.get(target, "") for target in mapping]


def tell_shared(held: Import, people: Sequence[Planned]) -> None:
    """They are rejected, with a row to look at."""
    known = {
        told.row: told
        for told in held.told.filter(row__in=[planned.row for planned in people])
    }
    for planned in people:
        told = known.get(planned.row) or ImportRow(of_import=held, row=planned.row)
        if told.outcome == Outcome.WARNED:
            held.warned -= 1
        told.cells = told.cells or _cells_of(planned, held.mapping)
        say(told, Outcome.REJECTED, shared_problem(planned.details))
        told.save()
    if people:
        held.save(update_fields=["warned"])
