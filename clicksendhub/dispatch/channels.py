"""What the engine needs of a channel, and the registry that the products fill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from clicksendhub.clicksend import ClickSend


class SentItem(Protocol):
    """One recipient's answer inside a call that was understood."""

    @property
    def reference(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def message_id(self) -> str: ...
    @property
    def parts(self) -> int | None: ...
    @property
    def price(self) -> Decimal | None: ...


class SentCall(Protocol):
    """The answer to a call that sends."""

    @property
    def items(self) -> Sequence[Any]: ...
    @property
    def currency(self) -> str | None: ...


class HistoryItem(Protocol):
    """One row of ClickSend's history."""

    @property
    def reference(self) -> str: ...
    @property
    def message_id(self) -> str: ...
    @property
    def price(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A page of history and whether it was the last."""

    rows: Sequence[Any]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of ClickSend's history to look at."""

    since: datetime
    until: datetime


class Channel(Protocol):
    """How one kind of message is built, submitted and found again.

    ``row_fields`` are the columns that ``build`` needs, beside ``id``, ``reference``,
    ``is_resent`` and ``attempts``; rows come as mappings. ``block_field`` names the
    column that a block is checked against, or is None where blocks do not apply.
    ``may_resend`` is False where a message in doubt never goes again without a person
    (post, fax).
    """

    name: str
    model: Any
    send_model: Any
    batch_limit: int
    may_resend: bool
    block_field: str | None
    row_fields: tuple[str, ...]

    def build(self, rows: Sequence[Mapping[str, Any]]) -> Any:
        """The request for these rows. Raises where a row cannot be put into one."""

    def submit(self, client: ClickSend, request: Any) -> SentCall:
        """Make the one call. Nothing else in the hub sends."""

    def history(self, client: ClickSend, *, window: Window, page: int) -> HistoryPage:
        """One page of what ClickSend has in this window, newest first."""

    def history_of(
        self, client: ClickSend, *, window: Window, row: Mapping[str, Any]
    ) -> Iterable[Any]:
        """What ClickSend has in this window for the recipient of ``row``."""


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    """Add a channel; its name is what ``Sending.channel`` holds."""
    _channels[channel.name] = channel


def channel_named(name: str) -> Channel:
    """The channel of a send or a batch."""
    return _channels[name]


def all_channels() -> tuple[Channel, ...]:
    """Every channel that the products registered."""
    return tuple(_channels.values())


def products() -> tuple[Channel, ...]:
    """One channel for each table of recipients: SMS and voice share one."""
    return tuple({channel.model: channel for channel in all_channels()}.values())
