"""Countries, the numbers they own, and what one part of a text costs there.

Prices are invented but of a believable size, in Australian dollars.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

COUNTRIES_FILE = Path(__file__).with_name("countries.tsv")
LONGEST_CALLING_CODE = 3
SHORTEST_NUMBER, LONGEST_NUMBER = 8, 15


@dataclass(frozen=True, slots=True)
class Tariff:
    """What the sandbox knows of one country it sends to."""

    price: Decimal
    calling_code: str
    lengths: tuple[int, int]
    trunk: str
    carriers: tuple[str, ...]
    shared_sender: str


def _tariff(
    price: str,
    calling_code: str,
    lengths: tuple[int, int],
    trunk: str,
    carriers: str,
    sender: str,
) -> Tariff:
    return Tariff(
        Decimal(price), calling_code, lengths, trunk, tuple(carriers.split(",")), sender
    )


# No shared sender exists for the United States and Canada.
TARIFFS = {
    "AU": _tariff(
        "0.0792", "61", (9, 9), "0", "Telstra,Optus,Vodafone", "+61481070110"
    ),
    "NZ": _tariff(
        "0.1180", "64", (8, 10), "0", "One NZ,Spark,2degrees", "+64211070110"
    ),
    "GB": _tariff("0.0713", "44", (10, 10), "0", "EE,O2,Three", "+447481070110"),
    "US": _tariff("0.0213", "1", (10, 10), "1", "Verizon,AT&T,T-Mobile", ""),
    "CA": _tariff("0.0226", "1", (10, 10), "1", "Rogers,Bell,Telus", ""),
    "IE": _tariff("0.1054", "353", (7, 9), "0", "Vodafone,Three", "+353861070110"),
    "DE": _tariff(
        "0.1476", "49", (7, 13), "0", "Telekom,Vodafone,O2", "+4915110701100"
    ),
    "FR": _tariff("0.1098", "33", (9, 9), "0", "Orange,SFR", "+33611070110"),
    "ES": _tariff("0.1230", "34", (9, 9), "", "Movistar,Orange", "+34611070110"),
    "SG": _tariff("0.0651", "65", (8, 8), "", "Singtel,StarHub", "+6581070110"),
    "IN": _tariff("0.0583", "91", (10, 10), "0", "Airtel,Jio", "+919810701100"),
    "ZA": _tariff("0.0428", "27", (9, 9), "0", "Vodacom,MTN", "+27711070110"),
    "JP": _tariff("0.1312", "81", (9, 10), "0", "Docomo,KDDI", "+819010701100"),
    "CN": _tariff("0.0745", "86", (11, 11), "0", "China Mobile", "+8613810701100"),
}

_CANADIAN_AREAS = (
    "204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 "
    "437 438 450 460 468 474 506 514 519 548 579 581 584 587 604 613 639 647 672 683 "
    "705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942"
)
CANADIAN_AREAS = frozenset(_CANADIAN_AREAS.split())
CARIBBEAN_AREAS = {
    "242": "BS",
    "246": "BB",
    "345": "KY",
    "441": "BM",
    "658": "JM",
    "809": "DO",
    "829": "DO",
    "849": "DO",
    "868": "TT",
    "876": "JM",
}


@cache
def country_names() -> dict[str, str]:
    """Return every country by its two letters."""
    return {code: name for code, _, name in _country_rows()}


@cache
def _countries_by_calling_code() -> dict[str, str]:
    return {calling: code for code, calling, _ in _country_rows() if calling}


@cache
def _country_rows() -> tuple[tuple[str, str, str], ...]:
    lines = COUNTRIES_FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return tuple((code, calling, name) for code, calling, name in rows)


@dataclass(frozen=True, slots=True)
class Destination:
    """A number understood: E.164 and the country it belongs to."""

    number: str
    country: str

    @property
    def carrier(self) -> str:
        """Return a carrier of the country, always the same for one number."""
        tariff = TARIFFS.get(self.country)
        if tariff is None:
            return ""
        return tariff.carriers[int(self.number[-3:]) % len(tariff.carriers)]


def resolve(raw: str, default_country: str) -> Destination | None:
    """Read a number as the API would; None when it is not a number."""
    text = raw.translate(_PUNCTUATION)
    if text.startswith("00"):
        text = "+" + text[2:]
    if not text.startswith("+"):
        text = _with_calling_code(text, default_country)
    digits = text[1:]
    if not (digits.isascii() and digits.isdigit()):
        return None
    if not SHORTEST_NUMBER <= len(digits) <= LONGEST_NUMBER:
        return None
    country = _country_of(digits)
    if country is None or not _has_right_length(digits, country):
        return None
    return Destination("+" + digits, country)


_PUNCTUATION = str.maketrans("", "", " ()-./\u00a0")


def _with_calling_code(text: str, country: str) -> str:
    tariff = TARIFFS.get(country)
    if tariff is None:
        return text
    shortest, longest = tariff.lengths
    rest = text.removeprefix(tariff.calling_code)
    if rest != text and shortest <= len(rest) <= longest and len(text) > longest:
        return "+" + text
    return "+" + tariff.calling_code + text.removeprefix(tariff.trunk)


def _country_of(digits: str) -> str | None:
    if digits.startswith("1"):
        area = digits[1:4]
        return "CA" if area in CANADIAN_AREAS else CARIBBEAN_AREAS.get(area, "US")
    by_code = _countries_by_calling_code()
    for length in range(LONGEST_CALLING_CODE, 0, -1):
        country = by_code.get(digits[:length])
        if country:
            return country
    return None


def _has_right_length(digits: str, country: str) -> bool:
    tariff = TARIFFS.get(country)
    if tariff is None:
        return True
    shortest, longest = tariff.lengths
    return shortest <= len(digits) - len(tariff.calling_code) <= longest
