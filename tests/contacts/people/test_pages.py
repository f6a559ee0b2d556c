"""The pages of lists and people: what each shows, keeps, refuses and leads to."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clicksendhub.consent.models import Block, BlockSource
from clicksendhub.consent.services import block
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import State
from clicksendhub.people.models import User
from contacts.models import Change, Contact, ContactList
from contacts.services.custom_fields import add_field
from contacts.services.lists import delete_list
from tests import make
from tests.contacts.make import contact_list
from tests.contacts.people.support import (
    ACTS,
    ADA,
    BEN,
    answer,
    names,
    people,
    person,
)
from tests.support.pages import PageClient


@pytest.fixture
def signed_in(page: PageClient, mia: User) -> PageClient:
    page.force_login(mia)
    return page


def as_role(page: PageClient, account: Account, role: str) -> PageClient:
    page.force_login(make.member(of=account, role=role))
    return page


def typed(account: Account, **fields: str) -> dict[str, str]:
    return {"account": str(account.public_id), **fields}


def test_an_empty_page_of_lists_says_what_will_be_here(signed_in: PageClient) -> None:
    assert "No lists yet" in signed_in.get_page("/contacts/").text


def test_a_list_is_made_and_opened(signed_in: PageClient, account: Account) -> None:
    fields = typed(account, name="  Knee   class ", keeps_in_step="on")

    shown = signed_in.post_page("/contacts/lists/new/", fields)

    made = ContactList.objects.get()
    assert (made.name, made.keeps_in_step) == ("Knee class", True)
    assert "Nobody is here yet" in shown.text


def test_a_name_that_is_taken_is_kept_on_the_form(
    signed_in: PageClient, account: Account, knees: ContactList
) -> None:
    fields = typed(account, name="knee CLASS")

    shown = signed_in.post_page("/contacts/lists/new/", fields)

    assert "A list of that name is there already" in shown.text
    assert 'value="knee CLASS"' in shown.html


def test_a_form_of_another_account_does_nothing(
    signed_in: PageClient, account: Account
) -> None:
    other = make.account(label="Other")
    fields = typed(other, name="Knee class")

    shown = signed_in.post_page("/contacts/lists/new/", fields)

    assert "Nothing was kept" in shown.text
    assert not ContactList.objects.exists()


def test_settings_rename_and_switch(
    signed_in: PageClient, account: Account, knees: ContactList
) -> None:
    fields = typed(account, name="Knees", keeps_in_step="on")

    signed_in.post_page(f"/contacts/lists/{knees.public_id}/settings/", fields)

    knees.refresh_from_db()
    assert (knees.name, knees.keeps_in_step) == ("Knees", True)


def test_a_list_is_deleted_by_its_name_alone(
    signed_in: PageClient, knees: ContactList
) -> None:
    address = f"/contacts/lists/{knees.public_id}/delete/"

    refused = signed_in.post_page(address, {"name": "Knees"})
    gone = signed_in.post_page(address, {"name": "knee class"})

    assert "That is not its name" in refused.text
    assert "The list Knee class is deleted." in gone.html
    assert signed_in.get(f"/contacts/lists/{knees.public_id}/").status_code == 404


def test_a_name_with_two_spaces_can_be_typed(
    signed_in: PageClient, account: Account
) -> None:
    spaced = contact_list(account, "My  List", keeps_in_step=False)

    shown = signed_in.post_page(
        f"/contacts/lists/{spaced.public_id}/delete/", {"name": "My List"}
    )

    assert "is deleted" in shown.html


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_who_is_deleted_in_another_tab_is_told(
    act: str,
    signed_in: PageClient,
    account: Account,
    knees: ContactList,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ada = person(knees, "Ada", ADA)
    monkeypatch.setattr("contacts.services.people.hold_people", lambda ids: [])

    shown = signed_in.post_page(
        f"/contacts/people/{ada.pk}/{act}/",
        typed(account, first_name="Ada", number=ADA, version="1"),
    )

    assert "They were deleted meanwhile" in shown.html


def test_people_of_a_deleted_list_are_nowhere(
    signed_in: PageClient, mia: User, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    delete_list(contact_list=knees, by=mia)

    assert signed_in.get(f"/contacts/people/{ada.pk}/").status_code == 404
    assert "Ada" not in signed_in.get_page("/contacts/people/").text


def test_a_person_is_added_in_any_way_of_writing(
    signed_in: PageClient, account: Account, knees: ContactList
) -> None:
    fields = typed(account, first_name="Ada", number="(0491) 570-156", country="AU")
    address = f"/contacts/lists/{knees.public_id}/people/new/"

    shown = signed_in.post_page(address, fields)

    ada = Contact.objects.get()
    assert (ada.number, ada.number_kind) == (ADA, "mobile")
    assert ada.number_raw == "(0491) 570-156"
    assert "As it was written" in shown.text


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"first_name": "Ada"}, "there must be a way to reach them"),
        ({"number": "0491 570 15"}, "0491 570 15"),
        ({"number": "08 5550 1234 ext. 9"}, "extension"),
        ({"email": "ada@"}, "valid e"),
        ({"number": "0491570156", "country": "XX"}, "XX"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    fields: dict[str, str],
    fault: str,
    signed_in: PageClient,
    account: Account,
    knees: ContactList,
) -> None:
    address = f"/contacts/lists/{knees.public_id}/people/new/"
    wanted = typed(account, last_name="Hart", **fields)

    shown = signed_in.post_page(address, wanted)

    assert "to put right" in shown.text
    assert fault in shown.text
    assert 'value="Hart"' in shown.html
    assert not Contact.objects.exists()


def test_who_is_there_already_is_named_and_may_be_shared_with(
    signed_in: PageClient, account: Account, knees: ContactList
) -> None:
    person(knees, "Ada", ADA)
    address = f"/contacts/lists/{knees.public_id}/people/new/"
    fields = typed(account, first_name="Leo", number=ADA)

    asked = signed_in.post_page(address, fields)
    signed_in.post_page(address, {**fields, "shares": "on"})

    assert "Open Ada" in asked.text
    assert "they share it" in asked.text
    assert names(knees) == ["Ada", "Leo"]


def test_fields_of_the_account_are_kept_with_the_person(
    signed_in: PageClient, account: Account, mia: User, knees: ContactList
) -> None:
    shoe = add_field(account=account, label="Shoe size", by=mia)
    ada = person(knees, "Ada", ADA)
    address = f"/contacts/people/{ada.pk}/edit/"
    size = {f"extra.{shoe.name}": "39"}

    shown = signed_in.post_page(
        address, typed(account, first_name="Ada", number=ADA, version="1") | size
    )

    assert "Shoe size" in shown.text
    assert Contact.objects.get().extra == {shoe.name: "39"}


def test_a_second_tab_learns_what_changed_and_loses_nothing(
    signed_in: PageClient, account: Account, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    address = f"/contacts/people/{ada.pk}/edit/"
    first = typed(account, first_name="Ada", number=ADA, city="Perth", version="1")
    second = typed(account, first_name="Adele", number=ADA, version="1")
    signed_in.post_page(address, first)

    told = signed_in.post_page(address, second)
    signed_in.post_page(address, {**second, "version": "2"})

    assert "Somebody changed this person meanwhile" in told.text
    assert "City: Perth" in told.text
    assert 'value="Adele"' in told.html
    assert Contact.objects.get().first_name == "Adele"


def test_an_odd_country_of_old_is_kept(
    signed_in: PageClient, account: Account, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA, country="Terra Australis")
    fields = typed(
        account,
        first_name="Ada H",
        number=ADA,
        country="Terra Australis",
        version="1",
    )

    signed_in.post_page(f"/contacts/people/{ada.pk}/edit/", fields)

    assert Contact.objects.get().country == "Terra Australis"


def test_the_page_of_a_person_gathers_all_rows_with_the_number(
    signed_in: PageClient, account: Account, knees: ContactList, news: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    person(news, "Ada Hart", ADA)
    send = make.send(account_=account, body="Your visit is at nine.")
    make.message(send_=send, to=ADA, state=State.DELIVERED)
    block(account_id=account.pk, number=ADA, source=BlockSource.REPLY, words="STOP it")

    shown = signed_in.get_page(f"/contacts/people/{ada.pk}/")

    assert "Also in Newsletter" in shown.text
    assert "Your visit is at nine." in shown.text
    assert "“STOP it”" in shown.text
    assert "Blocked" in shown.text


def test_what_happened_with_another_account_is_not_told(
    signed_in: PageClient, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    theirs = make.send(account_=make.account(), body="A secret of another house")
    make.message(send_=theirs, to=ADA)

    shown = signed_in.get_page(f"/contacts/people/{ada.pk}/")

    assert "A secret" not in shown.text


def test_one_writes_to_a_person_without_a_number_in_the_address(
    signed_in: PageClient, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)

    person_page = signed_in.get_page(f"/contacts/people/{ada.pk}/")
    write = signed_in.get_page(f"/send/?person={ada.pk}")

    assert f"?person={ada.pk}" in person_page.html
    assert "+61 491 570 156" in write.html


def test_nobody_writes_to_a_landline(signed_in: PageClient, knees: ContactList) -> None:
    ada = person(knees, "Ada", "+61855501234")
    Contact.objects.update(number_kind="fixed")

    shown = signed_in.get_page(f"/contacts/people/{ada.pk}/")

    assert "Write" not in shown.links()


def test_who_has_a_landline_is_called_and_who_has_a_fax_is_faxed(
    signed_in: PageClient, knees: ContactList
) -> None:
    ada = person(knees, "Ada", "+61261001234")
    Contact.objects.update(number_kind="fixed", fax_number="+61261001235")

    links = signed_in.get_page(f"/contacts/people/{ada.pk}/").links()

    call, fax = (signed_in.get_page(links[name]) for name in ("Call", "Fax"))
    assert (call.h1, call.field("numbers")) == (
        "Call with a message",
        "+61 2 6100 1234",
    )
    assert (fax.h1, fax.field("numbers")) == ("Send a fax", "+61 2 6100 1235")


def test_who_has_no_fax_is_not_faxed(signed_in: PageClient, knees: ContactList) -> None:
    ada = person(knees, "Ada", ADA)

    links = signed_in.get_page(f"/contacts/people/{ada.pk}/").links()

    assert {"Write", "Call"} <= links.keys()
    assert "Fax" not in links


def test_a_viewer_sees_people_and_no_acts(
    page: PageClient, account: Account, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    viewer = as_role(page, account, "viewer")

    of_list = viewer.get_page(f"/contacts/lists/{knees.public_id}/")
    of_person = viewer.get_page(f"/contacts/people/{ada.pk}/")

    assert "Ada" in of_list.text
    assert "Add a person" not in of_list.text
    assert 'name="act"' not in of_list.html
    assert "Edit" not in of_person.text


def test_people_of_another_account_are_not_there(
    signed_in: PageClient, knees: ContactList
) -> None:
    theirs = person(contact_list(make.account()), "Eve", ADA)
    mine = person(knees, "Ada", BEN)

    assert signed_in.get(f"/contacts/people/{theirs.pk}/").status_code == 404
    merging = f"/contacts/people/{mine.pk}/merge/{theirs.pk}/"
    assert signed_in.post(merging).status_code == 404


def test_two_rows_are_merged_after_a_look_at_both(
    signed_in: PageClient, knees: ContactList, news: ContactList
) -> None:
    keep = person(knees, "Ada", ADA)
    other = person(news, "Adele", ADA, email="ada@example.com")
    address = f"/contacts/people/{keep.pk}/merge/{other.pk}/"

    asked = signed_in.get_page(address)
    done = signed_in.post_page(address)

    assert "ada@example.com" in asked.text
    assert "Two rows merged into one" in done.text
    assert Contact.objects.get().email == "ada@example.com"


def test_ticked_people_are_copied_after_one_more_question(
    signed_in: PageClient, knees: ContactList, news: ContactList
) -> None:
    ada, ben = person(knees, "Ada", ADA), person(knees, "Ben", BEN)
    chosen: dict[str, Any] = {"act": "copy", "people": [ada.pk, ben.pk]}

    asked = signed_in.post_page("/contacts/people/acts/", chosen)
    sure = answer(signed_in, **chosen) | {"to_list": str(news.public_id)}
    done = signed_in.post_page("/contacts/people/acts/", sure)

    assert "Copy 2 people?" in asked.text
    assert "Ada and Ben." in asked.text
    assert "2 people copied to Newsletter" in done.text
    assert names(news) == ["Ada", "Ben"]


def test_without_a_list_to_go_to_the_question_stays(
    signed_in: PageClient, knees: ContactList, news: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)

    shown = signed_in.post_page(ACTS, answer(signed_in, "move", people=[ada.pk]))

    assert "Choose a list." in shown.text
    assert "Ada." in shown.text
    assert names(knees) == ["Ada"]


def test_everybody_found_is_meant_not_only_the_page(
    signed_in: PageClient, knees: ContactList
) -> None:
    people(knees, 60)
    person(knees, "Zoe", "+61491570999")
    found = signed_in.post(f"/contacts/lists/{knees.public_id}/", {"words": "Person"})
    key = found.headers["Location"].partition("s=")[2]
    chosen = {"everybody": "1", "s": key, "of_list": str(knees.public_id)}

    done = signed_in.post_page(ACTS, answer(signed_in, "delete", **chosen))

    assert "60 people deleted" in done.text
    assert names(knees) == ["Zoe"]


def test_an_act_on_nobody_asks_to_tick(
    signed_in: PageClient, knees: ContactList
) -> None:
    chosen = {"act": "delete", "of_list": str(knees.public_id)}

    shown = signed_in.post_page("/contacts/people/acts/", chosen)

    assert "Nobody is ticked" in shown.html
    assert not Change.objects.exists()


def test_ids_of_another_account_are_nobody(
    signed_in: PageClient, knees: ContactList
) -> None:
    theirs = person(contact_list(make.account()), "Eve", ADA)
    chosen = {"act": "delete", "people": [theirs.pk, "x", 2**70], "sure": "1"}

    signed_in.post_page("/contacts/people/acts/", chosen)

    assert Contact.objects.filter(pk=theirs.pk).exists()


def test_ticked_people_are_blocked_once_each(
    signed_in: PageClient, knees: ContactList, news: ContactList
) -> None:
    rows = [person(knees, "Ada", ADA), person(news, "Ada", ADA)]
    sure = answer(signed_in, "block", people=[row.pk for row in rows])

    shown = signed_in.post_page(ACTS, sure)

    assert "1 number is blocked." in shown.html
    assert Block.objects.get().number == ADA


def test_an_act_is_undone_from_its_page(
    signed_in: PageClient, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    signed_in.post_page(ACTS, answer(signed_in, "delete", people=[ada.pk]))
    change = Change.objects.get()

    shown = signed_in.post_page(f"/contacts/changes/{change.public_id}/undo/")
    again = signed_in.post_page(f"/contacts/changes/{change.public_id}/undo/")

    assert "Undone" in shown.text
    assert "cannot be undone any more" in again.html
    assert names(knees) == ["Ada"]


def test_a_change_under_way_asks_for_itself_until_it_is_done(
    signed_in: PageClient, account: Account
) -> None:
    change = Change.objects.create(account=account, kind="delete", state="working")

    shown = signed_in.get_page(change.get_absolute_url())
    Change.objects.update(state="done")
    done = signed_in.get_fragment(change.get_absolute_url())

    assert "hx-get" in shown.html
    assert "hx-get" not in done.html


def test_the_four_fields_get_names_of_the_account(
    signed_in: PageClient, account: Account, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA, custom_1="A-17")

    named = {"account": account.public_id, "custom_1": "Member no.", "fresh": ""}
    signed_in.post_page("/contacts/fields/", named)

    assert "Member no." in signed_in.get_page(f"/contacts/people/{ada.pk}/").text


def test_a_label_that_is_taken_is_said_and_kept(
    signed_in: PageClient, account: Account
) -> None:
    fields = {"account": account.public_id, "custom_1": "City", "custom_2": "Club"}

    shown = signed_in.post_page("/contacts/fields/", fields)

    assert "Another field is called “City”" in shown.text
    assert 'value="Club"' in shown.html


def test_the_lists_page_asks_the_same_number_of_questions_for_many(
    signed_in: PageClient, account: Account
) -> None:
    contact_list(account, "First")
    few = queries(signed_in, "/contacts/")
    for n in range(30):
        contact_list(account, f"List {n}")

    assert queries(signed_in, "/contacts/") == few


def test_the_page_of_a_person_asks_the_same_number_of_questions_for_many(
    signed_in: PageClient, account: Account, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    lists = [contact_list(account) for _ in range(31)]
    person(lists[0], "Ada", ADA)
    few = queries(signed_in, f"/contacts/people/{ada.pk}/")
    for of in lists[1:]:
        person(of, "Ada", ADA)

    assert queries(signed_in, f"/contacts/people/{ada.pk}/") == few


def queries(client: PageClient, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get_page(path)
    return len(asked)
