"""The connection to ClickSend: one client for one account, and the only user of httpx.

Every call goes through one method that signs it and makes it once.
"""

import json as jsonlib
import logging
import secrets
import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from http.cookiejar import CookieJar
from types import TracebackType
from typing import Final, Self, TypedDict

import httpx

from .answer import Answer, open_answer
from .envelope import Envelope, FormFile
from .errors import (
    MaybeSent,
    NoAnswer,
    RequestRefused,
    Unreachable,
    UnreadableAnswer,
    error_for_status,
)
from .hosted import check_hosted_url
from .redact import Redact
from .resources import Resources
from .retry import RateLimit, read_rate_limit

BASE_URL: Final = "https://rest.clicksend.com/v3"
LARGEST_ANSWER: Final = 32 * 1024 * 1024
"""Bytes. The answer to a thousand long texts has about 2 MB."""

# Raised only before the first byte of a request is written. Every other failure of
# the transport may come after it, a reset of a reused connection among them.
_NOTHING_LEFT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
)
_SHORTEST_MASKED_USERNAME: Final = 4
_encode: Final = jsonlib.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":")
).encode
_log: Final = logging.getLogger(__name__)


class _Form(TypedDict):
    headers: dict[str, str]
    files: dict[str, tuple[str, bytes]]


class _NoCookies(CookieJar):
    """Keeps none: an odd one in one answer would spoil every call after it."""

    def extract_cookies(self, response: object, request: object) -> None:
        """Leave the cookies of an answer alone."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect, between two pieces of an answer, and for all of it."""

    connect: float = 5.0
    read: float = 30.0
    total: float = 60.0


class ClickSend(Resources):
    """ClickSend's REST v3 API for one account.

    May be shared between threads; close it, or use it as a context manager. Nothing
    is repeated and no redirect followed. ``on_rate_limit`` hears of each answer that
    tells its budget; an error in it is logged and never costs the answer.
    """

    def __init__(
        self,
        *,
        username: str,
        api_key: str,
        base_url: str = BASE_URL,
        timeouts: Timeouts | None = None,
        transport: httpx.BaseTransport | None = None,
        user_agent: str = "clicksendhub",
        on_rate_limit: Callable[[RateLimit], None] | None = None,
    ) -> None:
        _silence_request_logs()
        token = _basic_token(username, api_key)
        self._base_url = _checked_base_url(base_url)
        self._timeouts = timeouts or Timeouts()
        self._on_rate_limit = on_rate_limit
        self._redact = _redact_for(username, api_key, token)
        self._http = self._connections(
            transport,
            base_url=self._base_url,
            headers={
                "Authorization": f"Basic {token}",
                "Content-Type": "application/json",
                "Accept": "application/json",
                "User-Agent": user_agent,
            },
        )
        # Hosted files are read without the key, so by a client that has none.
        self._keyless = self._connections(
            transport,
            headers={"User-Agent": user_agent, "Accept-Encoding": "identity"},
        )
        super().__init__(self._request, self._fetch)

    def _connections(
        self,
        transport: httpx.BaseTransport | None,
        *,
        headers: dict[str, str],
        base_url: str = "",
    ) -> httpx.Client:
        """A client of httpx that trusts nothing but what it is told here."""
        return httpx.Client(
            base_url=base_url,
            headers=headers,
            timeout=_httpx_timeout(self._timeouts),
            transport=transport,
            verify=_tls_context(),
            trust_env=False,
            follow_redirects=False,
            cookies=_NoCookies(),
            event_hooks={"response": [_forget_location]},
        )

    def __repr__(self) -> str:
        return f"ClickSend(base_url={self._base_url!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._http.close()
        self._keyless.close()

    def _request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: object = None,
        file: FormFile | None = None,
    ) -> Envelope:
        call = f"{method} {path}"
        request = self._build(method, path, params=params, json=json, file=file)
        answer = self._exchange(request, call=call)
        self._tell_rate_limit(answer)
        return open_answer(answer, redact=self._redact, now=datetime.now(UTC))

    def _build(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None,
        json: object,
        file: FormFile | None,
    ) -> httpx.Request:
        """The request, or RequestRefused where it cannot be written.

        The cause is dropped on purpose: it carries what could not be written.
        """
        build = self._http.build_request
        try:
            if file is not None:
                return build(method, path, params=params, **_form(file))
            content = None if json is None else _encode(json).encode()
            return build(method, path, params=params, content=content)
        except (httpx.InvalidURL, TypeError, ValueError) as exc:
            summary = f"{method} {path}: cannot be written ({_kind(exc)})"
        raise RequestRefused(summary)

    def _exchange(self, request: httpx.Request, *, call: str) -> Answer:
        """Make the call once; what the transport raises becomes ours."""
        deadline = time.monotonic() + self._timeouts.total
        most = LARGEST_ANSWER
        return _exchange(self._http, request, call=call, deadline=deadline, most=most)

    def _fetch(self, url: str, *, most_bytes: int) -> bytes:
        """The bytes at an address that an answer told, read without the key."""
        call = "GET a hosted file"  # never its address: whoever has it may read it
        check_hosted_url(url, base_url=self._base_url)
        deadline = time.monotonic() + self._timeouts.total
        try:
            request = self._keyless.build_request("GET", url)
        except (httpx.InvalidURL, TypeError, ValueError) as exc:
            summary = f"{call}: cannot be written ({_kind(exc)})"
        else:
            answer = _exchange(
                self._keyless, request, call=call, deadline=deadline, most=most_bytes
            )
            if answer.status == 200:
                return answer.body
            kind = error_for_status(answer.status)
            raise kind(f"{call}: status {answer.status}", status=answer.status)
        raise RequestRefused(summary)

    def _tell_rate_limit(self, answer: Answer) -> None:
        if self._on_rate_limit is None:
            return
        rate_limit = read_rate_limit(answer.headers, now=datetime.now(UTC))
        if rate_limit is None:
            return
        try:
            self._on_rate_limit(rate_limit)
        except Exception as exc:  # noqa: BLE001 - the answer may stand for paid texts
            _log.warning("on_rate_limit failed: %s", type(exc).__name__)


def _exchange(
    http: httpx.Client,
    request: httpx.Request,
    *,
    call: str,
    deadline: float,
    most: int,
) -> Answer:
    try:
        response = http.send(request, stream=True)
    except _NOTHING_LEFT as exc:
        raise Unreachable(f"{call}: not reached ({_kind(exc)})") from exc
    except httpx.HTTPError as exc:
        raise NoAnswer(f"{call}: no answer ({_kind(exc)})") from exc
    try:
        body = _read_body(response, call=call, deadline=deadline, most=most)
    except MaybeSent:
        if response.status_code < 400:
            raise
        body = b""  # a failed status says enough without its prose
    finally:
        response.close()
    return Answer(call, response.status_code, response.headers, body)


def _forget_location(response: httpx.Response) -> None:
    """httpx reads where a redirect leads even if it is not to be followed.

    What it cannot read it raises as an error of the request, as if nothing had left.
    """
    response.headers.pop("Location", None)


def _read_body(
    response: httpx.Response, *, call: str, deadline: float, most: int
) -> bytes:
    """The whole body, within the total time and a size that cannot hurt."""
    status = response.status_code
    if "," in response.headers.get("Content-Encoding", ""):
        # Nobody asked for that, and a few bytes of it would fill the memory.
        raise UnreadableAnswer(f"{call}: compressed more than once", status=status)
    body = bytearray()
    try:
        for piece in response.iter_bytes():
            body += piece
            if len(body) > most:
                raise UnreadableAnswer(f"{call}: answer too large", status=status)
            if time.monotonic() > deadline:
                raise NoAnswer(f"{call}: answer took too long", status=status)
    except httpx.DecodingError as exc:
        summary = f"{call}: answer cannot be decompressed"
        raise UnreadableAnswer(summary, status=status) from exc
    except httpx.HTTPError as exc:
        raise NoAnswer(f"{call}: half an answer ({_kind(exc)})", status=status) from exc
    return bytes(body)


def _form(file: FormFile) -> _Form:
    """A form of one file; its type replaces that of all other calls."""
    boundary = secrets.token_hex(16)
    return {
        "headers": {"Content-Type": f"multipart/form-data; boundary={boundary}"},
        "files": {"file": (file.name, file.content)},
    }


def _kind(exc: Exception) -> str:
    """The name of an error: its text could repeat an address or a header."""
    return type(exc).__name__


def _basic_token(username: str, api_key: str) -> str:
    if not username or not api_key:
        raise ValueError("ClickSend needs a username and an API key.")
    if ":" in username:
        raise ValueError("A username with a colon cannot be used with HTTP Basic.")
    return b64encode(f"{username}:{api_key}".encode()).decode("ascii")


def _redact_for(username: str, api_key: str, token: str) -> Redact:
    """A very short username is part of ordinary words, so it is left alone."""
    if len(username) < _SHORTEST_MASKED_USERNAME:
        return Redact(api_key, token)
    return Redact(api_key, token, username)


def _checked_base_url(base_url: str) -> str:
    """A plain http(s) address; one with credentials in it would end up in repr."""
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        url = httpx.URL()
    plain = url.scheme in ("http", "https") and url.host
    if not plain or url.userinfo or url.query or url.fragment:
        raise ValueError("The base URL must be a plain http or https address.")
    return base_url.rstrip("/")


def _httpx_timeout(timeouts: Timeouts) -> httpx.Timeout:
    return httpx.Timeout(
        connect=timeouts.connect,
        read=timeouts.read,
        write=timeouts.read,
        pool=timeouts.connect,
    )


@cache
def _tls_context() -> ssl.SSLContext:
    """One for all clients: loading the certificates takes longer than a call."""
    return httpx.create_ssl_context(trust_env=False)


def _silence_request_logs() -> None:
    """httpx logs each URL at INFO, and a look-up by number has the number in it."""
    for name in ("httpx", "httpcore"):
        logger = logging.getLogger(name)
        if logger.level < logging.WARNING:
            logger.setLevel(logging.WARNING)
