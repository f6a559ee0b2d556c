"""What a letter and a postcard cost. Invented, of a believable size."""

from dataclasses import dataclass
from decimal import Decimal

BLACK_PAGE, COLOUR_PAGE = Decimal("0.1300"), Decimal("0.4100")
SHEET = Decimal("0.0600")
# What does not fit folded into a small envelope goes flat in a large one.
MOST_SMALL_SHEETS = 4
LARGE_TIMES = 2
# What one envelope, and one postcard, cost to send, in Australian dollars.
POSTAGE = {
    "AU": ("1.9900", "1.5500"),
    "NZ": ("2.4400", "1.8800"),
    "GB": ("1.6700", "1.2100"),
    "US": ("1.5800", "1.1900"),
    "CA": ("2.1200", "1.6400"),
    "IE": ("2.6800", "2.0500"),
    "DE": ("2.5300", "1.9600"),
    "FR": ("2.7100", "2.0900"),
    "ES": ("2.6200", "2.0100"),
    "SG": ("2.3900", "1.8500"),
    "IN": ("2.9400", "2.3100"),
    "ZA": ("3.0700", "2.3800"),
    "JP": ("2.8800", "2.2200"),
    "CN": ("2.8300", "2.1700"),
}
PRIORITY = Decimal("0.6500")
TEST_POSTAL_CODES = frozenset({"11111", "22222", "33333"})


@dataclass(frozen=True, slots=True)
class Print:
    """How a letter is printed and sent."""

    file_pages: int
    has_cover: bool
    is_colour: bool
    is_duplex: bool
    is_priority: bool

    @property
    def pages(self) -> int:
        """Return the pages that are printed, the cover page among them."""
        return self.file_pages + self.has_cover

    @property
    def sheets(self) -> int:
        """Return the sheets of paper; the back of a cover page stays empty."""
        sides = 2 if self.is_duplex else 1
        return -(-self.file_pages // sides) + self.has_cover


def letter_price(country: str, printed: Print) -> Decimal:
    """Return the price of one letter."""
    postage = Decimal(POSTAGE[country][0])
    if printed.sheets > MOST_SMALL_SHEETS:
        postage *= LARGE_TIMES
    if printed.is_priority:
        postage += PRIORITY
    page = COLOUR_PAGE if printed.is_colour else BLACK_PAGE
    return postage + page * printed.pages + SHEET * printed.sheets


def postcard_price(country: str) -> Decimal:
    """Return the price of one postcard."""
    return Decimal(POSTAGE[country][1])
