"""Filters that read as sentences: “has no e-mail address”, “city is Perth”."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as part
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Exists, Lookup, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThanOrEqual, StartsWith

from clicksendhub.consent.models import Block
from clicksendhub.credentials.models import Account
from clicksendhub.lib.phone import Kind
from contacts.fields import CUSTOM, FIELD, TEXTABLE
from contacts.finding.folded import Folded
from contacts.folding import fold
from contacts.models import ContactList, CustomField, Import

COMPARABLE: Final = (
    *("city", "state", "postal_code", "country", "organisation"),
    *("first_name", "last_name", "line_1"),
    *CUSTOM,
)
_NOBODY: Final = Q(pk__in=())


class Wants(StrEnum):
    """What a filter needs to be told."""

    NOTHING = "nothing"
    TEXT = "text"
    DAY = "day"
    LIST = "list"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition; the value may be personal, so it is not in ``repr``.

    ``field`` is a column or the name of a field of the account’s own, where the kind
    compares one.
    """

    kind: str
    value: str = part(default="", repr=False)
    field: str = ""

    def as_json(self) -> dict[str, str]:
        """For a session, or for an act that a job does later."""
        return {"kind": self.kind, "value": self.value, "field": self.field}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A kind of filter: its words, what it needs, and the condition it makes."""

    words: str
    condition: Callable[[Account, Filter], Q]
    wants: Wants = Wants.NOTHING
    compares_field: bool = False


def condition_of(account: Account, filter_: Filter) -> Q:
    """The condition of a filter; one that cannot be understood matches nobody."""
    sentence = SENTENCES.get(filter_.kind)
    return sentence.condition(account, filter_) if sentence else _NOBODY


def sentence_of(account: Account, filter_: Filter) -> str:
    """The filter as a person reads it: “City begins with “Per””."""
    sentence = SENTENCES.get(filter_.kind)
    if sentence is None:
        return "A filter that is no longer known"
    words = sentence.words
    if sentence.compares_field:
        words = f"{fields_of(account).get(filter_.field, 'a field')} {words}"
    shown = _SHOWN[sentence.wants](account, filter_.value)
    return f"{words[:1].upper()}{words[1:]} {shown}".strip()


def fields_of(account: Account) -> dict[str, str]:
    """The fields that can be compared, by name, under the account’s own labels."""
    named = CustomField.objects.filter(account=account)
    own = dict(named.values_list("name", "label"))
    columns = {name: own.pop(name, FIELD[name].label) for name in COMPARABLE}
    return columns | own


def standing_block() -> Exists:
    """Whether the number of a contact is blocked for its account."""
    theirs = Block.objects.standing().filter(
        account_id=OuterRef("account_id"), number=OuterRef("number")
    )
    return Exists(theirs)


def begins_on(account: Account, day: str) -> datetime | None:
    """When a day of the account’s zone begins, in UTC; None where it is no day."""
    try:
        begins = datetime.combine(date.fromisoformat(day), time())
    except ValueError:
        return None
    return begins.replace(tzinfo=ZoneInfo(account.time_zone)).astimezone(UTC)


def import_of(account: Account, value: str) -> Import | None:
    """The import that a filter names, where it wrote something."""
    wrote = Import.objects.filter(account=account, change__isnull=False)
    return wrote.filter(public_id=_uuid(value)).select_related("change").first()


def _in_list(account: Account, filter_: Filter) -> Q:
    lists = ContactList.objects.standing().filter(account=account)
    found = lists.filter(public_id=_uuid(filter_.value)).values_list("pk", flat=True)
    list_id = found.first()
    return Q(contact_list_id=list_id) if list_id else _NOBODY


def _is(account: Account, filter_: Filter) -> Q:
    return _compared(account, filter_, Exact, fold(filter_.value))


def _begins(account: Account, filter_: Filter) -> Q:
    return _compared(account, filter_, StartsWith, fold(filter_.value))


def _is_empty(account: Account, filter_: Filter) -> Q:
    empty = _compared(account, filter_, Exact, "")
    if filter_.field in COMPARABLE or empty is _NOBODY:
        return empty
    return empty | ~Q(extra__has_key=filter_.field)


def _compared(
    account: Account, filter_: Filter, how: type[Lookup[Any]], value: str
) -> Q:
    """The field compared as a search compares; none is served by an index."""
    if filter_.field in COMPARABLE:
        return Q(how(Folded(filter_.field), value))
    # Only a name that the account made: typed words are no path into JSON.
    own = CustomField.objects.filter(account=account, name=filter_.field)
    if "__" in filter_.field or not own.exists():
        return _NOBODY
    return Q(how(Folded(KeyTextTransform(filter_.field, "extra")), value))


def _added_since(account: Account, filter_: Filter) -> Q:
    begins = begins_on(account, filter_.value)
    # Coalesced, so that a page by name is not sorted from the index of this column.
    added = Coalesce("created_at", "updated_at")
    return Q(GreaterThanOrEqual(added, begins)) if begins else _NOBODY


def _came_with(account: Account, filter_: Filter) -> Q:
    found = import_of(account, filter_.value)
    return Q(born_in_id=found.change_id) if found else _NOBODY


def _textable() -> Q:
    reachable = ~Q(number="") & Q(number_kind__in=TEXTABLE)
    return reachable & ~Q(standing_block())


def _plain(words: str, make: Callable[[], Q]) -> Sentence:
    return Sentence(words, lambda _account, _filter: make())


SENTENCES: Final[Mapping[str, Sentence]] = {
    "in_list": Sentence("is in the list", _in_list, Wants.LIST),
    "has_number": _plain("has a phone number", lambda: ~Q(number="")),
    "no_number": _plain("has no phone number", lambda: Q(number="")),
    "has_email": _plain("has an e-mail address", lambda: ~Q(email="")),
    "no_email": _plain("has no e-mail address", lambda: Q(email="")),
    "textable": _plain("can be texted", _textable),
    "not_textable": _plain("cannot be texted", lambda: ~_textable()),
    "blocked": _plain("has opted out", lambda: Q(standing_block())),
    "not_blocked": _plain("has not opted out", lambda: ~Q(standing_block())),
    "landline": _plain("has a landline number", lambda: Q(number_kind=Kind.FIXED)),
    "added_since": Sentence("was added since", _added_since, Wants.DAY),
    "came_with": Sentence("came with the import", _came_with, Wants.IMPORT),
    "is": Sentence("is", _is, Wants.TEXT, compares_field=True),
    "begins": Sentence("begins with", _begins, Wants.TEXT, compares_field=True),
    "is_empty": Sentence("is empty", _is_empty, compares_field=True),
}
"""Every kind of filter by its name, in the order in which a page offers them."""


def _shown_list(account: Account, value: str) -> str:
    found = ContactList.objects.filter(account=account, public_id=_uuid(value))
    return f"“{found.values_list('name', flat=True).first() or '…'}”"


def _shown_import(account: Account, value: str) -> str:
    found = Import.objects.filter(account=account, public_id=_uuid(value))
    return f"“{found.values_list('file_name', flat=True).first() or '…'}”"


def _shown_day(account: Account, value: str) -> str:
    return f"{date.fromisoformat(value):%d %B %Y}" if begins_on(account, value) else "…"


_SHOWN: Final[Mapping[Wants, Callable[[Account, str], str]]] = {
    Wants.NOTHING: lambda _account, _value: "",
    Wants.TEXT: lambda _account, value: f"“{value}”",
    Wants.DAY: _shown_day,
    Wants.LIST: _shown_list,
    Wants.IMPORT: _shown_import,
}


def _uuid(value: str) -> uuid.UUID:
    """The key that a value names; one that no row has where it names none."""
    try:
        return uuid.UUID(value)
    except ValueError:
        return uuid.UUID(int=0)
