"""Tries a promise on many generated cases, the same ones in every run."""

import time
import zlib
from collections.abc import Callable
from typing import Any

import httpx
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from hypothesis.strategies import SearchStrategy

from clicksendhub.clicksend import ClickSend, ClickSendError, RateLimit, SurelyNotSent
from clicksendhub.sandbox.server import Running
from tests.contract.calls import SENDS, answer_of
from tests.contract.mutations import Spoiled, spoiled
from tests.contract.reading import leaks, may_say_surely_not_sent, shown, values_in
from tests.contract.recording import Recorded
from tests.contract.scene import KEY, USER, Scene
from tests.contract.wire import Between
from tests.contract.wire_mutations import PLACES, as_arrived, spoil_bytes

LONGEST_SECONDS = 2.0


class Spoiler:
    """A client whose every call gets the same answer, ready-made."""

    def __init__(self) -> None:
        self.arriving = Spoiled(200, (), b"")
        self.client = ClickSend(
            username=USER,
            api_key=KEY,
            base_url="https://clicksend.test/v3",
            transport=httpx.MockTransport(self._answer),
            on_rate_limit=_heed,
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        headers = [
            (name.encode(), value.encode("latin-1"))
            for name, value in self.arriving.headers
        ]
        body = httpx.ByteStream(self.arriving.body)
        return httpx.Response(self.arriving.status, headers=headers, stream=body)

    def read(self, heard: Recorded, arriving: Spoiled) -> object:
        """What the client makes of an answer: a value or one of our errors."""
        self.arriving = arriving
        return _outcome(heard.name, self.client, heard.scene)


def _heed(limit: RateLimit) -> None:
    """Read what an answer tells of its budget, as the hub does."""
    for value in values_in(limit):
        assert leaks(shown(value)) == []


def _outcome(name: str, client: ClickSend, scene: Scene) -> object:
    try:
        return answer_of(name, client, scene)
    except ClickSendError as error:
        return error


def check(name: str, found: object, arriving: Spoiled) -> None:
    """What must hold of every case."""
    for value in values_in(found):
        assert leaks(shown(value)) == []
    if name in SENDS and isinstance(found, SurelyNotSent):
        assert may_say_surely_not_sent(arriving), f"{name}: {found!r}"


def try_each(
    name: str, case: Callable[[Any], None], of: SearchStrategy[Any], *, times: int
) -> int:
    """Try a case of what a strategy thinks of; how many there were.

    Each name has a seed of its own, or all calls would meet the same few thoughts.
    """
    tried = 0

    @seed(zlib.crc32(name.encode()))
    @settings(
        max_examples=times,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(of)
    def try_one(drawn: Any) -> None:
        nonlocal tried
        tried += 1
        note(name)
        case(drawn)

    try_one()
    return tried


def try_in_process(heard: Recorded, spoiler: Spoiler, *, times: int) -> int:
    """Spoil the recorded answer to a call in many ways."""

    def case(arriving: Spoiled) -> None:
        check_in_time(heard, spoiler, arriving)

    return try_each(heard.name, case, spoiled(heard.answer), times=times)


def check_in_time(heard: Recorded, spoiler: Spoiler, arriving: Spoiled) -> None:
    """One case, without what the machine does for others meanwhile."""
    started = time.process_time()
    check(heard.name, spoiler.read(heard, arriving), arriving)
    assert time.process_time() - started < LONGEST_SECONDS, heard.name


def _sent(running: Running) -> int:
    return running.sandbox.store.count("SELECT count(*) FROM ledger")


def try_on_the_wire(
    name: str, running: Running, standing: Between, *, times: int
) -> int:
    """Make a call for real, and spoil the bytes of its answer on their way back."""
    scene, arrived = Scene(running), [b""]

    def case(drawn: tuple[str, int]) -> None:
        def spoil(answer: bytes) -> bytes:
            arrived[0] = spoil_bytes(answer, *drawn)
            return arrived[0]

        standing.spoil, asked, sent = spoil, standing.asked, _sent(running)
        with ClickSend(
            username=USER, api_key=KEY, base_url=standing.base_url
        ) as client:
            found = _outcome(name, client, scene)
        assert standing.asked > asked
        assert _sent(running) > sent or name not in SENDS
        check(name, found, as_arrived(arrived[0]))

    return try_each(name, case, PLACES, times=times)
