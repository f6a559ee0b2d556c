"""Postcards: one PDF of two pages, or two of one page each."""

from typing import Any

from clicksendhub.sandbox import documents
from clicksendhub.sandbox.envelope import wrong_type
from clicksendhub.sandbox.fetch import UnusableFile
from clicksendhub.sandbox.post import Service
from clicksendhub.sandbox.post_judge import Mailing
from clicksendhub.sandbox.post_prices import postcard_price
from clicksendhub.sandbox.reading import read_text
from clicksendhub.sandbox.state import Call, Calls

PATH = "/post/postcards"
KINDS = frozenset({"pdf"})
MAXIMUM_BYTES = 10 * 1024 * 1024
SIDES = 2


def _mail(call: Call, given: dict[str, Any], now: float) -> Mailing:
    urls, source = _urls(given), read_text(given.get("source"))
    try:
        taken = [_take(call, url) for url in urls[:SIDES]]
    except UnusableFile:
        taken = []
    # The front and the back, each once.
    is_whole = len(urls) <= SIDES and [side.pages for side in taken] in ([2], [1, 1])
    return Mailing(
        channel="postcard",
        sandbox=call.sandbox,
        account=call.account,
        now=now,
        pages=SIDES if is_whole else 0,
        price_to=postcard_price,
        details={
            "url": urls[0] if urls else "",
            "documents": [side.id for side in taken],
            "source": f"{source}.rest.v3" if source else "rest.v3",
        },
    )


def _urls(given: dict[str, Any]) -> list[str]:
    urls = given.get("file_urls")
    if urls is None:
        return []
    if not isinstance(urls, list):
        raise wrong_type("Invalid argument supplied for foreach()")
    return [read_text(url) for url in urls]


def _take(call: Call, url: str) -> documents.Document:
    return documents.take(call.sandbox, url, kinds=KINDS, maximum_bytes=MAXIMUM_BYTES)


def _particular(details: dict[str, Any]) -> dict[str, Any]:
    return {"source": details["source"], "priority": 0}


SERVICE = Service("postcard", PATH, "Postcard queued for delivery.", _mail, _particular)
CALLS: Calls = SERVICE.calls()
