"""Believable people by the hundred thousand, written straight into the database.

Seeded: the same count gives the same people. One large list holds seven in ten of them,
thirty smaller ones the rest; one in fifty of all numbers stands in two lists.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from clicksendhub.credentials.models import Account
from contacts.folding import key_of, name_key_of, search_of
from contacts.models import Contact, ContactList
from contacts.values import COLUMNS, Details

SEED = 4
SMALL_LISTS = 30
SHARE_OF_LARGE = 0.7
PER_TRANSACTION, PER_STATEMENT = 5_000, 500
# What is rare on purpose: a fragment that stands at the end of the alphabet alone.
LATE_NAME, LATE_EVERY = "Zsófia", 2_000
_FIRST_NAMES = (
    "Oliver Noah Jack William Leo Charlie Henry Luca Theodore Isla Charlotte Amelia "
    "Olivia Mia Ava Grace Willow Matilda Ella Anna Hannah Susanna Joanna Marianne "
    "Zoë Renée Chloé José Björn Siobhán Aoife Nguyen Thanh Linh Minh Wei Li Jun Mei "
    "Priya Arjun Ananya Rohan Fatima Yusuf Aisha Omar Leila Amir Tane Aroha Mere Kiri "
    "Sione Mele Peter Margaret John Patricia David Susan Michael Helen Robert Judith "
    "Kevin Sharon Wayne Tracey Craig Kylie Shane Michelle Ivan Olga Dmitri Katya"
)
_LAST_NAMES = (
    "Smith Jones Williams Brown Wilson Taylor Johnson White Martin Anderson Thompson "
    "Nguyen Thomas Walker Harris Lee Ryan Robinson Kelly King Davis Wright Evans "
    "Roberts Green Hall Wood Jackson Clarke Patel Khan Singh Kaur Sharma Chen Wang "
    "Zhang Li Liu Huang Tran Pham Le Hoang O'Brien O'Connor Murphy Walsh McDonald "
    "Campbell Stewart Fraser MacKenzie Papadopoulos Rossi Ferrari Müller Schäfer "
    "Novak Kowalski Ivanov Petrov Tamihana Ngata Fonoti Tuilagi Garcia Fernandez "
    "Xu Xanthos Yildiz Quist Ueda Ito Vella Borg Lindqvist Østergaard Abdullah Hassan"
)
_SYLLABLES = (
    "ba be bo bra da de do dra fa fe fi ga gre ha he hol ka ke kin la le lor ma me mon "
    "na ne nor pa pe pol ra re ros sa se ston ta te ton va ve vin wa we win"
)
FIRST_NAMES, LAST_NAMES = _FIRST_NAMES.split(), _LAST_NAMES.split()
SYLLABLES = _SYLLABLES.split()
CITIES = (
    ("Perth", "WA", "6000"),
    ("Fremantle", "WA", "6160"),
    ("Sydney", "NSW", "2000"),
    ("Newcastle", "NSW", "2300"),
    ("Melbourne", "VIC", "3000"),
    ("Geelong", "VIC", "3220"),
    ("Brisbane", "QLD", "4000"),
    ("Cairns", "QLD", "4870"),
    ("Adelaide", "SA", "5000"),
    ("Hobart", "TAS", "7000"),
)
TRADES = ("Physio", "Dental", "Plumbing", "Books", "Bakery", "Motors", "Legal", "Vets")
MAILS = ("gmail.com", "outlook.com", "bigpond.com", "example.com", "example.org")
_CONTACT_COLUMNS = (
    *("account_id", "contact_list_id", "key", "name_key", "search"),
    *("version", "created_at", "updated_at", "goes_out", "time_zone"),
)
INSERTED = (*COLUMNS, *_CONTACT_COLUMNS)


def people(count: int) -> Iterator[Details]:
    """So many people, always the same ones."""
    chance = random.Random(SEED)
    surnames = LAST_NAMES + [_surname(chance) for _ in range(3_000)]
    for ordinal in range(count):
        yield _person(chance, surnames, ordinal)


def fill(account: Account, count: int) -> list[ContactList]:
    """Write the people into lists of the account, the large one first."""
    large = ContactList.objects.create(account=account, name="Everybody")
    names = [f"Group {number:02d}" for number in range(1, SMALL_LISTS + 1)]
    small = [ContactList.objects.create(account=account, name=name) for name in names]
    rows: list[tuple[Any, ...]] = []
    for ordinal, details in enumerate(people(count)):
        in_large = ordinal % 10 < 10 * SHARE_OF_LARGE
        goes_to = large if in_large else small[ordinal // 10 % SMALL_LISTS]
        rows.append(_row(account.pk, goes_to.pk, details))
        if len(rows) == PER_TRANSACTION:
            insert(rows)
            rows = []
    insert(rows)
    for each in (large, *small):
        each.people_count = each.contacts.count()
        each.save(update_fields=["people_count"])
    if connection.vendor == "postgresql":
        # As autovacuum does within a minute. SQLite has no such thing, nor has a hub
        # on it any statistics until the first day is over.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return [large, *small]


def insert(rows: list[tuple[Any, ...]]) -> None:
    """Write rows as an import does: many by one statement, one transaction."""
    columns = ", ".join(f'"{column}"' for column in INSERTED)
    one = f"({', '.join(['%s'] * len(INSERTED))})"
    begin = f"INSERT INTO {Contact._meta.db_table} ({columns}) VALUES "  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, len(rows), PER_STATEMENT):
            some = rows[start : start + PER_STATEMENT]
            values = [value for row in some for value in row]
            cursor.execute(begin + ", ".join([one] * len(some)), values)


def _row(account_id: int, list_id: int, details: Details) -> tuple[Any, ...]:
    known = [getattr(details, name) for name in COLUMNS]
    known[COLUMNS.index("extra")] = json.dumps(dict(details.extra))
    now = timezone.now().isoformat()
    return (
        *known,
        *(account_id, list_id, key_of(details)),
        *(name_key_of(details), search_of(details)),
        *(1, now, now, False, ""),
    )


def _person(chance: random.Random, surnames: list[str], ordinal: int) -> Details:
    first, last = chance.choice(FIRST_NAMES), chance.choice(surnames)
    if ordinal % LATE_EVERY == 0:
        first = LATE_NAME
    city, state, code = chance.choice(CITIES)
    has_mail, works = chance.random() < 0.6, chance.random() < 0.2
    # Each number once in a list; one in fifty stands in another list as well.
    tail = ordinal - 1 if ordinal % 50 == 47 else ordinal
    return Details(
        first_name=first,
        last_name=last,
        number=f"+614{tail * 97 % 100_000_000:08d}",
        number_kind="mobile",
        email=f"{first}.{last}{ordinal}@{chance.choice(MAILS)}".lower()
        if has_mail
        else "",
        organisation=f"{last} {chance.choice(TRADES)}" if works else "",
        city=city,
        state=state,
        postal_code=code,
        country="AU",
    )


def _surname(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).capitalize()
