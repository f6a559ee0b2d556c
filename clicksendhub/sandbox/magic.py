"""Numbers whose last six digits, 555 and three more, decide what becomes of a message.

The three digits follow ClickSend's own codes where they can: 2xx arrives, 3xx is a
receipt's error, 4xx and 5xx refuse the message, 6xx answers, 7xx misbehaves.
"""

from dataclasses import dataclass
from functools import cache

MARK = "555"
DIGITS = 3

TEST_NUMBERS = frozenset(
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

FAX_TEST_NUMBERS = frozenset({"+61261111111", "+61262222222", "+61263333333"})

ERRORS = {
    1: "Message queued",
    3: "Sent to network",
    4: "Success: Message received on handset.",
    5: "Cancelled",
    7: "Unknown failure",
    8: "Unknown subscriber",
    9: "Unidentified subscriber",
    10: "Illegal subscriber",
    11: "Not supported",
    12: "Absent subscriber",
    13: "Handset memory full",
    14: "Network error or congestion",
    15: "Rejected",
    16: "Temporary failure, trying again",
    17: "Timed out",
    18: "Routing error",
    19: "Rejected as spam",
    20: "Receipt expired",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One receipt: its codes, and how long after the step before it."""

    status_code: int
    error_code: int | None
    after_seconds: float

    @property
    def text(self) -> str:
        """Return the words of the receipt."""
        if self.status_code == 201:
            return ERRORS[4]
        if self.status_code == 200:
            return "Success: Message sent to network."
        return "Temporary failure." if self.status_code == 300 else "Delivery failed."


SENT = Step(200, None, 1.0)
DELIVERED = Step(201, None, 2.0)


def _failed(error_code: int) -> Step:
    return Step(301, error_code, 2.0)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one message: its status in the answer, receipts, an answer."""

    code: str
    status: str = "SUCCESS"
    is_recorded: bool = True
    steps: tuple[Step, ...] = (SENT, DELIVERED)
    reply: str | None = None
    key: str = ""
    is_machine: bool = False
    meaning: str = "Delivered."


def _undelivered(error_code: int) -> Fate:
    return Fate(
        f"3{error_code:02}",
        steps=(SENT, _failed(error_code)),
        meaning=f"Not delivered: {ERRORS[error_code].lower()} (error {error_code}).",
    )


def _refused(code: str, status: str) -> Fate:
    return Fate(code, status, False, (), meaning=f"Refused: {status}.")


def _replies(code: str, text: str) -> Fate:
    return Fate(code, reply=text, meaning=f"Delivered, then answers “{text}”.")


def _presses(code: str, key: str) -> Fate:
    return Fate(
        code, key=key, meaning=f"Delivered; a call that asks for a key gets {key}."
    )


ORDINARY = Fate("")
TEST = Fate("test", steps=(), meaning="A free test number: nothing sent, no receipt.")
SILENT = Fate("000", steps=(), meaning="Sent; no receipt ever comes.")

_FATES = (
    SILENT,
    Fate("200", steps=(SENT,), meaning="Sent to the network; no final receipt."),
    Fate("201"),
    Fate(
        "300",
        steps=(SENT, Step(300, 16, 2.0), _failed(20)),
        meaning="Temporary failure, then not delivered (error 20).",
    ),
    Fate(
        "316",
        steps=(SENT, Step(300, 16, 2.0), DELIVERED),
        meaning="Temporary failure (error 16), then delivered.",
    ),
    *(_undelivered(code) for code in (5, *range(7, 16), 17, 18, 19, 20)),
    _refused("401", "INVALID_RECIPIENT"),
    _refused("402", "INSUFFICIENT_CREDIT"),
    _refused("403", "COUNTRY_NOT_ENABLED"),
    _refused("404", "INVALID_SENDER_ID"),
    _refused("405", "REGISTRATION_NEEDED"),
    _refused("406", "INVALID_SCHEDULE"),
    _refused("407", "ACCOUNT_NOT_ACTIVATED"),
    _refused("429", "THROTTLED"),
    _refused("500", "INTERNAL_ERROR"),
    Fate(
        "501",
        "SOMETHING_IS_WRONG",
        meaning="Answered SOMETHING_IS_WRONG, yet recorded, charged and delivered.",
    ),
    _refused("502", "A_WORD_NOBODY_KNOWS"),
    Fate(
        "503",
        "INTERNAL_ERROR",
        meaning="Answered INTERNAL_ERROR, yet recorded, charged and delivered.",
    ),
    _replies("601", "STOP"),
    _replies("602", "YES"),
    _replies("603", "Sorry, who is this?"),
    _replies("604", "please stop texting me"),
    _replies("605", "👍 see you at 9"),
    _replies("606", "START"),
    _presses("611", "1"),
    _presses("612", "2"),
    _presses("619", "9"),
    Fate(
        "620",
        is_machine=True,
        meaning="Delivered; a call that looks for a machine finds one.",
    ),
    Fate(
        "701",
        steps=(SENT, DELIVERED, Step(201, None, 0.5)),
        meaning="Delivered, with the last receipt twice.",
    ),
    Fate(
        "702",
        steps=(DELIVERED, SENT),
        meaning="Delivered; the first receipt comes last.",
    ),
    Fate(
        "703",
        steps=(SENT, _failed(12), DELIVERED),
        meaning="Not delivered (error 12), then delivered after all.",
    ),
    Fate(
        "704",
        steps=(SENT, DELIVERED, _failed(12)),
        meaning="Delivered, then a late receipt that says it was not.",
    ),
)
FATES = {fate.code: fate for fate in (ORDINARY, TEST, *_FATES)}


@cache
def table() -> tuple[tuple[str, str], ...]:
    """Return every magic ending with its meaning, for pages and documentation."""
    endings = sorted((fate.code, fate.meaning) for fate in _FATES)
    return tuple((MARK + code, meaning) for code, meaning in endings)


def fate_of(
    number: str,
    *,
    enabled: bool = True,
    test_numbers: frozenset[str] = TEST_NUMBERS,
) -> Fate:
    """Return what becomes of a message to this number."""
    if number in test_numbers:
        return TEST
    if not enabled or number[-6:-DIGITS] != MARK:
        return ORDINARY
    return FATES.get(number[-DIGITS:], ORDINARY)
