"""What the tests of webhooks share: recorded bodies, changed where a test says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.test import Client
from django.utils import timezone

from clicksendhub.credentials.models import Account, Rule, RuleKind
from clicksendhub.credentials.tokens import mint
from clicksendhub.webhooks import settle
from clicksendhub.webhooks.models import Event

PAYLOADS = Path(__file__).resolve().parent.parent / "payloads"
FORM = "application/x-www-form-urlencoded"
PERSON = "+61491570156"
# What the recorded bodies are about.
INBOUND_ID = "D4126A59-1DF8-4E48-BF53-103D22FBBBFB"
ANSWERED_ID = "C6993A61-5A54-4427-A6EB-FE2BE8F80A48"
ANSWERED_REFERENCE = "8f14e45fceea467f9c1d4e2b7a6f5c3d"
RECEIPT_ID = "C3FE1D51-ADFE-42FA-9868-FAF8DE03C0F1"
RECEIPT_REFERENCE = "0cc175b9c0f1b6a831c399e269772661"


def recorded(name: str, **changes: str) -> str:
    """A recorded body; named fields are changed, wherever ClickSend repeats them."""
    body = (PAYLOADS / name).read_text(encoding="utf-8").strip()
    if not changes:
        return body
    fields = dict(parse_qsl(body, keep_blank_values=True)) | changes
    if "body" in changes:
        fields["message"] = changes["body"]
    return urlencode(fields)


@dataclass
class Hook:
    """An account with an address, and ClickSend’s way of calling it."""

    account: Account
    token: str
    client: Client

    def path(self, kind: str = "inbound") -> str:
        return f"/hooks/{self.token}/{kind}/"

    def push(self, body: str, *, kind: str = "inbound", type_: str = FORM) -> Any:
        """Post a body as it is."""
        return self.client.post(self.path(kind), body, content_type=type_)

    def reply(self, words: str = "Yes", *, number: str = PERSON, **more: str) -> Any:
        """Push a reply with these words; each has an id of its own unless told."""
        fields = {
            "body": words,
            "from": number,
            "message_id": f"IN-{Event.objects.count()}",
        }
        return self.push(recorded("inbound.form", **(fields | more)))

    def receipt(self, code: int = 201, **changes: str) -> Any:
        """Push one of the recorded receipts."""
        return self.push(recorded(f"receipt_{code}.form", **changes), kind="receipt")


def hook_for(account: Account) -> Hook:
    """A fresh address of an account, called by a client that enforces CSRF."""
    token = mint(account, "https://hub.example.com")
    return Hook(account, token, Client(enforce_csrf_checks=True))


def settle_all() -> int:
    """Settle what waits, also what was put off."""
    Event.objects.filter(state="new").update(due_at=timezone.now())
    return settle.settle_waiting()


def register_push(account: Account, *, clicksend_id: int = 1) -> Rule:
    """ClickSend pushes replies of this account."""
    return Rule.objects.create(
        account=account, kind=RuleKind.INBOUND_PUSH, clicksend_id=clicksend_id
    )
