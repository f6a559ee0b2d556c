"""The sandbox's own calls below /_sandbox: ledger, faults, accounts, replies."""

import json
from collections.abc import Callable
from decimal import InvalidOperation
from typing import Any

from clicksendhub.sandbox import imports, ledger
from clicksendhub.sandbox.faults import KINDS
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.inbound import CannotReply, receive
from clicksendhub.sandbox.press import CannotPress, press
from clicksendhub.sandbox.reading import read_id
from clicksendhub.sandbox.routes import Routes
from clicksendhub.sandbox.state import Sandbox

BASE = "/_sandbox"

Controlling = Callable[[Sandbox, Request, dict[str, str]], Any]


class Wrong(Exception):
    """What was asked for cannot be done; the text says why."""

    def __init__(self, text: str, *, status: int = 400) -> None:
        super().__init__(text)
        self.status = status


def _ledger(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    return {"entries": ledger.accepted(sandbox.store, **_window(request))}


def _rejected(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    return {"entries": ledger.rejected(sandbox.store, **_window(request))}


def _window(request: Request) -> dict[str, Any]:
    return {
        "after": _number(request, "after") or 0,
        "limit": _number(request, "limit"),
    }


def _number(request: Request, name: str) -> int | None:
    text = request.query.get(name, "")
    number = read_id(text)
    if not number and text.strip("0"):
        raise Wrong("after and limit are numbers.")
    return number if text else None


def _calls(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    return {"calls": [entry.as_dict() for entry in sandbox.calls.all()]}


def _imports(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    return {"imports": imports.listed(sandbox)}


def _list_faults(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    kinds = {
        kind.name: {
            "meaning": kind.meaning,
            "path": kind.path,
            "options": kind.options,
        }
        for kind in KINDS.values()
    }
    return {"on": sandbox.faults.listed(), "kinds": kinds}


def _add_fault(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    fields = _fields(request)
    return {"id": switch_on(sandbox, fields), "on": sandbox.faults.listed()}


def switch_on(sandbox: Sandbox, fields: dict[str, Any]) -> int:
    """Switch a fault on; `credit` acts at once and is never listed."""
    kind = str(fields.pop("kind", ""))
    if kind == "credit":
        balance = fields.get("balance", KINDS["credit"].options["balance"])
        for account in sandbox.accounts.all():
            sandbox.accounts.put(account.username, balance=balance)
        return 0
    return sandbox.faults.add(kind, **fields)


def _clear_faults(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    text = params.get("fault_id")
    sandbox.faults.clear(int(text) if text else None)
    return {"on": sandbox.faults.listed()}


def _reset(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    sandbox.reset(rules=bool(_fields(request).get("rules", True)))
    return {"reset": True}


def _put_account(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    fields = _fields(request)
    username = str(fields.pop("username", ""))
    if not username:
        raise Wrong("Name the account: username.")
    account = sandbox.accounts.put(username, **fields)
    return {
        "username": account.username,
        "user_id": account.user_id,
        "balance": str(sandbox.accounts.balance(account)),
        "country": account.country,
        "currency": account.currency,
        "parts_limit": account.parts_limit,
        "standing": account.standing,
    }


def _reply(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    fields = _fields(request)
    message_id = receive(
        sandbox,
        sender=str(fields.get("from", "")),
        body=str(fields.get("body", "")),
        recipient=str(fields.get("to") or ""),
        in_reply_to=str(fields.get("in_reply_to") or ""),
    )
    return {"message_id": message_id}


def _press(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    fields = _fields(request)
    message_id, keys = (str(fields.get(name, "")) for name in ("message_id", "keys"))
    press(sandbox, message_id=message_id, keys=keys)
    return {"pressed": keys}


def _settings(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    if request.method == "POST":
        sandbox.settings.change(_fields(request))
        sandbox.wake.set()
    return {
        name: getattr(sandbox.settings, name) for name in sandbox.settings.__slots__
    }


def _pushes(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    rows = sandbox.store.rows(
        "SELECT id, kind, encoding, state, attempts, due_at FROM pushes "
        "ORDER BY id DESC LIMIT 1000"
    )
    return {"pushes": [dict(row) for row in rows]}


def _healthz(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Any:
    dead = [thread.name for thread in sandbox.threads if not thread.is_alive()]
    accepted = sandbox.store.count("SELECT count(*) FROM ledger")
    return {"ok": not dead, "dead_threads": dead, "accepted": accepted}


def _fields(request: Request) -> dict[str, Any]:
    try:
        decoded = request.json()
    except ValueError as error:
        raise Wrong("The body is not valid JSON.") from error
    if decoded is None:
        return {}
    if not isinstance(decoded, dict):
        raise Wrong("The body is not a JSON object.")
    return decoded


def _routes() -> Routes[Controlling]:
    routes: Routes[Controlling] = Routes()
    for method, path, controlling in (
        ("GET", "/ledger", _ledger),
        ("GET", "/rejected", _rejected),
        ("GET", "/calls", _calls),
        ("GET", "/pushes", _pushes),
        ("GET", "/imports", _imports),
        ("GET", "/faults", _list_faults),
        ("POST", "/faults", _add_fault),
        ("DELETE", "/faults", _clear_faults),
        ("DELETE", "/faults/{fault_id}", _clear_faults),
        ("POST", "/reset", _reset),
        ("POST", "/accounts", _put_account),
        ("POST", "/press", _press),
        ("POST", "/reply", _reply),
        ("GET", "/settings", _settings),
        ("POST", "/settings", _settings),
        ("GET", "/healthz", _healthz),
    ):
        routes.add(method, BASE + path, controlling)
    return routes


ROUTES = _routes()


def answer(sandbox: Sandbox, request: Request) -> Response:
    """Answer one call below /_sandbox in plain JSON."""
    try:
        return _json(200, _control(sandbox, request))
    except Wrong as error:
        return _json(error.status, {"error": str(error)})
    except (CannotPress, CannotReply) as error:
        return _json(409, {"error": str(error)})
    except (ValueError, TypeError, InvalidOperation) as error:
        return _json(400, {"error": str(error) or type(error).__name__})


def _control(sandbox: Sandbox, request: Request) -> Any:
    found = ROUTES.find(request.path.rstrip("/"))
    if found is None:
        raise Wrong("No such path.", status=404)
    route, params = found
    controlling = route.methods.get(request.method)
    if controlling is None:
        raise Wrong("No such method here.", status=405)
    return controlling(sandbox, request, params)


def _json(status: int, content: Any) -> Response:
    return Response(status, json.dumps(content).encode())
