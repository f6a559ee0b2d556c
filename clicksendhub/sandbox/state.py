"""Everything one running sandbox holds, passed to whoever needs it."""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from clicksendhub.sandbox.accounts import Account, Accounts
from clicksendhub.sandbox.envelope import Answer
from clicksendhub.sandbox.faults import Faults
from clicksendhub.sandbox.http import Request
from clicksendhub.sandbox.ledger import CallEntry, CallLog
from clicksendhub.sandbox.spending import spent
from clicksendhub.sandbox.store import Store


@dataclass(slots=True)
class Settings:
    """What may be changed while the sandbox runs."""

    speed: float = 1.0
    receipts: bool = True
    magic: bool = True
    throttle_seconds: float = 5.0
    push_timeout_seconds: float = 15.0
    upload_seconds: float = 600.0

    def change(self, changes: dict[str, Any]) -> None:
        """Set what is named, each in its own type."""
        known = {item.name for item in fields(self)}
        for name in changes:
            if name not in known:
                raise ValueError(f"The sandbox has no setting {name!r}.")
        for name, value in changes.items():
            kind = type(getattr(self, name))
            read = _truth(value) if kind is bool else _amount(name, value)
            setattr(self, name, read)


def _amount(name: str, value: Any) -> float:
    amount = float(value)
    if not math.isfinite(amount) or amount < 0:
        raise ValueError(f"The setting {name!r} is a number, 0 or more.")
    return amount


def _truth(value: object) -> bool:
    return str(value).lower() in {"true", "1", "on", "yes"}


class Throttle:
    """Remembers which text went to which number a moment ago."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, str, str], float] = {}
        self._next_sweep = 0.0

    def repeats(
        self, account_id: int, number: str, body: str, *, now: float, seconds: float
    ) -> bool:
        """Tell whether the same text went to the number within the window."""
        if seconds <= 0:
            return False
        key = (account_id, number, body)
        last = self._seen.get(key)
        if last is not None and now - last < seconds:
            return True
        self._seen[key] = now
        return False

    def forget(self, account_id: int, number: str, body: str) -> None:
        """Forget a text that did not go after all."""
        self._seen.pop((account_id, number, body), None)

    def sweep(self, *, now: float, seconds: float) -> None:
        """Forget, now and then, what is older than the window."""
        if now < self._next_sweep:
            return
        self._next_sweep = now + seconds
        self._seen = {key: at for key, at in self._seen.items() if now - at < seconds}

    def clear(self) -> None:
        """Forget everything."""
        self._seen.clear()


@dataclass(slots=True)
class Sandbox:
    """One sandbox: its file, its accounts, its faults and its threads' signals."""

    store: Store
    accounts: Accounts
    settings: Settings
    faults: Faults = field(default_factory=Faults)
    calls: CallLog = field(default_factory=CallLog)
    throttle: Throttle = field(default_factory=Throttle)
    sending: threading.Lock = field(default_factory=threading.Lock)
    wake: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)
    # Those that make and push what is due.
    threads: list[threading.Thread] = field(default_factory=list)

    def reset(self, *, rules: bool = True) -> None:
        """Forget all messages, calls and faults, and the rules unless told not to.

        The accounts stay, with what they were given at the start: what calls have
        changed of it is taken back, and what was spent on the messages comes back.
        """
        tables = (*self.store.work_tables(), *(("rules",) if rules else ()))
        with self.sending, self.store.write() as db:
            for account in self.accounts.all():
                if not account.parent:
                    self.accounts.give_back(account, spent(self.store, account.id))
            for table in tables:
                db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            self.accounts.reload()
            self.throttle.clear()
        self.faults.clear()
        self.calls.clear()


@dataclass(slots=True)
class Call:
    """One call to the API, after its key was accepted."""

    sandbox: Sandbox
    account: Account
    request: Request
    params: dict[str, str]
    entry: CallEntry


Answering = Callable[[Call], Answer]
Calls = tuple[tuple[str, str, Answering], ...]
"""What a part of the API answers: method, path template, and by what."""
