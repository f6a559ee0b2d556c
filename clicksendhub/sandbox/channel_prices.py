"""What one part of a text, one part of a call or one page of a fax costs, by country.

Invented, as those of texts are. A country that is not named cannot be reached.
"""

from decimal import Decimal
from functools import lru_cache

from clicksendhub.sandbox.prices import TARIFFS

NOTHING = Decimal("0.0000")


def _prices(text: str) -> dict[str, Decimal]:
    pairs = (entry.split() for entry in text.split(","))
    return {country: Decimal(price) for country, price in pairs}


PRICES = {
    "sms": {country: tariff.price for country, tariff in TARIFFS.items()},
    "mms": _prices("AU 0.4400, NZ 0.5200, GB 0.4800, US 0.0540, CA 0.0620"),
    "voice": _prices(
        "AU 0.1000, NZ 0.1150, GB 0.0840, US 0.0320, CA 0.0330, IE 0.1260, "
        "DE 0.1310, FR 0.1190, ES 0.1270, SG 0.0910, IN 0.0720, ZA 0.1580, "
        "JP 0.1420, CN 0.0980"
    ),
    "fax": _prices(
        "AU 0.7500, NZ 0.7900, GB 0.6400, US 0.3900, CA 0.4100, IE 0.7700, "
        "DE 0.6900, FR 0.7200, ES 0.7400, SG 0.5800, JP 0.8600"
    ),
}


@lru_cache(maxsize=2048)
def price_of(channel: str, country: str, parts: int) -> Decimal:
    """Return the price of so many parts to a country."""
    return PRICES[channel][country] * parts
