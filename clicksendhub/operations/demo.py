"""The demo's people and their random passwords, kept in a file of its owner alone."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from clicksendhub.credentials.hooks import DemoKeys
from clicksendhub.people.roles import Role

FILE_NAME = "demo.json"
USERNAME = "harbour-physio"
# Known to the sandbox and to nobody else: to be added on the page, as a real one is.
SPARE_USERNAME = "quayside-dental"
HUB_ADMIN = "hub_admin"
# No letter or digit that is easily taken for another.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Person:
    """One who signs in to the demo."""

    role: str
    name: str
    email: str

    @property
    def role_word(self) -> str:
        """The role as a person reads it."""
        return "Hub admin" if self.role == HUB_ADMIN else str(Role(self.role).label)


MEMBERS = (
    Person(Role.VIEWER, "Priya Nair", "priya@harbourphysio.example"),
    Person(Role.SENDER, "Tom Beckett", "tom@harbourphysio.example"),
    Person(Role.MARKETER, "Mia Tan", "mia@harbourphysio.example"),
    Person(Role.APPROVER, "Grace Okafor", "grace@harbourphysio.example"),
)
ADMIN = Person(HUB_ADMIN, "Helen Marsh", "helen@harbourphysio.example")
PEOPLE = (*MEMBERS, ADMIN)


@dataclass(frozen=True, slots=True)
class DemoSecrets:
    """What the demo signs in with."""

    sandbox_key: str = field(repr=False)
    spare_key: str = field(repr=False)
    passwords: dict[str, str] = field(repr=False)

    @property
    def sandbox_accounts(self) -> list[dict[str, str]]:
        """The demo's accounts as the sandbox wants them at its start."""
        keys = {USERNAME: self.sandbox_key, SPARE_USERNAME: self.spare_key}
        return [
            {"username": username, "key": key, "country": "AU", "currency": "AUD"}
            for username, key in keys.items()
        ]


def where_keys_are() -> DemoKeys | None:
    """Which accounts the demo's sandbox knows, and where their keys are kept."""
    if settings.IS_PRODUCTION:
        return None
    names = {USERNAME: "sandbox_key", SPARE_USERNAME: "spare_key"}
    return DemoKeys(file=FILE_NAME, names=names)


def demo_secrets() -> DemoSecrets:
    """The secrets of this demo, made at its first start."""
    kept = _kept()
    if "spare_key" not in kept:  # a demo of before the spare account
        kept["spare_key"] = _new_key()
        _write_private(json.dumps(kept, indent=1))
    return DemoSecrets(kept["sandbox_key"], kept["spare_key"], kept["passwords"])


def is_filled() -> bool:
    """True where the examples were all made."""
    return bool(_kept().get("is_filled"))


def mark_filled() -> None:
    """Make no examples at later starts."""
    _write_private(json.dumps({**_kept(), "is_filled": True}, indent=1))


def new_password() -> str:
    """A random password that can be typed from the screen; about 59 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def _new_key() -> str:
    return secrets.token_hex(16).upper()


def _fresh_secrets() -> dict[str, object]:
    return {
        "sandbox_key": _new_key(),
        "spare_key": _new_key(),
        "passwords": {person.email: new_password() for person in PEOPLE},
    }


def _kept() -> dict[str, Any]:
    if not _path().exists():
        _write_private(json.dumps(_fresh_secrets(), indent=1))
    kept: dict[str, Any] = json.loads(_path().read_text(encoding="utf-8"))
    return kept


def _path() -> Path:
    folder: Path = settings.DATA_DIR
    return folder / FILE_NAME


def _write_private(text: str) -> None:
    path = _path()
    # Whole or not at all: a full disk leaves no half of a file behind.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as kept:
        kept.write(text)
    draft.replace(path)
