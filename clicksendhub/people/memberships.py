"""The door to accounts and roles, which live further up: filled by ``credentials``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from clicksendhub.people.models import User


@dataclass(frozen=True, slots=True)
class AccountName:
    """An account as the people pages name it."""

    pk: int
    public_id: UUID
    label: str
    environment: str


@dataclass(frozen=True, slots=True)
class HeldRights:
    """What a person may do: the flag above all accounts, and the role in each."""

    hub_admin: bool
    roles: Mapping[int, str]


class Desk(Protocol):
    """What keeps memberships."""

    def accounts(self) -> list[AccountName]:
        """Every account that somebody may belong to."""
        ...

    def roles_of(self, user: User) -> dict[int, str]:
        """The person's role by account."""
        ...

    def labels_by_user(self) -> dict[int, list[str]]:
        """For each person “Marketer in Harbour Physio”, for the list."""
        ...

    def set_roles(self, user: User, roles: Mapping[int, str]) -> dict[str, str]:
        """Make these the only roles; what changed, by label: “viewer → sender”."""
        ...


class _NoAccounts:
    def accounts(self) -> list[AccountName]:
        return []

    def roles_of(self, user: User) -> dict[int, str]:
        return {}

    def labels_by_user(self) -> dict[int, list[str]]:
        return {}

    def set_roles(self, user: User, roles: Mapping[int, str]) -> dict[str, str]:
        return {}


_desk: Desk = _NoAccounts()


def keep_by(desk: Desk) -> None:
    """Let ``desk`` keep the memberships."""
    global _desk
    _desk = desk


def desk() -> Desk:
    """Whoever keeps the memberships."""
    return _desk
