"""The roles and what each may do: the one table of rights."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from django.db import models


class Role(models.TextChoices):
    """What a member of an account may do there; see ``ABILITIES``."""

    VIEWER = "viewer", "Viewer"
    SENDER = "sender", "Sender"
    MARKETER = "marketer", "Marketer"
    APPROVER = "approver", "Approver"


ROLE_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        Role.VIEWER: "Reads what was sent, the inbox, and the lists of contacts.",
        Role.SENDER: "Also sends texts, answers replies, blocks numbers, edits people.",
        Role.MARKETER: "Also keeps lists of contacts, and sees prices and the balance.",
        Role.APPROVER: "Also lifts blocks, with a reason.",
    }
)


class Ability(StrEnum):
    """What a person may be allowed to do; each view names one."""

    SIGNED_IN = "signed_in"
    READ = "read"
    SEND = "send"
    CAMPAIGN = "campaign"
    MONEY = "money"
    APPROVE = "approve"
    HUB_ADMIN = "hub_admin"


_READ = frozenset({Ability.SIGNED_IN, Ability.READ})
_SEND = _READ | {Ability.SEND}
_CAMPAIGN = _SEND | {Ability.CAMPAIGN, Ability.MONEY}
_APPROVE = _CAMPAIGN | {Ability.APPROVE}

ABILITIES: Mapping[str, frozenset[Ability]] = MappingProxyType(
    {
        Role.VIEWER: _READ,
        Role.SENDER: _SEND,
        Role.MARKETER: _CAMPAIGN,
        Role.APPROVER: _APPROVE,
    }
)
# Abilities that need no account to act on.
WITHOUT_ACCOUNT = frozenset({Ability.SIGNED_IN, Ability.HUB_ADMIN})
