"""Lists and contacts through SDK 6: made, changed, copied, found, cleaned, imported."""

import base64
import json

from clicksend import (
    Contact,
    ContactsApi,
    CreateListRequest,
    CreateNewContactRequest,
    ImportContactsRequest,
    ListsApi,
    RemoveDuplicateContactsRequest,
    RemoveDuplicateContactsRequestFields,
)

from tests.sdk.sdk6.files import uploaded
from tests.sdk.sdk6.sdk import Sdk, opened
from tests.sdk.steps import OTHER_PHONE, PHONE, step, until


def new_list(sdk: Sdk, name: str) -> str:
    """Make a list; the SDK wants its number as text."""
    request = CreateListRequest(list_name=name)
    made = ListsApi(sdk.client).create_list(create_list_request=request)
    return str(opened(made).list_id)


def new_contact(
    sdk: Sdk, list_id: str, *, phone: str = PHONE, first_name: str = "Ada"
) -> Contact:
    """Put a person on a list."""
    person = CreateNewContactRequest(
        phone_number=phone,
        first_name=first_name,
        last_name="Ng",
        custom_1="Unit 4",
        email=f"{first_name}@example.com",
        address_country="AU",
    )
    made = ListsApi(sdk.client).create_new_contact(
        list_id=list_id, create_new_contact_request=person
    )
    return opened(made)


def phones_on(sdk: Sdk, list_id: str) -> list[str]:
    """The numbers on a list."""
    page = opened(ListsApi(sdk.client).view_list_contacts(list_id=list_id))
    assert page.total == len(page.data)
    return sorted(person.phone_number for person in page.data)


@step
def a_list_is_made_renamed_listed_and_removed(sdk: Sdk) -> None:
    api = ListsApi(sdk.client)
    list_id = new_list(sdk, "Tenants")

    renamed = api.update_list(
        list_id=list_id, create_list_request=CreateListRequest(list_name="Tenants B")
    )
    kept = opened(api.view_specific_list(list_id=list_id))
    page = opened(api.view_lists())

    assert opened(renamed).list_name == kept.list_name == "Tenants B"
    assert kept.contacts_count == 0
    assert len(kept.list_email_id) == 16
    assert list_id in {str(row.list_id) for row in page.data}
    assert (page.total, page.var_from, page.current_page) == (len(page.data), 1, 1)
    opened(api.delete_list(list_id=list_id))
    assert list_id not in {str(row.list_id) for row in opened(api.view_lists()).data}


@step
def a_contact_is_made_changed_listed_and_removed(sdk: Sdk) -> None:
    api = ContactsApi(sdk.client)
    list_id = new_list(sdk, "Members")
    made = new_contact(sdk, list_id)
    place = {"list_id": list_id, "contact_id": str(made.contact_id)}

    opened(
        api.update_contact(
            **place,
            create_new_contact_request=CreateNewContactRequest(
                phone_number=PHONE, first_name="Ada", last_name="Lee"
            ),
        )
    )

    kept = opened(api.get_specific_contact(**place))
    assert (kept.first_name, kept.last_name, kept.custom_1) == ("Ada", "Lee", "Unit 4")
    assert (kept.list_name, kept.date_added > 0) == ("Members", True)
    assert phones_on(sdk, list_id) == [PHONE]
    opened(api.delete_contact(**place))
    assert phones_on(sdk, list_id) == []


@step
def a_contact_is_copied_and_then_transferred(sdk: Sdk) -> None:
    api = ListsApi(sdk.client)
    first, second = new_list(sdk, "First"), new_list(sdk, "Second")
    third = new_list(sdk, "Third")
    person = str(new_contact(sdk, first).contact_id)

    copy = opened(
        api.copy_contact_to_list(
            from_list_id=first, contact_id=person, to_list_id=second
        )
    )
    moved = opened(
        api.transfer_contact_to_list(
            from_list_id=first, contact_id=person, to_list_id=third
        )
    )

    assert (str(copy.list_id), str(moved.list_id)) == (second, third)
    assert phones_on(sdk, first) == []
    assert phones_on(sdk, second) == phones_on(sdk, third) == [PHONE]


@step
def a_search_finds_people_and_lists(sdk: Sdk) -> None:
    list_id = new_list(sdk, "Quartet")
    new_contact(sdk, list_id, first_name="Quartus")

    # The SDK has no model for this answer, and leaves it unread.
    answer = ListsApi(sdk.client).view_contact_lists_with_http_info(q="quart")

    found = json.loads(answer.raw_data)["data"]["data"]
    assert {(row["type"], row["name"]) for row in found} >= {("list", "Quartet")}
    assert {row["type"] for row in found} == {"list", "contact"}


@step
def a_list_is_cleaned_of_doubles_and_of_those_who_opted_out(sdk: Sdk) -> None:
    api = ListsApi(sdk.client)
    list_id, opted_out = new_list(sdk, "Doubles"), new_list(sdk, "Opted out")
    new_contact(sdk, list_id)
    new_contact(sdk, list_id, phone=OTHER_PHONE, first_name="Bo")
    new_contact(sdk, opted_out, phone=OTHER_PHONE, first_name="Bo")

    without_out = opened(
        api.remove_opted_out_contacts(list_id=list_id, opt_out_list_id=opted_out)
    )
    new_contact(sdk, list_id)
    without_doubles = opened(
        api.remove_duplicate_contacts(
            list_id=list_id,
            remove_duplicate_contacts_request=RemoveDuplicateContactsRequest(
                fields=RemoveDuplicateContactsRequestFields(
                    first_name="first_name", last_name="last_name"
                )
            ),
        )
    )

    assert (without_out.deleted, without_doubles.deleted) == (1, 1)
    assert phones_on(sdk, list_id) == [PHONE]


@step
def a_list_is_filled_from_a_file(sdk: Sdk) -> None:
    list_id = new_list(sdk, "Imported")
    content = base64.b64encode(f"{PHONE},Ada\n{OTHER_PHONE},Bo\n".encode()).decode()
    file_url = uploaded(sdk, content=content, convert="csv")

    # This SDK spells the order of the fields as one text.
    started = opened(
        ListsApi(sdk.client).import_contacts(
            list_id=list_id,
            import_contacts_request=ImportContactsRequest(
                file_url=file_url, field_order="phone,first_name"
            ),
        )
    )

    assert started.msg
    until(lambda: len(phones_on(sdk, list_id)) == 2)
