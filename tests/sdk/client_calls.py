"""The calls of the hub's client: whatever its own tests put on the wire."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from clicksendhub.sandbox import api
from tests.imports import ROOT
from tests.sdk.calls import Call, call

LONGEST_RUN_SECONDS = 90


@cache
def of_client() -> frozenset[Call]:
    """Every call of the client, as the sandbox spells it where it knows it."""
    return frozenset(_as_spelled(*words.split(" ", 1)) for words in _on_the_wire())


def _as_spelled(method: str, path: str) -> Call:
    found = api.ROUTES.find(call(method, path).path)
    is_known = found is not None and method in found[0].methods
    return call(method, found[0].template) if found and is_known else Call(path, method)


def _on_the_wire() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        calls = Path(folder) / "calls"
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "tests/clicksend", *NOTING],
            cwd=ROOT,
            env={**os.environ, "HUB_WIRE": str(calls), "HUB_DATA_DIR": folder},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_RUN_SECONDS,
            check=False,
        )
        assert run.returncode == 0, run.stdout
        return calls.read_text(encoding="utf-8").splitlines()


NOTING = ("-p", "tests.sdk.wire")
