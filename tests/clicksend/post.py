"""People to write to, and what no letter and no postcard may be sent with."""

from dataclasses import replace
from datetime import UTC, datetime

from clicksendhub.clicksend import Address, Letter, PostRecipient

PDF = "https://files.example/l.pdf"
MESSAGE_ID = "F0A1B2C3-D4E5-4607-8819-2A3B4C5D6E7F"
SEPTEMBER = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
HOME = Address(
    name="A. Person",
    line_1="1 Example St",
    city="Perth",
    state="WA",
    postal_code="6000",
    country="AU",
)
OFFICE = replace(HOME, name="Office", line_1="2 Example St")
LETTER = Letter(PDF)


def recipient(reference: str = "lt-1", **changes) -> PostRecipient:
    fields = {"address": HOME, "return_address_id": 77, "reference": reference}
    return PostRecipient(**{**fields, **changes})


def living_at(reference: str = "lt-1", **changes) -> PostRecipient:
    return recipient(reference, address=replace(HOME, **changes))


HOME_JSON = {
    "address_name": "A. Person",
    "address_line_1": "1 Example St",
    "address_line_2": "",
    "address_city": "Perth",
    "address_state": "WA",
    "address_postal_code": "6000",
    "address_country": "AU",
    "return_address_id": 77,
}
REFUSED = [
    ([], "recipients"),
    ([living_at(str(n), name=f"Person {n}") for n in range(1001)], "recipients"),
    ([living_at(name="")], "recipients.0.name"),
    ([living_at(line_1=" ")], "recipients.0.line_1"),
    ([living_at(city="")], "recipients.0.city"),
    ([living_at(state="")], "recipients.0.state"),
    ([living_at(postal_code="")], "recipients.0.postal_code"),
    ([living_at(country="")], "recipients.0.country"),
    ([recipient(), living_at("b", country="AUS")], "recipients.1.country"),
    ([recipient(return_address_id=0)], "recipients.0.return_address_id"),
]
REFUSED_TO_SEND = [
    *REFUSED,
    ([recipient("")], "recipients.0.reference"),
    ([recipient("  ")], "recipients.0.reference"),
    ([recipient("x" * 51)], "recipients.0.reference"),
    ([recipient("a"), living_at("a", name="B")], "recipients.1.reference"),
]
