"""What a row of an old list says: number, day and words, however they are written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clicksendhub.consent.imports.columns import Columns, guess_columns
from clicksendhub.consent.imports.dates import read_date
from clicksendhub.consent.imports.pasting import one_a_line
from clicksendhub.consent.imports.rows import Reader, Understood

NOW = datetime(2026, 11, 30, tzinfo=UTC)
NUMBER = "+61491570156"


def day(cell: str, country: str = "AU") -> str:
    found = read_date(cell, country=country, zone="UTC", now=NOW)
    return f"{found:%Y-%m-%d %H:%M}" if found else ""


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2021-04-03", "2021-04-03 00:00"),
        ("2021-04-03 10:22", "2021-04-03 10:22"),
        ("2021-04-03T10:22:00Z", "2021-04-03 10:22"),
        ("2021-04-03 10:22:00+08:00", "2021-04-03 02:22"),
        ("3/4/2021", "2021-04-03 00:00"),
        ("03.04.2021", "2021-04-03 00:00"),
        ("03-04-2021 4:05 pm", "2021-04-03 16:05"),
        ("4/13/2021", "2021-04-13 00:00"),
        ("2021/4/3", "2021-04-03 00:00"),
        ("3 April 2021", "2021-04-03 00:00"),
        ("3 Apr 2021", "2021-04-03 00:00"),
        ("April 3, 2021", "2021-04-03 00:00"),
        (" 3/4/2021  ", "2021-04-03 00:00"),
    ],
)
def test_a_day_is_read_in_many_forms(cell: str, told: str) -> None:
    assert day(cell) == told


@pytest.mark.parametrize(
    "cell",
    [
        *("", "yes", "31/2/2021", "2021-13-40", "3/4/21", "2027-06-01", "1889-01-01"),
        *("44256", "20210403x", "3//2021", "9" * 40),
    ],
)
def test_what_is_no_day_of_the_past_is_none(cell: str) -> None:
    assert day(cell) == ""


def test_some_countries_write_the_month_first() -> None:
    assert day("3/4/2021", country="US") == "2021-03-04 00:00"
    assert day("13/4/2021", country="US") == "2021-04-13 00:00"


def test_a_day_without_a_zone_is_one_of_the_account() -> None:
    found = read_date("2021-04-03", country="AU", zone="Australia/Perth", now=NOW)

    assert found == datetime(2021, 4, 2, 16, tzinfo=UTC)


def guess(headings: list[str], *rows: list[str]) -> Columns:
    return guess_columns(headings, rows, country="AU", now=NOW)


def test_columns_are_told_by_what_stands_in_them() -> None:
    found = guess(
        ["Id", "Who", "When", "Mobile"],
        ["1", "Ada", "3/4/2021", "0491 570 156"],
        ["2", "Bo", "", "0491 570 157"],
    )

    assert found == Columns(number=3, date=2, reason=None)


def test_the_heading_decides_between_two_columns_of_numbers() -> None:
    found = guess(
        ["Sent from", "Recipient", "Reason"],
        ["0491 570 110", "0491 570 156", "STOP"],
    )

    assert found == Columns(number=1, date=None, reason=2)


def test_a_list_without_headings_is_guessed_too() -> None:
    found = guess(["Column A", "Column B"], ["2021-04-03", NUMBER])

    assert found == Columns(number=1, date=0, reason=None)


def test_a_list_of_nothing_but_headings_has_a_guess() -> None:
    assert guess(["Name", "Phone"]).number == 1


def test_our_own_export_is_known() -> None:
    from clicksendhub.consent.exporting import HEADINGS

    row = ["", "2021-04-03 10:22:00+08:00", "Their reply", "STOP", "", "", "", "", ""]

    assert guess([*HEADINGS], [NUMBER, *row[1:]]) == Columns(0, 1, 3)


def understand(*cells: str) -> Understood:
    reader = Reader(columns=Columns(0, 1, 2), country="AU", zone="UTC", now=NOW)
    return reader.read(7, cells)


def test_a_row_tells_number_day_and_words() -> None:
    found = understand("0491 570 156", "2021-04-03", "asked by phone")

    assert (found.row, found.number, found.words) == (7, NUMBER, "asked by phone")
    assert found.asked_at == datetime(2021, 4, 3, tzinfo=UTC)
    assert found.sentence == ""


def test_a_day_that_cannot_be_read_rejects_nobody_and_is_kept() -> None:
    found = understand(NUMBER, "last spring", "asked by phone")

    assert (found.number, found.asked_at) == (NUMBER, None)
    assert found.words == "asked by phone (last spring)"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("'+61491570156", NUMBER),
        ('="0491570156"', NUMBER),
        ("61491570156", NUMBER),
        ("491570156", NUMBER),
        ("(02) 6100 1234", "+61261001234"),
        ("1800 801 920", "+611800801920"),
        ("+447400123456", "+447400123456"),
    ],
)
def test_numbers_of_every_kind_can_be_blocked(cell: str, number: str) -> None:
    assert understand(cell).number == number


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("", "no number here"),
        ("cat", "not a phone number"),
        ("6.14E+10", "digits are lost"),
        ("0491570156 / 0491570157", "more than one number"),
        ("0491 570", "too short"),
        ("#N/A", "error of the spreadsheet"),
        ("9" * 30_000, ""),
    ],
)
def test_what_is_no_number_is_rejected_with_a_sentence(cell: str, says: str) -> None:
    found = understand(cell)

    assert found.number == ""
    assert says in found.sentence
    assert 0 < len(found.sentence) <= 300


def test_a_guess_is_told() -> None:
    assert "first 0 is missing" in understand("491570156").sentence


def test_a_short_row_and_odd_characters_do_no_harm() -> None:
    assert understand().number == ""
    assert understand(NUMBER, "", "a\0b").words == "a b"


@pytest.mark.parametrize(
    ("pasted", "lines"),
    [
        ("0491 570 156\n0491 570 157", ["0491 570 156", "0491 570 157"]),
        ("0491570156, 0491570157; 0491570158", ["0491570156", "0491570157"]),
        ("0491570156\r\n\r\nnonsense\r\n0491570157", ["0491570156", "nonsense"]),
    ],
)
def test_pasted_numbers_stand_one_a_line(pasted: str, lines: list[str]) -> None:
    assert one_a_line(pasted, country="AU").splitlines()[:2] == lines


@pytest.mark.parametrize(
    "pasted",
    [
        "Mobile\tReason\n0491570156\tasked",
        "Name,Mobile,Day\nAda,0491570156,2021-04-03\nBo,0491570157,2021-04-04",
    ],
)
def test_pasted_rows_stay_a_table(pasted: str) -> None:
    assert one_a_line(pasted, country="AU") == ""
