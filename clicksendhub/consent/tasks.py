"""Jobs of the opt-outs; each is safe to run twice."""

from __future__ import annotations

from django.conf import settings

from clicksendhub.consent.imports import running
from clicksendhub.consent.models import BlockImport
from clicksendhub.jobs import nudge


def carry_on(key: str) -> None:
    """Go on with the import of an old list, for a few seconds."""
    for found in BlockImport.objects.filter(public_id=key).select_related("account"):
        if running.carry_on(found, seconds=settings.DISPATCH_PUMP_SECONDS):
            nudge(running.CARRY_ON, key)
