"""Merging a person of both sides: a table of what each did, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.clicksend import Address, Contact
from contacts.sync import mapping
from contacts.sync.merging import Clash, merge, without_clashes
from contacts.values import Details

BASE = Details(first_name="Ada", last_name="Ng")


def changed(**fields: Any) -> Details:
    return Details(**{"first_name": "Ada", "last_name": "Ng", **fields})


@pytest.mark.parametrize(
    ("ours", "theirs", "kept", "taken", "clashing", "goes_out"),
    [
        pytest.param({}, {}, "Ada", (), (), False, id="nobody"),
        pytest.param(
            {}, {"first_name": "Bo"}, "Bo", ("first_name",), (), False, id="they"
        ),
        pytest.param({"first_name": "Bo"}, {}, "Bo", (), (), True, id="we"),
        pytest.param(
            {"first_name": "Bo"},
            {"first_name": "Bo"},
            "Bo",
            (),
            (),
            False,
            id="both alike",
        ),
        pytest.param(
            {"first_name": "Bo"},
            {"first_name": "Cy"},
            "Bo",
            (),
            ("first_name",),
            False,
            id="both apart",
        ),
        pytest.param(
            {"first_name": "Bo"},
            {"last_name": "Lee"},
            "Bo",
            ("last_name",),
            (),
            True,
            id="each another field",
        ),
        pytest.param(
            {"first_name": "Bo", "email": "a@b.co"},
            {"first_name": "Cy"},
            "Bo",
            (),
            ("first_name",),
            True,
            id="apart, and we another",
        ),
        pytest.param(
            {}, {"first_name": ""}, "", ("first_name",), (), False, id="they emptied"
        ),
        pytest.param({"first_name": ""}, {}, "", (), (), True, id="we emptied"),
        pytest.param(
            {"first_name": ""},
            {"first_name": "Cy"},
            "",
            (),
            ("first_name",),
            False,
            id="we emptied, they changed",
        ),
    ],
)
def test_what_each_side_did_decides(
    ours: dict[str, str],
    theirs: dict[str, str],
    kept: str,
    taken: tuple[str, ...],
    clashing: tuple[str, ...],
    goes_out: bool,
) -> None:
    merged = merge(base=BASE, ours=changed(**ours), theirs=changed(**theirs))

    assert merged.ours.first_name == kept
    assert merged.taken == taken
    assert tuple(clash.field for clash in merged.clashes) == clashing
    assert merged.goes_out is goes_out


def test_where_both_meet_the_first_time_blanks_are_filled() -> None:
    merged = merge(
        base=None,
        ours=Details(first_name="Ada", email="a@b.co"),
        theirs=Details(last_name="Ng", email="c@d.co"),
    )

    assert (merged.ours.first_name, merged.ours.last_name) == ("Ada", "Ng")
    assert merged.clashes == (Clash("email", "a@b.co", "c@d.co"),)
    assert merged.goes_out


def test_an_undecided_field_stays_apart_though_only_theirs_is_new() -> None:
    merged = merge(
        base=changed(first_name="Bo"),
        ours=changed(first_name="Bo"),
        theirs=changed(first_name="Cy"),
        undecided={"first_name"},
    )

    assert merged.ours.first_name == "Bo"
    assert merged.clashes == (Clash("first_name", "Bo", "Cy"),)
    assert not merged.goes_out


def test_an_undecided_field_is_written_there_as_it_is_there() -> None:
    wanted = without_clashes(changed(first_name="Bo"), {"first_name": "Cy"})

    assert (wanted.first_name, wanted.last_name) == ("Cy", "Ng")


def test_values_that_clash_stay_out_of_repr() -> None:
    assert "Bo" not in repr(Clash("first_name", "Bo", "Cy"))


def there(**fields: Any) -> Contact:
    """A contact as the client reads one."""
    empty = dict.fromkeys(
        (
            *("phone_number", "email", "fax_number", "first_name", "last_name"),
            *("organisation", "custom_1", "custom_2", "custom_3", "custom_4"),
        ),
        "",
    )
    given: dict[str, Any] = {
        **empty,
        "contact_id": 1,
        "list_id": 2,
        "address": Address(),
        "list_name": "",
        "added_at": None,
        "updated_at": None,
        **fields,
    }
    return Contact(**given)


@pytest.mark.parametrize(
    ("written", "number", "kind", "raw"),
    [
        ("0491 570 156", "+61491570156", "mobile", ""),
        ("+61491570156", "+61491570156", "mobile", ""),
        ("08 9321 1234", "+61893211234", "fixed", ""),
        ("call Bo", "", "", "call Bo"),
    ],
)
def test_a_number_there_is_read_by_the_account_s_country(
    written: str, number: str, kind: str, raw: str
) -> None:
    shared = mapping.read_contact(there(phone_number=written), country="AU")
    details = mapping.details_of(shared, was=None, country="AU")

    assert (details.number, details.number_kind, details.number_raw) == (
        number,
        kind,
        raw,
    )


def test_a_number_that_nobody_can_read_is_not_erased_there() -> None:
    shared = mapping.read_contact(there(phone_number="call Bo"), country="AU")
    details = mapping.details_of(shared, was=None, country="AU")

    assert mapping.shared_of(details, known=shared) == shared
    assert mapping.new_contact(shared).phone_number == "call Bo"


def test_a_bad_number_of_a_file_never_goes_there() -> None:
    details = Details(number_raw="call Bo", email="bo@example.com")

    assert mapping.shared_of(details).number == ""


def test_every_shared_field_goes_there_and_comes_back() -> None:
    values: dict[str, Any] = {name: f"{name} 1" for name in mapping.SHARED}
    numbers = {"number": "+61491570156", "fax_number": "+61893211234"}
    full = Details(**values | numbers | {"country": "AU"})

    written = mapping.new_contact(full)
    fields = {
        name: getattr(written, name) for name in type(written).__dataclass_fields__
    }

    assert mapping.read_contact(there(**fields), country="AU") == full
    assert mapping.from_json(mapping.as_json(full)) == full


def test_what_is_ours_alone_survives_a_change_from_there() -> None:
    was = Details(
        first_name="Ada",
        number="+61491570156",
        number_kind="mobile",
        number_raw="0491 570 156",
        country="Narnia",
        extra={"gate": "7"},
    )

    shared = mapping.shared_of(was)
    details = mapping.details_of(shared, was=was, country="AU")

    assert shared.country == ""
    assert details == was


def test_a_country_emptied_there_is_emptied_here() -> None:
    was = Details(number="+61491570156", number_kind="mobile", country="AU")
    emptied = mapping.shared_of(Details(number="+61491570156"))

    assert mapping.details_of(emptied, was=was, country="AU").country == ""


@pytest.mark.parametrize("name", mapping.REACH)
def test_one_way_to_be_reached_is_enough(name: str) -> None:
    reach: dict[str, Any] = {name: "x"}

    assert mapping.is_reachable(Details(**reach))
    assert not mapping.is_reachable(Details(first_name="Ada", line_1="1 Quay St"))
