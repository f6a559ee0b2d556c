"""The people of the demo: two lists, filled through the services as a person would."""

from __future__ import annotations

from dataclasses import dataclass

from clicksendhub.credentials.models import Account
from clicksendhub.lib.phone import Channel, read_number
from clicksendhub.people.models import User
from contacts.models import ContactList
from contacts.services.lists import create_list
from contacts.services.people import create_person
from contacts.values import Details


@dataclass(frozen=True, slots=True)
class ExamplePerson:
    """Somebody of the demo, in one list or in both."""

    first_name: str
    last_name: str
    number: str
    email: str = ""
    city: str = "Fremantle"
    postal_code: str = "6160"
    is_in_news: bool = False


PATIENTS, NEWS = "Patients", "Newsletter"
PEOPLE = (
    ExamplePerson("Amelia", "Hart", "0491 570 156", "amelia.hart@example.com"),
    ExamplePerson("Noah", "Brown", "0491 570 157", is_in_news=True),
    ExamplePerson("Zoë", "O’Brien", "0491 570 158", "zoe@example.com", is_in_news=True),
    ExamplePerson("Ruth", "Okafor", "0491 570 159", "ruth.okafor@example.com"),
    ExamplePerson("Lachlan", "Nguyen", "0491 555 312", city="Perth"),
    ExamplePerson("Grace", "Papadopoulos", "0491 570 110", is_in_news=True),
    ExamplePerson("Hamish", "McLeod", "08 5550 1234", city="Cottesloe"),
    ExamplePerson("Mei", "Chen", "0491 570 313", "mei.chen@example.com"),
    ExamplePerson("Oscar", "Lindqvist", "0491 570 737", is_in_news=True),
)


def make_lists(account: Account, *, by: User) -> None:
    """The lists with their people; nothing where the first one is there."""
    standing = ContactList.objects.standing().filter(account=account)
    if standing.filter(name=PATIENTS).exists():
        return
    patients = create_list(account=account, name=PATIENTS, by=by)
    news = create_list(account=account, name=NEWS, by=by)
    for person in PEOPLE:
        details = _details(person, country=account.country)
        create_person(contact_list=patients, details=details, by=by)
        if person.is_in_news:
            create_person(contact_list=news, details=details, by=by)


def _details(person: ExamplePerson, *, country: str) -> Details:
    reading = read_number(person.number, country=country, channel=Channel.VOICE)
    return Details(
        first_name=person.first_name,
        last_name=person.last_name,
        number=reading.e164 or "",
        number_kind=reading.kind.value,
        email=person.email,
        city=person.city,
        state="WA",
        postal_code=person.postal_code if person.city == "Fremantle" else "",
        country=country,
    )
