"""Gives and takes roles in accounts, for the pages about people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from clicksendhub.credentials.models import Account, Membership
from clicksendhub.people.memberships import AccountName
from clicksendhub.people.models import User
from clicksendhub.people.roles import Role

NO_ROLE = "none"


class MembershipDesk:
    """Implements ``people.memberships.Desk``."""

    def accounts(self) -> list[AccountName]:
        """Every account that was not removed."""
        return [
            AccountName(row.pk, row.public_id, row.label, row.environment)
            for row in Account.objects.present()
        ]

    def roles_of(self, user: User) -> dict[int, str]:
        """The person's role by account."""
        rows = Membership.objects.filter(user=user, account__removed_at=None)
        return dict(rows.values_list("account_id", "role"))

    def labels_by_user(self) -> dict[int, list[str]]:
        """For each person “Marketer in Harbour Physio”."""
        labels = defaultdict(list)
        rows = Membership.objects.filter(account__removed_at=None)
        for row in rows.select_related("account").order_by("account__label"):
            labels[row.user_id].append(f"{row.get_role_display()} in {row.account}")
        return dict(labels)

    def set_roles(self, user: User, roles: Mapping[int, str]) -> dict[str, str]:
        """Make these the only roles in accounts that are here; tell what changed.

        Called inside the transaction of the service that writes the audit line.
        """
        held = self.roles_of(user)
        changes = {}
        for account in Account.objects.present():
            old, new = held.get(account.pk), roles.get(account.pk)
            if old == new:
                continue
            _set_role(user, account, new)
            changes[account.label] = f"{old or NO_ROLE} → {new or NO_ROLE}"
        return changes


def _set_role(user: User, account: Account, role: str | None) -> None:
    if role is None:
        Membership.objects.filter(user=user, account=account).delete()
        return
    Membership.objects.update_or_create(
        user=user, account=account, defaults={"role": Role(role)}
    )
