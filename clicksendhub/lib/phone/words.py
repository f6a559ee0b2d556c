"""Says to a person what was made of a number, and what to do about it."""

from clicksendhub.lib.countries import in_country
from clicksendhub.lib.phone.display import pretty
from clicksendhub.lib.phone.values import Code, Kind, Reading

_LONGEST_QUOTE = 40

_KINDS = {
    Kind.MOBILE: "a mobile number",
    Kind.FIXED: "a landline",
    Kind.PERSONAL: "a personal number",
    Kind.TOLL_FREE: "a freephone number",
}

_WORDS = {
    Code.FINE: "{number} is {kind}{where}.",
    Code.TEST_NUMBER: (
        "{number} is a test number of ClickSend: "
        "nothing is sent to it and nothing is charged."
    ),
    Code.LOST_ZERO: (
        "“{raw}” was read as {number}: its first 0 is missing. Check that it is right."
    ),
    Code.LOST_PLUS: (
        "“{raw}” was read as {number}{where}: its + is missing. Check that it is right."
    ),
    Code.EXTRA_ZERO: (
        "“{raw}” was read as {number}: the 0 after the country code is not dialled. "
        "Check that it is right."
    ),
    Code.FOREIGN_PREFIX: (
        "“{raw}” was read as {number}{where}: it begins with the prefix of another "
        "country for calls abroad. Check that it is right."
    ),
    Code.STRAY_PLUS: (
        "“{raw}” was read as {number}: there was something before its +. "
        "Check that it is right."
    ),
    Code.SPREADSHEET: (
        "“{raw}” was read as {number}: a spreadsheet had changed it. "
        "Check that it is right."
    ),
    Code.GROUPED: (
        "“{raw}” was read as {number}: its digits were grouped with commas. "
        "Check that it is right."
    ),
    Code.PERSONAL: (
        "{number} is a personal number that forwards to another, "
        "and may cost more. Check that you want to use it."
    ),
    Code.MISSING: "There is no number here. Add one, or leave this row out.",
    Code.NOT_A_NUMBER: "“{raw}” is not a phone number. Write a number with its digits.",
    Code.LETTERS: "“{raw}” has letters in it. Write digits only.",
    Code.SEVERAL: "“{raw}” holds more than one number. Write each in its own place.",
    Code.DIGITS_LOST: (
        "“{raw}” was shortened by a spreadsheet and its last digits are lost. "
        "Take the number from where it came from."
    ),
    Code.SHORT_NUMBER: (
        "“{raw}” is a short or emergency number, which cannot be sent to. "
        "Write a full number."
    ),
    Code.TOO_SHORT: "“{raw}” is too short for a number{where}. Add the missing digits.",
    Code.TOO_LONG: "“{raw}” is too long for a number{where}. Take out extra digits.",
    Code.NO_AREA_CODE: "“{raw}” has no area code. Write it in front of the number.",
    Code.NOT_IN_USE: (
        "“{raw}” is in a range that is not in use{where}. Check its digits."
    ),
    Code.NOT_RECOGNISED: (
        "“{raw}” is not a number{where}. "
        "If it is from another country, write it with + and the country code."
    ),
    Code.AMBIGUOUS: "“{raw}” could be {suggestion}. Write the one that you mean.",
    Code.OLD_FORMAT: "“{raw}” is written in the old Mexican way, with a 1 too many.",
    Code.UNKNOWN_COUNTRY: (
        "“{raw}” begins with no country code that is in use. "
        "Check the digits after the +."
    ),
    Code.NO_COUNTRY: (
        "“{raw}” does not say its country. Write it with + and the country code."
    ),
    Code.FIXED_LINE: (
        "“{raw}” is a landline{where}, which takes no texts. Use a mobile number."
    ),
    Code.MOBILE_LINE: (
        "“{raw}” is a mobile number{where}, which takes no faxes. Use a fax number."
    ),
    Code.PREMIUM_RATE: (
        "“{raw}” is a premium-rate number, which cannot be sent to. "
        "Use a number of their own."
    ),
    Code.SHARED_COST: (
        "“{raw}” is a shared-cost number{where}, which cannot be sent to. "
        "Use a number of their own."
    ),
    Code.TOLL_FREE: (
        "“{raw}” is a freephone number, which cannot be sent to. "
        "Use a number of their own."
    ),
    Code.VOIP: (
        "“{raw}” is an internet phone number, which cannot be sent to. "
        "Use a mobile number or a landline."
    ),
    Code.UNSUITABLE: (
        "“{raw}” is a special kind of number{where}, which cannot be sent to. "
        "Use a number of their own."
    ),
}

_EXTENSION_DROPPED = (
    "{number} is called without its extension {extension}: "
    "whoever answers will hear the message."
)
_EXTENSION_REFUSED = (
    "“{raw}” has an extension, which only a call can reach. "
    "Write a number without an extension."
)
_MOBILE_TOO_SHORT = (
    "“{raw}” is too short: it has {digits} digits, and a mobile number{where} has "
    "{needed}. Add the missing digits."
)


def explain(reading: Reading) -> str:
    """One or two plain sentences: what the number is, and what to do."""
    said = _words_for(reading).format(
        raw=_quoted(reading.raw),
        number=pretty(reading.e164 or ""),
        kind=_KINDS.get(reading.kind, "a number"),
        where=f" in {in_country(reading.region)}" if reading.region else "",
        suggestion=reading.suggestion,
        extension=reading.extension,
        digits=reading.shortfall and reading.shortfall.digits,
        needed=reading.shortfall and reading.shortfall.needed,
    )
    return said + _offer(reading)


def _words_for(reading: Reading) -> str:
    if reading.code is Code.EXTENSION:
        return _EXTENSION_DROPPED if reading.is_sendable else _EXTENSION_REFUSED
    return _MOBILE_TOO_SHORT if reading.shortfall else _WORDS[reading.code]


def _offer(reading: Reading) -> str:
    """The text to try instead, where there is one and it is not yet said."""
    if not reading.suggestion or reading.code is Code.AMBIGUOUS:
        return ""
    if reading.code is Code.SEVERAL:
        return ""
    return f" Did you mean {reading.suggestion}?"


def _quoted(raw: str) -> str:
    """What was typed, on one line and not endless."""
    visible = "".join(char if char.isprintable() else " " for char in raw)
    line = " ".join(visible.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"
