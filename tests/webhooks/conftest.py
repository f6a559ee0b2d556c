"""Fixtures: an account with an address to push to, and a nudge that is only counted."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.webhooks import nudging
from tests import make
from tests.webhooks.support import Hook, hook_for


@pytest.fixture
def hook(db: Any) -> Hook:
    return hook_for(make.account())


@pytest.fixture(autouse=True)
def nudges(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked for; nothing is queued."""
    asked: list[str] = []
    monkeypatch.setattr(nudging, "nudge", lambda task, key="": asked.append(task))
    monkeypatch.setattr(nudging, "_next_at", 0.0)
    return asked
