"""Spoken texts: their languages and voices, and what is particular to a send."""

import math
from typing import Any

from clicksendhub.sandbox import sending
from clicksendhub.sandbox.channel import Batch, Channel, Raw, Verdict
from clicksendhub.sandbox.channel_prices import PRICES
from clicksendhub.sandbox.envelope import Answer, ok
from clicksendhub.sandbox.judge import line_sender
from clicksendhub.sandbox.reading import read_flag, read_text
from clicksendhub.sandbox.segments import GSM
from clicksendhub.sandbox.state import Call, Calls

DEFAULT_LANGUAGE = "en-us"
PART, UNICODE_PART, MOST_PARTS = 300, 150, 4
_EITHER, _FEMALE, _MALE = ("female", "male"), ("female",), ("male",)
LANGUAGES = {
    "en-us": ("United States", _EITHER),
    "en-au": ("Australia", _EITHER),
    "en-gb": ("United Kingdom", _EITHER),
    "en-gb-wls": ("Wales (English)", _EITHER),
    "cy-gb-wls": ("Wales (Welsh)", _EITHER),
    "de-de": ("Germany", _EITHER),
    "es-es": ("Spain", _EITHER),
    "es-us": ("United States (Spanish)", _EITHER),
    "fr-fr": ("France", _EITHER),
    "is-is": ("Iceland", _EITHER),
    "it-it": ("Italy", _EITHER),
    "da-dk": ("Denmark", _EITHER),
    "nl-nl": ("Netherlands", _EITHER),
    "pl-pl": ("Poland", _EITHER),
    "pt-br": ("Brazil", _EITHER),
    "ru-ru": ("Russia", _EITHER),
    "en-in": ("India", _FEMALE),
    "fr-ca": ("Canada (French)", _FEMALE),
    "nb-no": ("Norway", _FEMALE),
    "ro-ro": ("Romania", _FEMALE),
    "sv-se": ("Sweden", _FEMALE),
    "tr-tr": ("Turkey", _FEMALE),
    "pt-pt": ("Portugal", _MALE),
}
# How mobile numbers begin; where it cannot be told, a number counts as mobile.
_MOBILE = {
    "AU": ("4", "5"),
    "NZ": ("2",),
    "GB": ("7",),
    "IE": ("8",),
    "DE": ("15", "16", "17"),
    "FR": ("6", "7"),
    "ES": ("6", "7"),
    "SG": ("8", "9"),
}
_CALLING_CODES = {
    "AU": "61",
    "NZ": "64",
    "GB": "44",
    "IE": "353",
    "DE": "49",
    "FR": "33",
    "ES": "34",
    "SG": "65",
}


def list_languages(call: Call) -> Answer:
    """Answer `GET /voice/lang`; one voice is a text, two are a list."""
    return ok(
        [
            {
                "code": code,
                "country": country,
                "gender": list(voices) if len(voices) > 1 else voices[0],
            }
            for code, (country, voices) in LANGUAGES.items()
        ],
        "Here are the voice languages.",
    )


def _examine(verdict: Verdict, raw: Raw, batch: Batch) -> str:
    if not verdict.body.strip():
        return "EMPTY_MESSAGE"
    language = read_text(raw.get("lang")).lower() or DEFAULT_LANGUAGE
    voice = read_text(raw.get("voice")).lower()
    wants_machine = read_flag(raw.get("machine_detection")) or 0
    verdict.details |= {
        "lang": language,
        "voice": voice,
        "require_input": read_flag(raw.get("require_input")) or 0,
        "machine_detection": wants_machine,
        "machine_detected": int(wants_machine and verdict.fate.is_machine),
        "digits": "",
        "to_type": _type_of(verdict),
    }
    if language not in LANGUAGES:
        return "INVALID_LANG"
    return "" if voice in LANGUAGES[language][1] else "INVALID_VOICE"


def _type_of(verdict: Verdict) -> str:
    national = verdict.to.removeprefix("+" + _CALLING_CODES.get(verdict.country, ""))
    beginnings = _MOBILE.get(verdict.country)
    if beginnings is None or national.startswith(beginnings):
        return "mobile"
    return "landline"


def _measure(verdict: Verdict, batch: Batch) -> None:
    size = PART if frozenset(verdict.body) <= GSM else UNICODE_PART
    verdict.body = verdict.body[: size * MOST_PARTS]
    verdict.parts = math.ceil(len(verdict.body) / size)


def _show(verdict: Verdict, batch: Batch) -> dict[str, Any]:
    details = verdict.details
    return {
        "user_id": batch.user_id,
        "subaccount_id": batch.subaccount_id,
        "message_id": verdict.message_id,
        "to": verdict.to,
        "to_type": details["to_type"],
        "from": verdict.sender,
        "voice": details["voice"],
        "lang": details["lang"],
        "body": verdict.body,
        "carrier": verdict.carrier,
        "country": verdict.country,
        "custom_string": verdict.reference,
        "schedule": verdict.schedule,
        "message_parts": verdict.parts,
        "message_price": f"{verdict.price:.4f}",
        "date_added": int(batch.now),
        "require_input": details["require_input"],
        "machine_detection": details["machine_detection"],
        "status": verdict.status,
    }


VOICE = Channel(
    name="voice",
    prices=PRICES["voice"],
    examine=_examine,
    assign_sender=line_sender,
    measure=_measure,
    show=_show,
)
CALLS: Calls = (("GET", "/voice/lang", list_languages), *sending.calls_of(VOICE))
