"""Lists of contacts: made, named, cleaned, filled from a file, and removed."""

from collections.abc import Iterator, Sequence
from typing import Final

from . import checks
from .checks import MAX_LIMIT, page_params
from .contact_json import contact_list, import_field, preview_rows
from .contact_types import ContactField, ContactList, ImportField, StartedImport
from .envelope import Envelope, JsonObject, Request
from .pages import every_page
from .parse import integer, rest, text
from .types import Page

_STARTED_KEYS: Final = frozenset({"id", "ids", "msg"})
_WAYS_TO_REACH: Final = frozenset(
    {ContactField.PHONE_NUMBER, ContactField.EMAIL, ContactField.FAX_NUMBER}
)


class ListsResource:
    """``client.lists``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def page(self, *, page: int = 1, limit: int = MAX_LIMIT) -> Page[ContactList]:
        """One page of the lists, the list of those who opted out among them."""
        params = page_params(page, limit=limit)
        envelope = self._request("GET", "/lists", params=params)
        return envelope.page(contact_list, asked_for=page)

    def all(self) -> Iterator[ContactList]:
        """Every list of the account, fetched as they are asked for."""
        return every_page(lambda number: self.page(page=number))

    def get(self, list_id: int) -> ContactList:
        """One list; its counts only where ClickSend tells them here."""
        return _known(self._request("GET", _path(list_id)))

    def create(self, name: str) -> ContactList:
        """Make a list. After MaybeSent look for it by name before trying again."""
        json = {"list_name": _checked_name(name)}
        return _known(self._request("POST", "/lists", json=json))

    def rename(self, list_id: int, *, name: str) -> ContactList:
        """Give a list another name."""
        json = {"list_name": _checked_name(name)}
        return _known(self._request("PUT", _path(list_id), json=json))

    def delete(self, list_id: int) -> None:
        """Remove a list and all who are in it; NotFound if it is gone already."""
        self._request("DELETE", _path(list_id))

    def remove_duplicates(
        self,
        list_id: int,
        *,
        fields: Sequence[ContactField] = (ContactField.PHONE_NUMBER,),
    ) -> int | None:
        """Remove contacts that are the same in these fields; how many, where told."""
        path = f"{_path(list_id)}/remove-duplicates/"
        json = {"fields": _names(fields)}
        return _deleted(self._request("PUT", path, json=json))

    def remove_opted_out(self, list_id: int, *, opt_out_list_id: int) -> int | None:
        """Remove who is on the list of those who opted out; how many, where told."""
        opted_out = checks.whole_id(opt_out_list_id, what="list")
        path = f"{_path(list_id)}/remove-opted-out-contacts/{opted_out}"
        return _deleted(self._request("PUT", path))

    def import_fields(self, list_id: int) -> tuple[ImportField, ...]:
        """What ClickSend says a column of an import may hold."""
        envelope = self._request("GET", f"{_path(list_id)}/import-fields")
        return envelope.page(import_field, asked_for=1).rows

    def preview_import(
        self, list_id: int, *, file_url: str
    ) -> tuple[tuple[str, ...], ...]:
        """The first cells of a file, as ClickSend reads them."""
        path = f"{_path(list_id)}/import-csv-preview"
        json = {"file_url": checks.checked_url(file_url)}
        envelope = self._request("POST", path, json=json)
        return preview_rows(envelope.fields().get("row"))

    def start_import(
        self, list_id: int, *, file_url: str, columns: Sequence[ContactField]
    ) -> StartedImport:
        """Begin to fill a list from a file; ``is_importing`` of the list shows it.

        After MaybeSent look at the list before trying again.
        """
        json = {
            "file_url": checks.checked_url(file_url),
            "field_order": _checked_columns(columns),
        }
        envelope = self._request("POST", f"{_path(list_id)}/import", json=json)
        return _started(envelope.first_fields())

    def export_url(self, list_id: int, *, filename: str) -> str:
        """The address of a file with everybody in a list."""
        params = {"filename": checks.checked_filename(filename)}
        path = f"{_path(list_id)}/export"
        envelope = self._request("GET", path, params=params)
        url = text(envelope.fields().get("url"))
        if not url:
            raise envelope.unreadable("there is no address of the file")
        return url


def _path(list_id: int) -> str:
    return f"/lists/{checks.whole_id(list_id, what='list')}"


def _known(envelope: Envelope) -> ContactList:
    return envelope.known(contact_list, id_of=lambda found: found.list_id)


def _checked_name(name: str) -> str:
    if not name.strip():
        raise checks.refused("name", "of a list is empty")
    return name


def _checked_columns(columns: Sequence[ContactField]) -> list[str]:
    if not _WAYS_TO_REACH.intersection(columns):
        why = "need a phone number, an e-mail address or a fax number"
        raise checks.refused("columns", why)
    return _names(columns)


def _names(fields: Sequence[ContactField]) -> list[str]:
    """At least one field, each one that exists, and none twice."""
    names = [str(name) for name in fields]
    if not names or len(set(names)) < len(names):
        raise checks.refused("fields", "need at least one, and each one once")
    if not set(names) <= set(ContactField):
        raise checks.refused("fields", "name one that a contact does not have")
    return names


def _deleted(envelope: Envelope) -> int | None:
    return integer(envelope.first_fields().get("deleted"))


def _started(fields: JsonObject) -> StartedImport:
    """The ids are longer than the integers of some databases, so they stay text."""
    ids = fields.get("ids")
    told = [fields.get("id"), *(ids if isinstance(ids, list) else [])]
    found = dict.fromkeys(filter(None, map(text, told)))
    return StartedImport(
        import_ids=tuple(found),
        message=text(fields.get("msg")),
        extra=rest(fields, _STARTED_KEYS),
    )
