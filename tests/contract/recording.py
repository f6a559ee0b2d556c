"""What the sandbox really answers to each call of the client, kept to be spoiled."""

import json
from dataclasses import dataclass
from typing import Any

import httpx

from clicksendhub.clicksend import ClickSend
from clicksendhub.sandbox.server import Running
from tests.contract.calls import CALLS, answer_of
from tests.contract.scene import KEY, USER, Scene
from tests.sandbox.support import NO_AUTHORITIES


@dataclass(frozen=True, slots=True)
class Recorded:
    """A call, what it names, and the first answer that it got."""

    name: str
    scene: Scene
    answer: Any


class Listening(httpx.BaseTransport):
    """Lets calls through and keeps what they were answered."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self._through = httpx.HTTPTransport(verify=NO_AUTHORITIES)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._through.handle_request(request)
        body = response.read()
        self.bodies.append(body)
        return httpx.Response(
            response.status_code, headers=response.headers, content=body
        )

    def close(self) -> None:
        self._through.close()


def record_all(running: Running) -> dict[str, Recorded]:
    """The answer of the sandbox to every call, each in a world of its own."""
    return {name: _record(name, running) for name in CALLS}


def _record(name: str, running: Running) -> Recorded:
    running.reset()
    listening, scene = Listening(), Scene(running)
    with ClickSend(
        username=USER, api_key=KEY, base_url=running.base_url, transport=listening
    ) as client:
        answer_of(name, client, scene)
    return Recorded(name, scene, json.loads(listening.bodies[0]))
