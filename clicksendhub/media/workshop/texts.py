"""Reads plain text: UTF-8, UTF-16 with its mark, or Windows-1252."""

from __future__ import annotations

import codecs
import re
from typing import Final

from clicksendhub.media.workshop.words import refusal

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def decoded(content: bytes) -> str:
    """The text; ``Refused`` where these bytes are none."""
    text = _decoded(content)
    if text is None or _NO_TEXT.search(text):
        raise refusal("unsupported")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str | None:
    encodings = [name for mark, name in _MARKS if content.startswith(mark)]
    for encoding in encodings or ["utf-8", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
