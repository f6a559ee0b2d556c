"""Runs one turn of a list, and says on the list how it stands afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import F, QuerySet

from clicksendhub.clicksend import ClickSendError, TooManyRequests
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.services import client_for
from clicksendhub.gate.calls import NotNow
from contacts.models import Conflict, Contact, ContactList, StepState
from contacts.sync import bulk, comparing, leases, lists, marking, pulling, pushing
from contacts.sync.turn import GoneThere, StepTrouble, Turn, TurnEnds

_NO_LEAVE: Final = timedelta(seconds=15)
_AFTER_FAILURE: Final = timedelta(seconds=30)
_FOR_A_PERSON: Final = timedelta(minutes=10)

_NO_ANSWER = "ClickSend did not answer as it should. We try again by ourselves."
_TOO_MANY = "ClickSend asks for a pause. We go on by ourselves."
_STUMBLED = "Something went wrong here. We try again by ourselves."
_GONE = "ClickSend has this list no more. Decide what becomes of it."


def run_turn(contact_list: ContactList, *, seconds: float) -> bool:
    """Bring a list further in step for so many seconds; False where it was taken."""
    lease = leases.take(contact_list.pk, seconds=seconds)
    if lease is None:
        return False
    contact_list.refresh_from_db()
    account = Account.objects.get(pk=contact_list.account_id)
    try:
        with client_for(account) as client:
            rest = _run(Turn(account, contact_list, lease, client))
    except Exception:
        # Told and given back: else the list would stand still without a word.
        _tell(contact_list, StepState.TROUBLE, _STUMBLED)
        leases.give_back(lease, rest=_AFTER_FAILURE)
        raise
    leases.give_back(lease, rest=rest)
    return True


def _run(turn: Turn) -> timedelta | None:
    """How long the list rests after this turn."""
    try:
        _go_through(turn)
    except TurnEnds as end:
        _tell(turn.contact_list, StepState.WAITING)
        return end.rest
    except NotNow as reason:
        _tell(turn.contact_list, StepState.WAITING, reason.sentence)
        return _NO_LEAVE
    except GoneThere:
        _tell(turn.contact_list, StepState.GONE, _GONE)
        return None
    except StepTrouble as trouble:
        _tell(turn.contact_list, StepState.TROUBLE, trouble.sentence)
        return _FOR_A_PERSON
    except ClickSendError as error:
        return _after_failure(turn, error)
    except leases.LeaseLost:
        return None
    conclude(turn.contact_list)
    return None


def _after_failure(turn: Turn, error: ClickSendError) -> timedelta:
    if isinstance(error, TooManyRequests):
        _tell(turn.contact_list, StepState.WAITING, _TOO_MANY)
        return timedelta(seconds=error.retry_after or _AFTER_FAILURE.seconds)
    _tell(turn.contact_list, StepState.TROUBLE, _NO_ANSWER)
    return _AFTER_FAILURE


def _go_through(turn: Turn) -> None:
    if turn.contact_list.deleted_at:
        lists.settle_deleted(turn)
        return
    if turn.contact_list.keeps_in_step:
        marking.mark_everybody(turn)
        lists.settle_list(turn)
        bulk.wait(turn)
        pulling.pull(turn)
        bulk.look_back(turn)
        pushing.push_changes(turn)
        if bulk.in_doubt(turn.contact_list).exists():
            raise TurnEnds(lists.STILL_AT_WORK)
        pushing.push_new(turn)
    comparing.compare(turn)
    if turn.trouble:
        raise turn.trouble


def _tell(contact_list: ContactList, state: StepState, sentence: str = "") -> None:
    told: dict[str, object] = {"step_state": state, "step_trouble": sentence[:300]}
    ours = ContactList.objects.filter(pk=contact_list.pk)
    if state == StepState.GONE:
        # There is nothing left to compare with.
        ours.update(**told, compare_asked_at=None, compare_page=0)
    else:
        ours.filter(keeps_in_step=True).update(**told)


def conclude(contact_list: ContactList) -> None:
    """Say how a list stands, by its rows and its last comparison."""
    contact_list.refresh_from_db()
    told = {
        "step_state": state_of(contact_list),
        "step_trouble": left_out(contact_list),
    }
    ContactList.objects.filter(pk=contact_list.pk).update(**told)


def state_of(contact_list: ContactList) -> StepState:
    """How the list stands to its copy, where ClickSend has one."""
    if not contact_list.keeps_in_step:
        return StepState.ALONE
    if contact_list.contacts.filter(goes_out=True).exists():
        return StepState.WAITING
    undecided = Conflict.objects.filter(
        contact__contact_list=contact_list, decided_at=None
    )
    compared = contact_list.compared if contact_list.compared_at else {}
    kinds = (comparing.ONLY_HERE, comparing.ONLY_THERE, comparing.DIFFERING)
    differing = sum(compared.get(kind, {}).get("count", 0) for kind in kinds)
    if undecided.exists() or differing or refused(contact_list).exists():
        return StepState.DIFFERS
    return StepState.IN_STEP


def refused(contact_list: ContactList) -> QuerySet[Contact]:
    """People whom ClickSend did not take as they are now."""
    tried = contact_list.contacts.filter(goes_out=False, refused_version__isnull=False)
    return tried.filter(refused_version=F("version"))


def unreachable(contact_list: ContactList) -> QuerySet[Contact]:
    """People whom ClickSend cannot keep: no number, no e-mail address, no fax."""
    alone = contact_list.contacts.filter(provider_id=None, asked_at=None)
    return alone.filter(number="", email="", fax_number="")


def left_out(contact_list: ContactList) -> str:
    """What a person should know: another name there, who is not there; else empty."""
    if not contact_list.keeps_in_step:
        return ""
    sentences = []
    if contact_list.own_name:
        # Cut, as there is room for both sentences behind it.
        name = contact_list.known_name[:80]
        sentences.append(f"At ClickSend this list is called “{name}”.")
    if untaken := refused(contact_list).count():
        sentences.append(
            f"ClickSend did not take {_people(untaken)}: change them to try again."
        )
    if alone := unreachable(contact_list).count():
        sentences.append(
            f"{_people(alone).capitalize()} without a number, e-mail address or fax "
            "number stay here alone."
        )
    return " ".join(sentences)


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"
