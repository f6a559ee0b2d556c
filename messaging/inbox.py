"""Replies as they come in: to the conversation of their number, by what they answer.

Events come twice and in any order; receiving one again changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from clicksendhub.clicksend import InboundSms
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.evidence import accept_by_reference
from clicksendhub.dispatch.states import TAKEN
from messaging.models import Conversation, Message, Reply

_FIRST_WORDS = 160
# ClickSend tells times in whole seconds, by a clock of its own.
_CLOCKS_DIFFER = timedelta(seconds=5)


def receive(
    inbound: InboundSms,
    *,
    account: Account,
    number: str,
    sent_at: datetime,
    meaning: str,
    was_fetched: bool,
) -> Reply:
    """Keep a reply and bring its conversation up; the reply itself where it is known.

    ``number`` is its sender in E.164. A reference of ours proves that our message left.
    """
    with transaction.atomic():
        conversation = _conversation_with(account, number, at=sent_at)
        reply, is_new = Reply.objects.get_or_create(
            account=account,
            provider_id=inbound.message_id[:64],
            defaults={
                "conversation": conversation,
                "number": number,
                "to": inbound.to[:20],
                "body": inbound.body,
                "answers": _answered(inbound, account, number, sent_at),
                "original_body": inbound.original_body,
                "sent_at": sent_at,
                "was_fetched": was_fetched,
                "meaning": meaning[:10],
            },
        )
        if is_new:
            _bring_up(conversation, reply)
            _settle_what_it_proves(inbound, account)
    return reply


def mark_read(conversation: Conversation, *, up_to: int) -> int:
    """Mark what was shown as read: replies up to this key; how many were unread."""
    with transaction.atomic():
        _hold(conversation)
        shown = conversation.replies.filter(pk__lte=up_to, read_at=None)
        count = shown.update(read_at=timezone.now())
        if count:
            _count_unread(conversation)
    return count


def mark_unread(conversation: Conversation) -> bool:
    """Put the latest reply back among the unread; False where there is none."""
    with transaction.atomic():
        _hold(conversation)
        latest = conversation.replies.order_by("sent_at", "pk").last()
        if latest is None:
            return False
        Reply.objects.filter(pk=latest.pk).update(read_at=None)
        Conversation.objects.filter(pk=conversation.pk).update(done_at=None)
        _count_unread(conversation)
    return True


def mark_done(conversation: Conversation) -> None:
    """Nothing more to do here: read, and out of the way until they write again."""
    with transaction.atomic():
        _hold(conversation)
        conversation.replies.filter(read_at=None).update(read_at=timezone.now())
        Conversation.objects.filter(pk=conversation.pk).update(
            done_at=timezone.now(), unread=0
        )


def unread_count(account: Account | None) -> int:
    """How many conversations hold something that nobody has read."""
    if not account:
        return 0
    return Conversation.objects.filter(account=account, unread__gt=0).count()


def _conversation_with(account: Account, number: str, *, at: datetime) -> Conversation:
    conversation, _created = Conversation.objects.get_or_create(
        account=account, number=number, defaults={"last_at": at}
    )
    return conversation


def _bring_up(conversation: Conversation, reply: Reply) -> None:
    """Counted in any order, but only the latest reply is shown in the list."""
    rows = Conversation.objects.filter(pk=conversation.pk)
    rows.update(unread=F("unread") + 1, done_at=None)
    rows.filter(last_at__lte=reply.sent_at).update(
        last_at=reply.sent_at, last_words=reply.body[:_FIRST_WORDS]
    )


def _answered(
    inbound: InboundSms, account: Account, number: str, sent_at: datetime
) -> Message | None:
    """By ClickSend's id, by our reference, else the latest text to that number."""
    ours = Message.objects.filter(account=account)
    # One after the other: each has an index, and SQLite would use neither for both.
    if inbound.reference and (
        found := ours.filter(reference=inbound.reference).first()
    ):
        return found
    if provider_id := inbound.original_message_id:
        if found := ours.with_provider_id(provider_id).order_by("-pk").first():
            return found
        return None  # it answers a text that was not sent from here
    by_then = sent_at + _CLOCKS_DIFFER
    earlier = ours.filter(to=number, state__in=TAKEN, accepted_at__lte=by_then)
    return earlier.order_by("-accepted_at", "-pk").first()


def _settle_what_it_proves(inbound: InboundSms, account: Account) -> None:
    if not inbound.reference:
        return
    ours = Message.objects.filter(account=account, reference=inbound.reference)
    if ours.exclude(state__in=TAKEN).exists():
        accept_by_reference(
            Message,
            inbound.reference,
            provider_id=inbound.original_message_id,
            how="reply",
        )


def _hold(conversation: Conversation) -> None:
    """A reply that comes in meanwhile waits here with its count."""
    Conversation.objects.select_for_update().get(pk=conversation.pk)


def _count_unread(conversation: Conversation) -> None:
    counted = conversation.replies.aggregate(n=Count("pk", filter=Q(read_at=None)))
    Conversation.objects.filter(pk=conversation.pk).update(unread=counted["n"])
