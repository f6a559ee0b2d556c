"""The rows of what goes to numbers: texts, pictures, calls and faxes."""

from __future__ import annotations

from .table import ENVELOPE, Action, In, Out, currency, outs, totals

REFERENCE = "our reference, always"
TO_LIST = "in place of `to`"
SENDER = "the connector has no sender to set"
SOFTWARE = "hidden in the connector"

SEND_SMS = Action(
    name="Send SMS",
    slug="send-sms",
    call="POST /sms/send",
    client="sms.send",
    ins=(
        In("messages[].to", "Sms.to", "ledger.recipient"),
        In("messages[].body", "Sms.body", "ledger.body"),
        In("messages[].custom_string", "Sms.reference", "ledger.reference", REFERENCE),
        In("messages[].source", "Sms.source", "ledger.details.source", SOFTWARE),
        In("messages[].list_id", "Sms.list_id", "ledger.details.list_id", TO_LIST),
    ),
    outs=(
        *ENVELOPE,
        *totals("SendResult"),
        *outs(
            "data.messages[]",
            "SentSms",
            {
                "direction": "direction",
                "date": "date",
                "to": "to",
                "body": "body",
                "from": "sender",
                "message_id": "message_id",
                "message_parts": "parts",
                "message_price": "price",
                "from_email": "from_email",
                "list_id": "list_id",
                "custom_string": "reference",
                "contact_id": "contact_id",
                "user_id": "user_id",
                "subaccount_id": "subaccount_id",
                "country": "country",
                "carrier": "carrier",
                "status": "status",
            },
        ),
        *currency("SendResult"),
    ),
)

SEND_MMS = Action(
    name="Send MMS",
    slug="send-mms",
    call="POST /mms/send",
    client="mms.send",
    ins=(
        In("media_file", "mms.send(media_url)", "ledger.details.url"),
        In("messages[].to", "Mms.to", "ledger.recipient"),
        In("messages[].subject", "Mms.subject", "ledger.details.subject"),
        In("messages[].body", "Mms.body", "ledger.body"),
        In("messages[].custom_string", "Mms.reference", "ledger.reference", REFERENCE),
        In("messages[].from", "Mms.sender", "ledger.sender", SENDER),
        In("messages[].source", "Mms.source", "ledger.details.source", SOFTWARE),
        In("messages[].list_id", "Mms.list_id", "ledger.details.list_id", TO_LIST),
    ),
    outs=(
        *ENVELOPE,
        *totals("BatchAnswer"),
        *outs(
            "data.messages[]",
            "MmsRow",
            {
                "list_id": "list_id",
                "contact_id": "contact_id",
                "message_id": "message_id",
                "to": "to",
                "subject": "subject",
                "from": "sender",
                "body": "body",
                "country": "country",
                "custom_string": "reference",
                "message_parts": "parts",
                "message_price": "price",
                "_media_file_url": "media_url",
                "status": "status",
            },
        ),
    ),
)

SEND_VOICE = Action(
    name="Send Voice Message",
    slug="send-voice-message",
    call="POST /voice/send",
    client="voice.send",
    ins=(
        In("messages[].to", "SpokenMessage.to", "ledger.recipient"),
        In("messages[].body", "SpokenMessage.body", "ledger.body"),
        In("messages[].lang", "SpokenMessage.language", "ledger.details.lang"),
        In("messages[].voice", "SpokenMessage.voice", "ledger.details.voice"),
        In(
            "messages[].custom_string",
            "SpokenMessage.reference",
            "ledger.reference",
            REFERENCE,
        ),
        In(
            "messages[].require_input",
            "SpokenMessage.asks_for_key",
            "ledger.details.require_input",
        ),
        In(
            "messages[].machine_detection",
            "SpokenMessage.detects_machine",
            "ledger.details.machine_detection",
        ),
        In(
            "messages[].source",
            "SpokenMessage.source",
            "ledger.details.source",
            SOFTWARE,
        ),
        In(
            "messages[].list_id",
            "SpokenMessage.list_id",
            "ledger.details.list_id",
            TO_LIST,
        ),
    ),
    outs=(
        *ENVELOPE,
        *totals("BatchAnswer"),
        *outs(
            "data.messages[]",
            "VoiceRow",
            {
                "user_id": "user_id",
                "subaccount_id": "subaccount_id",
                "message_id": "message_id",
                "to": "to",
                "to_type": "to_type",
                "from": "sender",
                "voice": "voice",
                "lang": "language",
                "body": "body",
                "carrier": "carrier",
                "country": "country",
                "custom_string": "reference",
                "schedule": "scheduled_at",
                "message_parts": "parts",
                "message_price": "price",
                "date_added": "date",
                "require_input": "asks_for_key",
                "machine_detection": "detects_machine",
                "status": "status",
            },
        ),
        *currency("BatchAnswer"),
    ),
)

NOT_YET = "null in the answer to a send, filled in the history"
SEND_FAX = Action(
    name="Send Fax",
    slug="send-fax",
    call="POST /fax/send",
    client="fax.send",
    ins=(
        In("file_url", "fax.send(file_url)", "ledger.details.url"),
        In("messages[].to", "Fax.to", "ledger.recipient"),
        In("messages[].custom_string", "Fax.reference", "ledger.reference", REFERENCE),
        In("messages[].from", "Fax.sender", "ledger.sender", SENDER),
        In("messages[].source", "Fax.source", "ledger.details.source", SOFTWARE),
        In("messages[].list_id", "Fax.list_id", "ledger.details.list_id", TO_LIST),
    ),
    outs=(
        *ENVELOPE,
        *totals("BatchAnswer"),
        *outs(
            "data.messages[]",
            "FaxRow",
            {
                "user_id": "user_id",
                "subaccount_id": "subaccount_id",
                "list_id": "list_id",
                "message_id": "message_id",
                "to": "to",
                "from": "sender",
                "carrier": "carrier",
                "country": "country",
                "custom_string": "reference",
                "message_pages": "pages",
                "message_price": "price",
            },
        ),
        Out("data.messages[].status_code", "FaxRow.status_code", NOT_YET, True),
        Out("data.messages[].status_text", "FaxRow.status_text", NOT_YET, True),
        *outs(
            "data.messages[]",
            "FaxRow",
            {
                "date_added": "date",
                "from_email": "from_email",
                "_file_url": "file_url",
                "status": "status",
            },
        ),
        *currency("BatchAnswer"),
    ),
)

MESSAGES = (SEND_SMS, SEND_MMS, SEND_VOICE, SEND_FAX)
