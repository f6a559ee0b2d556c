"""Texts a second through the whole engine, against a bare httpx loop.

Ours: claim → submit → record by as many worker processes as the hub runs. Rival: one
process that posts the same batches over one kept connection, reads each answer and
writes nothing down. Limit: the same with bodies that lie ready and answers unread.
Once to a null responder and once to the sandbox, no rate limit on either.

    python -m benchmarks.dispatch [--quick]

Runs on SQLite in a folder of its own, and on PostgreSQL in a database of its own beside
`DATABASE_URL` or on this machine; where none answers it says so and goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from benchmarks.support import Pairs, show, verdict

GOAL = 0.7
RIVAL = "bare httpx"
SERVER = "postgresql://postgres@127.0.0.1/"


def main() -> int:
    """Measure on each database, print, judge by the sandbox."""
    options = _arguments()
    measured: dict[str, Pairs] = {}
    with tempfile.TemporaryDirectory(prefix="hub-benchmark-") as folder:
        for name, url in _databases(Path(folder)):
            measured |= _measure_on(name, url, Path(folder) / name, options.quick)
    for title, pairs in measured.items():
        print(f"\n{title}")
        show("texts a second", pairs, rival=RIVAL)
    judged = [pairs for title, pairs in measured.items() if "sandbox" in title]
    return verdict("dispatch", judged, goal=GOAL, rival=RIVAL)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under a minute")
    return parser.parse_args()


def _measure_on(name: str, url: str, folder: Path, quick: bool) -> dict[str, Pairs]:
    """In a process of its own, because Django knows one database for life."""
    folder.mkdir()
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "HUB_DATA_DIR": str(folder),
        "HUB_LOG_LEVEL": "ERROR",
        "HUB_NO_QUEUE": "1",
        "GATE_CALLS_PER_MINUTE": "0",
        "DJANGO_SETTINGS_MODULE": "clicksendhub.settings",
    }
    command = [sys.executable, "-m", "benchmarks.dispatch_rounds", str(folder)]
    done = subprocess.run(
        [*command, "--quick"] if quick else command,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    *words, found = done.stdout.decode().splitlines()
    print("\n".join(words))
    rates = json.loads(found)
    return {
        f"{name}, to {target}": Pairs(
            *(tuple(rates[target][kind]) for kind in ("ours", "rival", "limit"))
        )
        for target in rates
    }


def _databases(folder: Path) -> Iterator[tuple[str, str]]:
    yield "SQLite", f"sqlite://{folder}/hub.sqlite3"
    with _postgresql() as url:
        if url:
            yield "PostgreSQL", url
        else:
            print("PostgreSQL: none answers here, so it is left out.")


@contextmanager
def _postgresql() -> Iterator[str]:
    """A database of our own on the server; "" where there is no server."""
    server = os.environ.get("DATABASE_URL", "")
    server = server if server.startswith("postgres") else SERVER
    name = f"hub_benchmark_{os.getpid()}"
    try:
        _on_server(server, f'CREATE DATABASE "{name}"')
    except (ImportError, OSError, RuntimeError):
        yield ""
        return
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _on_server(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_server(server: str, sql: str) -> None:
    import psycopg

    address = urlunsplit(urlsplit(server)._replace(path="/postgres"))
    try:
        with psycopg.connect(address, autocommit=True, connect_timeout=3) as link:
            link.execute(sql.encode())
    except psycopg.OperationalError as error:
        raise RuntimeError("no server") from error


if __name__ == "__main__":
    raise SystemExit(main())
