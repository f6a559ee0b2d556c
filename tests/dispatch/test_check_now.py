"""An admin's check goes out in spite of trouble, and ends it where it is over."""

from __future__ import annotations

from clicksendhub.credentials.services import refresh_account
from clicksendhub.gate import circuit
from clicksendhub.gate.models import Trouble
from tests.support.engine import Stage


def test_a_good_check_lets_paused_sends_go_on(stage: Stage) -> None:
    circuit.report(stage.account.pk, Trouble.FORBIDDEN)

    refresh_account(stage.account)

    assert circuit.trouble_of(stage.account.pk) is None
