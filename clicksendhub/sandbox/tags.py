"""The words of a state on the sandbox's pages, each with its tone."""

from html import escape
from sqlite3 import Row

from clicksendhub.sandbox.markup import Html

GOOD = frozenset({"Completed", "Delivered", "done"})
WAITING = frozenset({"Queued", "Scheduled", "Sent", "WaitApproval", "waiting", "taken"})
WAITING |= {"Queued:Stamped", "Waiting for production", "In production"}
BAD = frozenset({"Failed", "Not answered", "Undelivered", "given up"})
FIRST_ERROR = 400
# A receipt tells more than the word: a text that is sent is not there yet.
TONES_OF_RECEIPTS = {201: "good", 301: "bad"}
POST = frozenset({"letter", "postcard"})


def tag(word: str) -> Html:
    """Return the word of a state in its tone; a mark says the same without colour."""
    return tag_in(tone(word), word)


def tag_of_entry(row: Row) -> Html:
    """Return the state of an accepted message in the tone of its last receipt."""
    word, code = row["status"], row["status_code"]
    if row["channel"] in POST and word == "Sent":
        return tag_in("good", word)
    return tag_in(TONES_OF_RECEIPTS.get(code) or tone(word), word)


def tag_in(tone_name: str, word: str) -> Html:
    """Return the word of a state in a tone that is known already."""
    return Html(f'<span class="tag tag--{tone_name}">{escape(word)}</span>')


def tone(word: str) -> str:
    """Return how a state feels: good, waiting, bad, or none of them."""
    if word in GOOD:
        return "good"
    if word in WAITING:
        return "wait"
    # The API's words for a refusal are in capitals; an answer is its number.
    is_error = word.isdigit() and int(word) >= FIRST_ERROR
    if word in BAD or is_error or (word.isupper() and word != "SUCCESS"):
        return "bad"
    return "plain"
