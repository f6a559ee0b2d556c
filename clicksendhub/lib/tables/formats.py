"""Number formats of spreadsheets that show more than the number: zeros, a plus, %.

Only what a phone number, a postcode or a share needs is told; dates are calamine's, and
every other number is given as it is.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

BUILT_IN: Final = {9: "0%", 10: "0.00%"}
"""Formats that a file uses by number without writing them down (ECMA-376, 18.8.30)."""

_TOKEN: Final = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|[_*].|(.)', re.DOTALL)
_DIGITS_ONLY: Final = re.compile(r"[0#? ()/+.-]*")
_IN_FRONT: Final = re.compile(r"[^\d+]")


class Shown(NamedTuple):
    """How a number is shown: with what in front, how many digits, or in percent."""

    front: str
    digits: int
    is_percent: bool = False

    def text(self, number: float) -> str:
        """The number as the person sees it; nothing where the format adds nothing."""
        if self.is_percent:
            return f"{number * 100:.12g}%"
        if number < 0 or number != int(number):
            return ""
        return self.front + str(int(number)).zfill(self.digits)


def shown_by(code: str) -> Shown | None:
    """What a format adds to a number, if it is of the kinds that are told."""
    bare, literal_in_front = "", ""
    for quoted, escaped, plain in _TOKEN.findall(code.partition(";")[0]):
        bare += plain
        if not set("0#?") & set(bare):
            literal_in_front += quoted or escaped or plain
    if "%" in bare:
        return Shown("", 0, is_percent=True)
    if not _DIGITS_ONLY.fullmatch(bare) or "." in bare or not set("0#?") & set(bare):
        return None
    front, digits = _IN_FRONT.sub("", literal_in_front), bare.count("0")
    return Shown(front, digits) if front or digits > 1 else None
