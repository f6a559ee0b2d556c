"""How a stored number is shown: in full, or with its middle hidden."""

import phonenumbers
from phonenumbers import PhoneNumberFormat

HIDDEN = "•"
_SHOWN_AT_THE_END = 3
_FEWEST_HIDDEN = 3


def pretty(e164: str) -> str:
    """“+61 412 345 678”; unchanged if it is no full number."""
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def mask(e164: str) -> str:
    """“+61 4•• ••• 678”: country, first digit and the end, to tell people apart.

    A number too short to hide anything that way shows its last two digits.
    """
    shown = pretty(e164)
    prefix, space, national = shown.partition(" ")
    digits = sum(map(str.isdecimal, national))
    if not prefix.startswith("+") or digits < 1 + _FEWEST_HIDDEN + _SHOWN_AT_THE_END:
        return HIDDEN * max(_FEWEST_HIDDEN, len(e164) - 2) + e164[-2:]
    return prefix + space + _hide(national, first=1, last=digits - _SHOWN_AT_THE_END)


def _hide(text: str, *, first: int, last: int) -> str:
    """Hide the digits from the first to before the last, keeping the grouping."""
    shown, position = "", 0
    for char in text:
        if char.isdecimal():
            shown += HIDDEN if first <= position < last else char
            position += 1
        else:
            shown += char
    return shown
