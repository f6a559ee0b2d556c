"""What calls bring with them, read as the API reads it."""

from typing import Any

from clicksendhub.sandbox.envelope import bad_request, wrong_type
from clicksendhub.sandbox.state import Call


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
