"""The text of a message: as it is sent, or why it cannot be, in words. Pure."""

from __future__ import annotations

from clicksendhub.ui.limited import surplus_words
from messaging.segments import UnsendableText, count, excess, normalise


class BadText(ValueError):
    """The text cannot be sent; the message says why and what to do."""


def read_text(typed: str, *, max_parts: int) -> str:
    """The text as it would be sent; refused where it is too long, never cut."""
    body = normalise(typed)
    if not body.strip():
        raise BadText("There is no text. Write one.")
    try:
        parts = count(body).parts
    except UnsendableText as error:
        raise BadText(str(error)) from error
    if parts > max_parts:
        surplus = excess(body, max_parts)
        raise BadText(
            f"The text is {parts} parts long, and this account sends at most "
            f"{max_parts}. Remove {surplus_words(surplus)}."
        )
    return body
