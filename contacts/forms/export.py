"""How people are taken away: the kind of file and its columns."""

from __future__ import annotations

from typing import Any

from django import forms

from clicksendhub.ui.widgets import ExplainedRadios

CSV, CSV_MARKED, CSV_SEMICOLONS, XLSX = "csv", "csv_marked", "csv_semicolons", "xlsx"
# A sheet is made whole before its first byte leaves: so many take a few seconds.
MOST_OF_A_SHEET = 20_000
_KINDS = {
    XLSX: "Excel (XLSX)",
    CSV_MARKED: "CSV for Excel",
    CSV_SEMICOLONS: "CSV for Excel, parted by semicolons",
    CSV: "CSV for other programs",
}
_KIND_HELP = {
    XLSX: "Every cell is text: numbers keep their plus and their zeros.",
    CSV_MARKED: "Begins with a mark by which Excel knows UTF-8.",
    CSV_SEMICOLONS: "For an Excel that writes one and a half as 1,5.",
    CSV: "UTF-8 without the mark.",
}


class ExportForm(forms.Form):
    """The kind of file, and which columns it has."""

    kind = forms.ChoiceField(
        label="Kind of file",
        initial=XLSX,
        choices=list(_KINDS.items()),
        widget=ExplainedRadios(option_help=_KIND_HELP),
        error_messages={"invalid_choice": "Take a CSV file."},
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
        self.fields["columns"].choices = list(columns.items())  # type: ignore[attr-defined]
        self.initial["columns"] = list(columns)
        if count > MOST_OF_A_SHEET:
            self._offer_no_sheet()

    def _offer_no_sheet(self) -> None:
        kind = self.fields["kind"]
        kind.choices = [  # type: ignore[attr-defined]
            (name, words) for name, words in _KINDS.items() if name != XLSX
        ]
        kind.help_text = (
            f"An Excel file (XLSX) is made whole first, so it holds at most "
            f"{MOST_OF_A_SHEET:,} people here. A CSV file begins at once."
        )
        self.initial["kind"] = CSV_MARKED
