"""Loads what a view is about, through the account in use; another’s is a 404."""

from __future__ import annotations

import uuid

from django.shortcuts import get_object_or_404

from clicksendhub.http import HttpRequest
from messaging.models import Message, Send, Sender


def load_send(request: HttpRequest, public_id: uuid.UUID) -> Send:
    """A send of the account in use, with its author."""
    sends = Send.objects.select_related("author", "account", "file")
    return get_object_or_404(sends, account=request.account, public_id=public_id)


def load_message(request: HttpRequest, reference: str) -> Message:
    """One recipient of a send of the account in use."""
    messages = Message.objects.select_related(
        "send__author", "send__account", "send__file", "batch"
    )
    return get_object_or_404(messages, account=request.account, reference=reference)


def load_sender(request: HttpRequest, public_id: uuid.UUID) -> Sender:
    """A sender that is kept for the account in use."""
    return get_object_or_404(Sender, account=request.account, public_id=public_id)
