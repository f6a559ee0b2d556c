"""Deletes files that nothing waits for; what was sent with them keeps its story."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.media import storing
from clicksendhub.media.hooks import FileUse, uses_of
from clicksendhub.media.models import File, Link, Rendition
from clicksendhub.media.services.finding import hold_file
from clicksendhub.people.models import User


class InUse(Exception):
    """Something waits to be sent with this file; ``uses`` names it."""

    def __init__(self, uses: Sequence[FileUse]) -> None:
        super().__init__("the file is in use")
        self.uses = uses


def delete_file(*, file: File, by: User) -> bool:
    """Delete the file and all that was made of it; False where that was done before.

    Raises ``InUse`` where something waits to be sent with it.
    """
    with transaction.atomic():
        # Held until the end: whoever would confirm a send with it waits, and finds it
        # deleted.
        if not hold_file(file.pk):
            return False
        waiting = [use for use in uses_of(file) if use.is_waiting]
        if waiting:
            raise InUse(waiting)
        made = Rendition.objects.filter(file=file)
        folders = [file.folder, *made.values_list("folder", flat=True)]
        Link.objects.filter(rendition__file=file).delete()
        made.update(folder="", previews=0)
        File.objects.filter(pk=file.pk).update(
            deleted_at=timezone.now(), folder="", previews=0
        )
        record(
            "file.deleted",
            actor=by,
            account_id=file.account_id,
            target=file.public_id,
        )
        transaction.on_commit(lambda: [*map(storing.forget, folders)])
    return True
