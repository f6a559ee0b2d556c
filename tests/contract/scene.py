"""What the calls of the client name, made in the sandbox when a call first asks."""

import time
from functools import cached_property
from itertools import count
from typing import Any

import httpx

from clicksendhub.sandbox.server import Running
from tests.sandbox.files import pdf, picture
from tests.sandbox.support import client, text

USER = "rehearsal"
KEY = "5A7E19C4-FAKE-KEY0-9D31-B2C8F6041D7E"
NUMBER = "+61491570156"
FAX_NUMBER = "+61291112222"
A_DAY = 86_400
_NUMBERS = count()
ADDRESS = {
    "address_name": "Office",
    "address_line_1": "2 Example St",
    "address_city": "Perth",
    "address_state": "WA",
    "address_postal_code": "6000",
    "address_country": "AU",
}
POLLED: dict[str, Any] = {
    "rule_name": "ours",
    "action": "POLL",
    "action_address": "poll",
    "enabled": 1,
}
_FOR_RECEIPTS = {"match_type": 0}
_FOR_REPLIES = {
    "dedicated_number": "*",
    "message_search_type": 0,
    "message_search_term": "",
}
RULES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "inbound_rules": ("sms/inbound", "inbound_rule_id", _FOR_REPLIES),
    "fax_inbound_rules": ("fax/inbound", "inbound_rule_id", {"dedicated_number": "*"}),
    "receipt_rules": ("sms/receipts", "receipt_rule_id", _FOR_RECEIPTS),
    "voice_receipt_rules": ("voice/receipts", "receipt_rule_id", _FOR_RECEIPTS),
    "fax_receipt_rules": ("fax/receipts", "receipt_rule_id", _FOR_RECEIPTS),
}


class Scene:
    """Lists, messages, rules and files of one account, each made once."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._rules: dict[str, int] = {}

    @cached_property
    def list_id(self) -> int:
        return int(self._made("/lists", {"list_name": "Tenants"})["list_id"])

    @cached_property
    def other_list_id(self) -> int:
        return int(self._made("/lists", {"list_name": "Owners"})["list_id"])

    @cached_property
    def contact_id(self) -> int:
        fields = {"phone_number": NUMBER, "first_name": "Ada", "last_name": "Ng"}
        return int(self._made(f"/lists/{self.list_id}/contacts", fields)["contact_id"])

    @cached_property
    def template_id(self) -> int:
        fields = {"template_name": "Moved", "body": "Court 3 moved"}
        return int(self._made("/sms/templates", fields)["template_id"])

    @cached_property
    def return_address_id(self) -> int:
        return int(self._made("/post/return-addresses", ADDRESS)["return_address_id"])

    @cached_property
    def opt_out_list_id(self) -> int:
        with self._api() as api:
            lists = api.get("/lists").json()["data"]["data"]
        return int(lists[0]["list_id"])

    def rule_id(self, kind: str) -> int:
        """A rule of one kind that keeps what it hears to be asked for."""
        if kind not in self._rules:
            path, named, fields = RULES[kind]
            made = self._made(f"/automations/{path}", POLLED | fields)
            self._rules[kind] = int(made[named])
        return self._rules[kind]

    @cached_property
    def text_id(self) -> str:
        """A text that was sent, and its receipt waits to be read."""
        self.rule_id("receipt_rules")
        sent = self._sent("/sms/send", messages=[text(NUMBER)])
        self._running.settle()
        return sent

    @cached_property
    def later_text_id(self) -> str:
        return self._sent("/sms/send", messages=[text(NUMBER, schedule=_tomorrow())])

    @cached_property
    def mms_id(self) -> str:
        message = text(NUMBER, subject="Gate")
        return self._sent("/mms/send", media_file=self.picture, messages=[message])

    @cached_property
    def later_mms_id(self) -> str:
        message = text(NUMBER, subject="Gate", schedule=_tomorrow())
        return self._sent("/mms/send", media_file=self.picture, messages=[message])

    @cached_property
    def call_id(self) -> str:
        """A call that was made, and its receipt waits to be read."""
        self.rule_id("voice_receipt_rules")
        message = text(NUMBER, voice="female", lang="en-au")
        sent = self._sent("/voice/send", messages=[message])
        self._running.settle()
        return sent

    @cached_property
    def later_call_id(self) -> str:
        message = text(NUMBER, voice="female", lang="en-au", schedule=_tomorrow())
        return self._sent("/voice/send", messages=[message])

    @cached_property
    def fax_id(self) -> str:
        """A fax that was sent, and its receipt waits to be read."""
        self.rule_id("fax_receipt_rules")
        message = {"to": FAX_NUMBER, "custom_string": "fx-1"}
        sent = self._sent("/fax/send", file_url=self.document, messages=[message])
        self._running.settle()
        return sent

    @cached_property
    def letter_id(self) -> str:
        person = ADDRESS | {"return_address_id": self.return_address_id}
        made = self._made(
            "/post/letters/send",
            {
                "file_url": self.document,
                "colour": 0,
                "duplex": 0,
                "recipients": [person],
            },
        )
        return str(made["recipients"][0]["message_id"])

    @cached_property
    def postcard_id(self) -> str:
        person = ADDRESS | {"return_address_id": self.return_address_id}
        body = {"file_urls": [self.card], "recipients": [person]}
        made = self._made("/post/postcards/send", body)
        return str(made["recipients"][0]["message_id"])

    @cached_property
    def reply_id(self) -> str:
        self.rule_id("inbound_rules")
        reply = self._running.reply(sender=NUMBER, body="Yes", in_reply_to=self.text_id)
        self._running.settle()
        return reply

    @cached_property
    def answered_text_id(self) -> str:
        _ = self.reply_id
        return self.text_id

    @cached_property
    def document(self) -> str:
        return self._uploaded("fax", pdf())

    @cached_property
    def picture(self) -> str:
        return self._uploaded("mms", picture("JPEG"))

    @cached_property
    def card(self) -> str:
        return self._uploaded("postcard", pdf(2))

    @cached_property
    def table(self) -> str:
        return self._uploaded("csv", b"+61491570157,Bo,Ng\n")

    @cached_property
    def issue_id(self) -> int:
        fields = {
            "message_id": self.text_id,
            "type": "SMS",
            "description": "Not arrived",
            "email_address": "ada@example.com",
        }
        return int(self._made("/delivery-issues", fields)["issue_id"])

    @cached_property
    def number_on_offer(self) -> str:
        with self._api() as api:
            offers = api.get("/numbers/search/AU").json()["data"]["data"]
        return str(offers[0]["dedicated_number"])

    @cached_property
    def rented_number(self) -> str:
        with self._api() as api:
            assert api.post(f"/numbers/buy/{self.number_on_offer}").is_success
        return self.number_on_offer

    @cached_property
    def verification_id(self) -> str:
        """The proof, not given yet, that a number is the customer's own."""
        fields = {"phone_number": NUMBER, "label": "Office", "country": "AU"}
        return str(self._bare("POST", "/own-numbers/verifications", fields)["id"])

    @cached_property
    def own_number_id(self) -> str:
        _ = self.verification_id
        return str(self._bare("GET", "/own-numbers")["own_numbers"][0]["id"])

    @cached_property
    def alpha_tag_id(self) -> str:
        fields = {"alpha_tag": "COURTS", "countries": ["NZ"]}
        return str(self._bare("POST", "/alpha-tags", fields)["id"])

    @cached_property
    def invoice_number(self) -> str:
        with self._api() as api:
            payments = api.get("/recharge/transactions").json()["data"]["data"]
        return str(payments[0]["invoice_number"])

    @cached_property
    def subaccount_id(self) -> int:
        fields = {
            "api_username": self.new_username(),
            "password": "Long-enough-1",
            "email": "desk@example.com",
            "phone_number": NUMBER,
            "first_name": "Front",
            "last_name": "Desk",
        }
        return int(self._made("/subaccounts", fields)["subaccount_id"])

    def new_username(self) -> str:
        """A name that no account has yet: they outlive a reset."""
        return f"desk-{next(_NUMBERS)}"

    @cached_property
    def full_list_id(self) -> int:
        """A list with somebody on it."""
        _ = self.contact_id
        return self.list_id

    def _uploaded(self, use: str, content: bytes) -> str:
        with self._api() as api:
            files = {"file": ("file", content)}
            answer = api.post("/uploads", params={"convert": use}, files=files)
        return str(answer.json()["data"]["_url"])

    def _sent(self, path: str, **body: Any) -> str:
        (message,) = self._made(path, body)["messages"]
        assert message["status"] == "SUCCESS"
        return str(message["message_id"])

    def _made(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        with self._api() as api:
            found: dict[str, Any] = api.post(path, json=body).json()["data"]
        return found

    def _bare(
        self, method: str, path: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """An answer without the envelope."""
        with self._api() as api:
            answer = api.request(method, path, json=body)
        assert answer.is_success
        found: dict[str, Any] = answer.json()
        return found

    def _api(self) -> httpx.Client:
        return client(self._running.base_url, auth=(USER, KEY))


def _tomorrow() -> int:
    return int(time.time()) + A_DAY
