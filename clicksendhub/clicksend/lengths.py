"""How long a text is in the count of the network: the GSM alphabet, or Unicode."""

from typing import Final

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION: Final = frozenset("\f^{}\\[~]|€")
_GSM: Final = _BASIC | _EXTENSION


def is_gsm(text: str) -> bool:
    """True without any sign that makes the whole text Unicode."""
    return _GSM.issuperset(text)


def slots(text: str) -> int:
    """The places that a text takes: two for a sign of the GSM extension or an emoji."""
    if is_gsm(text):
        return len(text) + sum(sign in _EXTENSION for sign in text)
    return units(text)


def slots_with_breaks(text: str) -> int:
    """As ``slots``; a line break takes two, which is what the help centre says."""
    return slots(text) + text.count("\n") - text.count("\r\n")


def units(text: str) -> int:
    """The length in Unicode: an emoji takes two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
