"""The client against answers that were spoiled on their way: only our errors come out.

None of them says "surely not sent" of a send that was accepted, whatever arrives.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from clicksendhub.clicksend import BadRequest
from tests.contract.calls import CALLS, SENDS, names_of
from tests.contract.cases import (
    Spoiler,
    check,
    check_in_time,
    try_each,
    try_in_process,
    try_on_the_wire,
)
from tests.contract.mutations import WAYS_TO_ENLARGE, Spoiled, enlarged, spoiled
from tests.contract.wire import between

# The sandbox's own threads draw numbers while hypothesis thinks of an answer.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module")

OF_EACH_CALL = 15
OF_EACH_SEND = 150
FEWEST = 2_000
OF_EACH_ON_THE_WIRE = 60
FEWEST_ON_THE_WIRE = 300
READS = ("account.get", "sms.history", "uploads.convert_form")


@dataclass(frozen=True)
class Careless:
    """An answer as somebody might read it who expects the best."""

    status: str
    whole: str


@pytest.fixture
def spoiler() -> Iterator[Spoiler]:
    spoiler = Spoiler()
    with spoiler.client:
        yield spoiler


def tell(sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Say in the output of the run how much was tried."""
    with capsys.disabled():
        sys.stdout.write(f"\n{sentence}\n")


def test_every_call_of_the_client_is_in_the_table(spoiler):
    assert names_of(spoiler.client) == set(CALLS)


def test_what_sends_is_known_by_its_name():
    assert {name for name in CALLS if name.endswith(".send")} == set(SENDS)


def test_no_spoiled_answer_gets_past_the_client(recorded, spoiler, capsys):
    cases = {
        name: try_in_process(
            heard, spoiler, times=OF_EACH_SEND if name in SENDS else OF_EACH_CALL
        )
        for name, heard in recorded.items()
    }

    total = sum(cases.values())
    tell(f"{total} spoiled answers to {len(cases)} calls", capsys)
    assert set(cases) == set(CALLS)
    assert total >= FEWEST


@pytest.mark.parametrize("how", range(WAYS_TO_ENLARGE))
def test_an_answer_of_10_mb_is_read_or_refused_in_time(recorded, spoiler, how):
    for position, (name, heard) in enumerate(recorded.items()):
        # Each call has one of the ways, and each send has all of them.
        if position % WAYS_TO_ENLARGE == how or name in SENDS:
            body = enlarged(heard.answer, how=how)
            check_in_time(heard, spoiler, Spoiled(200, (), body, name))


def test_what_was_sent_is_never_called_unsent_whatever_the_wire_does(running, capsys):
    with between(running.base_url) as standing:
        total = sum(
            try_on_the_wire(name, running, standing, times=OF_EACH_ON_THE_WIRE)
            for name in (*SENDS, *READS)
        )

    tell(f"{total} answers spoiled on the wire", capsys)
    assert total >= FEWEST_ON_THE_WIRE


def trusting(arriving: Spoiled) -> object:
    """Takes every answer for what it should be."""
    answer = json.loads(arriving.body)
    return Careless(answer["data"]["messages"][0]["status"], "")


def hasty(arriving: Spoiled) -> object:
    """Takes what it cannot read for a refusal."""
    try:
        return trusting(arriving)
    except Exception:  # noqa: BLE001 - that is what is careless
        return BadRequest("POST /sms/send: not understood")


def talkative(arriving: Spoiled) -> object:
    """Keeps the whole answer in sight."""
    return Careless("", arriving.body.decode("utf-8", "replace"))


@pytest.mark.parametrize(
    ("careless", "noticed"),
    [
        (trusting, (AttributeError, LookupError, TypeError, ValueError)),
        (hasty, AssertionError),
        (talkative, AssertionError),
    ],
)
def test_a_careless_reader_would_be_noticed(recorded, careless, noticed):
    def case(arriving: Spoiled) -> None:
        check("sms.send", careless(arriving), arriving)

    answers = spoiled(recorded["sms.send"].answer)
    with pytest.raises(noticed):
        try_each("sms.send", case, answers, times=OF_EACH_SEND)
