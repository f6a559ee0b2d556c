"""The words of the coverage table: an action, its fields in and its fields out.

``docs/api_coverage.py`` prints it, and the tests beside it hold every row.
"""

from __future__ import annotations

from dataclasses import dataclass

TEST_FILE = "tests/api_coverage/test_actions.py"
TEST = "test_each_field_goes_in_and_comes_back"


@dataclass(frozen=True, slots=True)
class In:
    """A field of a request.

    ``client`` is a field (``Sms.to``) or a parameter (``lists.get(list_id)``). The
    sandbox keeps it in ``kept``: ``table.column``, or ``table.column.key`` inside JSON;
    ``no table.column`` where it must be gone; ``answer.name`` where the answer alone
    shows that it was heard.
    """

    name: str
    client: str
    kept: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Out:
    """A field of an answer. ``is_later`` is empty at first, and filled later on."""

    name: str
    client: str
    note: str = ""
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its call, the client's name for it, and its fields."""

    name: str
    slug: str
    call: str
    client: str
    ins: tuple[In, ...]
    outs: tuple[Out, ...]
    note: str = ""

    @property
    def rows(self) -> tuple[In | Out, ...]:
        """Every field, in and out."""
        return (*self.ins, *self.outs)


ENVELOPE = (
    Out("http_code", "Envelope.http_code"),
    Out("response_code", "Envelope.code"),
    Out("response_msg", "Envelope.message"),
)
PAGE = (
    Out("data.total", "Page.total"),
    Out("data.per_page", "Page.per_page"),
    Out("data.current_page", "Page.page"),
    Out("data.last_page", "Page.last_page"),
    Out("data.next_page_url", "Page.next_page_url", note="told, never followed"),
    Out("data.prev_page_url", "Page.previous_page_url", note="told, never followed"),
    Out("data.from", "Page.first_row"),
    Out("data.to", "Page.last_row"),
)
PLACE = {
    "address_line_1": "line_1",
    "address_line_2": "line_2",
    "address_city": "city",
    "address_state": "state",
    "address_postal_code": "postal_code",
    "address_country": "country",
}
ADDRESS = {"address_name": "name", **PLACE}


def outs(where: str, kind: str, fields: dict[str, str]) -> tuple[Out, ...]:
    """Fields of one object: name in the API → name in the client."""
    return tuple(
        Out(f"{where}.{name}", f"{kind}.{ours}") for name, ours in fields.items()
    )


def totals(kind: str) -> tuple[Out, ...]:
    """The sums of a send."""
    names = ("total_price", "total_count", "queued_count")
    return outs("data", kind, {name: name for name in names})


def currency(kind: str) -> tuple[Out, ...]:
    """The currency of a send."""
    words = {
        "currency_name_short": "code",
        "currency_prefix_d": "sign",
        "currency_prefix_c": "cent_sign",
        "currency_name_long": "name",
    }
    return outs("data._currency", f"{kind}.currency_words", words)
