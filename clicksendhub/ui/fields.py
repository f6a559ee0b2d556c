"""How a form field is drawn: which parts it has and which id describes which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.forms import BoundField, Field, widgets
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString

Kind = Literal["input", "checkbox", "choices", "parts"]
REQUIRED = str(Field.default_error_messages["required"])
PART_LABELS = ("Date", "Time")


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or checkbox of a set."""

    control: SafeString
    id: str
    label: str
    help: str


@dataclass(frozen=True, slots=True)
class InputPart:
    """One input of a field that needs several, such as a date and a time."""

    control: SafeString
    id: str
    label: str


def kind_of(bound: BoundField) -> Kind:
    """Which of the four drawings fits the widget."""
    widget = bound.field.widget
    if isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, widgets.MultiWidget):
        return "parts"
    return "checkbox" if isinstance(widget, widgets.CheckboxInput) else "input"


def error_words(bound: BoundField) -> list[str]:
    """The errors of a field, each saying where; Django's “required” does not."""
    ask = "Choose one for" if kind_of(bound) == "choices" else "Fill in"
    return [
        f"{ask} “{bound.label}”." if message == REQUIRED else str(message)
        for message in bound.errors
    ]


def is_typed(bound: BoundField) -> bool:
    """True where a form came back and the person had changed this field in it."""
    return bound.form.is_bound and bound.field.has_changed(bound.initial, bound.data)


def describing_ids(bound: BoundField, extra: str = "") -> str:
    """The ids that tell about a field: its help, its error, and what the page adds."""
    ids = (
        f"{bound.auto_id}_helptext" if bound.help_text else "",
        f"{bound.auto_id}_error" if bound.errors else "",
        extra,
    )
    return " ".join(part for part in ids if part)


def first_id(bound: BoundField) -> str:
    """The id of the first thing in a field that can take the focus."""
    kind = kind_of(bound)
    if kind == "choices":
        return next((choice.id for choice in choices_of(bound)), bound.auto_id)
    return f"{bound.auto_id}_0" if kind == "parts" else str(bound.id_for_label)


def control_of(bound: BoundField, *, css_class: str, described_by: str) -> SafeString:
    """The bare widget with its class and its descriptions."""
    own = bound.field.widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": f"{css_class} {own}".strip()}
    if described_by:
        attrs["aria-describedby"] = described_by
    return bound.as_widget(attrs=attrs)


def choices_of(bound: BoundField) -> list[Choice]:
    """The buttons of a set; ``widget.option_help`` may explain each by its value."""
    helps = getattr(bound.field.widget, "option_help", {})
    return [_choice(option, helps) for option in bound.subwidgets]


def _choice(option: BoundWidget, helps: dict[str, str]) -> Choice:
    # The fieldset carries the error; a single button is never the invalid one.
    option.data["attrs"].pop("aria-invalid", None)
    help_text = helps.get(str(option.data["value"]), "")
    control_id = str(option.id_for_label)
    if help_text:
        option.data["attrs"]["aria-describedby"] = f"{control_id}_help"
    return Choice(option.tag(), control_id, str(option.choice_label), help_text)


def parts_of(bound: BoundField, *, described_by: str) -> list[InputPart]:
    """The inputs of a multi-part field; ``widget.labels`` may name them."""
    widget = bound.field.widget
    attrs: dict[str, Any] = {"id": bound.auto_id, "class": "field__input"}
    if described_by:
        attrs["aria-describedby"] = described_by
    attrs = bound.build_widget_attrs(attrs)
    context = widget.get_context(bound.html_name, bound.value(), attrs)
    drawn: list[dict[str, Any]] = context["widget"]["subwidgets"]
    labels: Sequence[str] = getattr(widget, "labels", PART_LABELS)
    return [
        InputPart(
            BoundWidget(widget, part, bound.form.renderer).tag(),
            str(part["attrs"]["id"]),
            label,
        )
        for part, label in zip(drawn, labels, strict=True)
    ]
