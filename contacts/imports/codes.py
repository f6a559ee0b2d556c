"""What can be the matter with a row: a title for a group of them, and what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from clicksendhub.lib.phone import Code as PhoneCode


class RowCode(StrEnum):
    """Causes beside those of ``lib.phone``."""

    RAGGED = "ragged"
    MISQUOTED = "misquoted"
    UNKEEPABLE = "unkeepable"
    SHEET_ERROR = "sheet_error"
    TEXT_TOO_LONG = "text_too_long"
    NOT_AN_EMAIL = "not_an_email"
    UNREACHABLE = "missing"
    DUPLICATE = "duplicate"
    SHARED = "shared"


class Words(NamedTuple):
    """How a group of rows is called, and what a person can do about it."""

    title: str
    hint: str


_CHECK = "They are taken as they were understood. Look at some of them."
_CORRECT = "Correct them here, or in the file."
_ANOTHER = "Give another number, or leave the rows out."

WORDS: Final[dict[str, Words]] = {
    RowCode.RAGGED: Words(
        "More cells than columns",
        "A comma inside a value may be missing its quotes. Correct the file.",
    ),
    RowCode.MISQUOTED: Words(
        "A quotation mark out of place",
        "Double it or take it away in the file, and bring it again.",
    ),
    RowCode.UNKEEPABLE: Words(
        "Characters that cannot be kept", "Save the file again as UTF-8, or type anew."
    ),
    RowCode.SHEET_ERROR: Words(
        "The spreadsheet has no value there",
        "Correct the formula in the spreadsheet, or type the value.",
    ),
    RowCode.TEXT_TOO_LONG: Words("Longer than the field", "Shorten the value."),
    RowCode.NOT_AN_EMAIL: Words("Not an e-mail address", _CORRECT),
    RowCode.UNREACHABLE: Words(
        "No way to reach them",
        "Give a number, an e-mail address, a fax number, or a street and a city.",
    ),
    RowCode.DUPLICATE: Words(
        "The same person twice in the file",
        "One row counts. Choose under Match whether it is the first or the last.",
    ),
    RowCode.SHARED: Words(
        "Several people in the list share the number",
        "The name tells whom a row is about. Write it as it is in the list.",
    ),
    PhoneCode.LOST_ZERO: Words("The first 0 was missing", _CHECK),
    PhoneCode.LOST_PLUS: Words("The + was missing", _CHECK),
    PhoneCode.EXTRA_ZERO: Words("A 0 after the country code", _CHECK),
    PhoneCode.FOREIGN_PREFIX: Words("Another country’s prefix for abroad", _CHECK),
    PhoneCode.STRAY_PLUS: Words("Something before the +", _CHECK),
    PhoneCode.SPREADSHEET: Words("Changed by a spreadsheet, and read back", _CHECK),
    PhoneCode.GROUPED: Words("Digits grouped with commas", _CHECK),
    PhoneCode.PERSONAL: Words(
        "Personal numbers, which forward to another", "Texts to them may cost more."
    ),
    PhoneCode.EXTENSION: Words(
        "Numbers with an extension", "An extension cannot be kept. Take it out."
    ),
    PhoneCode.NOT_A_NUMBER: Words("Not a phone number", _CORRECT),
    PhoneCode.LETTERS: Words("Letters in the number", "Write digits only."),
    PhoneCode.SEVERAL: Words(
        "More than one number in a cell", "Write each in a row of its own."
    ),
    PhoneCode.DIGITS_LOST: Words(
        "The file lost digits of the number",
        "Save the column as text in the spreadsheet, and bring the file again.",
    ),
    PhoneCode.SHORT_NUMBER: Words("Short or emergency numbers", _ANOTHER),
    PhoneCode.TOO_SHORT: Words("Too short for a number", "Add the missing digits."),
    PhoneCode.TOO_LONG: Words("Too long for a number", "Take out extra digits."),
    PhoneCode.NO_AREA_CODE: Words("No area code", "Write it in front of the number."),
    PhoneCode.NOT_IN_USE: Words("In a range that is not in use", "Check the digits."),
    PhoneCode.NOT_RECOGNISED: Words(
        "Not a number of that country",
        "Write numbers of other countries with + and the country code, or choose "
        "another country for short numbers under Match.",
    ),
    PhoneCode.AMBIGUOUS: Words("Two ways to read the number", "Write the right one."),
    PhoneCode.OLD_FORMAT: Words("Written in an old way", "Take out the extra digit."),
    PhoneCode.UNKNOWN_COUNTRY: Words(
        "No country has that code", "Check the digits after the +."
    ),
    PhoneCode.NO_COUNTRY: Words(
        "The number does not say its country",
        "Choose a country for short numbers under Match.",
    ),
    PhoneCode.FIXED_LINE: Words("A landline where none may be", _ANOTHER),
    PhoneCode.MOBILE_LINE: Words(
        "A mobile number as fax number", "Give a fax number, or leave it empty."
    ),
    PhoneCode.PREMIUM_RATE: Words("Premium-rate numbers", _ANOTHER),
    PhoneCode.SHARED_COST: Words("Shared-cost numbers", _ANOTHER),
    PhoneCode.TOLL_FREE: Words("Freephone numbers", _ANOTHER),
    PhoneCode.VOIP: Words("Internet phone numbers", _ANOTHER),
    PhoneCode.UNSUITABLE: Words("Special kinds of numbers", _ANOTHER),
}
_OTHER: Final = Words("Something is wrong", _CORRECT)


def words_of(code: str) -> Words:
    """What a page says of the rows with this code."""
    return WORDS.get(code, _OTHER)
