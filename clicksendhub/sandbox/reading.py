"""What calls bring with them, read as the API reads it."""

from typing import Any

from clicksendhub.sandbox.envelope import bad_request, wrong_type
from clicksendhub.sandbox.state import Call

LONGEST_ID = 15


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
    if value is None:
        return ""
    # JSON may hold half a character, which neither SQLite nor UTF-8 can.
    return str(value).encode("utf-8", "replace").decode()


def read_id(text: object) -> int:
    """Return the number of a row as a path or a field names it; 0 is no row."""
    digits = str(text)
    is_id = digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_ID
    return int(digits) if is_id else 0


def read_moment(call: Call) -> float:
    """Return `date_before` of a call; with none, everything until now."""
    value = read_object(call).get("date_before")
    if value in (None, "", 0):
        return float("inf")
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise bad_request(
            "Invalid input.", {"date_before": "date_before is not a timestamp."}
        ) from error
