"""What is the same for everybody: countries and time zones; and who may be sent to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from .envelope import JsonObject, Request
from .parse import integer, moment, rest, text

Row = TypeVar("Row")

_COUNTRY_KEYS: Final = frozenset({"code", "value"})
_SENDING_KEYS: Final = frozenset({"id", "name", "code", "region", "agreed_at"})


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its code of two letters."""

    code: str
    name: str
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class SendingCountry:
    """A country that messages can go to. ``agreed_at`` where the account chose it."""

    country_id: int
    code: str
    name: str
    region: str
    agreed_at: datetime | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


class PlacesResource:
    """``client.places``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def countries(self) -> tuple[Country, ...]:
        """Every country that an address or a number may be in."""
        return self._rows("/countries", _country)

    def sending_countries(self) -> tuple[SendingCountry, ...]:
        """Every country that an account may choose to send to."""
        return self._rows("/country-list", _sending_country)

    def enabled_countries(self) -> tuple[SendingCountry, ...]:
        """The countries that this account chose to send to."""
        return self._rows("/user-countries", _sending_country)

    def time_zones(self) -> tuple[str, ...]:
        """The time zones by name, e.g. ``Australia/Perth``."""
        envelope = self._request("GET", "/timezones")
        if not isinstance(envelope.data, list):
            raise envelope.unreadable("the time zones are not a list")
        return tuple(filter(None, map(text, envelope.data)))

    def _rows(self, path: str, read: Callable[[JsonObject], Row]) -> tuple[Row, ...]:
        return self._request("GET", path).page(read, asked_for=1).rows


def _country(fields: JsonObject) -> Country:
    return Country(
        code=text(fields.get("code")),
        name=text(fields.get("value")),
        extra=rest(fields, _COUNTRY_KEYS),
    )


def _sending_country(fields: JsonObject) -> SendingCountry:
    get = fields.get
    return SendingCountry(
        country_id=integer(get("id")) or 0,
        code=text(get("code")),
        name=text(get("name")),
        region=text(get("region")),
        agreed_at=moment(get("agreed_at")),
        extra=rest(fields, _SENDING_KEYS),
    )
