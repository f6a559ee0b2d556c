"""Replies stored a second through the whole application, against a bare Django view.

Ours: the real WSGI application with all its middleware. Rival: one view without any,
which inserts one row. Limit: the database taking the same row by a plain statement.

    python -m benchmarks.webhook [--quick]

Runs on SQLite in a folder of its own, or on a test database beside `DATABASE_URL`.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from benchmarks.support import measure, report

GOAL = 0.6
RIVAL = "a bare view"
WARM_UP = 30
App = Callable[[dict[str, Any], Callable[..., Any]], Any]


def main() -> int:
    """Measure, print, judge."""
    quick = _arguments().quick
    with tempfile.TemporaryDirectory(prefix="hub-benchmark-") as folder:
        _set_up(folder)
        from django.db import connection

        print(f"Replies stored on {connection.vendor}")
        with _database():
            bench = Bench(count=400 if quick else 2000)
            pairs = measure(
                bench.ours, bench.rival, bench.limit, pairs=5 if quick else 9
            )
        connection.close()
        return report("webhook", "replies a second", pairs, goal=GOAL, rival=RIVAL)


class Bench:
    """The three ways to keep the same replies."""

    def __init__(self, *, count: int) -> None:
        from django.core.handlers.wsgi import WSGIHandler
        from django.core.wsgi import get_wsgi_application
        from django.test import override_settings

        from benchmarks import bare

        self._count = count
        self._path = f"/hooks/{_address()}/inbound/"
        self._real = get_wsgi_application()
        self._bare_settings = override_settings(
            MIDDLEWARE=[], ROOT_URLCONF="benchmarks.bare"
        )
        bare.make_table()
        with self._bare_settings:
            self._bare = WSGIHandler()

    def ours(self) -> float:
        """Through the whole application."""
        from clicksendhub.webhooks.models import Event

        before = Event.objects.count()
        rate = self._rate(self._real, self._path)
        stored = Event.objects.count() - before
        assert stored == self._count + WARM_UP, f"only {stored} were stored"
        return rate

    def rival(self) -> float:
        """Through a view that inserts one row."""
        with self._bare_settings:
            return self._rate(self._bare, "/")

    def limit(self) -> float:
        """The database alone."""
        from benchmarks import bare

        bodies = [body.decode() for body in _bodies(self._count)]
        began = time.perf_counter()
        for body in bodies:
            bare.insert_plainly(body)
        return self._count / (time.perf_counter() - began)

    def _rate(self, app: App, path: str) -> float:
        for body in _bodies(WARM_UP):
            _post(app, path, body)
        bodies = _bodies(self._count)
        began = time.perf_counter()
        for body in bodies:
            _post(app, path, body)
        return self._count / (time.perf_counter() - began)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under a minute")
    return parser.parse_args()


def _set_up(folder: str) -> None:
    """A hub with nothing in it; a database that is named in the environment stays."""
    os.environ["HUB_DATA_DIR"] = folder
    os.environ["HUB_STATIC_DIR"] = folder
    os.environ["HUB_LOG_LEVEL"] = "ERROR"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clicksendhub.settings")
    import django

    django.setup()


@contextmanager
def _database() -> Iterator[None]:
    """The file in our folder, or a test database beside the one that is named."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
        yield
        return
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _address() -> str:
    """The token of a new account."""
    from clicksendhub.credentials.models import Account, Environment
    from clicksendhub.credentials.tokens import mint

    account = Account.objects.create(
        label="Harbour Physio",
        username="benchmark",
        sealed_key="sealed",
        key_last4="0000",
        environment=Environment.REHEARSAL,
        country="AU",
        time_zone="Australia/Perth",
    )
    return mint(account, "http://127.0.0.1")


def _bodies(count: int) -> list[bytes]:
    return [_body() for _ in range(count)]


def _body() -> bytes:
    """A pushed reply with its sixteen keys, as ClickSend writes it."""
    answered, words, asked = str(uuid.uuid4()).upper(), "Yes, see you then", "Friday?"
    ours, theirs, reference = "+61491570110", "+61491570156", uuid.uuid4().hex
    fields = {
        "originalsenderid": ours,
        "body": words,
        "message": words,
        "sms": theirs,
        "from": theirs,
        "to": ours,
        "timestamp": "1790000300",
        "message_id": str(uuid.uuid4()).upper(),
        "original_message_id": answered,
        "originalmessageid": answered,
        "original_body": asked,
        "originalmessage": asked,
        "custom_string": reference,
        "customstring": reference,
        "user_id": "4021",
        "subaccount_id": "5530",
    }
    return urlencode(fields).encode()


def _post(app: App, path: str, body: bytes) -> None:
    statuses: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "localhost",
        "HTTP_USER_AGENT": "clicksend",
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    answer = app(environ, lambda status, headers, error=None: statuses.append(status))
    for _piece in answer:
        pass
    answer.close()
    assert statuses[0].startswith("200"), statuses[0]


if __name__ == "__main__":
    raise SystemExit(main())
