"""A plugin for pytest that notes each call which the client's tests make.

``pytest tests/clicksend -p tests.sdk.wire``, with the name of a file in ``HUB_WIRE``.
"""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest

_calls: set[str] = set()


@pytest.hookimpl
def pytest_configure() -> None:
    """Listen at the place where the tests answer for ClickSend."""
    answer = httpx.MockTransport.handle_request

    def noted(self: httpx.MockTransport, request: httpx.Request) -> httpx.Response:
        # A hosted file is read without the key, and is no call of the API.
        if "Authorization" in request.headers:
            _calls.add(f"{request.method} {request.url.path}")
        return answer(self, request)

    httpx.MockTransport.handle_request = noted  # type: ignore[method-assign]


@pytest.hookimpl
def pytest_unconfigure() -> None:
    """Write the calls, one on a line."""
    text = "".join(f"{call}\n" for call in sorted(_calls))
    Path(os.environ["HUB_WIRE"]).write_text(text, encoding="utf-8")
