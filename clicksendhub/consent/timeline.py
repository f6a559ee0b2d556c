"""When a number was blocked and when that was lifted, for the page of its person."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import capfirst

from clicksendhub.consent.models import Block
from clicksendhub.http import HttpRequest
from clicksendhub.ui.timeline import Happening


def happenings(request: HttpRequest, number: str, most: int) -> Iterator[Happening]:
    """Every block that the number had, each with its end."""
    blocks = Block.objects.on(request.account.pk, number).select_related(
        "by", "lifted_by"
    )
    for block in blocks.order_by("-created_at", "-pk")[:most]:
        yield Happening(
            moment=block.created_at,
            title="Blocked",
            sentence=block.words or capfirst(block.get_source_display()),
            state="blocked",
            actor=str(block.by or ""),
        )
        if block.lifted_at:
            yield Happening(
                moment=block.lifted_at,
                title="Block lifted",
                sentence=block.lifted_because,
                state="checked",
                actor=str(block.lifted_by or ""),
            )
