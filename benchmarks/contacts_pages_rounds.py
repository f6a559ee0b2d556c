"""One database's share of ``contacts_pages``: fill it, then pages of ours and rival.

Run by it, with the environment that it sets; the last line is the rates as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

import django
from django.test import Client
from django.urls import reverse

from benchmarks.support import Round, measure

PER_PAGE = 50
FAR = 500
FEW_ROUNDS, MANY_ROUNDS = 9, 21
FEW_PEOPLE = 100_000


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
    from contacts.models import Contact

    account, browser = _account(), Client()
    browser.force_login(_admin())
    begun = time.perf_counter()
    fill(account, count)
    print(f"{count / (time.perf_counter() - begun):,.0f} people a second written")
    keys = list(Contact.objects.values_list("pk", flat=True)[:PER_PAGE])
    pairs = MANY_ROUNDS if count > FEW_PEOPLE else FEW_ROUNDS
    found = {}
    for name, case in _cases(account, browser, min(FAR, count // 100)).items():
        limit = _rate(lambda: list(Contact.objects.filter(pk__in=keys)))
        rounds = _rate(case.ours), _rate(case.rival)
        found[name] = asdict(measure(*rounds, limit, pairs=pairs))
    print(json.dumps(found))


def _account() -> Any:
    from clicksendhub.credentials.models import Account

    return Account.objects.create(
        label="Benchmark", username="benchmark", country="AU", time_zone="UTC"
    )


def _admin() -> Any:
    from clicksendhub.people.models import User

    return User.objects.create_user(
        email="a@example.com", password=None, name="Ada", is_hub_admin=True
    )


def _cases(account: Any, browser: Client, far: int) -> dict[str, Case]:
    """Whole pages, as a browser gets them; what is typed is answered with a part."""
    from contacts.finding import Cursor, Finder
    from contacts.models import Contact
    from contacts.views._found import sealed

    people = reverse("contacts:people")
    admins = reverse("admin:contacts_contact_changelist")

    def get(address: str, **query: str) -> Callable[[], object]:
        return lambda: _read(browser.get(address, query))

    def typed(words: str) -> Case:
        asked = {"words": words, "sort": "name"}
        part = {"HX-Request": "true"}
        return Case(
            lambda: _read(browser.post(people, asked, headers=part)),
            get(admins, q=words),
        )

    rows = Finder(account.pk).rows()
    value, key = rows.values_list("name_key", "pk")[far * PER_PAGE - 1]
    place = sealed(Cursor((value, key), "name_key"))
    person = Contact.objects.filter(account=account).order_by("pk")[47]
    return {
        "the first page": Case(get(people), get(admins)),
        f"page {far + 1}": Case(get(people, at=place), get(admins, p=str(far + 1))),
        "part of a name": typed("tilda"),
        "a fragment of one in ten": typed("ann"),
        "one letter": typed("x"),
        "at the end of the alphabet": typed("zsofia"),
        "nobody": typed("qqxz"),
        "wildcards": typed("100%"),
        "part of a number": typed("614"),
        "a number": typed(person.number),
        "the page of a person": Case(
            get(person.get_absolute_url()),
            get(admins, number__exact=person.number),
        ),
    }


def _read(answer: Any) -> bytes:
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"status {answer.status_code} at {answer.request}")
    return bytes(answer.content)


def _rate(work: Callable[[], object]) -> Round:
    def once() -> float:
        begun = time.perf_counter()
        work()
        return 1 / (time.perf_counter() - begun)

    return once


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
