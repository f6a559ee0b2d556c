"""Starts the whole product as processes on free ports, with a folder of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
READY = "ClickSend Hub is running."
START_SECONDS = 120.0
STOP_SECONDS = 30.0
# Nothing that is exported on this machine reaches the product under test.
FOREIGN = (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "HUB_KEYRING",
    "HUB_HOSTS",
    "HUB_NO_QUEUE",
    "DJANGO_SETTINGS_MODULE",
)
# Waits of a minute, cut to seconds; no limit of calls, so that tests never queue.
QUICK = {
    "GATE_CALLS_PER_MINUTE": "0",
    "GATE_PROBE_SECONDS": "1",
    "GATE_PROBE_CAP_SECONDS": "2",
    "SWEEP_SECONDS": "0.5",
    "POLL_SECONDS": "3",
    "DISPATCH_RETRY_BASE_SECONDS": "0.5",
}


@dataclass(frozen=True, slots=True)
class Person:
    """One who can sign in."""

    email: str
    password: str


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The stand-in ClickSend: its pages, its ledger, its faults."""

    url: str

    def ledger(self) -> list[dict[str, Any]]:
        """Every text that was accepted, in order."""
        entries: list[dict[str, Any]] = []
        while page := self._call("GET", f"ledger?after={len(entries)}&limit=1000"):
            found = page["entries"] if isinstance(page, dict) else page
            if not found:
                break
            entries += found
        return entries

    def bodies(self) -> list[str]:
        """The words of every accepted text."""
        return [entry["body"] for entry in self.ledger()]

    def fault(self, **fault: Any) -> None:
        """Switch a fault on."""
        self._call("POST", "faults", fault)

    def mend(self) -> None:
        """Switch every fault off."""
        self._call("DELETE", "faults")

    def reply(self, number: str, body: str) -> None:
        """Answer the latest text on one of its phones."""
        self._call("POST", "reply", {"from": number, "body": body})

    def account(self, username: str, key: str) -> None:
        """Make an account whose key is known."""
        self._call(
            "POST",
            "accounts",
            {"username": username, "key": key, "country": "AU", "currency": "AUD"},
        )

    def settings(self, **settings: Any) -> None:
        """Change how it behaves."""
        self._call("POST", "settings", settings)

    def _call(self, method: str, path: str, said: Any = None) -> Any:
        request = urllib.request.Request(  # noqa: S310 - our own address
            f"{self.url}_sandbox/{path}",
            method=method,
            data=None if said is None else json.dumps(said).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            raw = answer.read()
        return json.loads(raw) if raw else None


@dataclass(frozen=True, slots=True)
class Hub:
    """The running product."""

    url: str
    sandbox: Sandbox
    folder: Path
    passwords: dict[str, str]

    def person(self, first_name: str) -> Person:
        """One of the demo's people, by the beginning of the address."""
        email = next(one for one in self.passwords if one.startswith(first_name))
        return Person(email, self.passwords[email])

    def manage(self, *words: str) -> str:
        """What a management command says."""
        return _manage(variables(self.folder, self.url, self.sandbox.url), *words)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on; taken together, so they differ."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def variables(folder: Path, url: str, sandbox_url: str) -> dict[str, str]:
    """The environment of every process of the product."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {
        **kept,
        **QUICK,
        "HUB_MODE": "demo",
        "HUB_DATA_DIR": str(folder),
        "HUB_STATIC_DIR": str(folder / "static"),
        "HUB_LISTEN": "127.0.0.1",
        "HUB_PORT": url.rstrip("/").rpartition(":")[2],
        "PUBLIC_URL": url.rstrip("/"),
        "CLICKSEND_REHEARSAL_URL": f"{sandbox_url}v3",
        "SANDBOX_PAGES_URL": sandbox_url,
        "PYTHONUTF8": "1",
    }


@contextmanager
def running(folder: Path, *, seeded: bool = True) -> Iterator[Hub]:
    """The product, from an empty folder until the block ends."""
    web, sandbox = free_ports(2)
    url, sandbox_url = f"http://127.0.0.1:{web}/", f"http://127.0.0.1:{sandbox}/"
    environment = variables(folder, url, sandbox_url)
    _manage(environment, "migrate", "--no-input", "--verbosity", "0")
    _manage(environment, "collectstatic", "--no-input", "--verbosity", "0")
    log = folder / "supervisor.log"
    words = [sys.executable, "manage.py", "supervise", *(["--seed"] if seeded else [])]
    with log.open("wb") as output:
        supervisor = subprocess.Popen(
            words,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_ready(supervisor, log)
        kept = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
        yield Hub(url, Sandbox(sandbox_url), folder, kept["passwords"])
    finally:
        _stop(supervisor)


def wait_for(
    condition: Callable[[], object], *, what: str, seconds: float = 30.0
) -> None:
    """Come back as soon as it holds; fail with ``what`` after so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain for {what}"
        time.sleep(0.1)


def _wait_until_ready(supervisor: subprocess.Popen[bytes], log: Path) -> None:
    def is_ready() -> bool:
        said = log.read_text(encoding="utf-8", errors="replace")
        assert supervisor.poll() is None, f"the product ended:\n{said[-3000:]}"
        return READY in said

    wait_for(is_ready, what=f"the product ({log})", seconds=START_SECONDS)


def _manage(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def _stop(supervisor: subprocess.Popen[bytes]) -> None:
    if supervisor.poll() is None:
        supervisor.send_signal(signal.SIGTERM)
    try:
        supervisor.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        # Its children are tied to it and end by themselves.
        supervisor.kill()
        supervisor.wait()
        raise AssertionError("the product did not stop when told to") from None
