"""Names what of messaging belongs to an account, for the page that would remove it."""

from __future__ import annotations

from django.urls import reverse

from clicksendhub.credentials.models import Account
from clicksendhub.credentials.uses import Use
from messaging.models import Conversation, Send, Sender


def uses_of(account: Account) -> list[Use]:
    """Its sends, conversations and senders, with how many there are."""
    return [
        Use("sends", _count(Send, account), reverse("messaging:sends")),
        Use("conversations", _count(Conversation, account), reverse("messaging:inbox")),
        Use("senders", _count(Sender, account), reverse("messaging:senders")),
    ]


def _count(model: type[Send | Conversation | Sender], account: Account) -> int:
    return model._default_manager.filter(account=account).count()
