"""Counting the parts of a text, and cutting it where the network would.

A part never splits an escape pair or a surrogate pair, so a joined part may carry
one unit less than it has room for.
"""

from functools import lru_cache

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENDED = frozenset("\f^{}\\[~]|€")
GSM = GSM_BASIC | GSM_EXTENDED

GSM_SINGLE, GSM_JOINED = 160, 153
UCS2_SINGLE, UCS2_JOINED = 70, 67


@lru_cache(maxsize=8192)
def measure(text: str, limit: int) -> tuple[str, int]:
    """Return the text as it would be sent, at most `limit` parts, and its parts."""
    letters = frozenset(text)
    if letters <= GSM_BASIC and len(text) <= GSM_SINGLE:
        return text, 1 if text else 0
    if letters <= GSM:
        widths = [2 if letter in GSM_EXTENDED else 1 for letter in text]
        return _cut(text, widths, single=GSM_SINGLE, joined=GSM_JOINED, limit=limit)
    widths = [2 if ord(letter) > 0xFFFF else 1 for letter in text]
    return _cut(text, widths, single=UCS2_SINGLE, joined=UCS2_JOINED, limit=limit)


def _cut(
    text: str, widths: list[int], *, single: int, joined: int, limit: int
) -> tuple[str, int]:
    if sum(widths) <= single:
        return text, 1 if text else 0
    parts, used = 1, 0
    for position, width in enumerate(widths):
        if used + width > joined:
            if parts == limit:
                return text[:position], parts
            parts, used = parts + 1, 0
        used += width
    return text, parts
