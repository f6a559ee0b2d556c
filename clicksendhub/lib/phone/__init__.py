"""Phone numbers: from what people type to E.164, with a verdict and a reason."""

from clicksendhub.lib.phone.beginnings import beginning_of
from clicksendhub.lib.phone.display import mask, pretty
from clicksendhub.lib.phone.pasting import split_numbers
from clicksendhub.lib.phone.reading import is_test_number, read_number
from clicksendhub.lib.phone.values import (
    Channel,
    Code,
    Kind,
    RawNumber,
    Reading,
    Verdict,
)
from clicksendhub.lib.phone.words import explain
from clicksendhub.lib.phone.zones import zones_of

__all__ = [
    "Channel",
    "Code",
    "Kind",
    "RawNumber",
    "Reading",
    "Verdict",
    "beginning_of",
    "explain",
    "is_test_number",
    "mask",
    "pretty",
    "read_number",
    "split_numbers",
    "zones_of",
]
