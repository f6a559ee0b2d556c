"""Jobs of messaging; each is safe to run twice."""

from __future__ import annotations

from clicksendhub.dispatch.states import SendState
from messaging.models import Send
from messaging.services import quote_send


def quote(key: str) -> None:
    """Ask ClickSend for the price of the draft with this public id."""
    drafts = Send.objects.filter(public_id=key, state=SendState.DRAFT)
    for send in drafts.select_related("account", "file"):
        quote_send(send)
