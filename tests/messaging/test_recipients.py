"""Reading the box of numbers: each number stands in exactly one of three places."""

from __future__ import annotations

from messaging.recipients import Recipients, read_recipients


def read(typed: str) -> Recipients:
    return read_recipients(typed, country="AU")


def test_each_number_is_understood_with_its_country_and_line():
    found = read("0412 345 678\n+44 7400 123456")
    assert [(p.number, p.country, p.line) for p in found.people] == [
        ("+61412345678", "AU", 1),
        ("+447400123456", "GB", 2),
    ]


def test_the_same_number_written_twice_is_one_person():
    found = read("0412 345 678\n0498 765 432, +61 412 345 678")
    assert len(found.people) == 2
    assert [(d.number, d.line, d.first_line) for d in found.duplicates] == [
        ("+61412345678", 2, 1)
    ]


def test_a_bad_number_is_named_with_its_line_and_what_to_do():
    found = read("0412 345 678\n(02) 6100 1234")
    assert [fault.line for fault in found.faults] == [2]
    assert "landline" in found.faults[0].words
    assert "Use a mobile number." in found.faults[0].words


def test_several_numbers_in_one_piece_are_parted():
    found = read("0412345678 or 0498765432")
    assert [person.number for person in found.people] == [
        "+61412345678",
        "+61498765432",
    ]


def test_a_guess_is_told_beside_the_number():
    assert "first 0 is missing" in read("412345678").people[0].note


def test_a_plain_number_needs_no_note():
    assert read("0412345678").people[0].note == ""


def test_an_empty_box_holds_nobody():
    assert read(" \n ,;\n") == Recipients((), (), ())


def test_numbers_stay_out_of_repr():
    assert "412345678" not in repr(read("0412345678\n0412345678\n04123"))
