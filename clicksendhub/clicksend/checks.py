"""Checks that several resources make of a request before it leaves.

Each raises RequestRefused, and none repeats what a person typed.
"""

import re
from datetime import datetime
from enum import Enum
from typing import Final
from urllib.parse import SplitResult, urlsplit

from .errors import RequestRefused

MIN_LIMIT: Final = 15
MAX_LIMIT: Final = 100
NOT_A_COUNTRY: Final = "is not a code of two capital letters"

_MESSAGE_ID: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
_NUMBER: Final = re.compile(r"\+?[0-9]{3,20}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_NOT_IN_A_URL: Final = re.compile(r"[\x00-\x20\x7f-\xa0\\\ud800-\udfff]|\s")
_FILENAME: Final = re.compile(r"[A-Za-z0-9_-]{1,100}\.[A-Za-z0-9]{1,8}")


def page_params(page: int, *, limit: int) -> dict[str, str]:
    """The two parameters of every list that comes in pages."""
    if page < 1 or not MIN_LIMIT <= limit <= MAX_LIMIT:
        why = f"page {page}, limit {limit}: pages count from 1, of 15 to 100 rows"
        raise RequestRefused(why)
    return {"page": str(page), "limit": str(limit)}


def aware(when: datetime) -> datetime:
    """A time that names its zone."""
    if when.tzinfo is None:
        raise RequestRefused("a time without a zone says nothing to ClickSend")
    return when


def checked_number(number: str) -> str:
    """Digits alone: a comma or colon would begin another condition of the search."""
    if not _NUMBER.fullmatch(number):
        raise RequestRefused("a look-up by number needs digits, with or without +")
    return number


def checked_id(message_id: str) -> str:
    """An empty or odd id would name another address of the API."""
    if not _MESSAGE_ID.fullmatch(message_id):
        raise RequestRefused("a message id has letters, digits and hyphens")
    return message_id


def whole_id(found: int, *, what: str) -> int:
    """Ids count from 1; 0 stands for what could not be read of an answer."""
    if not is_id(found):
        raise RequestRefused(f"a {what} has a whole number from 1 as its id")
    return found


def is_id(found: object) -> bool:
    """A whole number from 1; not True, and not its digits as text."""
    return type(found) is int and found > 0


def refused(name: str, why: str) -> RequestRefused:
    """The error for one field of a request, named in our words."""
    return RequestRefused(f"{name} {why}", fields={name: why})


def check_word(word: object, words: type[Enum], *, name: str) -> None:
    """One of the words that the API knows."""
    if word not in [known.value for known in words]:
        raise refused(name, "is not one of the words that ClickSend knows")


def checked_push_url(url: str) -> str:
    """Where a test goes: an address, or "poll" for the list of what is unread."""
    return url if url == "poll" else checked_url(url, name="url")


def check_country(code: str, *, name: str = "country") -> None:
    """Nothing, or a code of two capital letters."""
    if not may_be_country(code):
        raise refused(name, NOT_A_COUNTRY)


def may_be_country(code: str) -> bool:
    """True for nothing, and for a code of two capital letters."""
    return not code or _COUNTRY.fullmatch(code) is not None


def checked_url(url: str, *, name: str = "file_url") -> str:
    """An address that ClickSend can fetch from or push to."""
    if _NOT_IN_A_URL.search(url):
        raise refused(name, "has spaces or signs that no address has")
    parts = _split(url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise refused(name, "is not an http or https address")
    if not parts.netloc.isascii():
        raise refused(name, "has a host with letters beyond a to z: write it in xn--")
    if "@" in parts.netloc:
        raise refused(name, "has a user or a password in it")
    return url


def _split(url: str) -> SplitResult | None:
    """The parts of an address with a port that exists, if any."""
    try:
        parts = urlsplit(url)
        return None if parts.port == 0 else parts
    except ValueError:
        return None


def checked_filename(filename: str) -> str:
    """A plain name with an ending, such as ``tenants.csv``."""
    if not _FILENAME.fullmatch(filename):
        raise refused("filename", "has letters, digits, - and _, and an ending")
    return filename
