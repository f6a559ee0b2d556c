"""Walks a list page by page, by number alone.

The addresses that ClickSend gives for a next page may be relative or name another
host, so they are never followed.
"""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Final, TypeVar

from .errors import RequestRefused
from .types import Page

MAX_PAGES: Final = 1000

Row = TypeVar("Row")


def every_page(
    fetch: Callable[[int], Page[Row]], *, max_pages: int = MAX_PAGES
) -> Iterator[Row]:
    """Each row of each page, fetching a page when its first row is asked for.

    Raises RequestRefused rather than ending early: whoever looks for a row must not
    take the end of our patience for its absence.
    """
    for number in count(1):
        if number > max_pages:
            raise RequestRefused(f"the list has more than {max_pages} pages")
        page = fetch(number)
        yield from page.rows
        if number >= page.last_page:
            return
