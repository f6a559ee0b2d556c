"""Post as ClickSend writes it: the JSON of recipients, and what its answers hold."""

from typing import Final

from .address import ADDRESS_KEYS, address_json, read_address
from .envelope import JsonObject
from .parse import decimal, flag, integer, moment, rest, text
from .post_types import Letter, LetterRow, PostcardRow, PostRecipient, ReturnAddress
from .requests import filled

_RETURN_KEYS: Final = ADDRESS_KEYS | {"return_address_id", "user_id"}
_POSTCARD_KEYS: Final = _RETURN_KEYS | {
    *("custom_string", "status", "message_id", "_return_address", "post_price"),
    *("date_added", "schedule", "_file_url", "subaccount_id", "_api_username"),
}
_LETTER_KEYS: Final = _POSTCARD_KEYS | {
    *("colour", "duplex", "priority_post", "post_pages", "source"),
}


def letter_json(letter: Letter) -> dict[str, object]:
    """What is said of the letter itself, beside its recipients."""
    fields: dict[str, object] = {
        "file_url": letter.file_url,
        "colour": int(letter.is_colour),
        "duplex": int(letter.is_duplex),
        "priority_post": int(letter.is_priority),
        "template_used": int(letter.has_address_space),
    }
    return {**fields, "source": letter.source} if letter.source else fields


def recipient_json(recipient: PostRecipient) -> JsonObject:
    """One recipient; the address goes whole, with what is empty in it."""
    return {
        **address_json(recipient.address),
        "return_address_id": recipient.return_address_id,
        **filled({"custom_string": recipient.reference}),
    }


def return_address(entry: JsonObject) -> ReturnAddress:
    """A return address, alone or inside the answer about a letter."""
    return ReturnAddress(
        return_address_id=integer(entry.get("return_address_id")) or 0,
        address=read_address(entry),
        user_id=integer(entry.get("user_id")),
        extra=rest(entry, _RETURN_KEYS),
    )


def letter_row(entry: JsonObject) -> LetterRow:
    """A send's answer or a row of history."""
    get = entry.get
    return LetterRow(
        reference=text(get("custom_string")),
        status=text(get("status")),
        message_id=text(get("message_id")),
        address=read_address(entry),
        return_address_id=integer(get("return_address_id")),
        return_address=_joined_return_address(entry),
        is_colour=flag(get("colour")),
        is_duplex=flag(get("duplex")),
        is_priority=flag(get("priority_post")),
        pages=integer(get("post_pages")),
        price=decimal(get("post_price")),
        date=moment(get("date_added")),
        scheduled_at=moment(get("schedule")),
        file_url=text(get("_file_url")),
        source=text(get("source")),
        user_id=integer(get("user_id")),
        subaccount_id=integer(get("subaccount_id")),
        username=text(get("_api_username")),
        extra=rest(entry, _LETTER_KEYS),
    )


def postcard_row(entry: JsonObject) -> PostcardRow:
    """A send's answer or a row of history."""
    get = entry.get
    return PostcardRow(
        reference=text(get("custom_string")),
        status=text(get("status")),
        message_id=text(get("message_id")),
        address=read_address(entry),
        return_address_id=integer(get("return_address_id")),
        return_address=_joined_return_address(entry),
        price=decimal(get("post_price")),
        date=moment(get("date_added")),
        scheduled_at=moment(get("schedule")),
        file_url=text(get("_file_url")),
        user_id=integer(get("user_id")),
        subaccount_id=integer(get("subaccount_id")),
        username=text(get("_api_username")),
        extra=rest(entry, _POSTCARD_KEYS),
    )


def _joined_return_address(entry: JsonObject) -> ReturnAddress | None:
    found = entry.get("_return_address")
    return return_address(found) if isinstance(found, dict) and found else None
