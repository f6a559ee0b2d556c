"""What becomes of a person who is in the list already, by the policy of the import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol, TypeVar

from contacts.folding import fold, name_of
from contacts.values import COLUMNS, Details

LEAVE: Final = "leave"
FILL: Final = "fill"
REPLACE: Final = "replace"
# The number is what both have in common: how it was first written stays.
_OF_THE_NUMBER: Final = frozenset({"number", "number_kind", "number_raw"})
_TAKEN: Final = tuple(
    name for name in COLUMNS if name not in _OF_THE_NUMBER and name != "extra"
)


class Kept(Protocol):
    """Somebody of the list: a row, or anything that has the details of one."""

    @property
    def details(self) -> Details:
        """What is known of them."""
        ...


Someone = TypeVar("Someone", bound=Kept)


def changes(was: Details, brought: Details, *, policy: str) -> dict[str, Any]:
    """The columns that become others, with what they become; none where all is same.

    What the file leaves blank is never taken away.
    """
    if policy == LEAVE:
        return {}
    only_blanks = policy == FILL
    changed: dict[str, Any] = {}
    for name in _TAKEN:
        value = getattr(brought, name)
        if value:
            now = getattr(was, name)
            if now != value and not (only_blanks and now):
                changed[name] = value
    if brought.extra:
        extra = dict(was.extra)
        extra |= {
            name: value
            for name, value in brought.extra.items()
            if not (only_blanks and extra.get(name))
        }
        if extra != dict(was.extra):
            changed["extra"] = extra
    return changed


def whom_it_is_about(brought: Details, sharing: Sequence[Someone]) -> Someone | None:
    """Of several who share one number on purpose: who is alike, else who is so named.

    None where nobody is, or more than one: then a person has to say.
    """
    for one in sharing:
        if not changes(one.details, brought, policy=REPLACE):
            return one
    wanted = fold(name_of(brought))
    named = [one for one in sharing if fold(name_of(one.details)) == wanted]
    return named[0] if len(named) == 1 else None
