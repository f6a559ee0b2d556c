"""What a message can be sent from: rented numbers, own numbers and names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from .envelope import JsonObject
from .parse import decimal, flag, integer, iso_moment, rest, text

_NUMBER_KEYS: Final = frozenset(
    {
        "dedicated_number",
        "country",
        "_country_name",
        "price",
        "notes",
        "type",
        "number_type",
        "number_category",
        "number_guid",
        "status",
    }
)
_STATUS_KEYS: Final = frozenset({"value", "label", "name", "description"})
_OWN_KEYS: Final = frozenset(
    {
        "id",
        "phone_number",
        "country",
        "label",
        "status",
        "is_nearing_expiration",
        "verified_timestamp",
        "created_timestamp",
        "updated_timestamp",
    }
)
_TAG_KEYS: Final = frozenset(
    {
        "id",
        "alpha_tag",
        "status",
        "reason",
        "countries",
        "created_timestamp",
        "updated_timestamp",
    }
)


@dataclass(frozen=True, slots=True)
class NumberStatus:
    """Whether a rented number is ready (0), or what it waits for."""

    value: int | None
    label: str
    name: str
    description: str
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class DedicatedNumber:
    """A number that the account rents from ClickSend. ``price`` is for a month."""

    number: str = field(repr=False)
    country: str
    country_name: str
    price: Decimal | None
    notes: str = field(repr=False)
    type: str
    number_type: str
    category: str
    guid: str
    status: NumberStatus
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number of the customer's own; texts can go from it once it is approved."""

    number_id: str
    number: str = field(repr=False)
    country: str
    label: str = field(repr=False)
    status: str
    is_nearing_expiry: bool | None
    verified_at: datetime | None
    created_at: datetime | None
    updated_at: datetime | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class AlphaTag:
    """A name in place of a number. No countries means every one that allows it."""

    tag_id: str
    name: str
    status: str
    reason: str
    countries: tuple[str, ...]
    created_at: datetime | None
    updated_at: datetime | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


def dedicated_number(fields: JsonObject) -> DedicatedNumber:
    """A rented number; its status is an object of its own."""
    get = fields.get
    return DedicatedNumber(
        number=text(get("dedicated_number")),
        country=text(get("country")),
        country_name=text(get("_country_name")),
        price=decimal(get("price")),
        notes=text(get("notes")),
        type=text(get("type")),
        number_type=text(get("number_type")),
        category=text(get("number_category")),
        guid=text(get("number_guid")),
        status=_number_status(get("status")),
        extra=rest(fields, _NUMBER_KEYS),
    )


def _number_status(told: object) -> NumberStatus:
    """An object as documented, or the bare number in it."""
    fields: JsonObject = told if isinstance(told, dict) else {"value": told}
    return NumberStatus(
        value=integer(fields.get("value")),
        label=text(fields.get("label")),
        name=text(fields.get("name")),
        description=text(fields.get("description")),
        extra=rest(fields, _STATUS_KEYS),
    )


def own_number(fields: JsonObject) -> OwnNumber:
    """A number of the customer's own; these rows write times in ISO 8601."""
    get = fields.get
    return OwnNumber(
        number_id=text(get("id")),
        number=text(get("phone_number")),
        country=text(get("country")),
        label=text(get("label")),
        status=text(get("status")),
        is_nearing_expiry=flag(get("is_nearing_expiration")),
        verified_at=iso_moment(get("verified_timestamp")),
        created_at=iso_moment(get("created_timestamp")),
        updated_at=iso_moment(get("updated_timestamp")),
        extra=rest(fields, _OWN_KEYS),
    )


def alpha_tag(fields: JsonObject) -> AlphaTag:
    """A name in place of a number."""
    get = fields.get
    countries = get("countries")
    codes = countries if isinstance(countries, list) else []
    return AlphaTag(
        tag_id=text(get("id")),
        name=text(get("alpha_tag")),
        status=text(get("status")),
        reason=text(get("reason")),
        countries=tuple(filter(None, map(text, codes))),
        created_at=iso_moment(get("created_timestamp")),
        updated_at=iso_moment(get("updated_timestamp")),
        extra=rest(fields, _TAG_KEYS),
    )
