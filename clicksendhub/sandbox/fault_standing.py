"""What a fault that is on has been told to do, and what it has done."""

from typing import Any

from clicksendhub.sandbox import fault_fields
from clicksendhub.sandbox.fault_words import STRUCK
from clicksendhub.sandbox.faults import Kind
from clicksendhub.sandbox.markup import Html, fill, join
from clicksendhub.sandbox.state import Sandbox

# A fault of these is there or not; nobody counts how often.
UNCOUNTED = frozenset({"state", "limit"})

Standing = dict[str, Any]
"""One fault as `Faults.listed` tells of it, its options among its own fields."""


def is_spent(fault: Standing) -> bool:
    """Tell whether a fault has struck as often as it was told to."""
    left: int | None = fault["left"]
    return left == 0


def struck_by(path: str | None) -> str:
    """Return which calls a path stands for, in words where it has some."""
    return STRUCK.get(path or "", path or "")


def balances(sandbox: Sandbox) -> Html:
    """Return what each account has."""
    shown = [
        f"{account.username} has {sandbox.accounts.balance(account):.2f} "
        f"{account.currency}"
        for account in sandbox.accounts.all()
        if account.standing == "active"
    ]
    return fill("standing", lines=join(_line(words) for words in shown))


def _line(words: str, act: str = "") -> Html:
    return Html(fill("standing_line", words=words, act=Html(act)))


def standing(kind: Kind, on: list[Standing]) -> Html:
    """Return how often and where a fault is on; nothing where it is off."""
    if not on:
        return Html("")
    has_several = len(on) > 1 or is_spent(on[0])
    lines = (
        _line(_told(kind, fault), _end(fault) if has_several else "") for fault in on
    )
    return fill("standing", lines=join(lines))


def _end(fault: Standing) -> str:
    word = "Clear away" if is_spent(fault) else "Switch this off"
    return fill("switch_one_off", id=fault["id"], word=word)


def _told(kind: Kind, fault: Standing) -> str:
    """Return how a fault was set and what it has done, in one line."""
    parts = []
    if "path" in _names(kind):
        parts.append(f"strikes {struck_by(fault['path'])}")
    parts += [
        f"{field.label.lower()}: {_value(fault[field.name])} {field.unit}".rstrip()
        for field in fault_fields.fields_of(kind)
        if field.name in kind.options
    ]
    if fault["share"] < 1:
        parts.append(f"{fault['share'] * 100:g} % of them")
    if fault["left"] is not None:
        parts.append("used up" if is_spent(fault) else f"{fault['left']} more times")
    if kind.stage not in UNCOUNTED or fault["fired"]:
        parts.append(_struck(fault["fired"]))
    words = "; ".join(parts) or "it is on"
    return f"{words[0].upper()}{words[1:]}."


def _names(kind: Kind) -> set[str]:
    return {field.name for field in fault_fields.fields_of(kind)}


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _struck(times: int) -> str:
    if times == 0:
        return "has not struck yet"
    return "has struck once" if times == 1 else f"has struck {times:,} times"
