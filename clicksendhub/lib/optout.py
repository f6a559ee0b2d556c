"""What a reply means for being written to: stop, start again, help, or neither.

The fifth answer, unclear, is for a person: the reply may be an opt-out in its
own words, and marketing waits until somebody has read it. Only a plain word
opts out by itself. Words that people also use for other things (cancel, end)
count only with nothing but courtesy beside them: “cancel my 3pm appointment”
is a question for a person, “cancel please” is not.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache


class Meaning(StrEnum):
    """What the sender of a reply wants to happen to later messages."""

    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    HELP = "help"
    UNCLEAR = "unclear"
    NONE = "none"


Words = tuple[str, ...]

PLAIN_WORDS = (
    "stop",
    "unsubscribe",
    "opt out",
    "revoke",
    "stop all",
    "stopall",
    "optout",
    "arret",  # French Canada
    "stopp",  # Germany
    "стоп",  # Russian and Ukrainian speakers
)
"""Nobody writes these first for another reason."""

EVERYDAY_WORDS = (
    "quit",
    "end",
    "cancel",
    "remove",
    "td",  # French Canada
    "baja",  # Spain
    "sair",  # Portugal
    "parar",  # Portugal
)
"""These opt out alone or with courtesy; with anything else a person decides."""

OPT_IN_WORDS = ("start", "unstop")
HELP_WORDS = ("help", "info")

_WORD = re.compile(r"[^\W_]+")
_COURTESY = frozenset(
    _WORD.findall(
        "please pls plz thanks thank you now me my this these all any more it from the "
        "text texts txt txts message messages messaging texting sms marketing "
        "subscription immediately today s il vous plait svp merci bitte danke "
        "por favor gracias obrigado"
    )
)
_LONGEST_OPT_OUT = 4

_HINTS = re.compile(
    r"\b(?:no more|(?:do not|dont|never) (?:text|message|contact|call|send|write)"
    r"|take me off|leave me alone|off (?:your|the|this) list|not consent)\b"
)
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")


def classify(text: str, *, extra_words: Iterable[str] = ()) -> Meaning:
    """Read a reply; `extra_words` are further plain opt-out words of an account."""
    words = _words(text)
    plain = _phrases(PLAIN_WORDS) + _phrases(tuple(extra_words))
    everyday = _phrases(EVERYDAY_WORDS)
    if _opts_out(words, plain, everyday):
        return Meaning.OPT_OUT
    if _mentions(words, plain + everyday) or _HINTS.search(" ".join(words)):
        return Meaning.UNCLEAR
    if _is_only(words, _phrases(OPT_IN_WORDS)):
        return Meaning.OPT_IN
    return Meaning.HELP if _is_only(words, _phrases(HELP_WORDS)) else Meaning.NONE


def _opts_out(words: Words, plain: list[Words], everyday: list[Words]) -> bool:
    if _is_repeated(words, plain + everyday) or _is_only(words, everyday):
        return True
    return len(words) <= _LONGEST_OPT_OUT and _first(words, plain) is not None


def _first(words: Words, phrases: list[Words]) -> Words | None:
    """The phrase that the words begin with."""
    return next((p for p in phrases if p and words[: len(p)] == p), None)


def _is_only(words: Words, phrases: list[Words]) -> bool:
    """A phrase, and beside it nothing but courtesy, in few words."""
    phrase = _first(words, phrases)
    if phrase is None or len(words) > _LONGEST_OPT_OUT:
        return False
    return _COURTESY.issuperset(words[len(phrase) :])


def _is_repeated(words: Words, phrases: list[Words]) -> bool:
    """“STOP STOP STOP STOP STOP” is one word said loudly."""
    return len(set(words)) == 1 and words[:1] in phrases


def _mentions(words: Words, phrases: list[Words]) -> bool:
    said = f" {' '.join(words)} "
    return any(phrase and f" {' '.join(phrase)} " in said for phrase in phrases)


@cache  # every reply is read by the same words
def _phrases(words: tuple[str, ...]) -> list[Words]:
    return [_words(word) for word in words]


def _words(text: str) -> Words:
    """Lower-case words without accents, punctuation and emoji.

    A word with an apostrophe stays one; single letters in a row become one.
    """
    bare = text.casefold() if text.isascii() else _without_accents(text)
    words = tuple(_WORD.findall(_APOSTROPHES.sub("", bare)))
    is_spelled_out = len(words) > 1 and all(len(word) == 1 for word in words)
    return ("".join(words),) if is_spelled_out else words


def _without_accents(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(
        char for char in folded if unicodedata.category(char) not in {"Mn", "Cf"}
    )
