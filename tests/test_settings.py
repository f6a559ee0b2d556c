"""Settings whose default follows from what the hub is and where it stands."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from clicksendhub import settings


@pytest.mark.parametrize(
    ("mode", "public_url", "default"),
    [
        ("demo", "", "http://127.0.0.1:8081/"),
        ("production", "", ""),
        ("production", "https://hub.example.com", ""),
        ("production", "http://127.0.0.1:8080", "http://127.0.0.1:8081/"),
        ("production", "http://[::1]:8080", "http://127.0.0.1:8081/"),
    ],
)
def test_the_handset_of_a_server_is_not_looked_for_on_each_visitors_machine(
    mode: str,
    public_url: str,
    default: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SANDBOX_PAGES_URL", raising=False)
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HUB_MODE", mode)
    monkeypatch.setenv("PUBLIC_URL", public_url)

    read = runpy.run_path(settings.__file__)

    assert read["SANDBOX_PAGES_URL"] == default
