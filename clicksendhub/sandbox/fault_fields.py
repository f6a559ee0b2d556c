"""The settings of a fault as fields of a form: labels, units, and how each is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clicksendhub.sandbox import fault_values as values
from clicksendhub.sandbox.faults import Kind


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it is called, in which unit, and how what was typed is read."""

    name: str
    label: str
    default: str
    read: values.Read
    unit: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


class Mistyped(Exception):
    """What was typed cannot be used; a sentence for each field."""

    def __init__(self, mistakes: dict[str, str]) -> None:
        super().__init__("Some settings cannot be used.")
        self.mistakes = mistakes


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """Return the fields of a kind: its own options, then those of its stage."""
    own = tuple(_OPTIONS[name](kind.options[name]) for name in kind.options)
    return (*own, *(_COMMON[name](kind) for name in _BY_STAGE[kind.stage]))


def read_typed(kind: Kind, typed: Mapping[str, str]) -> dict[str, object]:
    """Return what a form says, ready to switch the fault on."""
    read: dict[str, object] = {}
    mistakes = {}
    for field in fields_of(kind):
        text = typed.get(field.name, field.default).strip()
        try:
            read[field.name] = field.read(text)
        except ValueError as mistake:
            mistakes[field.name] = str(mistake)
    if mistakes:
        raise Mistyped(mistakes)
    return read


_MODES = (
    ("missing", "A message is missing"),
    ("extra", "A stranger is added"),
    ("shuffled", "The order is changed"),
    ("all", "All of it"),
)
_BODIES = (
    ("html", "A web page"),
    ("list", "A JSON list"),
    ("text", "Plain text"),
    ("empty", "Nothing"),
)


def _plain(value: object) -> str:
    """Return a default as a person would type it."""
    if isinstance(value, float):
        return f"{value:g}"
    return ", ".join(value) if isinstance(value, list) else str(value)


_OPTIONS: dict[str, Callable[[object], Field]] = {
    "seconds": lambda value: Field(
        "seconds", "Time", _plain(value), values.read_seconds, unit="seconds"
    ),
    "calls": lambda value: Field(
        "calls",
        "Calls let through",
        _plain(value),
        values.whole_number(1, 1_000_000, "Enter a number of calls from 1."),
        unit="calls",
    ),
    "status": lambda value: Field(
        "status",
        "Status of the answer",
        _plain(value),
        values.whole_number(400, 599, "Enter a status from 400 to 599."),
        unit="HTTP status",
    ),
    "retry_after": lambda value: Field(
        "retry_after",
        "Come again after",
        _plain(value),
        values.read_retry_after,
        unit="seconds",
        hint="Or date, date:30, none, garbage.",
    ),
    "balance": lambda value: Field(
        "balance", "Balance", _plain(value), values.read_balance, unit="in its currency"
    ),
    "fields": lambda value: Field(
        "fields",
        "Fields to hide",
        _plain(value),
        values.read_names,
        hint="Separated by commas.",
    ),
    "mode": lambda value: Field(
        "mode", "How", _plain(value), values.one_of(_MODES), choices=_MODES
    ),
    "body": lambda value: Field(
        "body", "Answer with", _plain(value), values.one_of(_BODIES), choices=_BODIES
    ),
}
_COMMON: dict[str, Callable[[Kind], Field]] = {
    "count": lambda kind: Field(
        "count",
        "How often",
        "",
        values.read_times,
        unit="times",
        hint="Empty: until switched off.",
    ),
    "share": lambda kind: Field(
        "share", "Share that it strikes", "100", values.read_share, unit="%"
    ),
    "path": lambda kind: Field(
        "path",
        "Calls that it strikes",
        kind.path or "",
        values.read_path,
        hint="A path with all below it; * stands for anything. Empty: every call.",
    ),
}
# What has an effect at each stage; the rest is not offered.
_BY_STAGE = {
    "before": ("path", "count", "share"),
    "after": ("path", "count", "share"),
    "receipt": ("count", "share"),
    "limit": ("path",),
    "state": (),
    "now": (),
}
