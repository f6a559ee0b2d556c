"""Faults that can be switched on: each a kind, how often, and for which paths."""

import itertools
import random
import threading
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

SEND, HISTORY = "*/send", "*/history*"


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of fault: when it strikes, where by default, and its options."""

    name: str
    stage: str
    meaning: str
    path: str | None = None
    options: dict[str, Any] = field(default_factory=dict)


_KINDS = (
    Kind(
        "hang_after",
        "after",
        "Accept and record, then never answer.",
        SEND,
        {"seconds": 60.0},
    ),
    Kind(
        "hang_before",
        "before",
        "Record nothing and never answer.",
        SEND,
        {"seconds": 60.0},
    ),
    Kind("late", "after", "Record, then answer late.", None, {"seconds": 1.0}),
    Kind(
        "too_many",
        "before",
        "Answer 429; retry_after: number of seconds, date, none or garbage.",
        None,
        {"retry_after": 1},
    ),
    Kind(
        "error_before",
        "before",
        "Answer with an error before recording.",
        None,
        {"status": 500},
    ),
    Kind(
        "error_after",
        "after",
        "Record, then answer with an error.",
        SEND,
        {"status": 500},
    ),
    Kind("broken_json", "after", "Record, then send half of the JSON.", SEND),
    Kind(
        "non_envelope",
        "after",
        "Record, then answer without the envelope; body: html, list, text or empty.",
        SEND,
        {"body": "html"},
    ),
    Kind(
        "partial",
        "after",
        "Spoil the list of messages; mode: missing, extra, shuffled or all.",
        SEND,
        {"mode": "missing"},
    ),
    Kind("reset_after", "after", "Record, then reset the connection.", SEND),
    Kind("unauthorized", "before", "Answer 401 to every key."),
    Kind("forbidden", "before", "Answer 403."),
    Kind("credit", "now", "Set the balance of every account.", None, {"balance": "0"}),
    Kind(
        "history_lag",
        "state",
        "History shows rows only after so many seconds.",
        None,
        {"seconds": 5.0},
    ),
    Kind("history_down", "before", "History answers 500.", HISTORY),
    Kind(
        "history_masked",
        "state",
        "History hides fields of a message.",
        None,
        {"fields": ["to", "body"]},
    ),
    Kind("receipts_lost", "receipt", "Receipts are never made."),
    Kind("receipts_doubled", "receipt", "Receipts are made twice."),
    Kind("receipts_unordered", "receipt", "First receipts come after the last."),
    Kind("receipts_late", "receipt", "Receipts come late.", None, {"seconds": 5.0}),
    Kind("digit_strings", "after", "Numbers in answers are strings of digits."),
    Kind(
        "rate_limit",
        "limit",
        "At most so many calls within so many seconds, then 429.",
        None,
        {"calls": 100, "seconds": 60.0},
    ),
)
KINDS = {kind.name: kind for kind in _KINDS}


@dataclass(slots=True)
class Fault:
    """One fault that is switched on."""

    id: int
    kind: Kind
    path: str | None
    left: int | None
    share: float
    options: dict[str, Any]
    dice: random.Random
    fired: int = 0

    def matches(self, path: str) -> bool:
        """Tell whether a path below /v3 is this fault's."""
        if self.path is None:
            return True
        if "*" in self.path:
            return fnmatchcase(path, self.path)
        return path == self.path or path.startswith(self.path.rstrip("/") + "/")

    def strikes(self) -> bool:
        """Throw the dice, count down, and tell whether it happens this time."""
        if self.left == 0 or self.dice.random() >= self.share:
            return False
        if self.left is not None:
            self.left -= 1
        self.fired += 1
        return True

    def as_dict(self) -> dict[str, Any]:
        """Return the fault as the list of faults shows it."""
        return {
            "id": self.id,
            "kind": self.kind.name,
            "path": self.path,
            "left": self.left,
            "share": self.share,
            "fired": self.fired,
            **self.options,
        }


CHOICES = {
    "mode": ("missing", "extra", "shuffled", "all"),
    "body": ("html", "list", "text", "empty"),
}


def _typed(kind: Kind, name: str, value: Any) -> Any:
    """Return an option in the type of its default; a form gives only text."""
    if name not in kind.options:
        raise ValueError(f"{kind.name} has no option {name!r}.")
    if name in CHOICES and value not in CHOICES[name]:
        raise ValueError(f"{name} is one of {', '.join(CHOICES[name])}.")
    default = kind.options[name]
    if name != "retry_after" and isinstance(default, (int, float)):
        return type(default)(value)
    return value


class Faults:
    """The faults that are on. They are kept in memory: a restart clears them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._on: list[Fault] = []
        self._ids = itertools.count(1)

    def add(
        self,
        kind: str,
        *,
        count: int | None = None,
        share: float = 1.0,
        seed: int | str | None = None,
        path: str | None = None,
        **options: Any,
    ) -> int:
        """Switch a fault on and return its id; without a count until cleared."""
        known = KINDS.get(kind)
        if known is None:
            raise ValueError(f"No fault is called {kind!r}. See GET /_sandbox/faults.")
        typed = {name: _typed(known, name, value) for name, value in options.items()}
        fault = Fault(
            id=next(self._ids),
            kind=known,
            path=known.path if path is None else path,
            left=None if count is None else int(count),
            share=float(share),
            options=known.options | typed,
            # Repeatable rather than secret.
            dice=random.Random(seed),  # noqa: S311
        )
        with self._lock:
            self._on.append(fault)
        return fault.id

    def clear(self, fault_id: int | None = None) -> None:
        """Switch one fault off, or all."""
        with self._lock:
            self._on = [
                fault
                for fault in self._on
                if fault_id is not None and fault.id != fault_id
            ]

    def listed(self) -> list[dict[str, Any]]:
        """Return every fault that is on, with how often it has struck."""
        with self._lock:
            return [fault.as_dict() for fault in self._on]

    def strike(self, stage: str, path: str) -> list[Fault]:
        """Return the faults of a stage that happen to this call."""
        if not self._on:
            return []
        with self._lock:
            return [
                fault
                for fault in self._on
                if fault.kind.stage == stage and fault.matches(path) and fault.strikes()
            ]

    def strike_kind(self, kind: str) -> Fault | None:
        """Return the fault of one kind if it happens now."""
        if not self._on:
            return None
        with self._lock:
            for fault in self._on:
                if fault.kind.name == kind and fault.strikes():
                    return fault
        return None

    def standing(self, kind: str, path: str = "") -> Fault | None:
        """Return the fault of one kind that is on, without counting it down."""
        if not self._on:
            return None
        with self._lock:
            for fault in self._on:
                if fault.kind.name == kind and fault.left != 0 and fault.matches(path):
                    return fault
        return None
