"""Jobs on imports: check, import or undo, for a few seconds at a time."""

from __future__ import annotations

from clicksendhub.jobs import nudge
from contacts.models import Import
from contacts.services.imports_running import run_slice
from contacts.services.imports_telling import CARRY_ON


def carry_on(key: str) -> None:
    """Go on with the import with this public id; safe to run twice."""
    for found in Import.objects.filter(public_id=key):
        if run_slice(found):
            nudge(CARRY_ON, key)
