"""Starts the sandbox: a threaded server, its callbacks, and a handle to both."""

import logging
import select
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from clicksendhub.sandbox import api, control, inbound, ledger, pages
from clicksendhub.sandbox.accounts import Accounts, put_all
from clicksendhub.sandbox.callbacks import Callbacks
from clicksendhub.sandbox.envelope import Answer
from clicksendhub.sandbox.faults import Faults
from clicksendhub.sandbox.http import BadRequest, Request, Response, read_request
from clicksendhub.sandbox.press import press
from clicksendhub.sandbox.state import Sandbox, Settings
from clicksendhub.sandbox.store import Store

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
IDLE_SECONDS = 300
LOOK_EVERY_SECONDS = 0.05
ACCEPT_LOOK_SECONDS = 0.02
HEAR_OUT_SECONDS = 2.0
HEAR_OUT_BYTES = 1024 * 1024

log = logging.getLogger("clicksendhub.sandbox")


class NotLoopback(ValueError):
    """The address could be reached from other machines."""


def route(sandbox: Sandbox, request: Request) -> Response:
    """Answer a request: the API, the sandbox's own calls, or a page."""
    if request.path.startswith(api.BASE + "/"):
        return api.answer(sandbox, request)
    if _is_foreign(request):
        return Response(403, b"This form came from another site.", "text/plain")
    if request.path.startswith(control.BASE + "/"):
        return control.answer(sandbox, request)
    return pages.answer(sandbox, request)


def _is_foreign(request: Request) -> bool:
    origin = request.headers.get("origin")
    if request.method in {"GET", "HEAD"} or not origin:
        return False
    return urlsplit(origin).netloc != request.headers.get("host")


class Connection(socketserver.StreamRequestHandler):
    """One kept connection: requests are answered one after the other."""

    server: "Server"
    disable_nagle_algorithm = True
    timeout = IDLE_SECONDS

    def handle(self) -> None:
        """Answer until one side has had enough."""
        self.server.connections.add(self.connection)
        try:
            while self._answer_one():
                pass
        except (OSError, ValueError):
            return
        finally:
            self.server.connections.discard(self.connection)

    def finish(self) -> None:
        """Close quietly, whatever the other side did."""
        try:
            super().finish()
        except OSError:
            return

    def _answer_one(self) -> bool:
        try:
            request = read_request(cast(BinaryIO, self.rfile), self.connection)
        except BadRequest as error:
            self._refuse(error)
            return False
        if request is None:
            return False
        return self._write(request, self._respond(request))

    def _refuse(self, error: BadRequest) -> None:
        """Say why, in the envelope, and hear the rest of the request out.

        To close over what was not read would be a reset, which takes the answer back.
        """
        answer = Answer(error.status, "BAD_REQUEST", str(error)).response()
        self.connection.sendall(answer.encode(keep_alive=False))
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(HEAR_OUT_SECONDS)
        ends_at = time.monotonic() + HEAR_OUT_SECONDS
        while time.monotonic() < ends_at and self.connection.recv(HEAR_OUT_BYTES):
            pass

    def _respond(self, request: Request) -> Response:
        try:
            return route(self.server.sandbox, request)
        except Exception:
            # The one place where nothing may escape: a bug is a 500 and a log line
            # without the request, which could hold numbers or a key.
            log.exception("A request could not be answered.")
            return Response(500, b'{"error": "The sandbox itself failed."}')

    def _write(self, request: Request, response: Response) -> bool:
        if response.wait_seconds and not self._still_here(response.wait_seconds):
            return False
        if response.hold_seconds is not None:
            self._still_here(response.hold_seconds)
            return False
        if response.reset:
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            return False
        keep = request.headers.get("connection", "").lower() != "close"
        with_body = request.method != "HEAD"
        self.connection.sendall(response.encode(keep_alive=keep, with_body=with_body))
        return keep

    def _still_here(self, seconds: float) -> bool:
        """Wait; False as soon as the caller has gone or the sandbox stops."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            readable, _, _ = select.select(
                [self.connection], [], [], min(left, LOOK_EVERY_SECONDS)
            )
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                return False
            if self.server.sandbox.stopping.wait(0 if not readable else 0.01):
                return False
        return True


class Server(socketserver.ThreadingTCPServer):
    """Listens, and gives every connection a thread."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.connections: set[socket.socket] = set()
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, Connection)

    def shutdown_request(self, request: Any) -> None:
        """Close without the polite half that would undo a reset."""
        self.close_request(request)

    def hang_up(self) -> None:
        """Close every connection that is still open."""
        for connection in list(self.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


@dataclass(slots=True)
class Running:
    """A sandbox that runs in threads of this process."""

    sandbox: Sandbox
    server: Server
    callbacks: Callbacks
    thread: threading.Thread

    @property
    def url(self) -> str:
        """Return the address of the pages."""
        host, port = self.server.server_address[:2]
        name = str(host)
        return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"

    @property
    def base_url(self) -> str:
        """Return the address of the API."""
        return self.url + api.BASE

    @property
    def faults(self) -> Faults:
        """Return the faults, to be switched."""
        return self.sandbox.faults

    @property
    def settings(self) -> Settings:
        """Return the settings, to be changed."""
        return self.sandbox.settings

    def ledger(self, *, after: int = 0) -> list[dict[str, Any]]:
        """Return everything accepted, in order."""
        return ledger.accepted(self.sandbox.store, after=after)

    def rejected(self) -> list[dict[str, Any]]:
        """Return everything rejected, in order."""
        return ledger.rejected(self.sandbox.store)

    def calls(self) -> list[dict[str, Any]]:
        """Return the calls made to the API, oldest first."""
        return [entry.as_dict() for entry in self.sandbox.calls.all()]

    def put_account(self, username: str, **changes: Any) -> None:
        """Add an account, or change its key, balance, country, limit or standing."""
        self.sandbox.accounts.put(username, **changes)

    def balance(self, username: str) -> str:
        """Return what an account has left."""
        account = self.sandbox.accounts.named(username)
        if account is None:
            raise ValueError("No such account.")
        return str(self.sandbox.accounts.balance(account))

    def reply(
        self, *, sender: str, body: str, recipient: str = "", in_reply_to: str = ""
    ) -> str:
        """Answer from a phone; return the id of the reply."""
        return inbound.receive(
            self.sandbox,
            sender=sender,
            body=body,
            recipient=recipient,
            in_reply_to=in_reply_to,
        )

    def press(self, *, message_id: str, keys: str) -> None:
        """Press keys on the phone that a spoken text rang."""
        press(self.sandbox, message_id=message_id, keys=keys)

    def reset(self) -> None:
        """Forget messages, calls, rules and faults; keep the accounts."""
        self.sandbox.reset()

    def settle(self, *, within_seconds: float = 10.0) -> bool:
        """Wait until no receipt, reply or first push is due; tell whether so."""
        end = time.monotonic() + within_seconds
        while not self.callbacks.is_idle():
            if time.monotonic() > end:
                return False
            time.sleep(0.005)
        return True

    def stop(self) -> None:
        """Stop listening, hang up, end the threads, close the file."""
        self.sandbox.stopping.set()
        self.server.shutdown()
        self.server.hang_up()
        self.callbacks.stop()
        self.server.server_close()
        self.thread.join(timeout=5)
        self.sandbox.store.close()


def start(
    db_path: str | Path,
    *,
    port: int = 0,
    host: str = "127.0.0.1",
    accounts: Sequence[tuple[str, str] | dict[str, Any]] = (),
    speed: float = 1.0,
    receipts: bool = True,
    magic: bool = True,
    throttle_seconds: float = 5.0,
    allow_any_host: bool = False,
) -> Running:
    """Start a sandbox in threads and return a handle to it."""
    if host not in LOOPBACK and not allow_any_host:
        raise NotLoopback(
            f"{host} can be reached from other machines. The sandbox has no secrets "
            "to protect it: use 127.0.0.1, or --allow-any-host if you mean it."
        )
    store = Store(db_path)
    settings = Settings(speed, receipts, magic, throttle_seconds)
    sandbox = Sandbox(store, Accounts(store), settings)
    put_all(sandbox.accounts, accounts)
    try:
        server = Server((host, port), sandbox)
    except OSError:
        store.close()
        raise
    callbacks = Callbacks(sandbox)
    thread = threading.Thread(
        target=server.serve_forever,
        args=(ACCEPT_LOOK_SECONDS,),
        name="sandbox-server",
        daemon=True,
    )
    callbacks.start()
    thread.start()
    return Running(sandbox, server, callbacks, thread)
