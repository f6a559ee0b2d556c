"""The two mails of the hub: an invitation, and a link for a new password."""

from __future__ import annotations

import logging
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

from clicksendhub.people.models import OneTimeLink, User

logger = logging.getLogger(__name__)

_SECONDS = 10


def send_reset(user: User, path: str) -> bool:
    """The link for a new password."""
    context = {"name": user.name, "address": settings.PUBLIC_URL + path}
    return _send("reset", "A new password for ClickSend Hub", user.email, context)


def send_invitation(link: OneTimeLink, *, address: str) -> bool:
    """The invitation; False where there is no mail server, or it did not take it."""
    if not settings.HAS_MAIL_SERVER:
        return False
    context = {
        "name": link.grants.get("name", ""),
        "inviter": str(link.made_by or ""),
        "address": address,
        "days": settings.INVITATION_DAYS,
    }
    return _send("invitation", "Join ClickSend Hub", link.email, context)


def _send(name: str, subject: str, to: str, context: dict[str, Any]) -> bool:
    body = render_to_string(f"people/mails/{name}.txt", context)
    connection = get_connection(timeout=_SECONDS)
    message = EmailMessage(subject, body, to=[to], connection=connection)
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        # The class alone: the text may quote the address.
        logger.warning("A mail was not sent: %s", type(error).__name__)
        return False
    return True
