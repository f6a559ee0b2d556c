"""How people are told apart, sorted and searched: keys made of what is known of them.

Pure: services, imports and the sync derive the same columns from the same details.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from typing import Final

from contacts.values import Details

_SPACES: Final = re.compile(r"\s+")
_MARKS: Final = "Mn"
APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘`\u00b4"))
# Letters that no normal form takes apart, although readers see an accent on them.
LETTERS: Final = {
    **{ord(letter): plain for letter, plain in zip("øłđðħıŧ", "olddhit", strict=True)},
    ord("æ"): "ae",
    ord("œ"): "oe",
    ord("þ"): "th",
}
# An e-mail address may hold a tilde too, but its domain ends in letters.
_ORDINAL: Final = re.compile(r"~\d+\Z")
LONGEST_NAME_KEY: Final = 200
LONGEST_SEARCH: Final = 900
# A key has 270 characters: “mail:”, the address as its column holds it, “~”, a number.
LONGEST_MAIL_KEY: Final = 254


def fold(text: str) -> str:
    """Text as a search compares it: no case, accents or apostrophes, single spaces.

    “Zoë  O’Brien”, “zoe o'brien” and “zoe obrien” come out the same, and so do “Søren”
    and “soren”.
    """
    if text.isascii():
        return " ".join(text.lower().replace("'", "").split())
    apart = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).casefold())
    bare = "".join(char for char in apart if unicodedata.category(char) != _MARKS)
    plain = unicodedata.normalize("NFKC", bare.translate(LETTERS))
    return _SPACES.sub(" ", plain).strip()


def name_of(details: Details) -> str:
    """What a page calls them: their name, else whatever identifies them."""
    name = f"{details.first_name} {details.last_name}".strip()
    return (
        name
        or details.organisation
        or details.email
        or details.number
        or details.fax_number
        or details.line_1
        or "No name"
    )


def name_key_of(details: Details) -> str:
    """The folded name, by which lists are sorted and beginnings are found."""
    return fold(name_of(details))[:LONGEST_NAME_KEY]


def search_of(details: Details) -> str:
    """What a search looks through: name, organisation, e-mail and numbers, a line each.

    Numbers stand without their plus, so that digits alone find them.
    """
    lines = (
        fold(f"{details.first_name} {details.last_name}"),
        fold(details.organisation),
        fold(details.email),
        details.number[1:],
        details.fax_number[1:],
    )
    return "\n".join(filter(None, lines))[:LONGEST_SEARCH]


def key_of(details: Details) -> str:
    """What makes a person one of a list; the same key twice is the same person.

    The number where there is one, else e-mail, else fax, else name and address.
    """
    if details.number:
        return details.number
    if details.email:
        return f"mail:{_mail_key(details.email)}"
    if details.fax_number:
        return f"fax:{details.fax_number}"
    return f"post:{_address_digest(details)}"


def shared_key(key: str, ordinal: int) -> str:
    """The key of a further person with the same number, told apart on purpose."""
    return f"{key}~{ordinal}"


def base_key(key: str) -> str:
    """The key without what tells apart those who share it."""
    return _ORDINAL.sub("", key)


def free_key(key: str, is_taken: Callable[[str], bool]) -> str:
    """The key, or the first of a further person that nobody has."""
    wanted, ordinal = key, 1
    while is_taken(wanted):
        ordinal += 1
        wanted = shared_key(key, ordinal)
    return wanted


def _mail_key(email: str) -> str:
    """The folded address; folding doubles some letters, and a key has its length."""
    folded = email.casefold()
    if len(folded) <= LONGEST_MAIL_KEY:
        return folded
    return hashlib.sha256(folded.encode()).hexdigest()[:32]


def _address_digest(details: Details) -> str:
    told = (
        name_of(details),
        details.line_1,
        details.line_2,
        details.city,
        details.state,
        details.postal_code,
        details.country,
    )
    return hashlib.sha256("\n".join(map(fold, told)).encode()).hexdigest()[:32]
