"""The circuit of an account: trouble with key, credit or line pauses its sends.

Nothing fails while it is open. A probe, or an admin, closes it on trial, and the first
send that goes through ends the trial: where only sends are refused, it opens again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from clicksendhub.audit.services import record
from clicksendhub.gate.budget import gate_of
from clicksendhub.gate.models import CircuitState, Gate, Trouble
from clicksendhub.lib.dbclock import db_now


@dataclass(frozen=True, slots=True)
class TroubleNotice:
    """Why sends pause, in words, and what to do about it."""

    trouble: str
    since: datetime
    sentence: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Hold:
    """What keeps an account’s sends from going now: trouble, or a rest asked for."""

    trouble: TroubleNotice | None = None
    rests_until: datetime | None = None


class Standing(Enum):
    """What the circuit of an account lets its sends do."""

    GOOD = "good"
    ON_TRIAL = "on_trial"
    PAUSED = "paused"


_NOTHING_IS_LOST = "Sends are paused, nothing is lost."
_WE_TRY_AGAIN = "Nothing needs doing: we try again by ourselves."
_LOOK_AND_CHECK = (
    "An admin looks at the account in ClickSend’s dashboard. We try again by "
    "ourselves, or at once with Check now on the account’s page."
)
_WORDS: dict[str, tuple[str, str]] = {
    Trouble.KEY_REFUSED: (
        "ClickSend refused our key.",
        "An admin puts in a new API key under Accounts; sends then go on.",
    ),
    Trouble.FORBIDDEN: (
        "ClickSend does not allow this account to send.",
        _LOOK_AND_CHECK,
    ),
    Trouble.NO_CREDIT: (
        "ClickSend says the account has no credit.",
        "Top up the account at ClickSend; sends then go on by themselves.",
    ),
    Trouble.NOT_ACTIVE: (
        "ClickSend says the account is not active.",
        _LOOK_AND_CHECK,
    ),
    Trouble.UNREACHABLE: ("ClickSend cannot be reached.", _WE_TRY_AGAIN),
    Trouble.SERVER_ERROR: ("ClickSend answers with errors.", _WE_TRY_AGAIN),
}


_STANDING = "SELECT circuit, trouble FROM gate_gate WHERE account_id = %s"


def report(account_id: int, trouble: str) -> bool:
    """Open the circuit; True where this is news, so that it is told once.

    Opened again on trial (the probe was answered, the sends were not), it is the same
    old trouble: nothing is told anew, and the next probe waits twice as long.
    """
    gate_of(account_id)
    gates = Gate.objects.filter(pk=account_id)
    now = db_now()
    if gates.filter(circuit=CircuitState.CLOSED, trouble=Trouble.NONE).update(
        circuit=CircuitState.OPEN,
        trouble=trouble,
        since=now,
        probes=0,
        next_probe_at=now + probe_delay(0),
    ):
        record("gate.paused", account_id=account_id, trouble=str(trouble))
        return True
    probes = gates.values_list("probes", flat=True).get()
    gates.filter(circuit=CircuitState.CLOSED).update(
        circuit=CircuitState.OPEN,
        next_probe_at=now + probe_delay(probes),
        # The trial may have ended a moment ago, and its notice with it.
        since=Coalesce("since", Value(now)),
    )
    gates.update(trouble=trouble)
    return False


def mend(account_id: int) -> bool:
    """Let calls go again, on trial: what is sent next shows whether it is over.

    True where they paused.
    """
    return bool(
        Gate.objects.filter(pk=account_id, circuit=CircuitState.OPEN).update(
            circuit=CircuitState.CLOSED, next_probe_at=None
        )
    )


def confirm(account_id: int) -> bool:
    """A send went through: the trial is over. True for the one that ended it."""
    gates = Gate.objects.filter(pk=account_id, circuit=CircuitState.CLOSED)
    ended = gates.exclude(trouble=Trouble.NONE).update(
        trouble=Trouble.NONE, since=None, probes=0
    )
    if ended:
        record("gate.resumed", account_id=account_id)
    return bool(ended)


def claim_probe(account_id: int) -> bool:
    """True for the one caller who may probe now; the next probe waits twice as long."""
    now = db_now()
    gate = Gate.objects.filter(
        pk=account_id, circuit=CircuitState.OPEN, next_probe_at__lte=now
    ).first()
    if gate is None:
        return False
    won = Gate.objects.filter(pk=account_id, next_probe_at=gate.next_probe_at).update(
        probes=F("probes") + 1, next_probe_at=now + probe_delay(gate.probes + 1)
    )
    return bool(won)


def probe_delay(probes: int) -> timedelta:
    """How long to wait before the next probe: doubling, up to the cap."""
    seconds = settings.GATE_PROBE_SECONDS * 2 ** min(probes, 16)
    return timedelta(seconds=min(seconds, settings.GATE_PROBE_CAP_SECONDS))


def standing_of(account_id: int) -> Standing:
    """Whether sends may go, and whether the next one is a trial."""
    # Asked before every call, so written out: see dispatch/statements.py.
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [account_id])
        circuit, trouble = cursor.fetchone() or (CircuitState.CLOSED, Trouble.NONE)
    if circuit == CircuitState.OPEN:
        return Standing.PAUSED
    return Standing.ON_TRIAL if trouble else Standing.GOOD


def trouble_of(account_id: int) -> TroubleNotice | None:
    """The one notice about an account, or None where all is well."""
    return troubles_of([account_id]).get(account_id)


def hold_on(account_id: int, *, now: datetime) -> Hold:
    """What holds the sends of an account, in one question."""
    gate = Gate.objects.filter(pk=account_id).first()
    if gate is None:
        return Hold()
    is_open = gate.circuit == CircuitState.OPEN
    is_resting = gate.closed_until and gate.closed_until > now
    return Hold(
        trouble=_notice(gate.trouble, gate.since) if is_open and gate.since else None,
        rests_until=gate.closed_until if is_resting else None,
    )


def troubles_of(account_ids: Iterable[int]) -> dict[int, TroubleNotice]:
    """The notices about those accounts that have trouble, found at once."""
    paused = Gate.objects.filter(pk__in=account_ids, circuit=CircuitState.OPEN)
    return {gate.pk: _notice(gate.trouble, gate.since) for gate in paused if gate.since}


def sentence_of(trouble: str) -> str:
    """What a trouble is called in the words for people; empty for one unknown."""
    return _WORDS[trouble][0] if trouble in _WORDS else ""


def _notice(trouble: str, since: datetime) -> TroubleNotice:
    sentence, what_to_do = _WORDS[trouble]
    return TroubleNotice(trouble, since, f"{sentence} {_NOTHING_IS_LOST}", what_to_do)
