"""How many parts a text is sent and charged in, and what would make it cheaper.

Counts as handsets join parts: neither an escape pair nor a surrogate pair is
ever split, so a part may end one unit early and plain division is too low.
`static/js/lib/segments.js` mirrors this module; one table tests both.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from messaging.gsm import BASIC, EXTENSION, INVISIBLE, twin_of


class Encoding(StrEnum):
    """How a text travels: GSM septets, UTF-16 units, or not at all."""

    GSM = "gsm"
    UCS2 = "ucs2"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PartLimits:
    """Units that fit into a text of one part, and into each of several."""

    alone: int
    joined: int


LIMITS = {
    Encoding.GSM: PartLimits(alone=160, joined=153),
    Encoding.UCS2: PartLimits(alone=70, joined=67),
}


class UnsendableText(ValueError):
    """The text holds a character that no message can carry."""

    def __init__(self, *, position: int, code_point: int) -> None:
        self.position = position
        self.code_point = code_point
        super().__init__(
            f"Character {position + 1} (U+{code_point:04X}) cannot be sent. Remove it."
        )


@dataclass(frozen=True, slots=True)
class DearCharacter:
    """A character that costs more than one unit, or the whole text its alphabet.

    In a Unicode text these are the characters that made it so; in a GSM text
    the ones that count twice.
    """

    text: str
    times: int
    twin: str | None

    @property
    def label(self) -> str:
        """The character as a person can read it: quoted, or named if unseen."""
        if self.text in INVISIBLE:
            return INVISIBLE[self.text]
        if self.text[0].isprintable():
            return f"“{self.text}”"
        return f"character U+{ord(self.text[0]):04X}"


@dataclass(frozen=True, slots=True)
class SegmentCount:
    """What a text weighs. `left` is what fits before one more part is needed."""

    text: str = field(repr=False)
    encoding: Encoding
    units: int
    parts: int
    left: int

    @property
    def characters(self) -> int:
        return len(self.text)

    @property
    def dear(self) -> tuple[DearCharacter, ...]:
        """Found only when asked for: most counting wants the parts alone."""
        if self.encoding is Encoding.UCS2:
            return _grouped(_DEAR.findall(self.text))
        return _grouped(_EXTENDED.findall(self.text))


@dataclass(frozen=True, slots=True)
class Replacement:
    """One character and the plain one that would stand in its place."""

    original: str
    twin: str
    times: int


@dataclass(frozen=True, slots=True)
class Saving:
    """A text in plain characters, and what that would save."""

    text: str
    replacements: tuple[Replacement, ...]
    parts_before: int
    parts_after: int

    @property
    def saved_parts(self) -> int:
        return max(0, self.parts_before - self.parts_after)

    @property
    def is_worthwhile(self) -> bool:
        return self.saved_parts > 0


_BASIC = re.escape(BASIC)
_GSM = _BASIC + re.escape(EXTENSION)
_IS_BASIC = re.compile(f"[{_BASIC}]*").fullmatch
_IS_GSM = re.compile(f"[{_GSM}]*").fullmatch
_EXTENDED = re.compile(f"[{re.escape(EXTENSION)}]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_ESCAPE = "\x1b"
_PAIR = _ESCAPE + "."
_UNSENDABLE = re.compile("[\x00\x1b\ud800-\udfff]")

# What a person sees as one: a base with its marks, emoji glued by joiners, a flag.
_MARKS = "[\u0300-\u036f\u20e3\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_DEAR = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    f"|[^{_GSM}]{_MARKS}(?:\u200d[\u2190-\U0010ffff]{_MARKS})*"
)
# Joiners that shape emoji, Persian or Indian words carry meaning and stay.
_SHAPED = "[\u0590-\u1fff\u2190-\U0010ffff]"
_EMPTY = re.compile(
    "[\u180e\u200b\u2060\ufeff]"
    f"|(?<!{_SHAPED})[\u200c\u200d]|[\u200c\u200d](?!{_SHAPED})"
)


def normalise(text: str) -> str:
    """The text as it is counted and sent: composed letters, one line end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def count(text: str) -> SegmentCount:
    """Weigh a text as it stands; `normalise` it first if it is to be sent so."""
    if _IS_BASIC(text):
        return _weigh(text, text, Encoding.GSM if text else Encoding.NONE)
    if _IS_GSM(text):
        return _weigh(text, _EXTENDED.sub(_PAIR, text), Encoding.GSM)
    if found := _UNSENDABLE.search(text):
        raise UnsendableText(position=found.start(), code_point=ord(found.group()))
    return _weigh(text, _ASTRAL.sub(_PAIR, text), Encoding.UCS2)


def limit_for(encoding: Encoding, max_parts: int) -> int:
    """The units that fit into so many parts, if no pair falls on a boundary."""
    limits = LIMITS.get(encoding, LIMITS[Encoding.GSM])
    return limits.alone if max_parts <= 1 else limits.joined * max_parts


def excess(text: str, max_parts: int) -> int:
    """How many characters to take from the end so that the text fits."""
    if count(text).parts <= max_parts:
        return 0
    fitting = bisect_right(
        range(len(text)), max_parts, key=lambda length: count(text[:length]).parts
    )
    return len(text) - (fitting - 1)


def cheaper_twin(text: str) -> Saving:
    """The text in plain characters where they say the same.

    If something remains that has no twin, the text stays Unicode and spelling
    is left alone: only characters that show nothing are dropped.
    """
    plain = _DEAR.sub(lambda found: _or_same(found.group()), text)
    if _IS_GSM(plain):
        swaps = [(piece, _or_same(piece)) for piece in _DEAR.findall(text)]
        return _saving(text, plain, swaps)
    swaps = [(piece, "") for piece in _EMPTY.findall(text)]
    return _saving(text, _EMPTY.sub("", text), swaps)


def _saving(text: str, plain: str, swaps: list[tuple[str, str]]) -> Saving:
    return Saving(
        text=plain,
        replacements=tuple(
            Replacement(original, twin, times)
            for (original, twin), times in Counter(swaps).items()
        ),
        parts_before=count(text).parts,
        parts_after=count(plain).parts,
    )


def _or_same(piece: str) -> str:
    twin = twin_of(piece)
    return piece if twin is None else twin


def _grouped(pieces: list[str]) -> tuple[DearCharacter, ...]:
    """Each piece once, in the order of its first appearance.

    What is in the alphabet and still dear counts twice: it has no cheaper twin.
    """
    return tuple(
        DearCharacter(piece, times, None if piece in EXTENSION else twin_of(piece))
        for piece, times in Counter(pieces).items()
    )


def _weigh(text: str, units: str, encoding: Encoding) -> SegmentCount:
    """Weigh a text given as one character a unit, where an escape opens a pair."""
    limits = LIMITS.get(encoding, LIMITS[Encoding.GSM])
    size = len(units)
    if size <= limits.alone:
        return SegmentCount(text, encoding, size, min(size, 1), limits.alone - size)
    parts, start = 0, 0
    while start < size:
        parts, end = parts + 1, start + limits.joined
        left = end - size
        start = end - 1 if units[end - 1 : end] == _ESCAPE else end
    return SegmentCount(text, encoding, size, parts, left)
