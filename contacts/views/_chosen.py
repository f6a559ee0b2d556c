"""Whom the table of people means: ticked rows, or all that its search finds.

That is found out once, when the question is asked, and travels with it, sealed. The
answer acts on those alone, whatever is searched, added or switched to meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from clicksendhub.credentials.sealing import SealBroken, seal, unseal
from clicksendhub.http import HttpRequest
from clicksendhub.lib.phone import pretty
from contacts.finding import Finder
from contacts.finding.filters import sentence_of
from contacts.models import Contact, ContactList
from contacts.selecting import by_finder, by_ids, counted, selected
from contacts.views._found import SearchForgotten, wanted_finder
from contacts.views._load import load_list

# The largest key of a row has 19 digits.
_MOST_DIGITS: Final = 18
_NAMED: Final = 3


class AskedElsewhere(Exception):
    """A question of another account, or one that is not ours."""

    def __init__(self) -> None:
        super().__init__(
            "That question was asked in another account. Nothing was done. "
            "Switch back, or choose again here."
        )


@dataclass(frozen=True, slots=True)
class Question:
    """Who is meant, how many they are, and the words that say so to a person."""

    selection: dict[str, Any] = field(repr=False)
    count: int
    words: str = field(repr=False)

    def sealed(self, account_id: int) -> str:
        """For a hidden field of the form that asks."""
        return seal(json.dumps([account_id, self.selection, self.count, self.words]))


def question_of(request: HttpRequest) -> Question:
    """What is asked, or what was answered. Raises SearchForgotten, AskedElsewhere."""
    if written := request.POST.get("question"):
        return _answered(request, written)
    return _asked(request)


def carried(request: HttpRequest, question: Question) -> list[tuple[str, str]]:
    """The question as hidden fields of the form that asks it."""
    of_list = request.POST.get("of_list", "")
    return [("question", question.sealed(request.account.pk)), ("of_list", of_list)]


def refused(request: HttpRequest, why: Exception) -> HttpResponse:
    """Nothing is done; a sentence says why."""
    messages.warning(request, str(why))
    elsewhere = isinstance(why, AskedElsewhere)
    return redirect("contacts:people" if elsewhere else back_to(request))


REFUSALS: Final = (SearchForgotten, AskedElsewhere)


def back_to(request: HttpRequest) -> Any:
    """The list that the table was of, else everybody: for ``redirect``."""
    return _list_of(request) or "contacts:people"


def _answered(request: HttpRequest, written: str) -> Question:
    try:
        account_id, *question = json.loads(unseal(written))
    except (SealBroken, ValueError):
        raise AskedElsewhere from None
    if account_id != request.account.pk:
        raise AskedElsewhere
    return Question(*question)


def _asked(request: HttpRequest) -> Question:
    if request.POST.get("everybody"):
        of_list = _list_of(request)
        place = Finder(request.account.pk, of_list.pk if of_list else None)
        finder = wanted_finder(request, place, key=request.POST.get("s", ""))
        words = _words_of(request, finder, of_list)
        selection = counted(request.account.pk, by_finder(finder))
    else:
        ticked = _ticked(request.POST.getlist("people"))
        selection = counted(request.account.pk, by_ids(request.account.pk, ticked))
        words = _names_of(request, selection)
    return Question(selection, selection["count"], words)


def _ticked(written: Sequence[str]) -> list[int]:
    """The keys that were posted; what is none selects nobody."""
    keys = [key for key in written if key.isdecimal() and len(key) <= _MOST_DIGITS]
    return [int(key) for key in keys]


def _words_of(request: HttpRequest, finder: Finder, of_list: ContactList | None) -> str:
    """“Everybody in Patients, found by “zoe”: City is “Perth”.”"""
    place = of_list.name if of_list else f"every list of {request.account}"
    found_by = f", found by “{words}”" if (words := finder.words.strip()) else ""
    told = [sentence_of(request.account, filter_) for filter_ in finder.filters]
    return f"Everybody in {place}{found_by}{': ' if told else ''}{'; '.join(told)}"


def _names_of(request: HttpRequest, selection: dict[str, Any]) -> str:
    """“Ada Hart, Ben Low, Zoe and 3 more”."""
    people = selected(request.account.pk, selection).order_by("name_key", "pk")
    names = [_name(person) for person in people[:_NAMED]]
    if more := selection["count"] - len(names):
        return f"{', '.join(names)} and {more:,} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _name(person: Contact) -> str:
    return pretty(person.name) if person.name == person.number else person.name


def _list_of(request: HttpRequest) -> ContactList | None:
    if not (of_list := request.POST.get("of_list")):
        return None
    try:
        public_id = UUID(of_list)
    except ValueError:
        public_id = UUID(int=0)
    return load_list(request, public_id)
