"""From a cell or a typed field to the digits that would be dialled.

Undoes what keyboards, word processors and spreadsheets do to numbers, and
refuses what only looks like one. Letters are refused here because the phone
library would turn them into keypad digits.
"""

import re
import unicodedata
from dataclasses import dataclass

from clicksendhub.lib.phone.values import Code, Shortfall


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What would be dialled, and what had to be mended to see it."""

    dialled: str
    text: str
    slip: Code | None = None
    extension: str = ""

    @property
    def has_bracketed_zero(self) -> bool:
        """A trunk zero in brackets, as in +61 (0)412 or +61 (02), is no slip."""
        return "(0" in self.text.replace(" ", "")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why nothing can be dialled, with a text to try instead if there is one."""

    code: Code
    suggestion: str = ""
    shortfall: Shortfall | None = None
    region: str | None = None
    """The country that its own country code names."""


_SIMPLE = re.compile(r"\+?[0-9][0-9 ()-]{5,18}[0-9]").fullmatch
_SEPARATORS = str.maketrans("", "", " ().-/~\t\n[]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\u2043]")
_FORMULA = re.compile(r'=?"([^"]*)"').fullmatch
_QUOTES = "'`\u2018\u2019"
_LABEL = re.compile(
    r"(?:telephone|tel|mobile|mob|cell|phone|ph|fax)\b[.:]?|[tmpf]\s*:", re.IGNORECASE
)
_EXTENSION = re.compile(
    r"[\s,;]*(?:;ext=|\bext(?:ension)?\b[.:]?|(?<=[\d\s])x|#)\s*(\d{1,6})$",
    re.IGNORECASE,
)
_DECIMALS = re.compile(r"(\+?\d{6,15})[.,]0+").fullmatch
_EXPONENT = re.compile(r"\+?(\d+)(?:[.,](\d*))?[eE]\+?(\d{1,2})").fullmatch
_GROUPED = re.compile(r"\+?\d{1,3}(?:,\d{3})+").fullmatch
_BETWEEN = re.compile(r"[;,|/&\n\r]|\bor\b|\band\b|(?<=\d)\s*(?=\+)", re.IGNORECASE)
_PLUS_SLIP = re.compile(r"(?:\+{2,}|0\s*\++)\s*(?=\(?[0-9])")
_DIALLED = re.compile(r"\+?[0-9]+").fullmatch
_FEWEST_DIGITS = 3
_FEWEST_DIGITS_OF_ONE = 7


def clean(raw: str) -> Cleaned | Unreadable:
    """The digits of one number, or why there are none."""
    if _SIMPLE(raw):
        return Cleaned(raw.translate(_SEPARATORS), raw)
    text = _peeled(_plain(raw))
    if not text:
        return Unreadable(Code.MISSING)
    if len(digits_of(text)) < _FEWEST_DIGITS or not digits_of(text).strip("0"):
        return _too_few_digits(text)
    return _from_spreadsheet(text) or _from_writing(text)


def digits_of(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _too_few_digits(text: str) -> Unreadable:
    """Emergency numbers such as 000 have digits enough to be called short."""
    is_short = text.isdecimal() and len(text) >= _FEWEST_DIGITS
    return Unreadable(Code.SHORT_NUMBER if is_short else Code.NOT_A_NUMBER)


def _plain(raw: str) -> str:
    """One form for each digit, space and dash; nothing that cannot be seen."""
    text = unicodedata.normalize("NFKC", raw)
    if not text.isascii():
        text = _DASHES.sub("-", "".join(map(_plain_character, text)))
    return text.strip()


def _plain_character(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Cf":
        return ""
    return " " if category == "Zs" else char


def _peeled(text: str) -> str:
    """Without the marks by which a spreadsheet is told that a cell is text."""
    if found := _FORMULA(text):
        text = found.group(1)
    return text.lstrip(_QUOTES).rstrip(_QUOTES + ",;").strip()


def _from_spreadsheet(text: str) -> Cleaned | Unreadable | None:
    if found := _DECIMALS(text):
        return Cleaned(found.group(1), text, Code.SPREADSHEET)
    if _GROUPED(text):
        return Cleaned(text.replace(",", ""), text, Code.GROUPED)
    if found := _EXPONENT(text):
        whole, fraction, exponent = found.group(1), found.group(2) or "", found.group(3)
        if len(fraction) != int(exponent):
            return Unreadable(Code.DIGITS_LOST)
        return Cleaned(whole + fraction, text, Code.SPREADSHEET)
    return None


def _from_writing(text: str) -> Cleaned | Unreadable:
    if several := _numbers_between(text):
        return Unreadable(Code.SEVERAL, "\n".join(several))
    text = _without_label(text)
    extension = ""
    if found := _EXTENSION.search(text):
        text, extension = text[: found.start()].strip(), found.group(1)
    if any(map(str.isalpha, text)):
        return Unreadable(Code.LETTERS, text)
    mended = _PLUS_SLIP.sub("+", text, count=1) if _PLUS_SLIP.match(text) else text
    dialled = mended.translate(_SEPARATORS)
    if not _DIALLED(dialled):
        return Unreadable(Code.NOT_A_NUMBER)
    slip = Code.STRAY_PLUS if mended != text else None
    return Cleaned(dialled, mended, slip, extension)


def _without_label(text: str) -> str:
    found = _LABEL.match(text)
    return text[found.end() :].strip() if found else text


def _numbers_between(text: str) -> list[str]:
    """The numbers of a text that holds two or more, each as it was written."""
    pieces = [piece.strip() for piece in _BETWEEN.split(text)]
    long_enough = [p for p in pieces if len(digits_of(p)) >= _FEWEST_DIGITS_OF_ONE]
    return long_enough if len(long_enough) > 1 else []
