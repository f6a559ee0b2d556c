"""Requests that nobody should make, as strategies of hypothesis."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from tests.contract.bodies import BODIES, named
from tests.contract.mutations import edited, encoded, mangled
from tests.contract.raw import GOOD_KEY, Request
from tests.contract.scene import Scene

METHODS = (
    *("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND"),
    *("get", "G", "X" * 300, "\xff"),
)
ODD_STEPS = (
    *("0", "-1", "99999999999999999999", "9" * 5_000, "1.0", "1e3", "abc", "", "%20"),
    *("%2F", "..", "%2e%2e%2f", "%00", "%FF", "%ED%A0%BD", "%D9%A3", "%C2%B2", "'"),
    *(
        "'%20OR%201=1--",
        "%F0%9F%98%80",
        "%",
        "%zz",
        "{message_id}",
        "*",
        "+",
        "a" * 9_000,
    ),
)
ODD_QUERIES = (
    *(
        "page=0",
        "page=-1",
        "page=²",
        "page=1e9",
        "page=99999999999999999999",
        "limit=x",
    ),
    *("page=" + "9" * 5_000, "limit=0", "limit=-5", "limit=" + "9" * 30, "limit[]=1"),
    *("q=", "q=:", "q=to:", "q=:,:,:", "q=%00", "q=%ED%A0%BD", "q=to:%2B614:,,x:y"),
    *("q=" + "a:b," * 2_000, "operator=XOR", "order_by=date", "order_by=;:desc"),
    *("order_by=date:asc:desc", "order=x:y", "date_from=bananas", "date_from=-1"),
    *("date_from=" + "9" * 400, "date_from=1e400", "date_to=nan", "date_to=inf"),
    *("updated_after=²", "updated_after=" + "9" * 5_000, "filename=", "filename=%00"),
    *("filename=../../x.csv", "filename=" + "a" * 9_000, "convert=", "convert=exe"),
    *("page_size=-1", "page_size=²", "offset=%00", "sort_by=x", "sort_direction=x"),
    *(
        "filter[status][]=x",
        "search=%25%27",
        "search_type=9",
        "q=ada",
        "&&&==&;",
        "a" * 9_000,
    ),
)
KEYS = (
    *("", "Basic", "Basic ", "Basic !!!", "Basic ////", "Basic Og==", "Bearer x"),
    *(
        "Basic \xff\xfe",
        "Basic " + "A" * 9_001,
        GOOD_KEY[:-4],
        GOOD_KEY + "=",
        "Digest",
    ),
    *("Basic gICA", "Basic AAAA", GOOD_KEY.lower(), GOOD_KEY.replace(" ", "\t")),
)
TYPES = (
    *(
        "application/json; charset=utf-16",
        "text/plain",
        "",
        "\xff",
        "multipart/form-data",
    ),
    *("multipart/form-data; boundary=", "multipart/form-data; boundary=x", "a" * 9_000),
    *(
        "multipart/form-data; boundary*=utf-8''%ff",
        "multipart/form-data; boundary=\xff",
    ),
    *(
        "application/x-www-form-urlencoded",
        "application/xml",
        'multipart/x; boundary="',
    ),
)
FRAMING = (
    *((("Content-Length", value),) for value in ("-1", "+2", "0x10", "²", "1e1", "")),
    *((("Content-Length", value),) for value in ("9" * 5_000, "99999999999", "1, 2")),
    *((("Content-Length", value),) for value in ("0", "1", "4095", "\xb2", "1 2")),
    (("Content-Length", "2"), ("Content-Length", "7")),
    (("Transfer-Encoding", "chunked"),),
    (("Transfer-Encoding", "chunked"), ("Content-Length", "5")),
    (("Transfer-Encoding", "gzip, bananas"),),
    (),
)
EXTRA = (
    *(("Host", value) for value in ("", "a b", "\xff", "x" * 9_000, "[::1", "h:99999")),
    *(("Expect", "100-continue"), ("Expect", "bananas"), ("Connection", "upgrade")),
    *(("Accept", "\x01"), ("", "nameless"), ("X" * 9_000, "1"), ("X-\xff", "\xff")),
    *(("Cookie", "a" * 9_000), ("Content-Encoding", "gzip"), ("Range", "bytes=9-1")),
    *(("X-HTTP-Method-Override", "DELETE"), ("X", "a" * 70_000), ("no colon", "")),
)
LINES = (
    *(
        b"GET",
        b"GET /v3/account",
        b"GET /v3/account HTTP/9.9",
        b"GET  HTTP/1.1",
        b"\x00",
    ),
    *(b"PRI * HTTP/2.0", b"\x16\x03\x01\x02\x00", b"GET /v3/a b HTTP/1.1", b"{}"),
    *(b"GET /v3/" + b"a" * 70_000 + b" HTTP/1.1", b"GET /v3/account HTTP/1.1 x"),
    *(
        b"GET /v3/account HTTP/1.0",
        b"GET /v3/%ff%fe HTTP/1.1",
        b"GET /v3/\xff HTTP/1.1",
    ),
)
FORMS = (
    *(
        b"",
        b"--x",
        b"--x\r\n",
        b"--x--\r\n",
        b"--x\r\n\r\n\r\n--x--\r\n",
        b"--x" * 5_000,
    ),
    b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n%PDF-1.4\r\n--x--\r\n',
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="\xff"\r\n\r\n--x--',
    b"--x\r\nContent-Disposition: form-data; name*=bananas''%ff\r\n\r\n?\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\nGIF89a\r\n--x--\r\n",
)


@dataclass(frozen=True, slots=True)
class Good:
    """A call as it should be made: its address, what stands in it, its body."""

    method: str
    template: str
    steps: Mapping[str, str]
    body: Any

    @property
    def name(self) -> str:
        return f"{self.method} {self.template}"


def good_call(method: str, template: str, scene: Scene) -> Good:
    """Made before hypothesis begins: the sandbox draws numbers of its own."""
    body = BODIES.get(f"{method} {template}", lambda s: {})(scene)
    names = re.findall(r"\{(\w+)\}", template)
    return Good(method, template, {n: named(n, template, scene) for n in names}, body)


def _rarely(draw: st.DrawFn, *, out_of: int) -> bool:
    return draw(st.integers(1, out_of)) == 1


@st.composite
def requests(draw: st.DrawFn, good: Good) -> Request:
    """A good call of the sandbox with something wrong about it, mostly its body."""
    method = good.method
    if _rarely(draw, out_of=12):
        method = draw(st.sampled_from(METHODS))
    path = _path(draw, good)
    if _rarely(draw, out_of=4 if good.body else 2):
        path += "?" + draw(st.sampled_from(ODD_QUERIES))
    body, kind = _body(draw, good.body)
    line = f"{method} /v3{path} HTTP/1.1".encode("latin-1", "replace")
    if _rarely(draw, out_of=40):
        line = draw(st.sampled_from(LINES))
    headers = tuple(
        (name.encode("latin-1"), value.encode("latin-1", "replace"))
        for name, value in _headers(draw, kind, len(body))
    )
    return Request(line, headers, body, body[:400])


def plain_request(good: Good, body: bytes) -> Request:
    """A good call with another body."""
    path = re.sub(r"\{(\w+)\}", lambda found: good.steps[found[1]], good.template)
    headers = {
        "Host": "127.0.0.1",
        "Authorization": GOOD_KEY,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
    }
    told = tuple((name.encode(), value.encode()) for name, value in headers.items())
    line = f"{good.method} /v3{path} HTTP/1.1".encode()
    return Request(line, told, body, body[:400])


def _path(draw: st.DrawFn, good: Good) -> str:
    def step(found: re.Match[str]) -> str:
        if _rarely(draw, out_of=3):
            return draw(st.sampled_from(ODD_STEPS))
        return quote(good.steps[found[1]], safe="")

    path = re.sub(r"\{(\w+)\}", step, good.template)
    return path + draw(st.sampled_from(ODD_STEPS)) if _rarely(draw, out_of=30) else path


def _body(draw: st.DrawFn, good: Any) -> tuple[bytes, str]:
    """A body, and what it claims to be."""
    kind, how = "application/json", draw(st.integers(0, 9))
    if how == 0:
        return encoded(good), draw(st.sampled_from(TYPES))
    if how == 1:
        boundary = "multipart/form-data; boundary=x"
        return draw(st.sampled_from(FORMS)), draw(st.sampled_from((boundary, *TYPES)))
    if how == 2:
        return draw(mangled(encoded(good))), kind
    if how == 3:
        return gzip.compress(encoded(good)), kind
    if how == 4:
        return encoded(good), kind
    return encoded(draw(edited(good))), kind


def _headers(draw: st.DrawFn, kind: str, length: int) -> list[tuple[str, str]]:
    key = draw(st.sampled_from(KEYS)) if _rarely(draw, out_of=8) else GOOD_KEY
    framing: tuple[tuple[str, str], ...] = (("Content-Length", str(length)),)
    if _rarely(draw, out_of=12):
        framing = draw(st.sampled_from(FRAMING))
    headers = [("Host", "127.0.0.1"), ("Authorization", key), ("Content-Type", kind)]
    if _rarely(draw, out_of=12):
        headers.append(draw(st.sampled_from(EXTRA)))
    return [*headers, *framing]
