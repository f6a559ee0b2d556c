"""Spoken messages as ClickSend writes them: the JSON of a send, rows, languages."""

from typing import Final

from .envelope import JsonObject
from .parse import decimal, flag, integer, moment, rest, text
from .requests import filled
from .voice_types import SpokenMessage, VoiceLanguage, VoiceRow

_KEYS: Final = frozenset(
    {"custom_string", "status", "message_id", "to", "to_type", "body", "from", "lang"}
    | {"voice", "country", "carrier", "message_parts", "message_price", "date_added"}
    | {"date", "schedule", "require_input", "machine_detection", "list_id", "user_id"}
    | {"subaccount_id", "digits", "machine_detected", "status_code", "status_text"}
)
_LANGUAGE_KEYS: Final = frozenset({"code", "country", "gender"})


def spoken_json(message: SpokenMessage) -> JsonObject:
    """One message of a send; what is empty is left to ClickSend."""
    return filled(
        {
            "to": message.to,
            "list_id": message.list_id,
            "body": message.body,
            "lang": message.language,
            "voice": str(message.voice),
            "custom_string": message.reference,
            "country": message.country,
            "require_input": int(message.asks_for_key),
            "machine_detection": int(message.detects_machine),
            "source": message.source,
        }
    )


def voice_row(entry: JsonObject) -> VoiceRow:
    """A send's answer and a row of history; each lacks columns of the other."""
    get = entry.get
    return VoiceRow(
        reference=text(get("custom_string")),
        status=text(get("status")),
        message_id=text(get("message_id")),
        to=text(get("to")),
        to_type=text(get("to_type")),
        body=text(get("body")),
        sender=text(get("from")),
        language=text(get("lang")),
        voice=text(get("voice")),
        country=text(get("country")),
        carrier=text(get("carrier")),
        parts=integer(get("message_parts")),
        price=decimal(get("message_price")),
        date=moment(get("date_added")) or moment(get("date")),
        scheduled_at=moment(get("schedule")),
        asks_for_key=flag(get("require_input")),
        detects_machine=flag(get("machine_detection")),
        list_id=integer(get("list_id")),
        user_id=integer(get("user_id")),
        subaccount_id=integer(get("subaccount_id")),
        digits=text(get("digits")),
        met_machine=flag(get("machine_detected")),
        status_code=integer(get("status_code")),
        status_text=text(get("status_text")),
        extra=rest(entry, _KEYS),
    )


def voice_language(entry: JsonObject) -> VoiceLanguage:
    """One language; its gender is one word or several."""
    gender = entry.get("gender")
    words = gender if isinstance(gender, list) else [gender]
    return VoiceLanguage(
        code=text(entry.get("code")),
        country=text(entry.get("country")),
        voices=tuple(word.lower() for word in map(text, words) if word),
        extra=rest(entry, _LANGUAGE_KEYS),
    )
