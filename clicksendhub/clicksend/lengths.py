"""How long a text is in the count of the network: the GSM alphabet, or Unicode."""

from collections.abc import Iterable
from typing import Final

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION: Final = frozenset("\f^{}\\[~]|€")
_GSM: Final = _BASIC | _EXTENSION
_GSM_ALONE: Final = 160
_GSM_PART: Final = 153
_UNICODE_ALONE: Final = 70
_UNICODE_PART: Final = 67


def is_gsm(text: str) -> bool:
    """True without any sign that makes the whole text Unicode."""
    return _GSM.issuperset(text)


def sms_parts(text: str) -> int:
    """The parts that a text goes in; none splits an escaped sign or an emoji."""
    if is_gsm(text):
        widths = [1 + (sign in _EXTENSION) for sign in text]
        alone, part = _GSM_ALONE, _GSM_PART
    else:
        widths = [1 + (sign > "\uffff") for sign in text]
        alone, part = _UNICODE_ALONE, _UNICODE_PART
    return 1 if sum(widths) <= alone else _parts(widths, part)


def units(text: str) -> int:
    """The length in Unicode: an emoji takes two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _parts(widths: Iterable[int], room: int) -> int:
    parts, used = 1, 0
    for width in widths:
        used += width
        if used > room:
            parts, used = parts + 1, width
    return parts
