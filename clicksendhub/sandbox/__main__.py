"""`python -m clicksendhub.sandbox`: runs the sandbox as a process of its own."""

import argparse
import errno
import json
import logging
import os
import signal
import sqlite3
import sys
import threading
from typing import Any

from clicksendhub.sandbox.server import NotLoopback, start


def main(arguments: list[str] | None = None) -> int:
    """Run until told to stop; return the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    try:
        running = start(
            options.db,
            port=options.port,
            host=options.host,
            accounts=_accounts(options.account),
            speed=options.speed,
            receipts=options.receipts == "on",
            magic=options.magic == "on",
            throttle_seconds=options.throttle_seconds,
            allow_any_host=options.allow_any_host,
        )
    except (NotLoopback, OSError, ValueError, sqlite3.Error) as error:
        sys.stderr.write(f"The sandbox cannot start: {_reason(error, options)}\n")
        return 1
    sys.stdout.write(f"sandbox ready at {running.url}\n")
    sys.stdout.flush()
    stopped.wait()
    running.stop()
    return 0


def _reason(error: Exception, options: argparse.Namespace) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"port {options.port} is in use. Choose another with --port."
    if isinstance(error, sqlite3.Error):
        return f"its file {options.db} cannot be used: {error}."
    return str(error)


def _accounts(named: list[str]) -> list[tuple[str, str] | dict[str, Any]]:
    """Return the accounts of SANDBOX_ACCOUNTS and of the command line.

    The variable keeps keys out of the list of processes. It holds a JSON list of
    `"user:key"` or of objects such as `{"username": "…", "key": "…"}`.
    """
    given = json.loads(os.environ.get("SANDBOX_ACCOUNTS") or "[]")
    if not isinstance(given, list):
        raise ValueError("SANDBOX_ACCOUNTS is not a JSON list.")
    accounts: list[tuple[str, str] | dict[str, Any]] = []
    for entry in [*given, *named]:
        if isinstance(entry, dict):
            accounts.append(entry)
            continue
        username, separator, key = str(entry).partition(":")
        if not separator:
            raise ValueError("An account is written USER:KEY.")
        accounts.append((username, key))
    return accounts


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m clicksendhub.sandbox",
        description="A stand-in for ClickSend on a local port.",
    )
    parser.add_argument("--port", type=int, default=8025)
    parser.add_argument("--db", required=True, help="the sandbox's own SQLite file")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument(
        "--speed", type=float, default=1.0, help="multiplies all delays; 0 is at once"
    )
    parser.add_argument("--account", action="append", default=[], metavar="USER:KEY")
    parser.add_argument("--receipts", choices=("on", "off"), default="on")
    parser.add_argument("--magic", choices=("on", "off"), default="on")
    parser.add_argument("--throttle-seconds", type=float, default=5.0)
    parser.add_argument("--allow-any-host", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
