"""Puts sending into the frame: its menu entries, what is leaving now, and trouble."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from clicksendhub.credentials.access import Ability, may
from clicksendhub.gate.circuit import trouble_of
from clicksendhub.ui import frame, nav
from messaging.lists import Tab, may_leave, rows_needing_a_look, sends_under_way

# These say beside it what it means for the one send that they show.
_TELL_IT_THEMSELVES = frozenset({"messaging:check", "messaging:send"})


@dataclass(frozen=True, slots=True)
class SendingNow:
    """One line in the top bar, and where it leads."""

    sentence: str
    url: str


def register_send() -> None:
    """Called once, when Django has loaded the apps."""
    nav.register(
        nav.NavItem(
            key="send",
            label="Send",
            url_name="messaging:new",
            icon="paper-airplane",
            order=20,
            may=lambda request: _has_account(request) and may(request, Ability.SEND),
            prefixes=("messaging:check", "messaging:edit", "messaging:new_"),
        )
    )
    nav.register(
        nav.NavItem(
            key="sends",
            label="Sent",
            url_name="messaging:sends",
            icon="rectangle-stack",
            order=30,
            may=_reads,
            prefixes=("messaging:send_people", "messaging:send", "messaging:message"),
        )
    )
    nav.register(
        nav.NavItem(
            key="senders",
            label="Senders",
            url_name="messaging:senders",
            icon="identification",
            order=30,
            section="admin",
            may=lambda request: (
                _has_account(request) and may(request, Ability.HUB_ADMIN)
            ),
            prefixes=("messaging:sender_",),
        )
    )
    frame.register_part("sending_now", sending_now)
    frame.register_part("notices", trouble_notices)


def sending_now(request: HttpRequest) -> SendingNow | None:
    """“2 sending, 1 needs a look”, “2 waiting”, or None where all is quiet."""
    if not _reads(request):
        return None
    account = request.account  # type: ignore[attr-defined]
    sending = sends_under_way(account, now=timezone.now()).count()
    unclear = rows_needing_a_look(account) if sending else 0
    if not sending:
        return None
    told = [f"{sending:,} {'sending' if may_leave(account) else 'waiting'}"]
    if unclear:
        told.append(f"{unclear:,} need{'s' if unclear == 1 else ''} a look")
    tab = Tab.NEEDS_A_LOOK if unclear else Tab.SENDING
    return SendingNow(", ".join(told), f"{reverse('messaging:sends')}?tab={tab}")


def trouble_notices(request: HttpRequest) -> list[frame.Notice]:
    """The one band about an account whose sends pause."""
    match = request.resolver_match
    if not _reads(request) or (match and match.view_name in _TELL_IT_THEMSELVES):
        return []
    notice = trouble_of(request.account.pk)  # type: ignore[attr-defined]
    if notice is None:
        return []
    return [frame.Notice("bad", f"{notice.sentence} {notice.what_to_do}")]


def _reads(request: HttpRequest) -> bool:
    return _has_account(request) and may(request, Ability.READ)


def _has_account(request: HttpRequest) -> bool:
    return bool(getattr(request, "account", None))
