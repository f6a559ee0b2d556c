"""Letters: one PDF, printed as told, with a cover page unless it has room for one."""

from typing import Any

from clicksendhub.sandbox import documents, pdf
from clicksendhub.sandbox.addresses import find_address
from clicksendhub.sandbox.envelope import Answer, bad_request, ok
from clicksendhub.sandbox.fetch import UnusableFile
from clicksendhub.sandbox.post import Service
from clicksendhub.sandbox.post_judge import Mailing
from clicksendhub.sandbox.post_prices import Print, letter_price
from clicksendhub.sandbox.reading import read_base64, read_flag, read_object, read_text
from clicksendhub.sandbox.state import Call, Calls

PATH = "/post/letters"
KINDS = frozenset({"pdf"})
MAXIMUM_BYTES = 10 * 1024 * 1024
SWITCHES = ("template_used", "colour", "duplex", "priority_post")


def _mail(call: Call, given: dict[str, Any], now: float) -> Mailing:
    switches = _switches(given)
    url, source = read_text(given.get("file_url")), read_text(given.get("source"))
    pages, document_id = _take(call, url)
    printed = Print(
        pages,
        has_cover=not switches["template_used"],
        is_colour=bool(switches["colour"]),
        is_duplex=bool(switches["duplex"]),
        is_priority=bool(switches["priority_post"]),
    )
    return Mailing(
        channel="letter",
        sandbox=call.sandbox,
        account=call.account,
        now=now,
        pages=printed.pages if pages else 0,
        price_to=lambda country: letter_price(country, printed),
        details={
            "url": url,
            "document": document_id,
            "source": f"{source}.rest.v3" if source else "rest.v3",
            "pages": printed.pages,
            **switches,
        },
    )


def _take(call: Call, url: str) -> tuple[int, int]:
    """Return the pages and the number of the file; 0 when it is of no use."""
    try:
        document = documents.take(
            call.sandbox, url, kinds=KINDS, maximum_bytes=MAXIMUM_BYTES
        )
    except UnusableFile:
        return 0, 0
    return (document.pages, document.id) if document.is_portrait else (0, 0)


def _switches(given: dict[str, Any]) -> dict[str, int]:
    """Read what is 0 or 1; what a call does not name is 0."""
    switches: dict[str, int] = {}
    wrong: dict[str, str] = {}
    for name in SWITCHES:
        flag = read_flag(given.get(name))
        if flag is None:
            wrong[name] = f"{name} is 0 or 1."
        else:
            switches[name] = flag
    if wrong:
        raise bad_request("Invalid input.", wrong)
    return switches


def _particular(details: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": details["source"],
        "colour": details["colour"],
        "duplex": details["duplex"],
        "template_used": details["template_used"],
        "priority_post": details["priority_post"],
        "post_pages": details["pages"],
    }


def _detect_address(call: Call) -> Answer:
    """Answer `POST /post/letters/detect-address`."""
    given = read_object(call)
    text = read_text(given.get("address"))
    if not text:
        text = _first_page(read_base64(given.get("content")))
    found = find_address(text, default_country=call.account.country)
    if found is None:
        raise bad_request("No address was found.")
    return ok(found.as_dict(), "Here is your data.")


def _first_page(content: bytes) -> str:
    if len(content) > MAXIMUM_BYTES:
        raise bad_request("The PDF is larger than 10 MB.")
    try:
        return pdf.read_first_page(content)
    except UnusableFile as error:
        raise bad_request(str(error)) from error


SERVICE = Service("letter", PATH, "Letters queued for delivery.", _mail, _particular)
CALLS: Calls = (*SERVICE.calls(), ("POST", f"{PATH}/detect-address", _detect_address))
