"""The context processor that hands every template its theme and its frame."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from clicksendhub.ui.frame import Frame
from clicksendhub.ui.theme import theme_of


def frame(request: HttpRequest) -> dict[str, object]:
    """Nothing is asked of the database until a template draws the frame."""

    def build() -> Frame | None:
        user = getattr(request, "user", None)
        return Frame(request) if user is not None and user.is_authenticated else None

    return {"frame": SimpleLazyObject(build), "theme": theme_of(request)}
