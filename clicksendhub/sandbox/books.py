"""What was accepted and what was refused, as the ledger's pages look it up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from sqlite3 import Row

from clicksendhub.sandbox.browse import ENTRIES, NEWEST, Leaf, Place, cut
from clicksendhub.sandbox.store import Store

CHANNELS = {
    "sms": "SMS",
    "mms": "MMS",
    "voice": "Voice",
    "fax": "Fax",
    "letter": "Letter",
    "postcard": "Postcard",
}


# A text with a code is of no account: ClickSend itself sends it.
_WHOSE = "COALESCE(a.username, 'ClickSend') AS username"


@dataclass(frozen=True, slots=True)
class Book:
    """One table of messages, and where its pages are."""

    table: str
    key: str
    path: str
    name: str
    entry: str
    sentence: str


ACCEPTED = Book(
    "ledger",
    "seq",
    "/ledger",
    "Accepted",
    "Ledger entry",
    "Every message that the sandbox accepted, on every channel, the latest first.",
)
REFUSED = Book(
    "rejected",
    "id",
    "/ledger/refused",
    "Refused",
    "Refused message",
    "Every message that the sandbox refused, with its reason, the latest first.",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: all, or those of one channel, or of one call."""

    channel: str = ""
    call: str = ""
    place: Place = NEWEST

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "Wanted":
        """Return what an address asks for; a channel that nobody knows is none."""
        channel = query.get("channel", "")
        return cls(
            channel if channel in CHANNELS else "",
            query.get("call", ""),
            Place.asked(query),
        )

    @property
    def kept(self) -> dict[str, str]:
        """What every link of the page carries on."""
        return {"channel": self.channel, "call": self.call}


def count(store: Store, book: Book, wanted: Wanted) -> int:
    """Return how many entries there are, on all pages."""
    where, values = _where(wanted)
    return store.count(f"SELECT count(*) FROM {book.table} WHERE {where}", values)  # noqa: S608 - our own names


def count_by_channel(store: Store, book: Book, wanted: Wanted) -> dict[str, int]:
    """Return how many entries each channel has, whichever is asked for."""
    where, values = _where(replace(wanted, channel=""))
    rows = store.rows(
        f"SELECT channel, count(*) AS entries FROM {book.table} WHERE {where} "  # noqa: S608 - our own names
        "GROUP BY channel",
        values,
    )
    return {row["channel"]: row["entries"] for row in rows}


def leaf(store: Store, book: Book, wanted: Wanted) -> Leaf[Row]:
    """Return the page of entries that is wanted."""
    place = wanted.place
    found = _find(store, book, wanted)
    if place.after and len(found) <= ENTRIES:
        # Nothing newer is left out: the newest page, and a full one.
        return leaf(store, book, replace(wanted, place=NEWEST))
    return cut(found, place)


def entry(store: Store, book: Book, number: int) -> Row | None:
    """Return one entry by its number."""
    return store.row(
        f"SELECT b.*, b.{book.key} AS number, {_WHOSE} FROM {book.table} b "  # noqa: S608 - our own names
        f"LEFT JOIN accounts a ON a.id = b.account WHERE b.{book.key} = ?",
        (number,),
    )


def beside(store: Store, book: Book, number: int) -> tuple[int, int]:
    """Return the numbers of the newer and the older entry; 0 where there is none."""
    key, table = book.key, book.table
    newer = f"SELECT min({key}) FROM {table} WHERE {key} > ?"  # noqa: S608 - our own names
    older = f"SELECT max({key}) FROM {table} WHERE {key} < ?"  # noqa: S608 - our own names
    return store.count(newer, (number,)), store.count(older, (number,))


def _find(store: Store, book: Book, wanted: Wanted) -> list[Row]:
    """Return the rows in the order of reading, one more than a page shows."""
    place, key = wanted.place, f"b.{book.key}"
    where, values = _where(wanted)
    if place.after:
        where, order = f"{where} AND {key} > :edge", "ASC"
    else:
        where, order = f"{where} AND (:edge = 0 OR {key} < :edge)", "DESC"
    return store.rows(
        f"SELECT b.*, {key} AS number, {_WHOSE} FROM {book.table} b "  # noqa: S608 - our own names
        f"LEFT JOIN accounts a ON a.id = b.account WHERE {where} "
        f"ORDER BY {key} {order} LIMIT :rows",
        values | {"edge": place.after or place.before, "rows": ENTRIES + 1},
    )


def _where(wanted: Wanted) -> tuple[str, dict[str, object]]:
    conditions, values = ["1"], dict[str, object]()
    if wanted.channel:
        conditions.append("channel = :channel")
        values["channel"] = wanted.channel
    if wanted.call:
        conditions.append("call = :call")
        values["call"] = wanted.call
    return " AND ".join(conditions), values
