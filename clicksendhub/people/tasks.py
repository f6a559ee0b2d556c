"""Jobs of this app: each takes a key and is safe to run twice."""

from __future__ import annotations

from clicksendhub.people import services


def send_reset_mail(user_pk: str) -> None:
    """Mail a link for a new password, unless one went a moment ago."""
    services.send_reset_mail(user_id=int(user_pk))
