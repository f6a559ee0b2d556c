"""Jobs of this app: each takes a key and is safe to run twice."""

from __future__ import annotations

from clicksendhub.credentials import following


def follow_rules(account_pk: str) -> None:
    """Bring the rules of one account at ClickSend in line with PUBLIC_URL."""
    following.follow_rules(int(account_pk))


def delete_rules(account_pk: str) -> None:
    """Take back our rules from a removed account."""
    following.delete_rules(int(account_pk))
