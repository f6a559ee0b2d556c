"""`bin/demo --check`: brings a hub up aside, does the main job once, stops it all."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clicksendhub.operations.journey import Missed, Places, main_job

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 120.0
STOP_SECONDS = 30.0
MARKETER = "mia@harbourphysio.example"
RUNS = "ClickSend Hub is running."


def main() -> int:
    """0 where everything was seen; else 1 and what was missed."""
    folder = Path(tempfile.mkdtemp(prefix="hub-check-"))
    try:
        with running_hub(folder, "--seed") as (hub, environment):
            _tell("the hub and its sandbox are up, the examples are in")
            main_job(places_of(folder, environment), saw=_tell)
            _stop(hub, folder)
        _tell("everything stopped, no process is left")
    except (Missed, KeyboardInterrupt) as error:
        sys.stderr.write(f"Not seen: {str(error) or 'broken off'}\n")
        _show_logs(folder)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write("The main job works from end to end.\n")
    return 0


@contextmanager
def running_hub(
    folder: Path, *options: str, **more: str
) -> Iterator[tuple[subprocess.Popen[bytes], dict[str, str]]]:
    """A demo on free ports with its own data; killed if it still runs at the end."""
    environment = {**environment_for(folder), **more}
    with (folder / "supervisor.log").open("wb") as log:
        hub = subprocess.Popen(  # noqa: S603 - our own command alone
            [sys.executable, "manage.py", "supervise", "--prepare", *options],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for_greeting(hub, folder)
        yield hub, environment
    finally:
        # Its children go with it: see `leash`.
        hub.kill()
        hub.wait()


def environment_for(folder: Path) -> dict[str, str]:
    """The variables of a demo that shares nothing with another hub."""
    hub, sandbox = _free_ports(2)
    inherited = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "PYTHONUTF8")
    return {
        **{name: os.environ[name] for name in inherited if name in os.environ},
        "HUB_MODE": "demo",
        "HUB_DATA_DIR": str(folder / "data"),
        "HUB_STATIC_DIR": str(folder / "static"),
        "HUB_PORT": str(hub),
        "PUBLIC_URL": f"http://127.0.0.1:{hub}",
        "CLICKSEND_REHEARSAL_URL": f"http://127.0.0.1:{sandbox}/v3",
        "SANDBOX_PAGES_URL": f"http://127.0.0.1:{sandbox}/",
    }


def processes_of(folder: Path) -> list[int]:
    """Every process that still works in this hub's data folder (Linux)."""
    wanted = f"HUB_DATA_DIR={folder / 'data'}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:
            continue  # it ended meanwhile, or is somebody else's
    return found


def _free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()


def _wait_for_greeting(hub: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while RUNS not in _said(folder):
        if hub.poll() is not None:
            raise Missed("The hub ended while it started.")
        if time.monotonic() > deadline:
            raise Missed(f"The hub did not start within {START_SECONDS:.0f} seconds.")
        time.sleep(0.1)
    if "could not" in _said(folder):
        raise Missed("The start was not complete.")


def places_of(folder: Path, environment: dict[str, str]) -> Places:
    """Where this hub is, and its marketer."""
    kept = json.loads((folder / "data" / "demo.json").read_text(encoding="utf-8"))
    return Places(
        hub=environment["PUBLIC_URL"],
        sandbox=environment["SANDBOX_PAGES_URL"],
        email=MARKETER,
        password=kept["passwords"][MARKETER],
    )


def _stop(hub: subprocess.Popen[bytes], folder: Path) -> None:
    hub.send_signal(signal.SIGINT)
    try:
        code = hub.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Missed(f"The hub did not stop in {STOP_SECONDS:.0f} seconds.") from error
    if code != 0:
        raise Missed(f"The hub stopped with exit code {code}.")
    if left := processes_of(folder):
        raise Missed(f"These processes were left behind: {left}.")


def _said(folder: Path) -> str:
    return (folder / "supervisor.log").read_text(encoding="utf-8", errors="replace")


def _tell(step: str) -> None:
    sys.stdout.write(f"  ok  {step}\n")
    sys.stdout.flush()


def _show_logs(folder: Path) -> None:
    """The last words of each part; the sign-ins that the greeting told are left out."""
    for log in (folder / "supervisor.log", *(folder / "data" / "logs").glob("*.log")):
        if not log.exists():
            continue
        text = log.read_text(encoding="utf-8", errors="replace").partition(RUNS)[0]
        lines = text.splitlines()[-15:]
        sys.stderr.write("\n".join([f"--- {log.stem}", *lines, ""]))


if __name__ == "__main__":
    sys.exit(main())
