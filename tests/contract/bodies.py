"""A good body for each call of the sandbox that takes one, and what its path names."""

import base64
from collections.abc import Callable, Mapping
from typing import Any

from clicksendhub.sandbox.api import ROUTES
from clicksendhub.sandbox.routes import Route
from tests.contract.scene import ADDRESS, FAX_NUMBER, NUMBER, POLLED, RULES, Scene
from tests.sandbox.files import page_of, pdf
from tests.sandbox.support import text

Body = Callable[[Scene], Any]

NOTHING: Body = lambda s: {}  # noqa: E731 - one of a table
TO_POLL: Body = lambda s: {"url": "poll"}  # noqa: E731 - one of a table
PAPER = base64.b64encode(page_of(["A. Person", "1 Example St", "Perth WA 6000"]))
CONTACT = {
    "phone_number": NUMBER,
    "first_name": "Ada",
    "last_name": "Ng",
    "email": "ada@example.com",
    "custom_1": "3b",
    "address_country": "AU",
}
SUBACCOUNT = {
    "password": "Long-enough-1",
    "email": "desk@example.com",
    "phone_number": NUMBER,
    "first_name": "Front",
    "last_name": "Desk",
    "access_users": 1,
    "notes": "Reception",
}


def _texts(scene: Scene) -> dict[str, Any]:
    return {
        "shorten_urls": False,
        "messages": [text(), text(), {"list_id": scene.full_list_id, "body": "Hi"}],
    }


def _pictures(scene: Scene) -> dict[str, Any]:
    message = text(subject="Gate", schedule=0)
    return {"media_file": scene.picture, "messages": [message]}


def _spoken(scene: Scene) -> dict[str, Any]:
    message = text(voice="female", lang="en-au", require_input=1, machine_detection=0)
    return {"messages": [message]}


def _faxes(scene: Scene) -> dict[str, Any]:
    message = {"to": FAX_NUMBER, "custom_string": "fx-1", "from_email": "a@b.example"}
    return {"file_url": scene.document, "messages": [message]}


def _person(scene: Scene) -> dict[str, Any]:
    return ADDRESS | {
        "return_address_id": scene.return_address_id,
        "custom_string": "lt-1",
        "schedule": 0,
    }


def _letters(scene: Scene) -> dict[str, Any]:
    return {
        "file_url": scene.document,
        "colour": 1,
        "duplex": 0,
        "priority_post": 0,
        "template_used": 0,
        "recipients": [_person(scene)],
    }


def _postcards(scene: Scene) -> dict[str, Any]:
    return {"file_urls": [scene.card], "recipients": [_person(scene)]}


def _import(scene: Scene) -> dict[str, Any]:
    fields = ["phone", "first_name", "last_name"]
    return {"file_url": scene.table, "field_order": fields}


def _issue(scene: Scene) -> dict[str, Any]:
    return {
        "message_id": scene.text_id,
        "type": "SMS",
        "description": "Not arrived",
        "email_address": "ada@example.com",
        "client_comments": "Sent at nine",
    }


def _rule(kind: str) -> Body:
    fields = POLLED | RULES[kind][2]
    return lambda s: dict(fields)


def _new_subaccount(scene: Scene) -> dict[str, Any]:
    return SUBACCOUNT | {"api_username": scene.new_username()}


def _both(path: str, body: Body) -> dict[str, Body]:
    """A body that makes a thing and changes it alike."""
    collection = path.rpartition("/")[0]
    return {f"POST {collection}": body, f"PUT {path}": body}


BODIES: dict[str, Body] = {
    "POST /sms/send": _texts,
    "POST /sms/price": _texts,
    "POST /mms/send": _pictures,
    "POST /mms/price": _pictures,
    "POST /voice/send": _spoken,
    "POST /voice/price": _spoken,
    "POST /fax/send": _faxes,
    "POST /fax/price": _faxes,
    "POST /post/letters/send": _letters,
    "POST /post/letters/price": _letters,
    "POST /post/postcards/send": _postcards,
    "POST /post/postcards/price": _postcards,
    "POST /post/letters/detect-address": lambda s: {"content": PAPER.decode()},
    "PUT /post/letters/{message_id}/cancel": NOTHING,
    "PUT /post/postcards/{message_id}/cancel": NOTHING,
    **_both("/post/return-addresses/{address_id}", lambda s: dict(ADDRESS)),
    **_both(
        "/sms/templates/{template_id}",
        lambda s: {"template_name": "Moved", "body": "Court 3 moved"},
    ),
    **{
        f"PUT /{channel}/{what}": body
        for channel in ("sms", "mms", "voice")
        for what, body in {
            "cancel-all": lambda s: {"custom_string": "job-1"},
            "{message_id}/cancel": NOTHING,
        }.items()
    },
    **{
        f"PUT /{channel}/receipts-read": lambda s: {"date_before": 1790000000}
        for channel in ("sms", "mms", "voice", "fax")
    },
    "POST /sms/receipts": TO_POLL,
    "POST /voice/receipts": TO_POLL,
    "POST /fax/receipts": TO_POLL,
    "POST /sms/inbound": lambda s: {"url": "poll", "webhook_type": "json"},
    "PUT /sms/inbound-read": lambda s: {"date_before": 1790000000},
    "PUT /sms/inbound-read/{message_id}": NOTHING,
    **_both("/automations/sms/inbound/{rule_id}", _rule("inbound_rules")),
    "POST /ms-flow/automations/sms/inbound": _rule("inbound_rules"),
    **_both("/automations/fax/inbound/{rule_id}", _rule("fax_inbound_rules")),
    **_both("/automations/sms/receipts/{rule_id}", _rule("receipt_rules")),
    **_both("/automations/voice/receipts/{rule_id}", _rule("voice_receipt_rules")),
    **_both("/automations/fax/receipts/{rule_id}", _rule("fax_receipt_rules")),
    **_both("/lists/{list_id}", lambda s: {"list_name": "Tenants"}),
    "PUT /lists/{list_id}/remove-duplicates": lambda s: {"fields": ["phone"]},
    "PUT /lists/{list_id}/remove-opted-out-contacts/{opt_out_list_id}": NOTHING,
    **_both("/lists/{list_id}/contacts/{contact_id}", lambda s: dict(CONTACT)),
    "PUT /lists/{list_id}/contacts/{contact_id}/{to}": NOTHING,
    "PUT /lists/{list_id}/contacts/{contact_id}/copy/{to}": NOTHING,
    "PUT /lists/{list_id}/contacts/{contact_id}/transfer/{to}": NOTHING,
    "POST /lists/{list_id}/import-csv-preview": lambda s: {"file_url": s.table},
    "POST /lists/{list_id}/import": _import,
    "POST /uploads": lambda s: {
        "convert": "fax",
        "content": base64.b64encode(pdf()).decode(),
    },
    "POST /user-countries": lambda s: {"country_list_ids": [13, 14]},
    "POST /user-countries/agree": NOTHING,
    "POST /alpha-tags": lambda s: {
        "alpha_tag": "COURTS",
        "countries": ["NZ"],
        "reason": "Ours",
        "businesses": [{"name": "Courts"}],
    },
    "POST /delivery-issues": _issue,
    "POST /numbers/buy/{number}": NOTHING,
    "POST /own-numbers/verifications": lambda s: {
        "phone_number": NUMBER,
        "label": "Office",
        "country": "AU",
    },
    "POST /own-numbers/verifications/{verification_id}/verify": lambda s: {
        "code": "471100",
        "phone_number": NUMBER,
        "country": "AU",
    },
    "PATCH /own-numbers/{own_number_id}": lambda s: {"label": "Desk"},
    "POST /subaccounts": _new_subaccount,
    "PUT /subaccounts/{subaccount_id}": lambda s: dict(SUBACCOUNT),
    "PUT /subaccounts/{subaccount_id}/regen-api-key": NOTHING,
}

MESSAGES: Mapping[str, Body] = {
    "/sms/{message_id}/cancel": lambda s: s.later_text_id,
    "/sms/inbound-read/{message_id}": lambda s: s.reply_id,
    "/sms/inbound/{message_id}": lambda s: s.answered_text_id,
    "/mms/{message_id}/cancel": lambda s: s.later_mms_id,
    "/mms/receipts/{message_id}": lambda s: s.mms_id,
    "/voice/{message_id}/cancel": lambda s: s.later_call_id,
    "/voice/receipts/{message_id}": lambda s: s.call_id,
    "/fax/receipts/{message_id}": lambda s: s.fax_id,
    "/post/letters/{message_id}/cancel": lambda s: s.letter_id,
    "/post/postcards/{message_id}/cancel": lambda s: s.postcard_id,
}
"""Which message a path means, where it is no text that was sent."""


def named(name: str, template: str, scene: Scene) -> str:
    """What stands in a path for a pair of braces."""
    if template in MESSAGES:
        return str(MESSAGES[template](scene))
    if name == "rule_id":
        path = template.removeprefix("/automations/").removesuffix("/{rule_id}")
        return str(
            scene.rule_id(next(k for k, rule in RULES.items() if rule[0] == path))
        )
    return str(NAMED[name](scene))


NAMED: Mapping[str, Body] = {
    "address_id": lambda s: s.return_address_id,
    "alpha_tag_id": lambda s: s.alpha_tag_id,
    "contact_id": lambda s: s.contact_id,
    "country": lambda s: "AU",
    "invoice_number": lambda s: s.invoice_number,
    "list_id": lambda s: s.list_id,
    "message_id": lambda s: s.text_id,
    "month": lambda s: 9,
    "number": lambda s: s.number_on_offer,
    "opt_out_list_id": lambda s: s.opt_out_list_id,
    "own_number_id": lambda s: s.own_number_id,
    "subaccount_id": lambda s: s.subaccount_id,
    "template_id": lambda s: s.template_id,
    "to": lambda s: s.other_list_id,
    "verification_id": lambda s: s.verification_id,
    "year": lambda s: 2026,
}
"""What stands in a path for each other pair of braces."""


def all_routes() -> list[tuple[str, str]]:
    """Method and template of every call that the sandbox answers."""
    routes: list[Route[Any]] = ROUTES.all()
    return [(method, route.template) for route in routes for method in route.methods]
