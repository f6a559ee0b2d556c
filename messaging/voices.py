"""Who can speak a call: languages with their voices, only in pairs that exist."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.cache import cache

from clicksendhub.clicksend import VOICES, ClickSendError
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.services import client_for
from clicksendhub.gate.calls import NotNow, counted
from clicksendhub.gate.models import Lane

Pairs = Mapping[str, tuple[str, ...]]

_ORDER = ("female", "male")
_KEPT_SECONDS = 24 * 3600
_AFTER_FAILURE_SECONDS = 300
_NAMES = {
    "en-us": "English (United States)",
    "en-au": "English (Australia)",
    "en-gb": "English (United Kingdom)",
    "en-gb-wls": "English (Wales)",
    "cy-gb-wls": "Welsh",
    "de-de": "German",
    "es-es": "Spanish (Spain)",
    "es-us": "Spanish (United States)",
    "fr-fr": "French (France)",
    "is-is": "Icelandic",
    "it-it": "Italian",
    "da-dk": "Danish",
    "nl-nl": "Dutch",
    "pl-pl": "Polish",
    "pt-br": "Portuguese (Brazil)",
    "ru-ru": "Russian",
    "en-in": "English (India)",
    "fr-ca": "French (Canada)",
    "nb-no": "Norwegian",
    "ro-ro": "Romanian",
    "sv-se": "Swedish",
    "tr-tr": "Turkish",
    "pt-pt": "Portuguese (Portugal)",
}
_SPEAKERS = {"female": "a woman’s voice", "male": "a man’s voice"}


def known_pairs() -> Pairs:
    """Every pair that the client takes, the languages by name."""
    return {
        code: tuple(voice for voice in _ORDER if voice in VOICES[code])
        for code in sorted(VOICES, key=name_of_language)
    }


def pairs_for(account: Account) -> Pairs:
    """The pairs that ClickSend speaks now, asked once a day; else all we know of."""
    key = f"voices:{account.environment}"
    spoken: Pairs | None = cache.get(key)
    if spoken is None:
        spoken, seconds = _ask(account)
        cache.set(key, spoken, seconds)
    return spoken


def default_pair(account: Account, pairs: Pairs) -> tuple[str, str]:
    """A voice of the account’s country, else an American one, else the first."""
    country = account.country.lower()
    wished = (f"en-{country}", f"{country}-{country}", "en-us", *pairs)
    ending = tuple(code for code in pairs if code.endswith(f"-{country}"))
    code = next(code for code in (wished[0], *ending, *wished[1:]) if code in pairs)
    return code, pairs[code][0]


def name_of_language(code: str) -> str:
    """“English (Australia)”; a code that we do not know stands for itself."""
    return _NAMES.get(code, code)


def name_of_voice(language: str, voice: str) -> str:
    """“English (Australia), a woman’s voice”."""
    return f"{name_of_language(language)}, {_SPEAKERS.get(voice, voice)}"


def _ask(account: Account) -> tuple[Pairs, int]:
    try:
        with client_for(account, quick=True) as client, counted(account, Lane.SINGLE):
            told = client.voice.languages()
    except (ClickSendError, NotNow):
        return known_pairs(), _AFTER_FAILURE_SECONDS
    offered = {language.code.lower(): language.voices for language in told}
    both = {
        code: tuple(voice for voice in voices if voice in offered.get(code, ()))
        for code, voices in known_pairs().items()
    }
    found = {code: voices for code, voices in both.items() if voices}
    if not found:
        return known_pairs(), _AFTER_FAILURE_SECONDS
    return found, _KEPT_SECONDS
