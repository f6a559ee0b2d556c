"""Asks ClickSend for its lists while a person waits: reads alone, and quick."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from clicksendhub.clicksend import ClickSend, ClickSendError, FoundType, NotFound
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.services import client_for
from clicksendhub.gate.calls import NotNow, counted
from clicksendhub.gate.models import Lane
from contacts.models import ContactList, Removal
from contacts.sync.lists import is_opt_out

_NO_ANSWER: Final = "ClickSend did not answer in time. Try again in a moment."
_NOT_THERE: Final = "ClickSend has this list no more."

# People are among what a search finds: their pages come before the list in question.
_PAGES_OF_A_SEARCH: Final = 3


class CannotAsk(Exception):
    """ClickSend cannot be asked now; ``sentence`` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class ListOnlyThere:
    """A list at ClickSend that is not kept here."""

    provider_id: int
    name: str
    people: int | None


@dataclass(frozen=True, slots=True)
class ListsThere:
    """One page of them; a page may be empty while others are not."""

    rows: tuple[ListOnlyThere, ...]
    page: int = 1
    last_page: int = 1


def lists_only_there(account: Account, *, page: int = 1) -> ListsThere:
    """One page of ClickSend’s lists, those left out that are kept here.

    Raises ``CannotAsk``.
    """
    with _asking(account) as client:
        found = client.lists.page(page=page)
    rows = [
        ListOnlyThere(one.list_id, one.name, one.contacts_count) for one in found.rows
    ]
    return ListsThere(_unknown(account, rows), page, max(found.last_page, 1))


def find_only_there(account: Account, words: str) -> ListsThere:
    """The lists that ClickSend’s search finds by a part of their name.

    Raises ``CannotAsk``.
    """
    rows: list[ListOnlyThere] = []
    for number in range(1, _PAGES_OF_A_SEARCH + 1):
        with _asking(account) as client:
            found = client.search.contacts_and_lists(words, page=number)
        rows += [
            ListOnlyThere(one.found_id, one.name, one.contacts_count)
            for one in found.rows
            if one.type == FoundType.LIST
        ]
        if rows or number >= found.last_page:
            break
    return ListsThere(_unknown(account, rows))


def name_of_list(account: Account, provider_id: int) -> str:
    """Its name at ClickSend; raises ``CannotAsk``, also for one that is not there."""
    with _asking(account) as client:
        name = client.lists.get(provider_id).name
    if is_opt_out(name):
        raise CannotAsk("Opt-outs are followed by themselves, under Opt-outs.")
    return name


def _unknown(account: Account, rows: list[ListOnlyThere]) -> tuple[ListOnlyThere, ...]:
    known = ContactList.objects.standing().filter(account=account)
    leaving = Removal.objects.filter(account=account, contact_provider_id=None)
    ids = set(known.values_list("provider_id", flat=True))
    ids |= set(leaving.values_list("list_provider_id", flat=True))
    return tuple(
        row
        for row in rows
        if row.provider_id and row.provider_id not in ids and not is_opt_out(row.name)
    )


@contextmanager
def _asking(account: Account) -> Iterator[ClickSend]:
    """A quick client for one call; what goes wrong is told to a person."""
    try:
        with counted(account, Lane.UPKEEP), client_for(account, quick=True) as client:
            yield client
    except NotNow as reason:
        raise CannotAsk(reason.sentence) from reason
    except NotFound as error:
        raise CannotAsk(_NOT_THERE) from error
    except ClickSendError as error:
        raise CannotAsk(_NO_ANSWER) from error
