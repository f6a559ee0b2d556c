"""Guesses what each column of a file is: by its heading, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from contacts.fields import FIELDS
from contacts.folding import fold

if TYPE_CHECKING:
    from clicksendhub.lib.tables import Row

NEW: Final = "new:"
"""A further field that the import makes; its label follows."""

# The likelier name first: of “Mobile” and “Phone” the mobile is the number to text.
_NAMES: Final = """
first_name: first name, firstname, given name, forename, first, christian name,
  preferred name, vorname, prenom, nombre, name, full name, fullname, contact name,
  contact, customer name, customer, client name, client, recipient, display name
last_name: last name, lastname, surname, family name, last, nachname, nom, apellido,
  apellidos
number: mobile number, mobile phone number, mobile phone, mobile no, mobile, mob,
  cell phone number, cell phone, cell number, cell, cellphone, sms number, sms, handy,
  mobilnummer, portable, movil, phone number, phone no, phone, telephone number,
  telephone, tel no, tel, telefon, telefonnummer, telefono, telephone mobile, msisdn,
  number, contact number, contact phone, primary phone, phone 1, phone 1 value, to,
  whatsapp, home phone, work phone, business phone
email: e mail address, email address, e mail, email, mail, e mail 1 value, emailadresse,
  correo, courriel, primary email
fax_number: fax number, fax no, fax, telefax, business fax
organisation: organisation, organization, company name, company, business name,
  business, employer, firma, societe, empresa, organisation name, organization name,
  organization 1 name, practice, school, trading name
line_1: address line 1, address 1, address1, street address, street, address,
  street 1, mailing address, postal address, strasse, adresse, rue, direccion, line 1
line_2: address line 2, address 2, address2, street 2, line 2, unit, suite, apartment
city: city, suburb, town, locality, suburb city, city suburb, city town, ort, stadt,
  ville, ciudad
state: state, province, region, county, state province, state territory, territory,
  bundesland, provincia
postal_code: postal code, postalcode, postcode, post code, zip code, zip, zipcode,
  zip postal code, plz, code postal, postleitzahl, codigo postal
country: country, country region, country code, country name, land, pays, pais, nation
"""
_BETWEEN: Final = re.compile(r"[\W_]+")
_HUMPS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MAIL: Final = re.compile(r"\S+@\S+\.\S+").fullmatch
_PHONE: Final = re.compile(r"\+?[\d\s().'/-]{8,20}").fullmatch
_FEWEST_DIGITS: Final = 8


def normal(heading: str) -> str:
    """A heading without case, accents, underscores and marks."""
    return " ".join(_BETWEEN.sub(" ", fold(_HUMPS.sub(" ", heading))).split())


def _ranks() -> dict[str, tuple[str, int]]:
    entries = re.split(r"\n(?=\w+: )", _NAMES.strip())
    ranks: dict[str, tuple[str, int]] = {}
    for entry in entries:
        target, _colon, names = entry.partition(": ")
        for rank, name in enumerate(" ".join(names.split()).split(", ")):
            ranks[normal(name)] = (target, rank + 1)
    ranks |= {normal(field.label): (field.name, 0) for field in FIELDS}
    return ranks


_RANKS: Final = _ranks()


def guess(
    headings: Sequence[str], samples: Sequence[Row], *, labels: Mapping[str, str]
) -> list[str]:
    """One target a column, each at most once; "" for what nobody can tell.

    ``labels`` are the account’s own names of fields, by the name of the field.
    """
    own = {normal(label): (name, -1) for name, label in labels.items()}
    ranks = _RANKS | own
    best: dict[str, tuple[int, int]] = {}
    for column, heading in enumerate(headings):
        if found := ranks.get(normal(heading)):
            target, rank = found
            best[target] = min(best.get(target, (rank, column)), (rank, column))
    mapping = [""] * len(headings)
    for target, (_rank, column) in best.items():
        mapping[column] = target
    _guess_by_cells(mapping, samples)
    return mapping


def _guess_by_cells(mapping: list[str], samples: Sequence[Row]) -> None:
    """Numbers and e-mail addresses look like nothing else."""
    for target, is_like in (("number", _is_phone), ("email", _MAIL)):
        if target in mapping:
            continue
        for column, known in enumerate(mapping):
            if not known and _all_like(column, samples, is_like):
                mapping[column] = target
                break


def _all_like(
    column: int, samples: Sequence[Row], is_like: Callable[[str], object]
) -> bool:
    cells = [row.cells[column].strip() for row in samples if column < len(row.cells)]
    written = [cell for cell in cells if cell]
    return bool(written) and all(map(is_like, written))


def _is_phone(cell: str) -> bool:
    digits = sum(map(str.isdecimal, cell))
    return digits >= _FEWEST_DIGITS and _PHONE(cell.lstrip("'")) is not None
