"""An import of the demo, through the services as a person would: not a row by hand."""

from __future__ import annotations

from typing import Final

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.models import Import
from contacts.services import imports

FILE: Final = "open-day-visitors.csv"
VISITORS: Final = "Open day visitors"
# One number lost its last digits in a spreadsheet, and one person signed in twice.
ROWS: Final = """\
First name,Last name,Mobile,E-mail,City,Interested in
Isla,Fraser,0491 571 301,isla.fraser@example.com,Fremantle,Knee class
Tomás,Herrera,0491 571 302,tomas.herrera@example.com,Perth,Swimming
Hana,Sato,0491 571 303,hana.sato@example.com,Perth,Back school
Peter,Whitlock,4.9157E+08,peter.whitlock@example.com,Cottesloe,Swimming
Isla,Fraser,0491 571 301,isla.fraser@example.com,Fremantle,Knee class
Wiremu,Parata,0491 571 305,wiremu.parata@example.com,Subiaco,Back school
Bridget,Quinn,08 5550 4321,bridget.quinn@example.com,Cottesloe,Knee class
"""


def make_import(account: Account, *, by: User) -> None:
    """A finished import with a rejected row; nothing where it was made before."""
    if Import.objects.filter(account=account, file_name=FILE).exists():
        return
    found = imports.begin(account=account, name=FILE, pieces=[ROWS.encode()], by=by)
    imports.choose_columns(
        found=found,
        mapping=[target or "new:Interested in" for target in found.mapping],
        country=account.country,
        policy=found.policy,
        duplicates=found.duplicates,
        contact_list=None,
        new_list_name=VISITORS,
        keeps_in_step=True,
        by=by,
    )
    imports.start_check(found=found, by=by)
    imports.start(found=found, by=by)
