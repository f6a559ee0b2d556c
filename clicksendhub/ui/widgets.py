"""Widgets that browsers draw well, such as a date and a time with their pickers."""

from __future__ import annotations

from typing import ClassVar

from django import forms


class DateTimeInputs(forms.SplitDateTimeWidget):
    """Two inputs with labels of their own; goes with ``forms.SplitDateTimeField``."""

    labels: ClassVar[tuple[str, str]] = ("Date", "Time")

    def __init__(self) -> None:
        super().__init__(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date"},
            time_attrs={"type": "time"},
        )


class ExplainedRadios(forms.RadioSelect):
    """Radio buttons, each with a line of help: ``option_help={value: sentence}``."""

    def __init__(self, *, option_help: dict[str, str] | None = None) -> None:
        super().__init__()
        self.option_help = option_help or {}
