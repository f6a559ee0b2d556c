"""The processes of the harness: the sandbox, and the watch with its workers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import httpx

from tests.faults.waiting import until

ROOT = Path(__file__).resolve().parents[2]


class Sandbox:
    """The sandbox as a process: the same port and file however often it starts."""

    def __init__(self, folder: Path, *, account: tuple[str, str]) -> None:
        self._folder = folder
        self._account = account
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{self._port}"
        self._http = httpx.Client(
            base_url=f"{self.url}/_sandbox/", trust_env=False, timeout=30
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        username, key = self._account
        options = {
            "--port": str(self._port),
            "--db": str(self._folder / "sandbox.sqlite3"),
            "--account": f"{username}:{key}",
            "--speed": "0",
            "--receipts": "off",
            "--magic": "off",
            "--throttle-seconds": "0",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "clicksendhub.sandbox", *_flat(options)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(self._answers, seconds=20)

    def stop(self) -> None:
        """Kill it: connections are refused from now on."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def close(self) -> None:
        """Stop it for good."""
        self.stop()
        self._http.close()

    def ask(self, path: str) -> dict[str, Any]:
        """What one of its own pages below /_sandbox says."""
        answer = self._http.get(path)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def tell(self, page: str, **fields: Any) -> None:
        """Change something: a fault, an account."""
        self._http.post(page, json=fields).raise_for_status()

    def clear_faults(self) -> None:
        """Mend everything."""
        self._http.delete("faults").raise_for_status()

    def _answers(self) -> bool:
        try:
            return self._http.get("healthz").is_success
        except httpx.TransportError:
            return False


class Watch:
    """The watch, which starts the workers and starts them again."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._roll = folder / "workers.txt"
        self._log = folder / "workers.log"
        self._environment = {**environment, "FAULTS_WORKERS": str(self._roll)}
        self._process: subprocess.Popen[bytes] | None = None
        # Of the groups that were replaced; minus the signal where one was killed.
        self.exit_codes: list[str] = []

    @property
    def restarts(self) -> int:
        """How many groups were replaced."""
        return len(self.exit_codes)

    def start(self, *, blind: bool = False) -> None:
        """Start it and wait for the first worker."""
        self._roll.unlink(missing_ok=True)
        command = [sys.executable, "-m", "tests.faults.watch"]
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [*command, "--blind"] if blind else command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self._listener = threading.Thread(
            target=self._note_restarts, args=(self._process.stdout,), daemon=True
        )
        self._listener.start()
        until(self.workers, seconds=30)

    def stop(self) -> None:
        """End the watch and its workers."""
        process, self._process = self._process, None
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        process.wait(timeout=30)
        self._listener.join()

    def workers(self) -> list[int]:
        """The process ids of the workers that are alive."""
        if not self._roll.exists():
            return []
        pids = {int(line) for line in self._roll.read_text().split()}
        return sorted(pid for pid in pids if is_alive(pid))

    def log(self) -> str:
        """What the watch and the workers had to say."""
        return self._log.read_text() if self._log.exists() else ""

    def _note_restarts(self, told: IO[bytes]) -> None:
        with told:
            for line in told:
                self.exit_codes.append(line.decode().strip())


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that is dead but not yet buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


def kill(pid: int, number: int = signal.SIGKILL) -> bool:
    """Send a signal; False where the process had ended already."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)
        return True
    return False


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _flat(options: Mapping[str, str]) -> list[str]:
    return [word for pair in options.items() for word in pair]


def pause(seconds: float) -> None:
    """Let real processes run for a moment."""
    time.sleep(seconds)
