"""What calls bring with them, read as the API reads it."""

import base64
import binascii
from typing import Any

from clicksendhub.sandbox.envelope import bad_request, wrong_type
from clicksendhub.sandbox.state import Call

# No row has a longer number, and SQLite would not take one.
LONGEST_ID = 15
LONGEST_COUNT = 9
FLAG_WORDS = {"": 0, "true": 1, "false": 0}


def read_object(call: Call) -> dict[str, Any]:
    """Return the JSON object of a call's body; an empty body is an empty object."""
    try:
        decoded = call.request.json()
    except ValueError as error:
        raise bad_request("The request body is not valid JSON.") from error
    if decoded is None:
        return {}
    if not isinstance(decoded, dict):
        raise wrong_type("Argument #1 must be of type array")
    return decoded


def read_text(value: Any) -> str:
    """Return a field as text; nothing is the empty text, a number its digits."""
    if isinstance(value, (list, dict)):
        raise wrong_type("Array to string conversion")
    return "" if value is None else str(value)


def read_whole(value: object) -> int | None:
    """Return a field that is a whole number, 1.0 among them; None for what is none.

    ClickSend's own SDK 5 sends flags as 1.0.
    """
    if isinstance(value, bool):
        return int(value)
    digits = str(value).removesuffix(".0")
    is_whole = digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_COUNT
    return int(digits) if is_whole else None


def read_flag(value: object) -> int | None:
    """Return a field that is 0 or 1, in any spelling; None for what is neither."""
    text = read_text(value).lower()
    number = FLAG_WORDS.get(text, read_whole(text))
    return number if number in (0, 1) else None


def read_id(text: object) -> int:
    """Return the number of a row as a path or a field names it; 0 is no row."""
    digits = str(text)
    is_id = digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_ID
    return int(digits) if is_id else 0


def read_base64(value: Any) -> bytes:
    """Return the bytes that a field holds as base64."""
    if not isinstance(value, str | None):
        raise wrong_type("base64_decode(): Argument #1 must be of type string")
    try:
        # Encoders fold their lines; everything else that is no base64 is refused.
        return base64.b64decode("".join((value or "").split()), validate=True)
    except (binascii.Error, ValueError) as error:
        sentence = "The content is not valid base64."
        raise bad_request(sentence, {"content": sentence}) from error


def read_moment(call: Call) -> float:
    """Return `date_before` of a call; with none, everything until now."""
    value = read_object(call).get("date_before")
    if value in (None, "", 0):
        return float("inf")
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise bad_request(
            "Invalid input.", {"date_before": "date_before is not a timestamp."}
        ) from error
