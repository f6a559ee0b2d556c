"""The circuit of an account: one notice, probes that wait longer, an end on trial."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clicksendhub import clicksend
from clicksendhub.audit.models import Entry
from clicksendhub.clicksend import ClickSendError
from clicksendhub.credentials.models import Account
from clicksendhub.gate import calls, circuit
from clicksendhub.gate.circuit import Standing
from clicksendhub.gate.models import Gate, Lane, Trouble
from clicksendhub.gate.troubles import trouble_in, trouble_in_read, trouble_in_status
from tests import make

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.GATE_PROBE_SECONDS = 15
    settings.GATE_PROBE_CAP_SECONDS = 300
    at(NOON, monkeypatch)


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is this late by the database's clock."""
    monkeypatch.setattr(circuit, "db_now", lambda: moment)


def acts() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


def next_probe(account: Account) -> datetime | None:
    return Gate.objects.get(pk=account.pk).next_probe_at


@pytest.mark.django_db
def test_trouble_is_told_once_however_often_it_is_reported() -> None:
    account = make.account()

    news = [circuit.report(account.pk, Trouble.KEY_REFUSED) for _ in range(3)]

    assert news == [True, False, False]
    assert acts() == ["gate.paused"]
    assert circuit.standing_of(account.pk) is Standing.PAUSED


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [each for each in Trouble if each])
def test_every_trouble_has_a_sentence_and_something_to_do(trouble: Trouble) -> None:
    account = make.account()
    circuit.report(account.pk, trouble)

    notice = circuit.trouble_of(account.pk)

    assert notice
    assert notice.sentence.endswith(".")
    assert notice.what_to_do.endswith(".")


@pytest.mark.django_db
def test_an_account_without_trouble_has_no_notice() -> None:
    account = make.account()

    assert circuit.trouble_of(account.pk) is None
    assert circuit.standing_of(account.pk) is Standing.GOOD


@pytest.mark.django_db
def test_only_one_of_many_may_probe_and_only_when_it_is_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = make.account()
    circuit.report(account.pk, Trouble.UNREACHABLE)

    too_early = circuit.claim_probe(account.pk)
    at(NOON + timedelta(seconds=15), monkeypatch)
    claimed = [circuit.claim_probe(account.pk) for _ in range(3)]

    assert (too_early, claimed) == (False, [True, False, False])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("probes", "seconds"), [(0, 15), (1, 30), (2, 60), (4, 240), (5, 300), (99, 300)]
)
def test_each_probe_waits_twice_as_long_up_to_the_cap(
    probes: int, seconds: int
) -> None:
    assert circuit.probe_delay(probes) == timedelta(seconds=seconds)


@pytest.mark.django_db
def test_mended_is_on_trial_until_a_send_goes_through() -> None:
    account = make.account()
    circuit.report(account.pk, Trouble.NO_CREDIT)

    circuit.mend(account.pk)
    on_trial = circuit.standing_of(account.pk)
    circuit.confirm(account.pk)

    assert on_trial is Standing.ON_TRIAL
    assert circuit.standing_of(account.pk) is Standing.GOOD
    assert acts() == ["gate.paused", "gate.resumed"]


@pytest.mark.django_db
def test_a_trial_that_fails_is_the_same_trouble_with_a_longer_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = make.account()
    circuit.report(account.pk, Trouble.NO_CREDIT)
    at(NOON + timedelta(seconds=15), monkeypatch)
    circuit.claim_probe(account.pk)
    circuit.mend(account.pk)

    circuit.report(account.pk, Trouble.NO_CREDIT)

    notice = circuit.trouble_of(account.pk)
    assert notice
    assert notice.since == NOON
    assert next_probe(account) == NOON + timedelta(seconds=15 + 30)
    assert acts() == ["gate.paused"]


@pytest.mark.django_db
def test_after_a_confirmed_end_new_trouble_is_news_again() -> None:
    account = make.account()
    circuit.report(account.pk, Trouble.NO_CREDIT)
    circuit.mend(account.pk)
    circuit.confirm(account.pk)

    assert circuit.report(account.pk, Trouble.NO_CREDIT)
    assert next_probe(account) == NOON + timedelta(seconds=15)


@pytest.mark.django_db
def test_confirming_without_trouble_says_nothing() -> None:
    account = make.account()
    circuit.standing_of(account.pk)

    assert not circuit.confirm(account.pk)
    assert acts() == []


SENDS: list[tuple[ClickSendError, Trouble | None]] = [
    (clicksend.Unauthorized("401"), Trouble.KEY_REFUSED),
    (clicksend.Forbidden("403"), Trouble.FORBIDDEN),
    (clicksend.Forbidden("403", code="INSUFFICIENT_CREDIT"), Trouble.NO_CREDIT),
    (clicksend.Forbidden("403", code="ACCOUNT_NOT_ACTIVATED"), Trouble.NOT_ACTIVE),
    (clicksend.Forbidden("402", status=402), Trouble.NO_CREDIT),
    (clicksend.NotFound("404"), Trouble.FORBIDDEN),
    (clicksend.OddRefusal("405"), Trouble.SERVER_ERROR),
    (clicksend.Unreachable("down"), Trouble.UNREACHABLE),
    (clicksend.ServerError("500"), Trouble.SERVER_ERROR),
    (clicksend.BadRequest("400"), None),
    (clicksend.NoAnswer("time-out"), None),
    (clicksend.TooManyRequests("429"), None),
    (clicksend.UnreadableAnswer("html"), None),
]


@pytest.mark.parametrize(("error", "trouble"), SENDS)
def test_the_trouble_in_a_failed_send(
    error: ClickSendError, trouble: Trouble | None
) -> None:
    assert trouble_in(error) == trouble


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (clicksend.Unauthorized("401"), Trouble.KEY_REFUSED),
        (clicksend.Unreachable("down"), Trouble.UNREACHABLE),
        (clicksend.Forbidden("403"), None),
        (clicksend.NotFound("404"), None),
        (clicksend.ServerError("500"), None),
    ],
)
def test_a_failed_read_says_less_of_the_account(
    error: ClickSendError, trouble: Trouble | None
) -> None:
    assert trouble_in_read(error) == trouble


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        ("INSUFFICIENT_CREDIT", Trouble.NO_CREDIT),
        ("ACCOUNT_NOT_ACTIVATED", Trouble.NOT_ACTIVE),
        ("INVALID_CREDENTIALS", Trouble.KEY_REFUSED),
        ("MISSING_CREDENTIALS", Trouble.KEY_REFUSED),
        ("SUCCESS", None),
        ("INVALID_RECIPIENT", None),
        ("COUNTRY_NOT_ENABLED", None),
    ],
)
def test_the_trouble_in_one_recipients_status(
    status: str, trouble: Trouble | None
) -> None:
    assert trouble_in_status(status) == trouble


@pytest.mark.django_db
def test_no_read_is_made_while_the_account_is_in_trouble() -> None:
    account = make.account()
    circuit.report(account.pk, Trouble.KEY_REFUSED)

    with (
        pytest.raises(calls.NotNow, match="refused our key"),
        calls.counted(account, Lane.UPKEEP),
    ):
        pytest.fail("the call was made")


@pytest.mark.django_db
def test_a_probe_is_made_in_spite_of_trouble() -> None:
    account = make.account()
    circuit.report(account.pk, Trouble.KEY_REFUSED)

    with calls.counted(account, Lane.UPKEEP, probing=True):
        made = True

    assert made
