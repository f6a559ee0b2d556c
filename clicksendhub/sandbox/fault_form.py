"""The fields of a fault as HTML; what was typed is kept, mistakes stand beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from clicksendhub.sandbox.fault_fields import Field, fields_of
from clicksendhub.sandbox.faults import Kind
from clicksendhub.sandbox.markup import Html, join


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form brought that could not be used, and why."""

    kind: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, str] = field(default_factory=dict)


def show_fields(kind: Kind, typed: Typed) -> Html:
    """Return every field of a kind, as it was typed or as it is by default."""
    return join(_field(kind, one, typed) for one in fields_of(kind))


def _field(kind: Kind, one: Field, typed: Typed) -> str:
    name = f"{kind.name}-{one.name}"
    value = typed.values.get(one.name, one.default)
    mistake = typed.mistakes.get(one.name, "")
    notes = _notes(name, one, mistake)
    unit = f'<span class="field__unit"> {escape(one.unit)}</span>' if one.unit else ""
    state = _state(name, one, mistake)
    return (
        f'<div class="field"><label for="{name}">{one.label}{unit}</label>{notes}'
        f"{_input(name, one, value, state)}</div>"
    )


def _notes(name: str, one: Field, mistake: str) -> str:
    hint = f'<p class="field__hint" id="{name}-hint">{one.hint}</p>' if one.hint else ""
    if not mistake:
        return hint
    return f'{hint}<p class="field__error" id="{name}-error">{escape(mistake)}</p>'


def _state(name: str, one: Field, mistake: str) -> str:
    """Return the attributes that tie notes to the input."""
    notes = [f"{name}-hint"] if one.hint else []
    if mistake:
        notes.append(f"{name}-error")
    described = f' aria-describedby="{" ".join(notes)}"' if notes else ""
    return f"{described}{' aria-invalid=true' if mistake else ''}"


def _input(name: str, one: Field, value: str, state: str) -> str:
    if not one.choices:
        return (
            f'<input id="{name}" name="{one.name}" value="{escape(value)}" '
            f'autocomplete="off" spellcheck="false"{state}>'
        )
    options = "".join(
        f'<option value="{key}"{" selected" if key == value else ""}>{word}</option>'
        for key, word in one.choices
    )
    return f'<select id="{name}" name="{one.name}"{state}>{options}</select>'
