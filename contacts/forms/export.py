"""How people are taken away: the kind of file and its columns."""

from __future__ import annotations

from typing import Any

from django import forms

from clicksendhub.lib.tables import ROWS_OF_A_SHEET
from clicksendhub.ui.widgets import ExplainedRadios

CSV, CSV_MARKED, XLSX = "csv", "csv_marked", "xlsx"


class ExportForm(forms.Form):
    """The kind of file, and which columns it has."""

    kind = forms.ChoiceField(
        label="Kind of file",
        initial=XLSX,
        choices=[
            (XLSX, "Excel (XLSX)"),
            (CSV_MARKED, "CSV for Excel"),
            (CSV, "CSV for other programs"),
        ],
        widget=ExplainedRadios(
            option_help={
                XLSX: "Every cell is text: numbers keep their plus and their zeros.",
                CSV_MARKED: "Begins with a mark by which Excel knows UTF-8.",
                CSV: "UTF-8 without the mark.",
            }
        ),
    )
    columns = forms.MultipleChoiceField(
        label="Columns",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one column."},
    )

    def __init__(
        self, *args: Any, columns: dict[str, str], count: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._count = count
        self.fields["columns"].choices = list(columns.items())  # type: ignore[attr-defined]
        self.initial["columns"] = list(columns)

    def clean_kind(self) -> str:
        """A sheet of XLSX has an end; a CSV file has none."""
        kind = str(self.cleaned_data["kind"])
        if kind == XLSX and self._count >= ROWS_OF_A_SHEET:
            raise forms.ValidationError(
                f"A sheet has at most {ROWS_OF_A_SHEET:,} rows. Take a CSV file."
            )
        return kind
