"""The sandbox against bad requests of every kind: the envelope comes, never a 500."""

import re
import sys
import time
from dataclasses import replace
from decimal import Decimal

import pytest

from clicksendhub.sandbox import pages, server
from clicksendhub.sandbox.envelope import ok
from clicksendhub.sandbox.http import Response
from clicksendhub.sandbox.server import Running
from tests.contract.bodies import BODIES, MESSAGES, NAMED, all_routes
from tests.contract.cases import try_each
from tests.contract.mutations import WAYS_TO_ENLARGE, enlarged
from tests.contract.raw import Answer, Request, ask
from tests.contract.requests import Good, good_call, plain_request, requests
from tests.contract.scene import KEY, USER, Scene
from tests.sandbox.support import client, send

# The sandbox's own threads draw numbers while hypothesis thinks of a request.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module")

OF_EACH_CALL = 8
OF_EACH_CALL_WITH_A_BODY = 16
FEWEST = 1_000
LONGEST_SECONDS = 5.0
ENVELOPE = {"http_code", "response_code", "response_msg", "data"}
BARE = ("/own-numbers", "/alpha-tags")


def port_of(running: Running) -> int:
    return int(running.server.server_address[1])


def fresh_scene(running: Running) -> Scene:
    """A scene for an account that may send everywhere, as at first."""
    running.reset()
    running.put_account(USER, countries=None)
    return Scene(running)


def check(request: Request, answer: Answer, *, template: str) -> None:
    """What must hold of every answer."""
    assert 200 <= answer.status < 500, answer.body[:200]
    if request.line.upper().startswith(b"HEAD "):
        return
    told = answer.json()
    if template.startswith(BARE) and answer.status < 300:
        return
    assert told.keys() == ENVELOPE
    assert told["http_code"] == answer.status
    assert isinstance(told["response_msg"], str)


def check_in_time(request: Request, *, port: int, template: str) -> None:
    """One case, from the first byte to the last."""
    started = time.monotonic()
    check(request, ask(port, request.encode()), template=template)
    assert time.monotonic() - started < LONGEST_SECONDS


def try_requests(good: Good, port: int) -> int:
    """Make a call in many wrong ways; how many were tried."""

    def case(request: Request) -> None:
        check_in_time(request, port=port, template=good.template)

    return try_each(
        good.name,
        case,
        requests(good),
        times=OF_EACH_CALL_WITH_A_BODY if good.name in BODIES else OF_EACH_CALL,
    )


def paid_in(running: Running) -> Decimal:
    """What is left and what was spent: always the same sum."""
    with client(running.base_url, auth=(USER, KEY)) as api:
        (payment,) = api.get("/recharge/transactions").json()["data"]["data"]
    return Decimal(str(payment["amount"]))


def troubles(running: Running) -> list[str]:
    """What does not work any more: a good call, a list, a page, the ledger."""
    with client(running.base_url, auth=(USER, KEY)) as api:
        sent = send(api)["messages"][0]["message_id"]
        found = [path for path in lists() if api.get(path).status_code >= 500]
    with client(running.url) as browser:
        found += [path for path in shown_pages() if not browser.get(path).is_success]
    entries = running.ledger() + running.rejected()
    ids = [entry["message_id"] for entry in entries]
    if ids.count(sent) != 1 or len(ids) > len(set(ids)):
        found.append("the ledger")
    return found


def lists() -> list[str]:
    return [
        path for method, path in all_routes() if method == "GET" and "{" not in path
    ]


def shown_pages() -> list[str]:
    return [route.template for route in pages.ROUTES.all() if "{" not in route.template]


def test_every_call_of_the_sandbox_has_its_place_in_the_table():
    routes = all_routes()
    with_body = {
        f"{method} {template}"
        for method, template in routes
        if method not in {"GET", "DELETE"}
    }
    braces = {name for _, path in routes for name in re.findall(r"\{(\w+)\}", path)}

    assert with_body == set(BODIES)
    assert braces == {*NAMED, "rule_id"}
    assert set(MESSAGES) <= {path for _, path in routes}


def test_no_malformed_request_gets_anything_but_the_envelope(running, capsys):
    total = 0

    for method, template in all_routes():
        good = good_call(method, template, fresh_scene(running))
        before = paid_in(running)
        total += try_requests(good, port_of(running))
        if good.name in BODIES:
            assert troubles(running) == [], f"after {good.name}"
            assert paid_in(running) == before, f"after {good.name}"

    with capsys.disabled():
        calls = len(all_routes())
        sys.stdout.write(f"\n{total} malformed requests to {calls} calls\n")
    assert total >= FEWEST


@pytest.mark.parametrize("how", range(WAYS_TO_ENLARGE))
def test_a_body_of_10_mb_is_answered_in_time(running, how):
    scene, port = fresh_scene(running), port_of(running)

    for position, name in enumerate(BODIES):
        if position % WAYS_TO_ENLARGE == how:  # each call has one of the ways
            method, _, template = name.partition(" ")
            good = good_call(method, template, scene)
            request = plain_request(good, enlarged(good.body, how=how))
            check_in_time(request, port=port, template=good.template)


def failing(*_: object) -> Response:
    """A call with a bug in it."""
    raise LookupError("a bug")


def bare(*_: object) -> Response:
    """A call that forgets the envelope."""
    return Response(200, b'{"message_id": "5C0B"}')


def untrue(*_: object) -> Response:
    """A call whose envelope says something else than its status."""
    return replace(ok([]).response(), status=404)


def silent(*_: object) -> Response:
    """A call that never answers."""
    return Response(200, hold_seconds=60.0)


@pytest.mark.parametrize("broken", [failing, bare, untrue, silent])
def test_a_broken_call_would_be_noticed(running, monkeypatch, broken):
    good = good_call("GET", "/account", fresh_scene(running))
    monkeypatch.setattr(server, "route", broken)

    with pytest.raises(AssertionError):
        try_requests(good, port_of(running))
