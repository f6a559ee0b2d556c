"""Pages of the files: all of them, one of them, converting and deleting."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import HttpRequest, wants_fragment
from clicksendhub.media import hooks
from clicksendhub.media.forms import UploadForm
from clicksendhub.media.models import File, Purpose
from clicksendhub.media.services import (
    InUse,
    delete_file,
    files_of,
    keep_upload,
    rendition_for,
    storage_used,
)
from clicksendhub.media.telling import (
    LIMITS,
    becomings_of,
    kind_in_words,
    measured,
    previews_of,
    rows_of,
)
from clicksendhub.media.views._load import load_file
from clicksendhub.media.workshop import Refused
from clicksendhub.media.workshop.words import bytes_in_words
from clicksendhub.ui.uploads import too_big_words, was_too_big

PER_PAGE = 25


@require(Ability.READ)
@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """Every file, and a place to bring one."""
    return _show_list(request, UploadForm(account=request.account))


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Bring a file; a mistake stands on the same page."""
    if request.method != "POST":
        return redirect("media:list")
    form = UploadForm(request.POST, request.FILES, account=request.account)
    if was_too_big(request):
        form.is_valid()
        form.errors.pop("file", None)
        form.add_error("file", too_big_words(request))
    elif form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            file = keep_upload(account=request.account, by=request.user, upload=upload)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect(file)
    return _show_list(request, form)


def _show_list(request: HttpRequest, form: UploadForm) -> HttpResponse:
    # No name has a NUL in it, and PostgreSQL takes none.
    asked_for = request.GET.get("q", "").replace("\0", "").strip()
    files = files_of(request.account).prefetch_related("renditions")
    if asked_for:
        files = files.filter(name__icontains=asked_for)
    page = Paginator(files, PER_PAGE).get_page(request.GET.get("page"))
    used = storage_used(request.account)
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(list(page), now=timezone.now()),
        "asked_for": asked_for,
        "limits": LIMITS,
        "used": bytes_in_words(used),
        "most": f"{settings.MEDIA_QUOTA_BYTES // 1_000_000:,}\N{NO-BREAK SPACE}MB",
        "may_bring": may(request, Ability.SEND),
        "zone": request.account.time_zone,
    }
    return render(request, "media/list.html", context)


@require(Ability.READ)
@require_GET
def file(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One file: what it is, what it was made into, and where it is used."""
    found = load_file(request, public_id)
    context = _told(request, found)
    if not wants_fragment(request):
        return render(request, "media/file.html", context)
    return render(request, "media/_made.html", context)


@require(Ability.SEND)
@require_POST
def convert(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Make of it what a channel takes."""
    found = load_file(request, public_id)
    purpose = request.POST.get("purpose", "")
    if purpose in Purpose.values:
        try:
            rendition_for(file=found, purpose=purpose, by=request.user)
        except Refused as refusal:
            messages.warning(request, refusal.sentence)
    return redirect(found)


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What uses the file, before it goes; what waits with it keeps it here."""
    found = load_file(request, public_id)
    if not _may_delete(request, found):
        messages.warning(request, "Only who brought it, or a marketer, may delete it.")
        return redirect(found)
    if request.method == "POST":
        try:
            delete_file(file=found, by=request.user)
        except InUse:
            messages.warning(request, "It is needed, so it was not deleted.")
            return redirect("media:delete", found.public_id)
        messages.success(request, f"“{found.name}” is deleted.")
        return redirect("media:list")
    uses = hooks.uses_of(found)
    context = {
        "file": found,
        "waiting": [use for use in uses if use.is_waiting],
        "others": [use for use in uses if not use.is_waiting],
    }
    return render(request, "media/delete.html", context)


def _told(request: HttpRequest, found: File) -> dict[str, Any]:
    becomings = becomings_of(found)
    may_bring = may(request, Ability.SEND)
    return {
        "file": found,
        "kind": kind_in_words(found),
        "size": measured(found),
        "previews": previews_of(found),
        "becomings": becomings,
        "is_moving": any(each.is_moving for each in becomings),
        "uses": hooks.uses_of(found),
        "doors": hooks.doors_of(found) if may_bring else [],
        "may_bring": may_bring,
        "may_delete": may_bring and _may_delete(request, found),
        "zone": request.account.time_zone,
    }


def _may_delete(request: HttpRequest, found: File) -> bool:
    is_own = found.uploaded_by_id == request.user.pk
    return is_own or may(request, Ability.CAMPAIGN)
