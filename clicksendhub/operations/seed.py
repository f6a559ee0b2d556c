"""Fills a new demo by doing what people would do: through the services and the sandbox.

Every step looks whether it was done before, so that an interrupted start goes on.
"""

from __future__ import annotations

import http.client
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings

from clicksendhub.credentials import services as credentials
from clicksendhub.credentials.models import (
    Account,
    Environment,
    Rule,
    RuleKind,
)
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.operations import demo
from clicksendhub.operations.seed_imports import make_import
from clicksendhub.operations.seed_lists import make_lists
from clicksendhub.people import services as people
from clicksendhub.people.links import make_link
from clicksendhub.people.models import LinkKind, User
from messaging.inbox import mark_read
from messaging.models import Conversation, Message, Reply, Send
from messaging.services import confirm_send, plan_send, quote_send, seal_of
from messaging.services.reply import write_reply

TIME_ZONE = "Australia/Perth"
PATIENCE_SECONDS = 60.0
SETTLED = frozenset({State.DELIVERED, State.UNDELIVERED})
_TOKENS = uuid.UUID("5e1f6f0c-6a0b-4d39-9a6f-0d7f6a6f4d10")


class NotFilled(Exception):
    """An example could not be made; the text says which."""


@dataclass(frozen=True, slots=True)
class ExampleSend:
    """One text of the demo; one phone of the reminder is switched off."""

    name: str
    author: str
    numbers: str
    body: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ExampleReply:
    """What one patient answers from the handset."""

    number: str
    body: str


SENDS = (
    ExampleSend(
        "reminder",
        author="mia@harbourphysio.example",
        numbers="0491 570 156\n0491 570 157\n0491 555 312",
        body="A reminder from Harbour Physio: your visit is on Thursday at 9:30 am. "
        "Reply YES to confirm, or call us on 08 5550 1234.",
        reference="Thursday reminders",
    ),
    ExampleSend(
        "change",
        author="tom@harbourphysio.example",
        numbers="0491 570 158",
        body="Harbour Physio: your visit moves from Tuesday 2 pm to Wednesday 10 am. "
        "Does that suit you?",
    ),
    ExampleSend(
        "thanks",
        author="mia@harbourphysio.example",
        numbers="0491 570 159",
        body="Thank you for your visit. Your exercises are at the front desk. "
        "Harbour Physio",
    ),
)
REPLIES = (
    ExampleReply("+61491570156", "YES"),
    ExampleReply("+61491570158", "Yes, Wednesday is fine"),
    ExampleReply("+61491570159", "STOP"),
    ExampleReply("+61491570157", "Could I come at 11 instead?"),
)
ANSWER = ("+61491570158", "Thank you. See you on Wednesday at 10 am. Tom")
# Read by somebody already; the last reply stays unread.
READ = ("+61491570156", "+61491570159")


def seed_demo(*, say: Callable[[str], None]) -> None:
    """Make the people, the account and the examples; nothing where that was done."""
    if demo.is_filled():
        return
    say("Filling the demo through the sandbox …")
    admin = make_admin()
    account = make_account(admin)
    make_members(account, admin)
    _wait_for("the rules at ClickSend", lambda: has_rules(account))
    make_sends(account)
    make_replies(account)
    read_and_answer(account)
    mia = User.objects.get(email="mia@harbourphysio.example")
    make_lists(account, by=mia)
    make_import(account, by=mia)
    demo.mark_filled()


def make_admin() -> User:
    """The hub admin, by the one-time link of a first start."""
    admin = demo.ADMIN
    if user := _user(admin.email):
        return user
    link, _token = make_link(LinkKind.FIRST_ADMIN)
    return people.admit_first_admin(
        link=link,
        email=admin.email,
        name=admin.name,
        password=_password(admin.email),
        time_zone=TIME_ZONE,
    )


def make_account(admin: User) -> Account:
    """The account in rehearsal, added by the hub admin as on the page."""
    present = Account.objects.present().filter(
        username=demo.USERNAME, environment=Environment.REHEARSAL
    )
    try:
        return present.first() or credentials.add_account(
            actor=admin,
            label="Harbour Physio",
            username=demo.USERNAME,
            api_key=demo.demo_secrets().sandbox_key,
            environment=Environment.REHEARSAL,
            country="AU",
            time_zone=TIME_ZONE,
        )
    except credentials.KeyFault as error:
        raise NotFilled(f"the sandbox did not take the account. {error}") from error


def make_members(account: Account, admin: User) -> None:
    """One person for each role, invited by the hub admin."""
    for person in demo.MEMBERS:
        if _user(person.email):
            continue
        link, _token = people.invite(
            actor=admin,
            email=person.email,
            name=person.name,
            hub_admin=False,
            roles={account.pk: person.role},
        )
        people.join(
            link=link,
            name=person.name,
            password=_password(person.email),
            time_zone=TIME_ZONE,
        )


def _user(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def _password(email: str) -> str:
    return demo.demo_secrets().passwords[email]


def has_rules(account: Account) -> bool:
    """True once ClickSend was told where to push replies and receipts."""
    kinds = {
        RuleKind.INBOUND_PUSH,
        RuleKind.RECEIPT_PUSH,
        RuleKind.VOICE_PUSH,
        RuleKind.FAX_PUSH,
    }
    rules = Rule.objects.filter(account=account, kind__in=kinds)
    return rules.count() == len(kinds)


def make_sends(account: Account) -> None:
    """The example texts, until each has its last receipt."""
    sends = [_make_send(account, example) for example in SENDS]
    rows = Message.objects.filter(send__in=sends)
    _wait_for("the receipts", lambda: not rows.exclude(state__in=SETTLED).exists())


def _make_send(account: Account, example: ExampleSend) -> Send:
    author = User.objects.get(email=example.author)
    send = plan_send(
        account=account,
        author=author,
        numbers=example.numbers,
        body=example.body,
        your_reference=example.reference,
        form_token=uuid.uuid5(_TOKENS, example.name),
    )
    if send.state == SendState.DRAFT:
        quote_send(send)
        confirm_send(send, actor=author, seal=seal_of(send))
    return send


def make_replies(account: Account) -> None:
    """What the patients answer, typed on their phones, until all of it is in."""
    for example in REPLIES:
        if not _came_in(account, example):
            answer_from_handset(number=example.number, body=example.body)
        _wait_for("a reply", partial(_came_in, account, example))


def _came_in(account: Account, example: ExampleReply) -> bool:
    replies = Reply.objects.filter(account=account, number=example.number)
    return replies.filter(body=example.body).exists()


def read_and_answer(account: Account) -> None:
    """Two conversations are looked after, one of them with an answer."""
    number, body = ANSWER
    conversations = Conversation.objects.filter(account=account)
    write_reply(
        conversations.get(number=number),
        author=User.objects.get(email="tom@harbourphysio.example"),
        body=body,
        form_token=uuid.uuid5(_TOKENS, "answer"),
    )
    for conversation in conversations.filter(number__in=READ):
        if latest := conversation.replies.order_by("pk").last():
            mark_read(conversation, up_to=latest.pk)


def answer_from_handset(*, number: str, body: str) -> None:
    """Answer the latest text on a phone of the sandbox."""
    parts = urlsplit(settings.CLICKSEND_REHEARSAL_URL)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request(
            "POST",
            "/_sandbox/reply",
            body=json.dumps({"from": number, "body": body}),
            headers={"Content-Type": "application/json"},
        )
        if connection.getresponse().status != http.client.OK:
            raise NotFilled("the handset could not answer.")
    except (OSError, http.client.HTTPException) as error:
        raise NotFilled("the sandbox did not answer.") from error
    finally:
        connection.close()


def _wait_for(what: str, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise NotFilled(f"{what} did not come within a minute.")
        time.sleep(0.2)
