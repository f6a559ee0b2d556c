"""The kinds of message that the Send screen writes, and the registry that knows them.

A kind is a channel of the engine as people meet it: its words, whose numbers it
reaches, how its words are measured and priced, and its form. Each is one small module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clicksendhub.lib.phone import Channel

if TYPE_CHECKING:
    from clicksendhub.clicksend import ClickSend
    from clicksendhub.credentials.models import Account
    from messaging.models import Message, Send
    from messaging.segments import Saving

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """What people call one and several of them, and what is done with them."""

    one: str
    many: str
    # “Send 2 texts”, “Call 2 people”: with the number between the two halves.
    deed: str
    deed_one: str
    deed_many: str
    to: str
    heading: str
    sentence: str
    nobody: str
    not_yet: str
    again: str
    # What stands beside it in a list of sends; nothing beside the usual kind.
    note: str = ""
    # How it went, in a conversation: “by call”.
    by: str = ""
    # What is charged for; "" where each of them costs the same.
    unit: str = "part"

    def counted(self, count: int) -> str:
        """“1 text”, “1,204 calls”."""
        return f"{count:,} {self.one if count == 1 else self.many}"

    def deed_for(self, count: int) -> str:
        """“Send 2 texts”, “Call 1 person”."""
        return (
            f"{self.deed} {count:,} {self.deed_one if count == 1 else self.deed_many}"
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message; ``name`` is that of its channel.

    ``columns`` of the send are its own: they belong to the plan and to its seal.
    ``read_words`` raises ``texts.BadText``; ``fault`` names what cannot be planned.
    """

    name: str
    label: str
    url_name: str
    reach: Channel
    words: Words
    columns: tuple[str, ...]
    has_sender: bool
    form: type[Any]
    initial: Callable[[Account], dict[str, Any]]
    initial_from: Callable[[Send], dict[str, Any]]
    read_words: Callable[[str, Account], str]
    # How many units are charged for each, by the words and the columns of its kind.
    parts_of: Callable[[str, Mapping[str, Any]], int]
    # How long it is, in words: for one of them, and for so many people.
    measured: Callable[[Send, int], str]
    # The same words in cheaper characters, where there is such a thing.
    saving_of: Callable[[str], Saving | None]
    ask_price: Callable[[ClickSend, Send, Sequence[Message]], Any]
    facts: Callable[[Send], Sequence[Fact]]
    fault: Callable[[Account, Mapping[str, Any], Sequence[str]], str]
    # What its file is made into; "" where there is none.
    purpose: str = ""
    # False where a block does not hold for it (fax).
    obeys_blocks: bool = True
    # The modules of the form, and of the pages that show its preview.
    compose_script: str = ""
    preview_script: str = ""

    def template(self, part: str) -> str:
        """The template that shows one part of this kind: “compose”, “preview”."""
        return f"messaging/kinds/{self.name}/{part}.html"

    @property
    def compose_template(self) -> str:
        """The fields of the form that are its own."""
        return self.template("compose")

    @property
    def preview_template(self) -> str:
        """How it looks or sounds to the person."""
        return self.template("preview")

    def columns_of(self, send: Send) -> dict[str, Any]:
        """What a send has in the columns of its kind."""
        return {name: getattr(send, name) for name in self.columns}


def in_parts(length: int, parts: int, people: int) -> str:
    """“45 characters, 1 part each, 2 in all”."""
    signs = "character" if length == 1 else "characters"
    each = "part" if parts == 1 else "parts"
    return f"{length:,} {signs}, {parts} {each} each, {people * parts:,} in all"


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; the first one is what the Send screen begins with."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> Kind:
    """The kind of a channel’s name."""
    return _kinds[name]


def all_kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of their links."""
    return tuple(_kinds.values())
