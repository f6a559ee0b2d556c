"""Walks a list page by page, by number alone.

The addresses that ClickSend gives for a next page may be relative or name another
host, so they are never followed.
"""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Final, TypeVar

from .errors import RequestRefused, UnreadableAnswer
from .types import Page

MAX_PAGES: Final = 1000
MAX_EMPTY_PAGES: Final = 5
"""One after the other, in a list that claims to go on."""

Row = TypeVar("Row")


def every_page(
    fetch: Callable[[int], Page[Row]], *, max_pages: int = MAX_PAGES
) -> Iterator[Row]:
    """Each row of each page, fetching a page when its first row is asked for.

    Raises RequestRefused rather than ending early: whoever looks for a row must not
    take the end of our patience for its absence. For the same reason a list that
    claims to go on and has nothing more is UnreadableAnswer.
    """
    empty_pages = 0
    for number in count(1):
        if number > max_pages:
            raise RequestRefused(f"the list has more than {max_pages} pages")
        page = fetch(number)
        yield from page.rows
        if number >= page.last_page:
            return
        empty_pages = 0 if page.rows else empty_pages + 1
        if empty_pages == MAX_EMPTY_PAGES:
            raise UnreadableAnswer("the list claims to go on and has nothing more")
