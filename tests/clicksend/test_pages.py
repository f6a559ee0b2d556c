"""Pages: read leniently, walked by number, never losing a row unseen."""

import pytest

from clicksendhub.clicksend import Page, RequestRefused, UnreadableAnswer, every_page

from .support import answering


def page(*rows: int, last_page: int) -> Page[int]:
    return Page(rows, page=1, last_page=last_page, total=None, per_page=None)


def test_every_page_is_fetched_once_and_in_order():
    asked = []

    def fetch(number):
        asked.append(number)
        return page(number * 10, number * 10 + 1, last_page=3)

    assert list(every_page(fetch)) == [10, 11, 20, 21, 30, 31]
    assert asked == [1, 2, 3]


def test_a_page_is_fetched_only_when_its_rows_are_wanted():
    asked = []

    def fetch(number):
        asked.append(number)
        return page(number, last_page=9)

    assert next(every_page(fetch)) == 1
    assert asked == [1]


def test_an_empty_list_is_one_page_without_rows():
    assert list(every_page(lambda number: page(last_page=0))) == []


def test_an_empty_page_in_the_middle_does_not_end_the_walk():
    pages = {1: page(1, last_page=3), 2: page(last_page=3), 3: page(3, last_page=3)}

    assert list(every_page(pages.__getitem__)) == [1, 3]


def test_a_list_that_claims_to_go_on_without_rows_is_an_error():
    asked = []

    def fetch(number):
        asked.append(number)
        return page(last_page=2**63 - 1)

    with pytest.raises(UnreadableAnswer, match="nothing more"):
        list(every_page(fetch, max_pages=100_000))
    assert asked == [1, 2, 3, 4, 5]


def test_a_list_that_is_too_long_is_an_error_and_not_an_early_end():
    walk = every_page(lambda number: page(number, last_page=99), max_pages=2)

    assert [next(walk), next(walk)] == [1, 2]
    with pytest.raises(RequestRefused, match="more than 2 pages"):
        next(walk)


@pytest.mark.parametrize(
    ("data", "rows", "number", "last_page"),
    [
        (None, 0, 1, 0),
        ([], 0, 1, 0),
        ({"total": 0, "current_page": 1, "last_page": 0, "data": []}, 0, 1, 0),
        ({"total": 0, "current_page": 1, "last_page": 0, "data": None}, 0, 1, 0),
        ({"current_page": "1", "last_page": "2", "data": [{}]}, 1, 1, 2),
        ({"total": 31, "per_page": 15, "data": [{}]}, 1, 1, 3),
        ({"data": [{}]}, 1, 1, 2),
        ({"data": []}, 0, 1, 1),
        ({}, 0, 1, 1),
        ([{}, {}], 2, 1, 1),
    ],
)
def test_a_page_is_read_from_every_known_shape(data, rows, number, last_page):
    client, _ = answering(data)

    found = client.sms.receipts()

    assert len(found.rows) == rows
    assert (found.page, found.last_page) == (number, last_page)


def test_a_page_tells_where_it_stands_in_the_list():
    about = {"total": "31", "per_page": "15", "current_page": 2, "last_page": 3}
    place = {"from": "16", "to": 30, "next_page_url": "/?page=3", "prev_page_url": None}
    client, _ = answering({**about, **place, "data": [{}]})

    page = client.lists.page(page=2, limit=15)

    assert (page.page, page.last_page, page.total, page.per_page) == (2, 3, 31, 15)
    assert (page.first_row, page.last_row) == (16, 30)
    assert (page.next_page_url, page.previous_page_url) == ("/?page=3", "")


@pytest.mark.parametrize(
    "data",
    [True, 7, "text", {"data": True}, {"data": {"1": {}}}, {"data": [None]}, [{}, 7]],
)
def test_a_page_with_rows_that_cannot_be_read_is_an_error(data):
    client, _ = answering(data)

    with pytest.raises(UnreadableAnswer):
        client.sms.history()


def test_the_address_of_a_next_page_is_never_followed():
    about = {"current_page": 1, "last_page": 2, "next_page_url": "https://evil.test/"}
    client, wire = answering({**about, "data": [{"message_id": "a"}]})

    list(every_page(lambda number: client.sms.history(page=number)))

    assert [request.url.host for request in wire.requests] == ["clicksend.test"] * 2
    assert [request.url.params["page"] for request in wire.requests] == ["1", "2"]
