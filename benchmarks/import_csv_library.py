"""The same file imported by django-import-export, into the same table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import tablib
from import_export import resources

from clicksendhub.lib.phone import Channel, read_number
from contacts.folding import key_of, name_key_of, search_of
from contacts.models import Contact, ContactList

COLUMNS = (
    *("first_name", "last_name", "number", "email", "organisation", "line_1"),
    *("city", "state", "postal_code", "country", "custom_1", "custom_2"),
)


class PersonResource(resources.ModelResource):  # type: ignore[misc]
    """Twelve columns; what follows from them is added as ours does."""

    def __init__(self, of_list: ContactList) -> None:
        super().__init__()
        self._list = of_list

    class Meta:
        model = Contact
        fields = COLUMNS
        import_id_fields = ("number",)
        skip_diff = True
        skip_html_diff = True

    def get_queryset(self) -> Any:
        # With the account in it, an index finds the number.
        of_list = {"account_id": self._list.account_id, "contact_list": self._list}
        return Contact.objects.filter(**of_list)

    def before_import_row(self, row: dict[str, Any], **_more: Any) -> None:
        reading = read_number(row["number"], country="AU", channel=Channel.VOICE)
        row["number"] = reading.e164 or ""

    def before_save_instance(self, person: Contact, _row: Any, **_more: Any) -> None:
        person.account_id, person.contact_list = self._list.account_id, self._list
        person.name_key = name_key_of(person.details)
        person.search, person.key = search_of(person.details), key_of(person.details)


class BulkResource(PersonResource):
    """With its bulk writing, which looks nobody up."""

    class Meta(PersonResource.Meta):
        use_bulk = True
        batch_size = 1000
        force_init_instance = True


def import_with_it(
    account: Any, name: str, lines: Sequence[Sequence[str]], *, bulk: bool = False
) -> Callable[[], None]:
    """Makes a list, and gives what imports the lines into it after a dry run."""
    of_list = ContactList.objects.create(account=account, name=name)
    table = tablib.Dataset(*lines[1:], headers=COLUMNS)
    person = (BulkResource if bulk else PersonResource)(of_list)

    def act() -> None:
        checked = person.import_data(table, dry_run=True, raise_errors=True)
        assert not checked.has_errors()
        assert not of_list.contacts.exists()
        result = person.import_data(table, dry_run=False, raise_errors=True)
        assert not result.has_errors()
        assert of_list.contacts.count() == len(lines) - 1

    return act
