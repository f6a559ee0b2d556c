"""The rows of what goes by post, and of the files that go with it."""

from __future__ import annotations

from .table import ADDRESS, ENVELOPE, Action, In, Out, currency, outs, totals

ROW = "data.recipients[]"
BACK = f"{ROW}._return_address"
_OWN = "our reference; the connector sends none"


def _recipient() -> tuple[In, ...]:
    address = (
        In(
            f"recipients[].{name}",
            f"PostRecipient.address.{ours}",
            f"ledger.details.address.{name}",
        )
        for name, ours in ADDRESS.items()
    )
    return (
        *address,
        In(
            "recipients[].return_address_id",
            "PostRecipient.return_address_id",
            "ledger.details.return_address.return_address_id",
        ),
        In(
            "recipients[].custom_string",
            "PostRecipient.reference",
            "ledger.reference",
            _OWN,
        ),
    )


def _return_address(kind: str) -> tuple[Out, ...]:
    ids = {"return_address_id": "return_address_id", "user_id": "user_id"}
    parts = {name: f"address.{ours}" for name, ours in ADDRESS.items()}
    return outs(BACK, f"{kind}.return_address", ids | parts)


def _printed(kind: str) -> tuple[Out, ...]:
    """What letters and postcards tell alike of each recipient."""
    fields = {
        "user_id": "user_id",
        "subaccount_id": "subaccount_id",
        "message_id": "message_id",
        **{name: f"address.{ours}" for name, ours in ADDRESS.items()},
        "return_address_id": "return_address_id",
        "post_price": "price",
        "date_added": "date",
        "status": "status",
        "_file_url": "file_url",
        "_api_username": "username",
    }
    return (*outs(ROW, kind, fields), *_return_address(kind))


SEND_LETTER = Action(
    name="Send Letter",
    slug="send-letter",
    call="POST /post/letters/send",
    client="letters.send",
    ins=(
        In("file_url", "Letter.file_url", "ledger.details.url"),
        In("colour", "Letter.is_colour", "ledger.details.colour"),
        In("duplex", "Letter.is_duplex", "ledger.details.duplex"),
        In("template_used", "Letter.has_address_space", "ledger.details.template_used"),
        In("priority_post", "Letter.is_priority", "ledger.details.priority_post"),
        In("source", "Letter.source", "ledger.details.source", "with `.rest.v3`"),
        *_recipient(),
    ),
    outs=(
        *ENVELOPE,
        *totals("BatchAnswer"),
        *_printed("LetterRow"),
        *outs(
            ROW,
            "LetterRow",
            {
                "custom_string": "reference",
                "source": "source",
                "colour": "is_colour",
                "duplex": "is_duplex",
                "post_pages": "pages",
                "priority_post": "is_priority",
            },
        ),
        *currency("BatchAnswer"),
    ),
)

SEND_POSTCARD = Action(
    name="Send Postcard",
    slug="send-postcard",
    call="POST /post/postcards/send",
    client="postcards.send",
    ins=(
        In(
            "file_urls",
            "postcards.send(file_urls)",
            "documents.content",
            "both sides, fetched and kept",
        ),
        *_recipient(),
    ),
    outs=(
        *ENVELOPE,
        *totals("BatchAnswer"),
        *_printed("PostcardRow"),
        Out(f"{ROW}.schedule", "PostcardRow.scheduled_at"),
        *currency("BatchAnswer"),
    ),
)

CONVERT = Action(
    name="Convert Media File Format",
    slug="convert-media-file-format",
    call="POST /uploads",
    client="uploads.convert",
    ins=(
        In(
            "convert",
            "uploads.convert(to)",
            "uploads.kind",
            "as the kind of file that it becomes",
        ),
        In(
            "content",
            "uploads.convert(content)",
            "uploads.content",
            "a file that needs no change, byte for byte",
        ),
    ),
    outs=(
        *ENVELOPE,
        *outs(
            "data",
            "Upload",
            {
                "upload_id": "upload_id",
                "file_name": "file_name",
                "date_added": "added_at",
                "date_delete": "expires_at",
                "user_id": "user_id",
                "_url": "url",
            },
        ),
    ),
)

POST = (CONVERT, SEND_LETTER, SEND_POSTCARD)
