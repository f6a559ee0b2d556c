"""The list of all sends, by where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import HttpRequest
from messaging.lists import TAB_LABELS, Tab, sends_in
from messaging.send_rows import send_rows

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class TabLink:
    """One neighbouring view."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


@require(Ability.READ)
@require_GET
def sends(request: HttpRequest) -> HttpResponse:
    """Every send of the account, the newest first."""
    now = timezone.now()
    asked = request.GET.get("tab", "")
    tab = Tab(asked) if asked in set(Tab) else Tab.ALL
    found = sends_in(request.account, tab, now=now)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "tab": tab,
        "tabs": _tabs(tab),
        "page": page,
        "rows": send_rows(list(page.object_list), now=now),
        "zone": request.account.time_zone,
        "may_send": may(request, Ability.SEND),
    }
    return render(request, "messaging/send/list.html", context)


def _tabs(current: Tab) -> list[TabLink]:
    url = reverse("messaging:sends")
    return [
        TabLink(label, url if tab is Tab.ALL else f"{url}?tab={tab}", tab is current)
        for tab, label in TAB_LABELS.items()
    ]
