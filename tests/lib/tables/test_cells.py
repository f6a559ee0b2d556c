"""Cells: what stands for no value, and what number formats show."""

from __future__ import annotations

import pytest

from clicksendhub.lib.tables import CellFault, Fault, fault_of_cell
from clicksendhub.lib.tables.formats import shown_by
from clicksendhub.lib.tables.words import unreadable


@pytest.mark.parametrize("cell", [*CellFault, "####", "################"])
def test_what_is_no_value_is_told_in_a_sentence(cell: str):
    assert fault_of_cell(cell).endswith(".")


@pytest.mark.parametrize("cell", ["", "Zoe", "#1 Fan Club", "#", "###", "N/A", "#zoe"])
def test_what_may_be_a_value_is_let_through(cell: str):
    assert fault_of_cell(cell) == ""


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_says_where_and_what_to_do(fault: Fault):
    told = unreadable(fault, row=1_234)

    assert told.code is fault
    assert told.sentence.count(".") >= 2
    assert "{" not in told.sentence


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("0000000000", 491570156, "0491570156"),
        ("0000 000 000", 491570156, "0491570156"),
        ("0000\\ 000\\ 000", 491570156, "0491570156"),
        ("0#########", 491570156, "0491570156"),
        ('"0"#########', 491570156, "0491570156"),
        ('"+"0', 61491570156, "+61491570156"),
        ('"+61 "000000000', 491570156, "+61491570156"),
        ("00000;[Red]-00000", 801, "00801"),
        ("00000", 123456, "123456"),
        ("00000", -801, ""),
        ("00000", 1.5, ""),
        ("0.0%", 0.125, "12.5%"),
        ("0%", 0.07, "7%"),
    ],
)
def test_a_format_that_shows_more_is_followed(code: str, number: float, text: str):
    shown = shown_by(code)

    assert shown is not None
    assert shown.text(number) == text


@pytest.mark.parametrize(
    "code",
    [
        *("", "General", "0", "#", "@", "0.00", "#,##0", "0.00E+00", "dd/mm/yyyy"),
        *("[$€-407] #,##0.00", "[<=9999999]###-####;(###) ###-####", '"x"', "# ?/?"),
    ],
)
def test_every_other_format_leaves_the_number_as_it_is(code: str):
    assert shown_by(code) is None
