"""Names the files that belong to an account, for the page that would remove it."""

from __future__ import annotations

from django.urls import reverse

from clicksendhub.credentials.models import Account
from clicksendhub.credentials.uses import Use
from clicksendhub.media.models import File


def of_account(account: Account) -> list[Use]:
    """Its files, with how many there are."""
    count = File.objects.filter(account=account, deleted_at=None).count()
    return [Use("files", count, reverse("media:list"))]
