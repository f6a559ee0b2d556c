"""Loads the file that a view is about, through the account in use; else a 404."""

from __future__ import annotations

import uuid

from django.shortcuts import get_object_or_404

from clicksendhub.http import HttpRequest
from clicksendhub.media.models import File, Rendition, RenditionState
from clicksendhub.media.services import files_of


def load_file(request: HttpRequest, public_id: uuid.UUID) -> File:
    """A file of the account in use that was not deleted."""
    files = files_of(request.account).select_related("uploaded_by", "account")
    return get_object_or_404(files, public_id=public_id)


def load_by_address(request: HttpRequest, address: str) -> File:
    """The same, by where it is served."""
    return get_object_or_404(files_of(request.account), address=address)


def load_rendition(request: HttpRequest, address: str, purpose: str) -> Rendition:
    """What such a file was made into, where that is ready."""
    file = load_by_address(request, address)
    ready = Rendition.objects.filter(file=file, state=RenditionState.READY)
    return get_object_or_404(ready.select_related("file"), purpose=purpose)
