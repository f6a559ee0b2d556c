"""The accounts that may call: their keys, their balance, their standing."""

import base64
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from sqlite3 import Connection, Row
from typing import Any

from clicksendhub.sandbox import rights
from clicksendhub.sandbox.envelope import Answer, Refused, unauthorized
from clicksendhub.sandbox.prices import TARIFFS
from clicksendhub.sandbox.store import Store

FIRST_USER_ID = 4020
FIRST_SUBACCOUNT_ID = 5529
SIGNED_UP_AT = 1_700_000_000
STANDINGS = ("active", "nocredit", "notactive", "banned", "closed")

# A constant from ClickSend's own documentation, good for its three test users only.
DOCUMENTED_TEST_KEY = "D83DED51-9E35-4D42-9BB9-0E34B7CA85AE"
DEFAULT_USERNAME = "sandbox"
DEFAULT_KEY = "5A9DB0C5-0000-4000-8000-5A9DB0C50000"

CURRENCIES = {
    "AUD": ("$", "c", "Australian Dollars"),
    "USD": ("$", "¢", "US Dollars"),
    "GBP": ("£", "p", "British Pounds"),
    "EUR": ("€", "c", "Euros"),
    "NZD": ("$", "c", "New Zealand Dollars"),
}


@dataclass(frozen=True, slots=True)
class Account:
    """One account as the API knows it."""

    id: int
    username: str
    key: str = field(repr=False)
    country: str = "AU"
    currency: str = "AUD"
    parts_limit: int = 8
    standing: str = "active"
    senders: frozenset[str] | None = None
    countries: frozenset[str] = frozenset(TARIFFS)
    # A subaccount has a parent, and a profile of its own as JSON.
    parent: int | None = None
    profile: str = field(default="{}", repr=False)

    @property
    def payer(self) -> int:
        """Return the row of the account whose balance pays."""
        return self.parent or self.id

    @property
    def user_id(self) -> int:
        """Return the number of the user, one for an account with its subaccounts."""
        return FIRST_USER_ID + self.payer

    @property
    def subaccount_id(self) -> int:
        """Return the number of the subaccount; an account itself is one too."""
        return FIRST_SUBACCOUNT_ID + self.id

    @property
    def currency_fields(self) -> dict[str, str]:
        """Return `_currency` as most answers carry it."""
        dollars, cents, name = CURRENCIES[self.currency]
        return {
            "currency_name_short": self.currency,
            "currency_prefix_d": dollars,
            "currency_prefix_c": cents,
            "currency_name_long": name,
        }


class Accounts:
    """Every account, held in memory beside its row; the balance only in its row."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._by_name: dict[str, Account] = {}
        self._by_id: dict[int, Account] = {}
        self.reload()
        for standing in ("nocredit", "notactive", "banned"):
            self.put(
                standing,
                key=DOCUMENTED_TEST_KEY,
                standing=standing,
                balance="0" if standing == "nocredit" else "100",
            )

    def put(self, username: str, **changes: Any) -> Account:
        """Add an account, or change what is named of an existing one."""
        _check(changes)
        with self._store.write() as db:
            existing = db.execute(
                "SELECT * FROM accounts WHERE username = ?", (username,)
            ).fetchone()
            fields = _NEW_ACCOUNT | (dict(existing) if existing else {})
            fields |= {"username": username, **_as_columns(changes)}
            account_id = fields.pop("id", None)
            if account_id:
                new = changes.keys() & {rights.SENDERS, rights.COUNTRIES}
                rights.forget(db, account_id, new)
            _upsert(db, fields)
            self.reload()
            return self._by_name[username]

    def add(self, username: str, **fields: Any) -> Account:
        """Add an account; sqlite3.IntegrityError when there is one of that name."""
        _check(fields)
        columns = _NEW_ACCOUNT | {"username": username, **_as_columns(fields)}
        with self._store.write() as db:
            db.execute(_insertion(columns), columns)
            self.reload()
            return self._by_name[username]

    def give_back(self, account: Account, amount: Decimal) -> None:
        """Add to the balance of an account."""
        with self._store.write() as db:
            values = (str(self.balance(account) + amount), account.payer)
            db.execute("UPDATE accounts SET balance = ? WHERE id = ?", values)

    def named(self, username: str) -> Account | None:
        """Return an account by its username."""
        return self._by_name.get(username)

    def by_id(self, account_id: int) -> Account:
        """Return an account by its row."""
        return self._by_id[account_id]

    def all(self) -> list[Account]:
        """Return every account in the order of adding."""
        return list(self._by_id.values())

    def balance(self, account: Account) -> Decimal:
        """Return what the account has left."""
        row = self._store.row(
            "SELECT balance FROM accounts WHERE id=?", (account.payer,)
        )
        return Decimal(row["balance"]) if row else Decimal(0)

    def identify(self, authorization: str) -> Account:
        """Return the account of an Authorization header, or refuse with a 401."""
        username, key = _credentials(authorization)
        account = self._by_name.get(username)
        expected = account.key if account else ""
        if not hmac.compare_digest(expected.encode(), key.encode()) or account is None:
            raise unauthorized()
        if account.standing == "closed":
            raise unauthorized()
        if account.standing == "banned":
            raise Refused(Answer(403, "FORBIDDEN", "Your account is banned.", None))
        return account

    def reload(self) -> None:
        """Read every account from its row, with what calls have changed."""
        # One lock, that of the file, around reading and keeping: nobody puts an
        # older reading in the place of a newer one.
        with self._store.write() as db:
            rows = db.execute("SELECT * FROM accounts ORDER BY id").fetchall()
            changes = rights.read_changes(db)
            standings = {row["id"]: row["standing"] for row in rows}
            accounts = [
                _account(row, standing=_standing(row, standings), changes=changes)
                for row in rows
            ]
            self._by_name = {account.username: account for account in accounts}
            self._by_id = {account.id: account for account in accounts}


_NEW_ACCOUNT: dict[str, Any] = {
    "key": DEFAULT_KEY,
    "balance": "1000.0000",
    "country": "AU",
    "currency": "AUD",
    "parts_limit": 8,
    "standing": "active",
    "senders": None,
    "countries": None,
    "parent": None,
    "profile": "{}",
}


def _check(changes: dict[str, Any]) -> None:
    unknown = changes.keys() - _NEW_ACCOUNT.keys()
    if unknown:
        raise ValueError(f"An account has no field {sorted(unknown)[0]}.")
    if changes.get("parts_limit", 8) not in {6, 8}:
        raise ValueError("The limit of parts is 6 or 8.")
    if changes.get("standing", "active") not in STANDINGS:
        raise ValueError(f"The standing is one of {', '.join(STANDINGS)}.")
    if changes.get("currency", "AUD") not in CURRENCIES:
        raise ValueError(f"The currency is one of {', '.join(CURRENCIES)}.")


def _as_columns(changes: dict[str, Any]) -> dict[str, Any]:
    columns = dict(changes)
    for name in ("senders", "countries"):
        if columns.get(name) is not None:
            columns[name] = json.dumps(sorted(columns[name]))
    if "balance" in columns:
        columns["balance"] = str(Decimal(str(columns["balance"])))
    return columns


def _insertion(fields: dict[str, Any]) -> str:
    names = ", ".join(fields)
    marks = ", ".join(f":{name}" for name in fields)
    # The names are this module's own, checked above; the values are bound.
    return f"INSERT INTO accounts ({names}) VALUES ({marks})"  # noqa: S608


def _upsert(db: Connection, fields: dict[str, Any]) -> None:
    updates = ", ".join(f"{name} = excluded.{name}" for name in fields)
    conflict = f"ON CONFLICT (username) DO UPDATE SET {updates}"
    db.execute(f"{_insertion(fields)} {conflict}", fields)


def _standing(row: Row, standings: dict[int, str]) -> str:
    """Return how an account stands: as its main account does, if that is in trouble."""
    own: str = row["standing"]
    of_main = standings.get(row["parent"], "active")
    return own if own == "closed" or of_main == "active" else of_main


def _account(row: Row, *, standing: str, changes: rights.Changes) -> Account:
    senders, countries = _set_in(row["senders"]), _set_in(row["countries"])
    if senders is not None:
        senders = rights.changed(senders, changes.get((row["id"], rights.SENDERS), {}))
    return Account(
        id=row["id"],
        username=row["username"],
        key=row["key"],
        country=row["country"],
        currency=row["currency"],
        parts_limit=row["parts_limit"],
        standing=standing,
        senders=senders,
        countries=rights.changed(
            frozenset(TARIFFS) if countries is None else countries,
            changes.get((row["id"], rights.COUNTRIES), {}),
        ),
        parent=row["parent"],
        profile=row["profile"],
    )


def _set_in(column: str | None) -> frozenset[str] | None:
    return frozenset(json.loads(column)) if column else None


def _credentials(authorization: str) -> tuple[str, str]:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "basic":
        raise unauthorized()
    try:
        text = base64.b64decode(token, validate=True).decode()
    except ValueError as error:  # no base64, no UTF-8, or not even ASCII
        raise unauthorized() from error
    username, _, key = text.partition(":")
    return username, key


def put_all(
    accounts: Accounts, given: Sequence[tuple[str, str] | dict[str, Any]]
) -> None:
    """Add the accounts that a start was given; with none, the sandbox's own."""
    for entry in given or [(DEFAULT_USERNAME, DEFAULT_KEY)]:
        if isinstance(entry, dict):
            fields = dict(entry)
            accounts.put(str(fields.pop("username")), **fields)
        else:
            accounts.put(entry[0], key=entry[1])
