"""What every test gets: a data folder of its own, loopback alone, no waiting."""

from __future__ import annotations

import os
import socket
import tempfile
from typing import Any

import pytest

# Before Django reads its settings: secrets of a test run go to a folder of its own, and
# of several processes (pytest -n) each has a folder and a database of Redis to itself.
_FOLDER = os.environ.get("HUB_DATA_DIR") or tempfile.mkdtemp(prefix="hub-tests-")
_PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "")
os.environ["HUB_DATA_DIR"] = os.path.join(_FOLDER, _PROCESS)
if _PROCESS and os.environ.get("REDIS_URL"):
    _server = os.environ["REDIS_URL"].rpartition("/")[0]
    os.environ["REDIS_URL"] = f"{_server}/{_PROCESS.removeprefix('gw')}"

pytest_plugins = ["tests.support.fixtures"]

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any socket that would leave this machine fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def plain_settings(settings: Any) -> None:
    """Fast hashing, static files without a manifest, seconds instead of minutes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    settings.AXES_ENABLED = False
