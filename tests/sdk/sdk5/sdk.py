"""SDK 5 at hand: its connection, where the sandbox is, and how an answer is opened."""

import ast
from dataclasses import dataclass
from typing import Any

from clicksend_client import ApiClient, Configuration

from tests.sdk.steps import Place


@dataclass(frozen=True)
class Sdk:
    """One connection of the SDK to the sandbox."""

    client: ApiClient
    place: Place


def connection(place: Place) -> ApiClient:
    """A connection; the paths lack the /v3 that the host has."""
    settings = Configuration()
    settings.host = f"{place.url}/v3"
    settings.username = place.username
    settings.password = place.key
    return ApiClient(settings)


def opened(answer: str) -> Any:
    """What an answer carries; its envelope says success.

    SDK 5 has no models for answers: it reads the JSON and gives it as Python's text.
    """
    envelope = ast.literal_eval(answer)
    assert envelope["http_code"] == 200
    assert envelope["response_code"] == "SUCCESS"
    return envelope["data"]


def rows(answer: str) -> list[dict[str, Any]]:
    """The rows of a page."""
    page = opened(answer)
    assert page["current_page"] == 1
    found: list[dict[str, Any]] = page["data"]
    assert page["total"] >= len(found)
    return found
