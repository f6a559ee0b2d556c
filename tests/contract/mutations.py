"""Ways in which an answer goes wrong on its way back, as strategies of hypothesis."""

import gzip
import json
import zlib
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final

from hypothesis import strategies as st

from tests.contract.scene import KEY

Path = tuple[str | int, ...]

TEN_MB: Final = 10_000_000
WAYS_TO_ENLARGE: Final = 6
# No call and no person of the tests has this number, so whoever shows it has
# taken it from an answer.
STRANGER: Final = "+61491570737"


class Token(str):
    """JSON that Python would not write by itself."""

    __slots__ = ()


DEEP: Final = Token("[" * 100_000 + "]" * 100_000)
DEEP_OBJECTS: Final = Token('{"data":' * 3_000 + "1" + "}" * 3_000)

NUMBERS: Final = (
    *(0, 1, -1, 7, 0.1, 1e30, 2**31, 2**63, -(2**63), 10**30, 10**40),
    *(Token("9" * 4_000), Token("9" * 5_000), Token("1e400"), Token("-1e-400")),
    *(Token("1e99999999999999999999"), Token("NaN"), Token("-Infinity"), Token("-0")),
)
TEXTS: Final = (
    *("", " ", "0", "7", "1.00", "-1", "true", "null", "NaN", "sNaN", "Infinity"),
    *("1e9", "1_000", "0x10", "²", "٣", "bananas", "+61", "😀", "a\x00b", "\x7f"),
    *("\ud83d", "\ude00\ud83d", "9" * 19, "9" * 5_000, "x" * 100_000),
    *("2026-09-21T14:13:20Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"),
)
CONTAINERS: Final[tuple[Any, ...]] = (
    *([], {}, [[]], [{}], [None], [7], ["x"], {"": None}, {"data": []}, {"x": [1]}),
    *({"value": {}}, {"count": []}, {"currency_name_short": []}, DEEP, DEEP_OBJECTS),
)
ODD: Final = (None, True, False, *NUMBERS, *TEXTS, *CONTAINERS)

STATUSES: Final = (
    *(99, 100, 199, 200, 201, 202, 204, 206, 226, 299, 300, 301, 302, 304, 307, 399),
    *(400, 401, 402, 403, 404, 405, 408, 409, 413, 418, 422, 425, 429, 430, 444, 451),
    *(460, 494, 499, 500, 502, 503, 504, 520, 599, 600, 999, 0, -1, -400, 4000),
)
CODES: Final[tuple[Any, ...]] = (
    *("SUCCESS", "BAD_REQUEST", "UNAUTHORIZED", "INSUFFICIENT_CREDIT", "THROTTLED"),
    *("MISSING_CREDENTIALS", "INVALID_CREDENTIALS", "ACCOUNT_NOT_ACTIVATED", 400, ""),
    *(f"KEY {KEY}", KEY, STRANGER, None, [], {}),
)
HEADERS: Final = {
    "Content-Type": (
        *("text/html", "text/plain; charset=utf-16", "", "\xff", "image/png"),
        *("application/json; charset=bananas", "multipart/form-data", "a" * 9_000),
    ),
    "Content-Encoding": ("gzip", "deflate", "br", "bananas", "gzip, gzip"),
    "Location": (
        *("/v3/elsewhere", "http://[", "https://exa mple", "//", "http://:99999/"),
        *("http://xn--\xff", "https://127.0.0.1:1/", "javascript:1", "\xff\xfe", "?"),
        *("http://" + "a" * 300, "mailto:a@b", "http:80", "https:///x", "#", "\x7f"),
    ),
    "Retry-After": (
        *("1", "0", "-1", "1e9", "9" * 400, "soon", "", "²", "Mon", "Mon, 0", ","),
        *("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 99 Oct 99999 99:99:99 +9999"),
        *("Mon, 01 Jan 0001 00:00:00 -2359", "31 Dec 9999 23:59:59 -2359", " : : "),
    ),
    "Set-Cookie": ("a=b", "a=b; Expires=bananas; Max-Age=²", "=", ";;;", "\xff=\xff"),
    "X-RateLimit-Limit": ("20", "-1", "9" * 400, "bananas", "²"),
    "X-RateLimit-Reset": ("1790000000", "9" * 15, "-5", "bananas"),
}


@dataclass(frozen=True, slots=True)
class Spoiled:
    """An answer as it arrives."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    begins: str = ""


def paths(tree: Any, here: Path = ()) -> list[Path]:
    """Where each node of an answer is, the root first."""
    found = [here]
    if isinstance(tree, dict):
        for name, value in tree.items():
            found += paths(value, (*here, name))
    elif isinstance(tree, list):
        for position, value in enumerate(tree[:20]):
            found += paths(value, (*here, position))
    return found


def encoded(tree: Any) -> bytes:
    """The answer as JSON, with what Python would not write put in its place."""
    tokens: list[Token] = []

    def marked(node: Any) -> Any:
        if isinstance(node, Token):
            tokens.append(node)
            return f"token-{len(tokens) - 1}-token"
        if isinstance(node, dict):
            return {name: marked(value) for name, value in node.items()}
        return [marked(value) for value in node] if isinstance(node, list) else node

    written = json.dumps(marked(tree), ensure_ascii=True)
    for number, token in enumerate(tokens):
        written = written.replace(f'"token-{number}-token"', token)
    return written.encode()


def _holder(tree: Any, path: Path) -> Any:
    for step in path[:-1]:
        tree = tree[step]
    return tree


@st.composite
def edited(draw: st.DrawFn, answer: Any) -> Any:
    """The answer with one to three of its nodes dropped, swapped or added to."""
    tree = {"root": deepcopy(answer)}
    for _ in range(draw(st.integers(1, 3))):
        places = [place for place in paths(tree) if place]
        if not places:
            break
        place = places[draw(st.integers(0, len(places) - 1))]
        holder, step = _holder(tree, place), place[-1]
        _EDITS[draw(st.sampled_from(sorted(_EDITS)))](draw, holder, step)
    return tree.get("root")


def _odd(draw: st.DrawFn) -> Any:
    """A value of its own: the next edit may change it further."""
    return deepcopy(draw(st.sampled_from(ODD)))


def _drop(draw: st.DrawFn, holder: Any, step: Any) -> None:
    del holder[step]


def _replace(draw: st.DrawFn, holder: Any, step: Any) -> None:
    holder[step] = _odd(draw)


def _add(draw: st.DrawFn, holder: Any, step: Any) -> None:
    """More than was promised: a key and a number among it."""
    if isinstance(holder[step], dict):
        holder[step] |= {"_new": _odd(draw), "api_key": KEY, "_phone": STRANGER}
    elif isinstance(holder[step], list):
        holder[step].append(_odd(draw))


def _wrap(draw: st.DrawFn, holder: Any, step: Any) -> None:
    holder[step] = [holder[step]] if draw(st.booleans()) else {"data": holder[step]}


def _empty(draw: st.DrawFn, holder: Any, step: Any) -> None:
    holder[step] = type(holder[step])()


def _repeat(draw: st.DrawFn, holder: Any, step: Any) -> None:
    if isinstance(holder[step], list):
        holder[step] *= 3


def _stringify(draw: st.DrawFn, holder: Any, step: Any) -> None:
    if not isinstance(holder[step], list | dict):
        holder[step] = str(holder[step])


_EDITS: Final = {
    "add": _add,
    "drop": _drop,
    "empty": _empty,
    "repeat": _repeat,
    "replace": _replace,
    "stringify": _stringify,
    "wrap": _wrap,
}


@st.composite
def relabelled(draw: st.DrawFn, answer: Any) -> Any:
    """The answer with other words about itself, around the same contents."""
    if not isinstance(answer, dict):
        return answer
    told = {
        "http_code": draw(st.sampled_from((*STATUSES, *ODD, "401", "4e2", 404.0))),
        "response_code": draw(st.sampled_from(CODES)),
        "response_msg": draw(st.sampled_from((f"Sorry, {KEY}", None, 7, []))),
    }
    names = draw(st.sets(st.sampled_from(sorted(told)), min_size=1))
    if draw(st.booleans()):
        told["data"] = draw(
            st.sampled_from((None, [], {}, {KEY: KEY}, {"to": ["bad", KEY]}, KEY))
        )
        names |= {"data"}
    return {**answer, **{name: told[name] for name in names}}


@st.composite
def mangled(draw: st.DrawFn, body: bytes) -> bytes:
    """The bytes of an answer, broken as bytes."""
    where = draw(st.integers(0, len(body)))
    return draw(
        st.sampled_from(
            (
                body[:where],
                body[where:],
                body[:where] + b"\xff" + body[where:],
                body[:where] + b"\x00" + body[where + 1 :],
                b"",
                b"\xef\xbb\xbf" + body,
                body.decode().encode("utf-16"),
                body + b"}",
                body + body,
                b"<!doctype html><title>Sorry</title>",
                b"null",
                b"[]",
                b'"ok"',
                b"{}",
                b"[" * 200_000,
                gzip.compress(body),
                zlib.compress(body)[:-4],
            )
        )
    )


@st.composite
def heads(draw: st.DrawFn) -> tuple[int, tuple[tuple[str, str], ...]]:
    """A status and headers, mostly as they should be."""
    status = 200
    if draw(st.integers(0, 3)) == 0:
        status = draw(st.sampled_from([code for code in STATUSES if 100 < code < 1000]))
    names = draw(st.sets(st.sampled_from(sorted(HEADERS)), max_size=2))
    headers = {name: draw(st.sampled_from(HEADERS[name])) for name in sorted(names)}
    return status, tuple({"Content-Type": "application/json", **headers}.items())


redirects = st.tuples(
    st.sampled_from((301, 302, 303, 307, 308)),
    st.sampled_from(HEADERS["Location"]).map(lambda place: (("Location", place),)),
)


@st.composite
def spoiled(draw: st.DrawFn, answer: Any) -> Spoiled:
    """An answer that something has happened to."""
    tree = answer
    how = draw(st.integers(0, 9))
    if how < 6:
        tree = draw(edited(answer))
    elif how < 8:
        tree = draw(relabelled(answer))
    body = encoded(tree)
    if how == 8 or draw(st.integers(0, 9)) == 0:
        body = draw(mangled(body))
    status, headers = (200, ()) if how < 5 else draw(redirects if how == 9 else heads())
    return Spoiled(status, headers, body, repr(body[:400]))


def enlarged(answer: Any, *, how: int) -> bytes:
    """The answer with a body of 10 MB: before, behind, within, or all of it."""
    body, long = encoded(answer), "x" * TEN_MB
    return (
        b" " * TEN_MB + body,
        body + b"\n" * TEN_MB,
        body[:-1] + f', "_new": "{long}"}}'.encode(),
        encoded(_with_long_text(answer, long)),
        b"[" + b"0,        " * (TEN_MB // 10) + b"{}]",
        b"{" * TEN_MB,
    )[how]


def _with_long_text(answer: Any, long: str) -> Any:
    """The first text inside ``data``, or of the whole, grown."""
    tree = {"root": deepcopy(answer)}
    places = [place for place in paths(tree) if isinstance(_holder(tree, place), dict)]
    for place in reversed(places):
        if place and isinstance(_holder(tree, place)[place[-1]], str):
            _holder(tree, place)[place[-1]] = long
            break
    return tree["root"]
