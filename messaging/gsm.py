"""The GSM 03.38 alphabet (3GPP TS 23.038), and plain twins of other characters."""

import unicodedata
from functools import lru_cache

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""One septet each. Slot 0x1B is the escape and never text."""

EXTENSION = "\f^{}\\[~]|€"
"""Two septets each: the escape and a code."""

ALPHABET = frozenset(BASIC + EXTENSION)

INVISIBLE = {
    "\t": "tab",
    "\u00a0": "no-break space",
    "\u00ad": "soft hyphen",
    "\u180e": "invisible separator",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\u202f": "narrow no-break space",
    "\u2060": "word joiner",
    "\ufe0f": "emoji mark",
    "\ufeff": "byte order mark",
}
"""Names for what cannot be shown by printing it."""

_SAME_TWIN = {
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    "'": "\u2018\u2019\u201a\u201b\u02bc\u2032`\u00b4",
    '"': "\u201c\u201d\u201e\u201f\u2033",
    "...": "\u2026",
    " ": "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000",
    "\n": "\u2028\u2029\u0085",
    "": "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff",
    "L": "\u0141",
    "l": "\u0142",
    "D": "\u0110",
    "d": "\u0111",
    "i": "\u0131",
    "OE": "\u0152",
    "oe": "\u0153",
}
_TWINS = {char: twin for twin, chars in _SAME_TWIN.items() for char in chars}


def twin_of(piece: str) -> str | None:
    """The same in GSM characters, or None where nothing plain says the same.

    Emoji and other scripts have no twin: a question mark is not what was meant.
    """
    twins = [_twin_of_one(char) for char in piece]
    return None if None in twins else "".join(filter(None, twins))


@lru_cache(maxsize=4096)
def _twin_of_one(char: str) -> str | None:
    if char in ALPHABET:
        return char
    if char in _TWINS:
        return _TWINS[char]
    if "\u0300" <= char <= "\u036f":  # an accent left over after composing
        return ""
    if not unicodedata.category(char).startswith("L"):
        return None
    letters = "".join(
        part
        for part in unicodedata.normalize("NFKD", char)
        if not unicodedata.category(part).startswith("M")
    )
    return letters if letters and ALPHABET.issuperset(letters) else None
