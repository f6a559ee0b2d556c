"""Forms of bringing an old block list: the file, and which columns of it count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.text import capfirst

from clicksendhub.consent.imports.columns import Columns
from clicksendhub.consent.imports.drafts import columns_of
from clicksendhub.consent.imports.files import MOST_BYTES, layout_of
from clicksendhub.consent.models import BlockImport
from clicksendhub.credentials.opened import OpenedInAccount
from clicksendhub.lib.countries import NAMES
from clicksendhub.ui.limited import LimitedField

_LONGEST_PASTED: Final = 500_000
_KINDS: Final = ".csv,.tsv,.txt,.xlsx"
_MEGABYTE: Final = 1_000_000
NONE: Final = ""
_COUNTRIES: Final = sorted(NAMES.items(), key=lambda pair: pair[1].casefold())


class NewImportForm(OpenedInAccount):
    """Takes a file, or pasted numbers; opened in another account it blocks nobody."""

    nothing_done = "Nothing was read."

    file = forms.FileField(
        label="File",
        required=False,
        allow_empty_file=True,
        max_length=200,
        help_text=(
            "CSV, TSV or Excel (XLSX), up to 20 MB and 100,000 rows. One column holds "
            "the number; the day and the reason may stand in others."
        ),
        widget=forms.FileInput(attrs={"accept": _KINDS}),
    )
    pasted = LimitedField(
        label="Or paste numbers",
        required=False,
        longest=_LONGEST_PASTED,
        help_text="One a line, or cells copied from a spreadsheet.",
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is larger than any list of numbers."""
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"The file has {file.size / _MEGABYTE:,.0f} MB; at most "
                f"{MOST_BYTES // _MEGABYTE} MB are read. Part it, and bring one part "
                "after the other."
            )
        return file

    def clean(self) -> dict[str, Any] | None:
        """One of both, so that it is clear what was read."""
        cleaned = super().clean() or self.cleaned_data
        file, pasted = cleaned.get("file"), cleaned.get("pasted")
        if file and pasted:
            self.add_error("pasted", "Bring the file or paste numbers, not both.")
        elif not file and not pasted and not self.errors:
            self.add_error("file", "Choose a file, or paste numbers.")
        return cleaned


class ColumnsForm(forms.Form):
    """How the file is read, and which columns of it count."""

    sheet = forms.ChoiceField(label="Sheet", required=False)
    has_heading = forms.BooleanField(
        label="The first row names the columns", required=False
    )
    number = forms.TypedChoiceField(label="Numbers stand in", coerce=int)
    date = forms.TypedChoiceField(
        label="The day that they asked", required=False, coerce=int, empty_value=None
    )
    reason = forms.TypedChoiceField(
        label="Their words, or the reason",
        required=False,
        coerce=int,
        empty_value=None,
    )
    country = forms.ChoiceField(
        label="Country of numbers without a plus",
        help_text="It also tells whether 3/4/2021 is in April or in March.",
        choices=[(code, capfirst(name)) for code, name in _COUNTRIES],
    )

    def __init__(
        self, *args: Any, of: BlockImport, headings: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._layout = layout_of(of)
        columns = columns_of(of)
        named = [(str(at), heading) for at, heading in enumerate(headings)]
        self._choose("number", named, columns.number)
        for name, column in (("date", columns.date), ("reason", columns.reason)):
            self._choose(name, [(NONE, "No column"), *named], column)
        self.initial["country"] = of.country
        self.initial["has_heading"] = bool(self._layout.heading_row)
        self._choose("sheet", [(one, one) for one in self._layout.sheets], "")
        self.initial["sheet"] = self._layout.sheet
        if len(self._layout.sheets) < 2:
            del self.fields["sheet"]

    def clean(self) -> dict[str, Any]:
        """A column is one thing."""
        for name in ("date", "reason"):
            column = self.cleaned_data.get(name)
            if column is not None and column == self.cleaned_data.get("number"):
                self.add_error(name, "This column holds the numbers. Choose another.")
        return self.cleaned_data

    @property
    def is_other_layout(self) -> bool:
        """Whether the file is to be read in another way, so that columns change."""
        return not {"sheet", "has_heading"}.isdisjoint(self.changed_data)

    @property
    def columns(self) -> Columns:
        """What was chosen; the form must be valid."""
        chosen = self.cleaned_data
        return Columns(chosen["number"], chosen["date"], chosen["reason"])

    def _choose(
        self, name: str, choices: list[tuple[str, str]], column: int | str | None
    ) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.initial[name] = NONE if column is None else str(column)
