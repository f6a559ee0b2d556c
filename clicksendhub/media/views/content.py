"""Serves the content of files: to members alone, to be saved and never run."""

from __future__ import annotations

from pathlib import PurePath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_GET

from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import HttpRequest
from clicksendhub.media.storing import content_name, preview_name
from clicksendhub.media.views._load import load_by_address, load_rendition
from clicksendhub.media.workshop import Kind


@require(Ability.READ)
@require_GET
def original(request: HttpRequest, address: str) -> FileResponse:
    """A file as it was brought."""
    file = load_by_address(request, address)
    return _served(content_name(file.folder), file.content_type, file.name)


@require(Ability.READ)
@require_GET
def page(request: HttpRequest, address: str, number: int) -> FileResponse:
    """The picture of one of its pages."""
    file = load_by_address(request, address)
    return _picture(file.folder, number, most=file.previews)


@require(Ability.READ)
@require_GET
def made(request: HttpRequest, address: str, purpose: str) -> FileResponse:
    """What a file was made into."""
    found = load_rendition(request, address, purpose)
    kind = Kind(found.kind)
    name = f"{PurePath(found.file.name).stem} ({found.get_purpose_display()})"
    return _served(
        content_name(found.folder), kind.content_type, f"{name}{kind.suffix}"
    )


@require(Ability.READ)
@require_GET
def made_page(
    request: HttpRequest, address: str, purpose: str, number: int
) -> FileResponse:
    """The picture of one of the pages of that."""
    found = load_rendition(request, address, purpose)
    return _picture(found.folder, number, most=found.previews)


def _picture(folder: str, number: int, *, most: int) -> FileResponse:
    if not 1 <= number <= most:
        raise Http404
    return _served(preview_name(folder, number), "image/png", f"page-{number}.png")


def _served(stored: str, content_type: str, name: str) -> FileResponse:
    try:
        content = default_storage.open(stored, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type=content_type
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
