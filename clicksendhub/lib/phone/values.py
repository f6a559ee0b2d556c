"""What reading a phone number can come to: kinds, verdicts, reasons."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

TESTS_SPOKEN_TO = frozenset(
    {
        "+61411111111",
        "+61422222222",
        "+61433333333",
        "+61444444444",
        "+14055555555",
        "+14055555666",
        "+447777777777",
        "+8615555555555",
    }
)
TESTS_FAXED = frozenset({"+61261111111", "+61262222222", "+61263333333"})
"""ClickSend's own numbers: accepted, nothing sent, nothing charged."""


class Channel(StrEnum):
    """What a number is to be reached by."""

    SMS = "sms"
    MMS = "mms"
    VOICE = "voice"
    FAX = "fax"


class Kind(StrEnum):
    """What stands behind a number, as far as its range tells."""

    MOBILE = "mobile"
    FIXED = "fixed"
    EITHER = "either"
    PERSONAL = "personal"
    TOLL_FREE = "toll_free"
    SHARED_COST = "shared_cost"
    PREMIUM = "premium"
    VOIP = "voip"
    OTHER = "other"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """May it be sent to, may it with a look, or not at all."""

    ACCEPTED = "accepted"
    WARNED = "warned"
    REJECTED = "rejected"


class Code(StrEnum):
    """Why: one reason for each reading, the weightiest first."""

    FINE = "fine"
    TEST_NUMBER = "test_number"

    # Warned: read with a guess or a doubt that a person can check.
    LOST_ZERO = "lost_zero"
    LOST_PLUS = "lost_plus"
    EXTRA_ZERO = "extra_zero"
    FOREIGN_PREFIX = "foreign_prefix"
    STRAY_PLUS = "stray_plus"
    SPREADSHEET = "spreadsheet"
    GROUPED = "grouped"
    PERSONAL = "personal"

    # Warned for a call, rejected elsewhere.
    EXTENSION = "extension"

    # Rejected: nothing that could be dialled was found.
    MISSING = "missing"
    NOT_A_NUMBER = "not_a_number"
    LETTERS = "letters"
    SEVERAL = "several"
    DIGITS_LOST = "digits_lost"
    SHORT_NUMBER = "short_number"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NO_AREA_CODE = "no_area_code"
    NOT_IN_USE = "not_in_use"
    NOT_RECOGNISED = "not_recognised"
    AMBIGUOUS = "ambiguous"
    OLD_FORMAT = "old_format"
    UNKNOWN_COUNTRY = "unknown_country"
    NO_COUNTRY = "no_country"

    # Rejected: a good number that this channel does not reach.
    FIXED_LINE = "fixed_line"
    MOBILE_LINE = "mobile_line"
    PREMIUM_RATE = "premium_rate"
    SHARED_COST = "shared_cost"
    TOLL_FREE = "toll_free"
    VOIP = "voip"
    UNSUITABLE = "unsuitable"


class Shortfall(NamedTuple):
    """How many digits a number has, and how many it should have."""

    digits: int
    needed: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One number as it was read. `e164` is there only if it may be sent to.

    What was typed and what was read are personal and stay out of `repr`.
    """

    raw: str = field(repr=False)
    verdict: Verdict
    code: Code
    e164: str | None = field(default=None, repr=False)
    kind: Kind = Kind.UNKNOWN
    region: str | None = None
    suggestion: str = field(default="", repr=False)
    extension: str = field(default="", repr=False)
    shortfall: Shortfall | None = None

    @property
    def is_sendable(self) -> bool:
        return self.e164 is not None

    @property
    def needs_a_look(self) -> bool:
        return self.verdict is Verdict.WARNED


@dataclass(frozen=True, slots=True)
class RawNumber:
    """One number of a pasted box as typed, with its line and its place."""

    text: str = field(repr=False)
    line: int
    start: int
