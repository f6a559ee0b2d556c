"""Waits until every part answers, fills a new demo, then says where the hub is."""

from __future__ import annotations

import http.client
import logging
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

from clicksendhub.credentials.following import follow_address
from clicksendhub.operations import addresses, greetings, programs, seed

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 60.0


class Greeter(threading.Thread):
    """Runs once at the start, beside the supervisor's loop."""

    def __init__(
        self, parts: tuple[str, ...], *, say: Callable[[str], None], seeds: bool
    ) -> None:
        super().__init__(name="greeter", daemon=True)
        self._parts = parts
        self._say = say
        self._seeds = seeds
        self.silent_part = ""

    def run(self) -> None:
        """Wait, fill, say; a failure is said and the hub goes on."""
        try:
            self.silent_part = self._wait_for_parts()
            if not self.silent_part:
                self._begin()
        except Exception:  # a thread that dies silently would leave a person waiting
            logger.exception("The start could not be finished.")
            self._say("The hub runs, but its start could not be finished: see above.")
        finally:
            connections.close_all()

    def _begin(self) -> None:
        follow_address()
        if self._seeds:
            self._fill()
        self._say(greetings.greeting(self._parts))

    def _fill(self) -> None:
        try:
            seed.seed_demo(say=self._say)
        except seed.NotFilled as error:
            self._say(f"The examples of the demo could not all be made: {error}")

    def _wait_for_parts(self) -> str:
        deadline = time.monotonic() + PATIENCE_SECONDS
        for part, url in probes(self._parts).items():
            while not answers(url):
                if time.monotonic() > deadline:
                    return part
                time.sleep(0.1)
        return ""


def probes(parts: tuple[str, ...]) -> dict[str, str]:
    """Which address of each part tells that it answers."""
    known = {
        programs.WEB: f"{addresses.web_url()}healthz",
        programs.SANDBOX: f"{sandbox_origin()}/_sandbox/healthz",
    }
    return {part: url for part, url in known.items() if part in parts}


def sandbox_origin() -> str:
    """The sandbox's address without a path."""
    parts = urlsplit(settings.CLICKSEND_REHEARSAL_URL)
    return f"{parts.scheme}://{parts.netloc}"


def answers(url: str) -> bool:
    """True where something of ours answers at this local address."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(
        parts.hostname or "127.0.0.1", parts.port or 80, timeout=2
    )
    try:
        connection.request("GET", parts.path)
        # Asked as 127.0.0.1, a hub that knows only its public name says 400.
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
