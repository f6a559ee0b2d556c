"""Webhook tokens: found by hash, two valid during a rotation, dead after the grace."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from clicksendhub.credentials import tokens
from clicksendhub.credentials.models import Account, WebhookToken
from tests import make

BASE = "https://hub.example"
pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return make.account()


def test_a_token_finds_its_account_and_is_kept_as_a_hash_alone(
    account: Account,
) -> None:
    token = tokens.mint(account, BASE)

    found = tokens.account_for_token(token)

    assert found
    assert (found[0], found[1].last4) == (account, token[-4:])
    assert len(token) >= 43  # 256 bits in URL-safe characters
    assert token not in str(list(WebhookToken.objects.values()))


def test_the_look_up_is_one_query(
    account: Account, django_assert_num_queries: Any
) -> None:
    token = tokens.mint(account, BASE)

    with django_assert_num_queries(1):
        tokens.account_for_token(token)


@pytest.mark.parametrize("wrong", ["", "x", "é" * 40, "a" * 5000])
def test_anything_else_finds_nobody(account: Account, wrong: str) -> None:
    tokens.mint(account, BASE)

    assert tokens.account_for_token(wrong) is None


def test_two_work_during_a_rotation_and_one_after_the_grace(account: Account) -> None:
    old, new = tokens.mint(account, BASE), tokens.mint(account, BASE)
    keep = account.webhook_tokens.get(token_hash=tokens.hash_of(new))

    tokens.retire_others(account, keep=keep)

    assert tokens.account_for_token(old)
    assert tokens.account_for_token(new)
    with time_machine.travel(timezone.now() + timedelta(hours=7)):
        assert tokens.account_for_token(old) is None
        assert tokens.account_for_token(new)


def test_a_removed_account_is_found_no_more(account: Account) -> None:
    token = tokens.mint(account, BASE)
    Account.objects.filter(pk=account.pk).update(removed_at=timezone.now())

    assert tokens.account_for_token(token) is None
