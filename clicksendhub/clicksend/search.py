"""Contacts and lists by a word, as ClickSend finds them."""

from typing import Final

from .checks import MAX_LIMIT, page_params, refused
from .contact_json import read_found
from .contact_types import Found
from .envelope import Request
from .types import Page

MAX_KEYWORD: Final = 100


class SearchResource:
    """``client.search``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def contacts_and_lists(
        self, keyword: str, *, page: int = 1, limit: int = MAX_LIMIT
    ) -> Page[Found]:
        """Contacts and lists, mixed: ``type`` says which each one is."""
        if not keyword.strip():
            raise refused("keyword", "is empty")
        if len(keyword) > MAX_KEYWORD:
            raise refused("keyword", f"has more than {MAX_KEYWORD} characters")
        params = {"q": keyword, **page_params(page, limit=limit)}
        envelope = self._request("GET", "/search/contacts-lists", params=params)
        return envelope.page(read_found, asked_for=page)
