"""The sandbox against requests of every kind: an answer in the envelope, never a 500."""

import sys
import time
from decimal import Decimal

from hypothesis import note

from clicksendhub.sandbox import pages
from clicksendhub.sandbox.server import Running
from tests.contract.bodies import BODIES, NAMED, all_routes
from tests.contract.cases import try_each
from tests.contract.raw import Answer, Request, ask
from tests.contract.requests import good_call, requests
from tests.contract.scene import KEY, USER, Scene
from tests.sandbox.support import client, send

OF_EACH_CALL = 8
OF_EACH_CALL_WITH_A_BODY = 16
FEWEST = 1_000
LONGEST_SECONDS = 5.0
ENVELOPE = {"http_code", "response_code", "response_msg", "data"}
BARE = ("/own-numbers", "/alpha-tags")


def port_of(running: Running) -> int:
    return int(running.server.server_address[1])


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


def try_requests(method: str, template: str, running: Running) -> int:
    """Make a call in many wrong ways; how many were tried."""
    port = port_of(running)
    has_body = f"{method} {template}" in BODIES

    def case(request: Request) -> None:
        note(f"{method} {template}")
        started = time.monotonic()
        check(request, ask(port, request.encode()), template=template)
        assert time.monotonic() - started < LONGEST_SECONDS

    return try_each(
        case,
        requests(good_call(method, template, Scene(running))),
        times=OF_EACH_CALL_WITH_A_BODY if has_body else OF_EACH_CALL,
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
    named = {
        part.strip("{}")
        for _, template in routes
        for part in template.split("/")
        if part.startswith("{")
    }

    assert with_body == set(BODIES)
    assert named == set(NAMED)


def test_no_malformed_request_gets_anything_but_the_envelope(running, capsys):
    total = 0

    for method, template in all_routes():
        running.reset()
        running.put_account(USER, countries=None)  # all of them, as at first
        before = paid_in(running)
        total += try_requests(method, template, running)
        if f"{method} {template}" in BODIES:
            assert troubles(running) == [], f"after {method} {template}"
            assert paid_in(running) == before, f"after {method} {template}"

    with capsys.disabled():
        sys.stdout.write(f"\n{total} malformed requests to {len(all_routes())} calls\n")
    assert total >= FEWEST
