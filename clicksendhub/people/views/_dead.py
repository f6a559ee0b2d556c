"""The page of a link that does not work, or no longer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def dead_link(request: HttpRequest) -> HttpResponse:
    """One answer for unknown, used, withdrawn and old links."""
    return render(request, "people/dead_link.html", status=410)
