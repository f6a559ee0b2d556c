"""The pages of states and roles say what the code does, no more and no less."""

from __future__ import annotations

from pathlib import Path

from clicksendhub.credentials.access import ABILITIES, Ability, Role
from clicksendhub.dispatch import outcomes, sums
from clicksendhub.dispatch.states import LEGAL, SendState, State, sources_of
from clicksendhub.media.models import RenditionState
from clicksendhub.ui.badges import badge_for
from contacts.models import ImportState
from tests.support.markdown import DOCS, code_in, table_of

STATES = DOCS / "reference" / "states.md"
ROLES = DOCS / "reference" / "roles.md"


def test_every_state_of_a_person_is_documented_with_its_word():
    told = {name: row["Word"] for name, row in _by_code(STATES, "State").items()}

    assert told == {state.value: badge_for(state.value).word for state in State}


def test_the_documented_moves_are_the_legal_ones():
    rows = _by_code(STATES, "State")
    goes_to = {name: set(code_in(row["Goes to"])) for name, row in rows.items()}
    comes_from = {name: set(code_in(row["Comes from"])) for name, row in rows.items()}

    assert goes_to == {state: set(targets) for state, targets in LEGAL.items()}
    assert comes_from == {state: set(sources_of(state)) for state in State}


def test_every_state_of_a_send_is_documented():
    assert set(_by_code(STATES, "Send state")) == set(SendState.values)


def test_every_state_of_an_import_is_documented():
    told = _by_code(STATES, "Import state")

    assert set(told) == set(ImportState.values)
    assert {to for row in told.values() for to in code_in(row["Goes to"])} <= set(told)


def test_every_state_of_a_made_file_is_documented_with_its_word():
    told = _by_code(STATES, "File state")

    assert set(told) == set(RenditionState.values)
    assert {name: row["Word"] for name, row in told.items()} == {
        name: badge_for(f"file_{name}").word for name in RenditionState.values
    }


def test_the_documented_sum_has_the_terms_of_the_code():
    rows = _by_code(STATES, "Term")
    told = {term: tuple(code_in(row["States"])) for term, row in rows.items()}

    assert told == {term: tuple(states) for term, states in sums.TERMS.items()}


def test_every_status_that_the_engine_knows_is_documented():
    known = {outcomes.SUCCESS, outcomes.THROTTLED, *outcomes.ACCOUNT_TROUBLE}
    known |= outcomes.HELD_BY_RULES | outcomes.REFUSED_FOR_GOOD

    assert known - _statuses().keys() == set()


def test_each_documented_status_goes_where_the_page_says():
    told = {status: code_in(row["Goes to"])[0] for status, row in _statuses().items()}

    assert told == {
        status: outcomes.outcome_of_status(status, is_resent=False).state.value
        for status in told
    }


def test_the_documented_roles_are_those_of_the_code():
    roles = [*(role.label for role in Role), "Hub admin"]
    told = {
        code_in(row["Ability"])[0]: [row[role] for role in roles]
        for row in table_of(ROLES, first="May")
    }

    assert told == {ability.value: _answers(ability) for ability in Ability}


def _answers(ability: Ability) -> list[str]:
    """What the table of rights says of each role, and of the hub admin."""
    granted = [ability in ABILITIES[role] for role in Role]
    return ["yes" if may else "no" for may in [*granted, True]]


def _statuses() -> dict[str, dict[str, str]]:
    rows = table_of(STATES, first="Status")
    return {code_in(row["Status"])[0]: row for row in rows if code_in(row["Status"])}


def _by_code(page: Path, first: str) -> dict[str, dict[str, str]]:
    return {code_in(row[first])[0]: row for row in table_of(page, first=first)}
