"""One database's share of ``contacts_pages``: fill it, then pages of ours and rival.

Run by it, with the environment that it sets; the last line is the rates as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from types import SimpleNamespace
from typing import Any

import django

from benchmarks.support import Round, measure

PER_PAGE = 50
FAR = 500
FEW_ROUNDS, MANY_ROUNDS = 5, 9
FEW_PEOPLE = 100_000
_SEARCHED = (
    *("first_name", "last_name", "organisation", "email"),
    *("number", "fax_number"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of page: the work of ours, and of the rival."""

    ours: Callable[[], object]
    rival: Callable[[], object]


def main(count: int) -> None:
    """Fill, measure every case, print."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from benchmarks.contacts_filling import fill
    from clicksendhub.credentials.models import Account
    from contacts.models import Contact

    account = Account.objects.create(
        label="Benchmark", username="benchmark", country="AU", time_zone="UTC"
    )
    begun = time.perf_counter()
    fill(account, count)
    print(f"{count / (time.perf_counter() - begun):,.0f} people a second written")
    keys = list(Contact.objects.values_list("pk", flat=True)[:PER_PAGE])
    pairs = FEW_ROUNDS if count > FEW_PEOPLE else MANY_ROUNDS
    found = {}
    for name, case in _cases(account, min(FAR, count // PER_PAGE - 1)).items():
        limit = _rate(lambda: list(Contact.objects.filter(pk__in=keys)))
        rounds = _rate(case.ours), _rate(case.rival)
        found[name] = asdict(measure(*rounds, limit, pairs=pairs))
    print(json.dumps(found))


def _cases(account: Any, far: int) -> dict[str, Case]:
    from contacts.finding import Cursor, Finder, find_page
    from contacts.models import Contact

    def found(words: str) -> Case:
        finder = Finder(account.pk, words=words)
        return Case(lambda: find_page(finder), _changelist(q=words))

    plain = Finder(account.pk)
    value, key = plain.rows().values_list("name_key", "pk")[far * PER_PAGE - 1]
    cursor = Cursor((value, key), "name_key")
    person = Contact.objects.filter(account=account).order_by("pk")[47]
    return {
        "the first page": Case(lambda: find_page(plain), _changelist()),
        f"page {far + 1}": Case(
            lambda: find_page(plain, cursor), _changelist(p=str(far + 1))
        ),
        "part of a name": found("tilda"),
        "a fragment of one in ten": found("ann"),
        "one letter": found("x"),
        "at the end of the alphabet": found("zsofia"),
        "nobody": found("qqxz"),
        "wildcards": found("100%"),
        "part of a number": found("614"),
        "a number": found(person.number),
        "all rows of a person": Case(
            lambda: _person(account, person.number),
            _changelist(number__exact=person.number),
        ),
    }


def _person(account: Any, number: str) -> object:
    """What the page of a person asks: their rows, lists and block."""
    from clicksendhub.consent.services import blocked_among
    from contacts.models import Contact

    rows = Contact.objects.filter(account=account, number=number)
    return list(rows.select_related("contact_list")), blocked_among(
        account.pk, [number]
    )


def _changelist(**query: str) -> Callable[[], object]:
    """The admin's page; its site is known to this benchmark alone."""
    from django.contrib.admin import AdminSite, ModelAdmin
    from django.test import RequestFactory

    from contacts.models import Contact

    class People(ModelAdmin):  # type: ignore[type-arg]
        list_display = ("first_name", "last_name", "number", "email", "city")
        search_fields = _SEARCHED
        list_filter = ("number",) if "number__exact" in query else ()
        ordering = ("name_key", "id")
        list_per_page = PER_PAGE
        show_full_result_count = False

    pages = People(Contact, AdminSite())
    request = RequestFactory().get("/", query)
    request.user = SimpleNamespace(has_perm=lambda *_: True, is_active=True)  # type: ignore[assignment]
    return lambda: list(pages.get_changelist_instance(request).result_list)


def _rate(work: Callable[[], object]) -> Round:
    def once() -> float:
        begun = time.perf_counter()
        work()
        return 1 / (time.perf_counter() - begun)

    return once


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
