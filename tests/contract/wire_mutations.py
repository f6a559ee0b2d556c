"""Ways in which the bytes of an answer go wrong, from its first line to its last."""

import re
from typing import Final

from hypothesis import strategies as st

from tests.contract.mutations import Spoiled

WORDS_ON_THE_WIRE: Final = (
    *(b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 204 No Content\r\n\r\n", b"HTTP/9 OK"),
    *(b"HTTP/1.1 100 Continue\r\n\r\n" * 50, b"220 mail.example ESMTP\r\n", b"\x00"),
    *(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", b"HTTP/1.1 1000 Odd\r\n\r\n"),
    *(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", b"\r\n" * 9_000),
    *(
        b"HTTP/1.1 502 Bad Gateway\r\n\r\n<html>",
        b"HTTP/1.1 200 OK\r\n" + b"a:b\r\n" * 9,
    ),
)
SWAPS: Final = (
    (b"Content-Length: ", b"Content-Length: 9"),
    (b"Content-Length: ", b"Content-Length: -"),
    (b"Content-Length: ", b"Content-Length: 1\r\nContent-Length: "),
    (b"Content-Length", b"X-Length"),
    (b"Content-Length", b"Transfer-Encoding: chunked\r\nX-Length"),
    (b"Content-Type: application/json", b"Content-Type: text/html\r\nX: \xff\xfe"),
    (b"Content-Type", b"Content-Encoding: gzip\r\nContent-Type"),
    (b"Content-Type", b"Content-Encoding: deflate, gzip, bananas\r\nContent-Type"),
    (b"Content-Type", b"Set-Cookie: \xff=\xff\r\nContent-Type"),
    (b"Content-Type", b"Content Type"),
    (b"HTTP/1.1 200 OK", b"HTTP/1.1 301 Moved\r\nLocation: http://["),
    (b"HTTP/1.1 200 OK", b"HTTP/1.1 503 Busy\r\nRetry-After: \xb2"),
    (b"HTTP/1.1 200 OK", b"HTTP/1.1 499 Gone"),
    (b"HTTP/1.1 200 OK", b"HTTP/1.1 200 " + b"K" * 9_000),
    (b"HTTP/1.1 200 OK", b"HTTP/1.1 200"),
    (b"HTTP/1.1", b"HTTP/1.0"),
    (b"HTTP/1.1", b"HTTP/2"),
    (b"\r\n", b"\n"),
    (b"\r\n\r\n", b"\r\n"),
    (b'"http_code":200', b'"http_code":"2e2"'),
    (b'"data"', b'"date"'),
    (b'"messages"', b'"message"'),
    (b"[", b"{"),
    (b'"', b"'"),
)


PLACES: Final = st.tuples(
    st.sampled_from(("cut", "flip", "insert", "swap", "word")), st.integers(0, 4095)
)
"""What happens to the bytes of an answer, and where."""


def spoil_bytes(answer: bytes, how: str, where: int) -> bytes:
    """An answer with its bytes, head and body, changed in one place."""
    here = where % len(answer)
    if how == "cut":
        return answer[:here]
    if how == "flip":
        return answer[:here] + bytes([answer[here] ^ 0x20]) + answer[here + 1 :]
    if how == "insert":
        return answer[:here] + b"\xff\x00\r\n" + answer[here:]
    if how == "swap":
        return answer.replace(*SWAPS[where % len(SWAPS)])
    return WORDS_ON_THE_WIRE[where % len(WORDS_ON_THE_WIRE)]


def as_arrived(answer: bytes) -> Spoiled:
    """What the bytes of an answer say, as far as they say anything."""
    found = re.match(rb"HTTP/1\.[01] ([0-9]{3})[ \r\n]", answer)
    _, _, body = answer.partition(b"\r\n\r\n")
    return Spoiled(int(found[1]) if found else 0, (), body, repr(answer[:400]))
