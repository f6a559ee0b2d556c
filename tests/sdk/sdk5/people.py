"""Lists and contacts through SDK 5: made, changed, copied, found, cleaned, imported."""

import base64
from typing import Any

from clicksend_client import (
    Contact,
    ContactApi,
    ContactList,
    ContactListApi,
    ContactListImport,
    Fields,
    FieldsFields,
    SearchApi,
)

from tests.sdk.sdk5.files import uploaded
from tests.sdk.sdk5.sdk import Sdk, opened, rows
from tests.sdk.steps import OTHER_PHONE, PHONE, step, until


def new_list(sdk: Sdk, name: str) -> int:
    """Make a list."""
    made = opened(ContactListApi(sdk.client).lists_post(ContactList(list_name=name)))
    number: int = made["list_id"]
    return number


def person(**changes: Any) -> Contact:
    """Somebody; the SDK insists on a value for `custom_1`."""
    known = {
        "phone_number": PHONE,
        "custom_1": "Unit 4",
        "first_name": "Ada",
        "last_name": "Ng",
        "email": "ada@example.com",
        "address_country": "AU",
    }
    return Contact(**known | changes)


def new_contact(sdk: Sdk, list_id: int, **changes: Any) -> int:
    """Put a person on a list."""
    api = ContactApi(sdk.client)
    made = opened(api.lists_contacts_by_list_id_post(person(**changes), list_id))
    number: int = made["contact_id"]
    return number


def phones_on(sdk: Sdk, list_id: int) -> list[str]:
    """The numbers on a list."""
    api = ContactApi(sdk.client)
    found = rows(api.lists_contacts_by_list_id_get(list_id, page=1, limit=15))
    return sorted(row["phone_number"] for row in found)


@step
def a_list_is_made_renamed_listed_and_removed(sdk: Sdk) -> None:
    api = ContactListApi(sdk.client)
    list_id = new_list(sdk, "Tenants")

    api.lists_by_list_id_put(list_id, ContactList(list_name="Tenants B"))
    kept = opened(api.lists_by_list_id_get(list_id))

    assert (kept["list_name"], kept["_contacts_count"]) == ("Tenants B", 0)
    assert list_id in [row["list_id"] for row in rows(api.lists_get(page=1, limit=100))]
    opened(api.lists_by_list_id_delete(list_id))
    assert list_id not in [row["list_id"] for row in rows(api.lists_get(limit=100))]


@step
def a_contact_is_made_changed_listed_and_removed(sdk: Sdk) -> None:
    api = ContactApi(sdk.client)
    list_id = new_list(sdk, "Members")
    number = new_contact(sdk, list_id)

    api.lists_contacts_by_list_id_and_contact_id_put(
        list_id, number, person(last_name="Lee")
    )
    kept = opened(api.lists_contacts_by_list_id_and_contact_id_get(list_id, number))

    assert (kept["first_name"], kept["last_name"]) == ("Ada", "Lee")
    assert (kept["custom_1"], kept["_list_name"]) == ("Unit 4", "Members")
    assert phones_on(sdk, list_id) == [PHONE]
    opened(api.lists_contacts_by_list_id_and_contact_id_delete(list_id, number))
    assert phones_on(sdk, list_id) == []


@step
def contacts_are_listed_that_changed_after_a_moment(sdk: Sdk) -> None:
    list_id = new_list(sdk, "Later")
    new_contact(sdk, list_id)

    found = rows(
        ContactApi(sdk.client).lists_contacts_by_list_id_get(
            list_id, updated_after=4_000_000_000
        )
    )

    assert found == []


@step
def a_contact_is_copied_and_then_transferred(sdk: Sdk) -> None:
    api = ContactApi(sdk.client)
    first, second = new_list(sdk, "First"), new_list(sdk, "Second")
    third = new_list(sdk, "Third")
    number = new_contact(sdk, first)

    copy = opened(api.lists_copy_contact_put(first, number, second))
    moved = opened(api.lists_transfer_contact_put(first, number, third))

    assert (copy["list_id"], moved["list_id"]) == (second, third)
    assert phones_on(sdk, first) == []
    assert phones_on(sdk, second) == phones_on(sdk, third) == [PHONE]


@step
def a_search_finds_people_and_lists(sdk: Sdk) -> None:
    list_id = new_list(sdk, "Quartet")
    new_contact(sdk, list_id, first_name="Quartus")

    found = rows(SearchApi(sdk.client).search_contacts_lists_get("quart", limit=100))

    assert "Quartet" in [row["name"] for row in found]
    assert {row["type"] for row in found} == {"list", "contact"}


@step
def a_list_is_cleaned_of_doubles_and_of_those_who_opted_out(sdk: Sdk) -> None:
    list_id, opted_out = new_list(sdk, "Doubles"), new_list(sdk, "Opted out")
    new_contact(sdk, list_id)
    other = {"phone_number": OTHER_PHONE, "email": "bo@example.com"}
    new_contact(sdk, list_id, **other)
    new_contact(sdk, opted_out, **other)

    without_out = opened(
        ContactApi(
            sdk.client
        ).lists_remove_opted_out_contacts_by_list_id_and_opt_out_list_id_put(
            list_id, opted_out
        )
    )
    new_contact(sdk, list_id)
    without_doubles = opened(
        ContactListApi(sdk.client).lists_remove_duplicates_by_list_id_put(
            list_id, Fields(fields=FieldsFields(phone_number="phone_number"))
        )
    )

    assert (without_out["deleted"], without_doubles["deleted"]) == (1, 1)
    assert phones_on(sdk, list_id) == [PHONE]


@step
def a_list_is_filled_from_a_file(sdk: Sdk) -> None:
    list_id = new_list(sdk, "Imported")
    content = base64.b64encode(f"{PHONE},Ada\n{OTHER_PHONE},Bo\n".encode()).decode()
    file_url = uploaded(sdk, content=content, convert="csv")

    opened(
        ContactListApi(sdk.client).lists_import_by_list_id_post(
            list_id,
            ContactListImport(file_url=file_url, field_order=["phone", "first_name"]),
        )
    )

    until(lambda: len(phones_on(sdk, list_id)) == 2)
