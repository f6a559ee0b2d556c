"""The currency of an answer, with the words and signs that ClickSend writes it in."""

from collections.abc import Mapping
from dataclasses import dataclass

from .parse import currency, text


@dataclass(frozen=True, slots=True)
class CurrencyWords:
    """A currency: ``AUD``, its name, and the signs before dollars and cents."""

    code: str
    name: str
    sign: str
    cent_sign: str


def currency_words(fields: Mapping[str, object]) -> CurrencyWords | None:
    """The words of ``_currency``; None where an answer names no currency."""
    code = currency(fields)
    if code is None:
        return None
    found = fields.get("_currency") or fields.get("currency")
    told = found if isinstance(found, Mapping) else {}
    return CurrencyWords(
        code=code,
        name=text(told.get("currency_name_long")),
        sign=text(told.get("currency_prefix_d")),
        cent_sign=text(told.get("currency_prefix_c")),
    )
