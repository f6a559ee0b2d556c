"""The two written-out statements agree with what the ORM would do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from clicksendhub.credentials.models import WebhookToken
from clicksendhub.credentials.tokens import account_for_token, mint
from clicksendhub.webhooks.models import Event
from clicksendhub.webhooks.statements import Delivery, Owner, keep_once, owner_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("retired_in", [None, 60, -60])
@pytest.mark.parametrize("is_removed", [False, True])
def test_the_owner_is_the_one_that_the_account_finds(
    retired_in: int | None, is_removed: bool
) -> None:
    now = timezone.now()
    account = make.account(country="NZ", removed_at=now if is_removed else None)
    token = mint(account, "https://hub.example.com")
    if retired_in:
        ends = now + timedelta(seconds=retired_in)
        WebhookToken.objects.update(retired_at=ends)

    found, expected = owner_of(token), account_for_token(token)

    assert found == (Owner(account.pk, "NZ") if expected else None)


def test_an_event_is_kept_as_the_model_would_keep_it() -> None:
    account = make.account()
    came_at = timezone.now()
    delivery = Delivery("inbound", "push", came_at, "body=Hello", "text/plain")

    assert keep_once(Owner(account.pk, "AU"), "A1", delivery)

    kept = Event.objects.get()
    by_model = Event(
        pk=kept.pk,
        public_id=kept.public_id,
        account=account,
        kind="inbound",
        key="A1",
        origin="push",
        body="body=Hello",
        content_type="text/plain",
        received_at=came_at,
        due_at=came_at,
    )
    for field in Event._meta.concrete_fields:
        assert getattr(kept, field.attname) == getattr(by_model, field.attname)


def test_the_same_key_is_kept_once_for_each_account_and_kind() -> None:
    first, second = make.account(), make.account()
    now = timezone.now()

    def keep(account_id: int, kind: str) -> bool:
        delivery = Delivery(kind, "push", now, "body")
        return keep_once(Owner(account_id, "AU"), "A1", delivery)

    assert keep(first.pk, "inbound")
    assert not keep(first.pk, "inbound")
    assert keep(first.pk, "receipt")
    assert keep(second.pk, "inbound")
