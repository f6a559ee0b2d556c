"""SDK 6 at hand: its connection, where the sandbox is, and how an answer is opened."""

from dataclasses import dataclass
from typing import Any

from clicksend import ApiClient, Configuration

from tests.sdk.steps import Place


@dataclass(frozen=True)
class Sdk:
    """One connection of the SDK to the sandbox."""

    client: ApiClient
    place: Place


def connection(place: Place) -> ApiClient:
    """A connection; the paths begin with /v3 themselves, so that the host is bare."""
    return ApiClient(
        Configuration(host=place.url, username=place.username, password=place.key)
    )


def opened(answer: Any) -> Any:
    """What an answer carries, read by the SDK's own model; the envelope is checked."""
    assert answer.http_code == 200
    assert answer.response_code == "SUCCESS"
    return answer.data
