"""The faults in plain words, in the families in which the page shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What a person calls a fault, and what it does."""

    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Family:
    """Faults that belong together."""

    name: str
    sentence: str
    faults: dict[str, Words]


FAMILIES = (
    Family(
        "Answers",
        "The call is taken, and the answer is lost, late or damaged.",
        {
            "hang_after": Words(
                "Accept, then say nothing",
                "The message is recorded and goes out; the hub never hears of it.",
            ),
            "hang_before": Words(
                "Drop the call and say nothing",
                "Nothing is recorded, and the hub never hears of it.",
            ),
            "late": Words(
                "Answer late", "All goes well, only the answer takes its time."
            ),
            "reset_after": Words(
                "Accept, then break the connection",
                "The message is recorded; the line is cut before the answer.",
            ),
            "broken_json": Words(
                "Send half of the answer",
                "The message is recorded; the answer ends in the middle.",
            ),
            "non_envelope": Words(
                "Answer in a wrong form",
                "The message is recorded; the answer is not in ClickSend’s form.",
            ),
            "partial": Words(
                "Spoil the list of messages",
                "Messages are recorded; the answer lacks some, or names strangers.",
            ),
            "digit_strings": Words(
                "Write numbers as text",
                "Prices and codes come as strings of digits.",
            ),
        },
    ),
    Family(
        "Errors and limits",
        "ClickSend is down, or says that there were too many calls.",
        {
            "error_before": Words(
                "Server error, nothing recorded",
                "The call is answered with an error and nothing goes out.",
            ),
            "error_after": Words(
                "Server error, yet recorded",
                "The message goes out, although the answer is an error.",
            ),
            "too_many": Words(
                "Too many calls",
                "Each call is answered 429, with a time to come again.",
            ),
            "rate_limit": Words(
                "Limit of calls",
                "So many calls are let through within a time; the rest get 429.",
            ),
        },
    ),
    Family(
        "History",
        "Where the hub looks when an answer was lost.",
        {
            "history_lag": Words(
                "History is behind", "A message shows in history only after a while."
            ),
            "history_down": Words(
                "History is down", "Each look into history is answered 500."
            ),
            "history_masked": Words(
                "History hides fields", "Numbers or words are blotted out in history."
            ),
        },
    ),
    Family(
        "Receipts",
        "What tells the hub that a message was delivered.",
        {
            "receipts_lost": Words("Receipts get lost", "No receipt is ever made."),
            "receipts_doubled": Words(
                "Receipts come twice", "The same receipt is handed out two times."
            ),
            "receipts_unordered": Words(
                "Receipts come in the wrong order",
                "The first receipt comes after the last.",
            ),
            "receipts_late": Words(
                "Receipts come late", "Each receipt is held back for a while."
            ),
        },
    ),
    Family(
        "Account",
        "The key, the rights and the money.",
        {
            "unauthorized": Words(
                "The key is refused", "Each call is answered 401, whatever the key."
            ),
            "forbidden": Words("The account may not", "Each call is answered 403."),
            "credit": Words(
                "Set the balance",
                "Gives every account this balance at once. Nothing stays switched on.",
            ),
        },
    ),
)
# What the paths that a fault strikes by itself stand for.
STRUCK = {
    "": "every call",
    "*/send": "every send",
    "*/history*": "every look into history",
}
WORDS = {kind: words for family in FAMILIES for kind, words in family.faults.items()}
