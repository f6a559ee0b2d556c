"""What the drivers share: steps taken one after the other, on this machine alone.

Runs inside an SDK's environment, so that it imports the standard library only.
"""

import json
import os
import pkgutil
import socket
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar
from urllib.request import ProxyHandler, Request, build_opener

LOOPBACK = frozenset({"127.0.0.1", "::1"})
PATIENCE_SECONDS = 5.0
PHONE = "+61491570156"
OTHER_PHONE = "+61491570157"
_open = build_opener(ProxyHandler({})).open

T = TypeVar("T")
Step = Callable[[Any], None]
STEPS: list[Step] = []


@dataclass(frozen=True)
class Place:
    """Where the sandbox stands, and who calls it."""

    url: str
    username: str
    key: str = field(repr=False)

    def control(self, path: str, **words: Any) -> Any:
        """Make one of the sandbox's own calls, as a person at its pages does."""
        request = Request(  # noqa: S310 - the test's own sandbox on loopback
            f"{self.url}/_sandbox{path}", data=json.dumps(words).encode(), method="POST"
        )
        with _open(request) as answer:
            return json.load(answer)

    def fetch(self, url: str) -> str:
        """The text of a file that an answer names."""
        assert url.startswith(self.url)
        with _open(url) as answer:
            content: bytes = answer.read()
            return content.decode()

    def reply(self, *, phone: str, message_id: str, body: str) -> None:
        """Answer a text from its phone."""
        words = {"from": phone, "in_reply_to": message_id, "body": body}
        self.control("/reply", **words)


def step(function: Step) -> Step:
    """Make a function a step of its driver."""
    STEPS.append(function)
    return function


def place_from_environment() -> Place:
    """Where the test says that its sandbox is."""
    names = ("SANDBOX_URL", "SANDBOX_USERNAME", "SANDBOX_KEY")
    return Place(*(os.environ[name] for name in names))


def keep_to_loopback() -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if address[0] not in LOOPBACK:
            raise AssertionError(f"The driver tried to reach {address[0]}.")
        connect(self, address)

    setattr(socket.socket, "connect", guarded)  # noqa: B010 - mypy forbids the short form


def until(look: Callable[[], T]) -> T:
    """Ask until there is something to see; what comes by itself takes a moment."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        seen = look()
        if seen or time.monotonic() > end:
            assert seen, "Nothing came."
            return seen
        time.sleep(0.02)


def failure(make: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What a call fails with, because it has to."""
    try:
        made = make(*given, **named)
    except Exception as error:  # noqa: BLE001 - whatever it is, the step looks at it
        return error
    raise AssertionError(f"This did not fail: {made}")


def tomorrow() -> int:
    """The time of something that is scheduled."""
    return int(time.time()) + 86_400


def run(package: ModuleType, sdk: object) -> int:
    """Take every step of a driver's modules, tell which failed and why; 0 for none."""
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    failed = [taken for taken in STEPS if not _succeeds(taken, sdk)]
    print(f"{len(STEPS)} steps, {len(failed)} failed")  # noqa: T201 - read by a person
    return 1 if failed else 0


def _succeeds(taken: Step, sdk: object) -> bool:
    try:
        taken(sdk)
    except Exception:  # noqa: BLE001 - a broken step is told, and the others still run
        traceback.print_exc()
        return False
    return True
