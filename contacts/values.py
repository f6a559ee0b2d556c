"""What is known of a person in a list, as a value: clean fields and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class Details:
    """A person as they shall be kept; personal, so nothing of it is in ``repr``.

    ``number`` and ``fax_number`` are E.164 or empty, ``number_kind`` is a
    ``lib.phone.Kind``, ``number_raw`` what was written where that differs. ``country``
    is an ISO 3166 alpha-2 code where it could be understood, else what was written.
    ``extra`` holds the account’s own fields by their name.
    """

    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    number_kind: str = field(default="", repr=False)
    number_raw: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    fax_number: str = field(default="", repr=False)
    organisation: str = field(default="", repr=False)
    line_1: str = field(default="", repr=False)
    line_2: str = field(default="", repr=False)
    city: str = field(default="", repr=False)
    state: str = field(default="", repr=False)
    postal_code: str = field(default="", repr=False)
    country: str = field(default="", repr=False)
    custom_1: str = field(default="", repr=False)
    custom_2: str = field(default="", repr=False)
    custom_3: str = field(default="", repr=False)
    custom_4: str = field(default="", repr=False)
    extra: Mapping[str, str] = field(default_factory=dict, repr=False)


COLUMNS: tuple[str, ...] = tuple(found.name for found in fields(Details))
"""The names of ``Details``, which are columns of ``contacts.Contact``, in order."""
