"""Loads what a page about an account is about; what is not there is a 404."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from clicksendhub.credentials.models import Account


def load_account(public_id: UUID) -> Account:
    """An account that was not removed. Hub admins alone come here: they may see all."""
    return get_object_or_404(Account.objects.present(), public_id=public_id)
