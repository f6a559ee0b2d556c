"""The people in a list. A contact belongs to one list, so each call names both."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from .checks import MAX_LIMIT, aware, check_country, page_params, refused, whole_id
from .contact_json import contact_json, read_contact
from .contact_types import Contact, NewContact
from .envelope import Envelope, Request
from .pages import every_page
from .types import Page

MAX_CONTACT_PAGES: Final = 100_000
"""Ten million contacts: more than any list, less than for ever."""


class ContactsResource:
    """``client.contacts``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def page(
        self,
        list_id: int,
        *,
        page: int = 1,
        limit: int = MAX_LIMIT,
        updated_after: datetime | None = None,
    ) -> Page[Contact]:
        """One page of a list, or of who in it changed after a moment."""
        params = page_params(page, limit=limit)
        if updated_after is not None:
            params["updated_after"] = str(int(aware(updated_after).timestamp()))
        envelope = self._request("GET", _path(list_id), params=params)
        return envelope.page(read_contact, asked_for=page)

    def all(
        self, list_id: int, *, updated_after: datetime | None = None
    ) -> Iterator[Contact]:
        """Everybody in a list, fetched a hundred at a time as they are asked for.

        While the list changes somebody may come twice or slip through: compare by id
        and look again.
        """
        return every_page(
            lambda number: self.page(list_id, page=number, updated_after=updated_after),
            max_pages=MAX_CONTACT_PAGES,
        )

    def get(self, list_id: int, *, contact_id: int) -> Contact:
        """One contact; NotFound if there is none in this list."""
        envelope = self._request("GET", _path_of(list_id, contact_id))
        return _known(envelope)

    def create(self, list_id: int, *, contact: NewContact) -> Contact:
        """Add a contact; Forbidden where the list is unknown.

        After MaybeSent look for the contact before trying again.
        """
        _check(contact)
        check_country(contact.address.country, name="address.country")
        json = {name: value for name, value in contact_json(contact).items() if value}
        return _known(self._request("POST", _path(list_id), json=json))

    def update(self, list_id: int, *, contact_id: int, contact: NewContact) -> Contact:
        """Write a contact anew, all of it: an empty field is emptied.

        Its country may be any text, since what is kept may be older than our rules.
        """
        _check(contact)
        path = _path_of(list_id, contact_id)
        return _known(self._request("PUT", path, json=contact_json(contact)))

    def delete(self, list_id: int, *, contact_id: int) -> None:
        """Remove a contact from its list; NotFound if it is gone already."""
        self._request("DELETE", _path_of(list_id, contact_id))

    def copy(self, list_id: int, *, contact_id: int, to_list_id: int) -> Contact:
        """Put the same person into another list too; the new contact is told.

        After MaybeSent look into that list before trying again.
        """
        return self._move(_path_of(list_id, contact_id), verb="copy", target=to_list_id)

    def transfer(self, list_id: int, *, contact_id: int, to_list_id: int) -> Contact:
        """Move a contact to another list."""
        return self._move(
            _path_of(list_id, contact_id), verb="transfer", target=to_list_id
        )

    def _move(self, path: str, *, verb: str, target: int) -> Contact:
        list_id = whole_id(target, what="list")
        return _known(self._request("PUT", f"{path}/{verb}/{list_id}"))


def _path(list_id: int) -> str:
    return f"/lists/{whole_id(list_id, what='list')}/contacts"


def _path_of(list_id: int, contact_id: int) -> str:
    return f"{_path(list_id)}/{whole_id(contact_id, what='contact')}"


def _known(envelope: Envelope) -> Contact:
    return envelope.known(read_contact, id_of=lambda contact: contact.contact_id)


def _check(contact: NewContact) -> None:
    ways = (contact.phone_number, contact.email, contact.fax_number)
    if not any(way.strip() for way in ways):
        why = "is missing, and so are e-mail address and fax number"
        raise refused("phone_number", why)
    if contact.address.name:
        raise refused("address.name", "is not kept with a contact")
