"""The questions that pages and forms ask about files."""

from __future__ import annotations

from django.db.models import QuerySet, Sum

from clicksendhub.credentials.models import Account
from clicksendhub.media.models import File, Rendition


def files_of(account: Account) -> QuerySet[File]:
    """The files of an account that were not deleted, the newest first."""
    files = File.objects.filter(account=account, deleted_at=None)
    return files.order_by("-created_at", "-pk")


def storage_used(account: Account) -> int:
    """How many bytes the files of an account take, with what they were made into."""
    mine = File.objects.filter(account=account, deleted_at=None)
    made = Rendition.objects.filter(file__in=mine).exclude(folder="")
    originals = mine.aggregate(size=Sum("size"))["size"] or 0
    renditions = made.aggregate(size=Sum("size"))["size"] or 0
    return int(originals + renditions)


def hold_file(file_id: int) -> bool:
    """Hold the file until the transaction ends; False where it was deleted."""
    held = File.objects.select_for_update().filter(pk=file_id, deleted_at=None)
    return held.first() is not None
