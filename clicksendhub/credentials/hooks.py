"""Places for what stands above this app: the call budget, the circuit, the path test.

Each is filled in ``AppConfig.ready`` of the app that knows; until then it does nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User

UPKEEP = "upkeep"
Listener = Callable[[Account], object]


class CallPutOff(Exception):
    """The budget or the circuit of the account does not allow a call now."""

    def __init__(self, sentence: str = "", retry_at: datetime | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.retry_at = retry_at


@dataclass(frozen=True, slots=True)
class PathState:
    """How the path of replies stands: a state word for the badge, and a sentence."""

    level: str
    sentence: str
    asked_at: datetime | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DemoKeys:
    """Where the keys of a demo's sandbox are: the file, and the name of each in it."""

    file: str
    names: dict[str, str]


class CountCalls(Protocol):
    """What ``gate`` offers: leave for one call, or CallPutOff."""

    def __call__(
        self, account: Account, lane: str, *, probing: bool
    ) -> AbstractContextManager[Any]: ...


class PathTest(Protocol):
    """What ``webhooks`` offers: asking for a test reply, and telling how it went."""

    def ask(self, account: Account, by: User) -> None: ...
    def state(self, account: Account) -> PathState | None: ...


def _uncounted(
    account: Account, lane: str, *, probing: bool
) -> AbstractContextManager[Any]:
    return nullcontext()


_count_calls: CountCalls = _uncounted
_path_test: PathTest | None = None
_demo_keys: Callable[[], DemoKeys | None] | None = None
_key_listeners: list[Listener] = []
_other_account_listeners: list[Listener] = []


def counted(
    account: Account, lane: str = UPKEEP, *, probing: bool = False
) -> AbstractContextManager[Any]:
    """Surround a call to ClickSend: it counts, or CallPutOff says why not now.

    ``probing`` goes out in spite of trouble, to see whether it is over.
    """
    return _count_calls(account, lane, probing=probing)


def count_calls_by(factory: CountCalls) -> None:
    """Let ``factory`` make the context manager around each call."""
    global _count_calls
    _count_calls = factory


def on_good_key(listener: Listener) -> None:
    """Call ``listener`` whenever ClickSend accepted the key of an account anew."""
    if listener not in _key_listeners:
        _key_listeners.append(listener)


def key_is_good(account: Account) -> None:
    """Tell every listener; called inside the transaction that keeps the key."""
    for listener in _key_listeners:
        listener(account)


def on_other_account(listener: Listener) -> None:
    """Call ``listener`` whenever an account now stands for another one at ClickSend."""
    if listener not in _other_account_listeners:
        _other_account_listeners.append(listener)


def account_is_another(account: Account) -> None:
    """Tell every listener; called inside the transaction that keeps the key."""
    for listener in _other_account_listeners:
        listener(account)


def try_path_by(path_test: PathTest) -> None:
    """Let ``path_test`` try the path from ClickSend to the hub."""
    global _path_test
    _path_test = path_test


def path_test() -> PathTest | None:
    """The registered test, if there is one."""
    return _path_test


def find_demo_keys_by(finder: Callable[[], DemoKeys | None]) -> None:
    """Let ``finder`` tell where the keys of a demo's sandbox are."""
    global _demo_keys
    _demo_keys = finder


def demo_keys() -> DemoKeys | None:
    """Where the keys of this demo's sandbox are; None where this is no demo."""
    return _demo_keys() if _demo_keys else None
