"""A row becomes a person, or is refused with a sentence that says what to do."""

from __future__ import annotations

import pytest

from contacts.fields import FIELD
from contacts.imports.cells import PersonReader, Problem, ReadRow
from contacts.values import Details

# Expected results of domain-rules.md §2, as a list of people keeps numbers: landlines
# stay, since lists are for calls and letters too.
TAKEN_PLAINLY = (
    *("0412 345 678", "(0412) 345 678", "0412.345.678", "0412/345/678"),
    *("+61 (0)412 345 678", "0011 61 412 345 678", "'0412345678", "’0412345678"),
    *('="0412345678"', "0412\u00a0345\u00a0678", "０４１２３４５６７８"),
    *("\u202a0412345678\u202c", "\ufeff0412345678", "0412345678\u200b"),
    *("0412\u2011345\u2013678", "tel:+61412345678", "Mob: 0412 345 678"),
)
TAKEN_WITH_A_DOUBT = {
    "412345678": "lost_zero",
    "61412345678": "lost_plus",
    "+610412345678": "extra_zero",
    "61 0412 345 678": "lost_plus",
    "0061 412 345 678": "foreign_prefix",
    "0+61412345678": "stray_plus",
    "++61412345678": "stray_plus",
    "412345678.0": "spreadsheet",
    "61412345678.00": "spreadsheet",
    "6.1412345678E+10": "spreadsheet",
    "6,1412345678E+10": "spreadsheet",
    "4.12345678E+08": "spreadsheet",
    "412,345,678": "grouped",
}
REJECTED = {
    "6.14E+10": "digits_lost",
    "4.47701E+11": "digits_lost",
    "4.12E+08": "digits_lost",
    "0412345678 / 0498765432": "several",
    "0412345678; 0498765432": "several",
    "0412345678\n0498765432": "several",
    "0412345678 or 0498765432": "several",
    "0412345678 0498765432": "several",
    "Tel +61 412 345 678; fax +61 2 6100 1234": "several",
    "O412345678": "letters",
    "0412 FLOWER": "letters",
    "0412345678 (John)": "letters",
    "n/a": "not_a_number",
    "-": "not_a_number",
    "0": "not_a_number",
    "+": "not_a_number",
    "#NAME?": "sheet_error",
    "########": "sheet_error",
    "#FORMULA?": "sheet_error",
    "0412_345_678": "not_a_number",
    "0412 345 67": "too_short",
    "0412 345 6789": "too_long",
    "6100 1234": "no_area_code",
    "000": "short_number",
    "12345": "short_number",
    "02 6100 1234 x12": "extension",
    "0412 345 678 ext. 9": "extension",
    "1300 655 506": "shared_cost",
    "1800 801 920": "toll_free",
    "4155552671": "not_recognised",
    "+999123456789": "unknown_country",
}


def read(default: str = "AU", **cells: str) -> ReadRow:
    return PersonReader(list(cells), country=default).read(list(cells.values()))


def details(**cells: str) -> Details:
    found = read(**cells).details
    assert found is not None
    return found


def problem(**cells: str) -> Problem:
    found = read(**cells)
    assert found.details is None
    assert found.problem is not None
    return found.problem


@pytest.mark.parametrize("written", TAKEN_PLAINLY)
def test_a_number_in_any_way_of_writing_is_taken(written: str):
    found = read(number=written)

    assert found.details is not None
    assert (found.details.number, found.details.number_kind) == (
        *("+61412345678", "mobile"),
    )
    assert found.problem is None


@pytest.mark.parametrize(("written", "code"), TAKEN_WITH_A_DOUBT.items())
def test_a_number_that_a_spreadsheet_changed_is_taken_with_a_doubt(
    written: str, code: str
):
    found = read(number=written)

    assert found.details is not None
    assert found.details.number == "+61412345678"
    assert found.details.number_raw == written
    assert found.problem is not None
    assert (found.problem.code, found.problem.column) == (code, 0)


@pytest.mark.parametrize(("written", "code"), REJECTED.items())
def test_what_is_no_number_is_refused_with_its_cause(written: str, code: str):
    found = problem(number=written)

    assert (found.code, found.column) == (code, 0)
    assert found.sentence.endswith((".", "?"))


def test_a_landline_is_kept_for_calls_and_letters():
    found = details(number="(02) 6100 1234")

    assert (found.number, found.number_kind) == ("+61261001234", "fixed")


def test_a_number_without_its_country_is_refused_where_none_was_chosen():
    assert problem(number="0412345678", default="").code == "no_country"


def test_how_a_number_was_written_is_kept_where_it_differs():
    assert details(number="0412 345 678").number_raw == "0412 345 678"
    assert details(number="+61 412 345 678").number_raw == ""


def test_a_fax_number_is_a_landline():
    assert details(fax_number="02 6100 1234").fax_number == "+61261001234"
    assert problem(fax_number="0412 345 678").code == "mobile_line"


@pytest.mark.parametrize(
    "address",
    [
        *("ann@example.com", "o'brien+news@mail.example.co.uk", "A.B@Example.COM"),
        *("mailto:ann@example.com", "zoë@exämple.de", "x_1@sub-domain.example"),
    ],
)
def test_an_email_address_is_taken(address: str):
    assert details(email=address).email == address.removeprefix("mailto:")


@pytest.mark.parametrize(
    "address",
    [
        *("ann", "ann@", "@example.com", "ann@example", "ann@@example.com"),
        *("ann@example..com", "ann smith@example.com", "a@b.com, c@d.com"),
        *(".ann@example.com", "ann.@example.com", "Ann <ann@example.com>"),
    ],
)
def test_what_is_no_email_address_is_refused(address: str):
    assert problem(email=address).code == "not_an_email"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *(("AU", "AU"), ("au", "AU"), ("Australia", "AU"), ("United Kingdom", "GB")),
        *(("UK", "GB"), ("usa", "US"), ("The Netherlands", "NL"), ("Turkey", "TR")),
        *(("Côte d’Ivoire", "CI"), ("Österreich", "AT"), ("Narnia", "Narnia")),
    ],
)
def test_a_country_is_known_by_code_and_by_name(written: str, code: str):
    assert details(email="a@example.com", country=written).country == code


@pytest.mark.parametrize("name", sorted(FIELD.keys() - {"number", "fax_number"}))
def test_a_value_longer_than_its_field_is_refused_and_never_cut(name: str):
    longest = FIELD[name].longest
    long = {name: "x" * (longest + 1)}
    found = problem(number="0412345678", **long)

    assert (found.code, found.column) == ("text_too_long", 1)
    assert f"{longest + 1} characters" in found.sentence


def test_an_own_field_holds_five_hundred_characters():
    assert details(email="a@example.com", own_1="x" * 500).extra == {"own_1": "x" * 500}
    assert problem(email="a@example.com", own_1="x" * 501).code == "text_too_long"


@pytest.mark.parametrize(
    "value",
    [
        *("=1+1", "+61412345678", "-5", "@home", "O'Brien", "“quoted”", '"quoted"'),
        *("two\nlines", "👩\u200d👩\u200d👧", "שלום", "00123", "2026-11-30", "1e5"),
    ],
)
def test_text_stays_text(value: str):
    assert details(email="a@example.com", custom_1=value).custom_1 == value


def test_spaces_around_a_value_are_not_kept():
    assert (
        details(email=" a@example.com ", first_name="\tAnn\u00a0").first_name == "Ann"
    )


def test_a_street_and_a_city_reach_somebody_by_post():
    assert details(line_1="1 High St", city="Perth").line_1 == "1 High St"


@pytest.mark.parametrize(
    "cells",
    [
        {"first_name": "Ann"},
        {"line_1": "1 High St"},
        {"city": "Perth", "first_name": "Ann"},
        {"number": "", "email": "", "first_name": "Ann"},
        {"number": "\u200b", "first_name": "Ann"},
    ],
)
def test_somebody_whom_nothing_reaches_is_refused(cells: dict[str, str]):
    assert problem(**cells).code == "missing"


def test_a_row_with_more_cells_than_headings_is_refused():
    found = PersonReader(["email", ""], country="AU").read(["a@example.com", "", "x"])

    assert found.problem is not None
    assert found.problem.code == "ragged"


def test_empty_cells_beyond_the_headings_are_no_matter():
    found = PersonReader(["email"], country="AU").read(["a@example.com", "", ""])

    assert found.details is not None


def test_a_row_with_fewer_cells_than_headings_is_read():
    found = PersonReader(["email", "first_name"], country="AU").read(["a@example.com"])

    assert found.details == Details(email="a@example.com")


@pytest.mark.parametrize("cell", ["A\0nn", "A\ud800"])
def test_a_character_that_no_database_keeps_is_refused(cell: str):
    assert problem(email="a@example.com", first_name=cell).code == "unkeepable"


def test_a_row_whose_quotes_are_out_of_place_is_refused():
    found = PersonReader(["email", ""], country="AU")

    row = found.read(["a@example.com", "#QUOTES?"])

    assert row.problem is not None
    assert row.problem.code == "misquoted"


def test_nothing_personal_stands_in_what_a_log_would_show():
    found = problem(number="0412 FLOWER", first_name="Ann")

    assert "FLOWER" not in repr(found)
    assert "Ann" not in repr(read(email="ann@example.com", first_name="Ann"))


def test_an_email_address_whose_key_would_be_too_long_is_refused():
    assert problem(email="ΐ" * 200 + "@example.com").code == "text_too_long"
