"""How the block list is taken away: the kind of file, and which blocks."""

from __future__ import annotations

from typing import Any

from django import forms

from clicksendhub.lib.tables import ROWS_OF_A_SHEET
from clicksendhub.ui.widgets import ExplainedRadios

CSV, CSV_MARKED, XLSX = "csv", "csv_marked", "xlsx"
STANDING, ALL = "standing", "all"


class ExportForm(forms.Form):
    """The kind of file, and whether lifted blocks are in it."""

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
    which = forms.ChoiceField(
        label="Which blocks",
        initial=STANDING,
        choices=[(STANDING, "Those that stand"), (ALL, "Lifted ones too")],
        widget=ExplainedRadios(
            option_help={
                STANDING: "Everybody who gets no texts now.",
                ALL: "The whole history, with who lifted a block and why.",
            }
        ),
    )

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._count = count

    def clean_kind(self) -> str:
        """A sheet of XLSX has an end; a CSV file has none."""
        kind = str(self.cleaned_data["kind"])
        if kind == XLSX and self._count >= ROWS_OF_A_SHEET:
            raise forms.ValidationError(
                f"A sheet has at most {ROWS_OF_A_SHEET:,} rows. Take a CSV file."
            )
        return kind
