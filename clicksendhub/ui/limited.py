"""A field for a text of limited length: too long, it is refused whole, never cut."""

from __future__ import annotations

from typing import Any

from django import forms


def surplus_words(surplus: int) -> str:
    """“1 character”, “1,204 characters”."""
    return "1 character" if surplus == 1 else f"{surplus:,} characters"


class LimitedField(forms.CharField):
    """Says how many characters to remove.

    Django's own limit stands on the control as well, and there a browser cuts what is
    pasted without a word.
    """

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """A line break is one character, though browsers send two."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        """Refuse what is longer than the field holds."""
        super().validate(value)
        surplus = len(value) - self.longest
        if surplus > 0:
            raise forms.ValidationError(
                f"At most {self.longest:,} characters fit here. "
                f"Remove {surplus_words(surplus)}."
            )
