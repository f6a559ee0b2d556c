"""A field of limited length says how much is too much, as the person counts it."""

from __future__ import annotations

import pytest
from django import forms

from clicksendhub.ui.limited import LimitedField


class Note(forms.Form):
    words = LimitedField(longest=7, widget=forms.Textarea)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_line_break_counts_once_however_it_is_sent(line_break: str) -> None:
    fits = Note({"words": line_break.join(["one", "two"])})
    is_longer = Note({"words": line_break.join(["one", "two", "six"])})

    assert fits.is_valid()
    assert fits.cleaned_data["words"] == "one\ntwo"
    assert is_longer.errors["words"] == [
        "At most 7 characters fit here. Remove 4 characters."
    ]
