"""Makes rows for tests: believable defaults, so a test names only what matters."""

from __future__ import annotations

import hashlib
import itertools
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from clicksendhub.credentials.models import Account, Membership, Role
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.media import storing
from clicksendhub.media.models import File, Rendition
from clicksendhub.media.workshop import Kind as FileKind
from clicksendhub.people.models import User
from messaging.models import Message, Send, Sender

MEDIA = Path(__file__).parent / "files" / "media"
PASSWORD = "correct horse battery"
_numbers = itertools.count(1)


def user(*, email: str = "", name: str = "Kim Barnes", hub_admin: bool = False) -> User:
    """A person with ``PASSWORD``."""
    address = email or f"person{next(_numbers)}@example.com"
    return User.objects.create_user(
        email=address, password=PASSWORD, name=name, is_hub_admin=hub_admin
    )


def account(
    *,
    label: str = "Harbour Physio",
    key: str = "KEY-0000-TEST",
    environment: str = "rehearsal",
    username: str = "",
    **fields: Any,
) -> Account:
    """A ClickSend account in Perth whose key is sealed."""
    from clicksendhub.credentials.sealing import seal

    return Account.objects.create(
        label=label,
        username=username or f"user{next(_numbers)}",
        sealed_key=seal(key),
        key_last4=key[-4:],
        environment=environment,
        country=fields.pop("country", "AU"),
        time_zone=fields.pop("time_zone", "Australia/Perth"),
        currency=fields.pop("currency", "AUD"),
        **fields,
    )


def member(
    *,
    of: Account,
    role: str = Role.MARKETER,
    user_: User | None = None,
    email: str = "",
) -> User:
    """A person who belongs to an account with one role."""
    person = user_ or user(email=email)
    Membership.objects.create(user=person, account=of, role=role)
    return person


def send(
    *,
    account_: Account | None = None,
    state: str = SendState.RELEASED,
    people: int = 0,
    message_state: str = State.QUEUED,
    **fields: Any,
) -> Send:
    """A send; with ``people`` its messages are written too."""
    owner = account_ or account()
    # A database may count time in milliseconds: this very one is not yet over there.
    past = timezone.now() - timedelta(seconds=1)
    released = None if state == SendState.DRAFT else past
    sent = Send.objects.create(
        account=owner,
        channel=fields.pop("channel", "sms"),
        body=fields.pop("body", "Your visit is at nine."),
        state=state,
        planned_total=fields.pop("planned_total", people),
        released_at=fields.pop("released_at", released),
        due_at=fields.pop("due_at", released),
        **fields,
    )
    Message.objects.bulk_create(
        [
            Message(
                send=sent,
                account=owner,
                to=number(),
                body=sent.body,
                state=message_state,
                country="AU",
            )
            for _ in range(people)
        ]
    )
    return sent


def call(**fields: Any) -> Send:
    """A send that rings: like ``send``, spoken in an Australian voice at any hour."""
    spoken = {"channel": "voice", "language": "en-au", "voice": "female"}
    return send(**(spoken | fields))


def file(account_: Account, *, name: str = "good.jpg", **fields: Any) -> File:
    """A file of ``tests/files/media``, as if somebody had brought it."""
    content = (MEDIA / name).read_bytes()
    kind = FileKind(fields.pop("kind", name.rpartition(".")[2].replace("jpg", "jpeg")))
    sha256 = hashlib.sha256(content).hexdigest()
    values: dict[str, Any] = {
        "name": name,
        "kind": kind,
        "content_type": kind.content_type,
        "size": len(content),
    }
    kept, is_new = File.objects.get_or_create(
        account=account_, sha256=sha256, deleted_at=None, defaults=values | fields
    )
    if is_new:
        kept.folder = storing.store(MEDIA / name)
        kept.save()
    return kept


def rendition(file_: File, purpose: str, **fields: Any) -> Rendition:
    """What a file was made into: the same bytes, ready to go."""
    values: dict[str, Any] = {
        "made_by": "hub",
        "state": "ready",
        "kind": file_.kind,
        "size": file_.size,
        "folder": file_.folder,
        "pages": 2 if purpose == "fax" else None,
    }
    made, _ = Rendition.objects.get_or_create(
        file=file_, purpose=purpose, defaults=values | fields
    )
    return made


def picture(*, account_: Account | None = None, **fields: Any) -> Send:
    """A send of a picture that is ready to go."""
    owner = account_ or account()
    kept = file(owner)
    rendition(kept, "mms")
    given: dict[str, Any] = {"channel": "mms", "subject": "Your visit", "file": kept}
    return send(account_=owner, **(given | fields))


def fax(*, account_: Account | None = None, **fields: Any) -> Send:
    """A send of a fax of two pages that is ready to go, to landlines."""
    owner = account_ or account()
    kept = file(owner, name="good.pdf", pages=2)
    rendition(kept, "fax")
    given: dict[str, Any] = {
        "channel": "fax",
        "body": kept.name,
        "pages": 2,
        "file": kept,
    }
    sent = send(account_=owner, **(given | fields))
    for message_ in sent.messages.all():
        message_.to, message_.parts = landline(), 2
        message_.save()
    return sent


def landline() -> str:
    """A fresh Australian landline in E.164."""
    return f"+6125550{next(_numbers) % 10_000:04d}"


def mixed_send(account_: Account, **states: int) -> Send:
    """A send with so many people in each state."""
    sent = send(account_=account_, planned_total=sum(states.values()))
    for state, count in states.items():
        for _ in range(count):
            message(send_=sent, state=state)
    return sent


def message(
    *, send_: Send | None = None, state: str = State.QUEUED, **fields: Any
) -> Message:
    """One recipient of a send of its own unless ``send_`` is given."""
    owner = send_ or send(planned_total=1)
    return Message.objects.create(
        send=owner,
        account=owner.account,
        to=fields.pop("to", "") or number(),
        body=owner.body,
        state=state,
        country="AU",
        **fields,
    )


def number() -> str:
    """A fresh Australian mobile number in E.164."""
    return f"+614{next(_numbers) + 10_000_000:08d}"


def sender(
    *, of: Account, value: str = "HARBOUR", label: str = "", is_default: bool = False
) -> Sender:
    """A sender that is kept for an account: a name, or a number where it has digits."""
    return Sender.objects.create(
        account=of,
        value=value,
        label=label,
        kind="number" if value.startswith("+") else "name",
        is_default=is_default,
    )
