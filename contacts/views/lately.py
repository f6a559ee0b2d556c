"""What was done to people lately: the way back to each act and its Undo."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import HttpRequest
from contacts.models import Change, ContactList
from contacts.views._told import Told, told

PER_PAGE = 50
_FEW = 5


@require(Ability.READ)
@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """Every act on people of the account, the newest first."""
    page = Paginator(_newest(request), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": told([*page])}
    return render(request, "contacts/changes/changes.html", context)


def lately_with(request: HttpRequest, of_list: ContactList) -> list[Told]:
    """The last acts that took people from a list, or brought some."""
    about = Q(from_list=of_list) | Q(to_list=of_list)
    return told([*_newest(request).filter(about)[:_FEW]])


def _newest(request: HttpRequest) -> QuerySet[Change]:
    done = Change.objects.filter(account=request.account)
    return done.select_related("by", "from_list", "to_list").order_by("-created_at")
