"""A real client in front of a real sandbox, and what one action leaves behind."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from clicksendhub.clicksend import ClickSend
from clicksendhub.clicksend.answer import Answer
from clicksendhub.clicksend.envelope import Envelope
from clicksendhub.sandbox.server import Running
from tests.sandbox.support import KEY, USER, Listener


class ListeningClient(ClickSend):
    """The client itself, with an ear for the last answer."""

    def __init__(self, base_url: str) -> None:
        super().__init__(username=USER, api_key=KEY, base_url=base_url)

    def _request(self, method: str, path: str, **options: Any) -> Envelope:
        self._last_envelope = super()._request(method, path, **options)
        return self._last_envelope

    def _exchange(self, request: httpx.Request, *, call: str) -> Answer:
        self._last_answer = super()._exchange(request, call=call)
        return self._last_answer

    @property
    def heard(self) -> Heard:
        """The answer to the last call."""
        return Heard(json.loads(self._last_answer.body), self._last_envelope)


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer: the JSON on the wire, and what the client made of its wrapper."""

    json: dict[str, Any]
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Stage:
    """Where an action is driven."""

    client: ListeningClient
    sandbox: Running
    listener: Listener


@dataclass(frozen=True, slots=True)
class Driven:
    """What went into an action and what came out of it.

    ``expected`` names what the sandbox keeps where it is not the value itself.
    """

    heard: Heard
    given: tuple[object, ...] = ()
    parameters: dict[str, object] = field(default_factory=dict)
    expected: dict[str, list[object]] = field(default_factory=dict)
    got: tuple[object, ...] = ()
    later: tuple[object, ...] = ()
    pushed: dict[str, Any] = field(default_factory=dict)

    @property
    def answer(self) -> dict[str, Any]:
        """The answer as it came, and what was pushed after it."""
        return {**self.heard.json, "push": self.pushed}

    @property
    def typed(self) -> tuple[object, ...]:
        """What the client made of the answer."""
        return (self.heard.envelope, *self.got)
