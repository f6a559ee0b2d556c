"""The senders that an admin keeps: numbers and names as ClickSend takes them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from clicksendhub.audit.models import Entry
from clicksendhub.people.roles import Role
from messaging.models import Sender, SenderKind
from messaging.services import make_default
from tests import make


@pytest.fixture
def admin(page, rehearsal):
    page.force_login(make.user(hub_admin=True))
    return page


def add(admin, **given):
    account = admin.get_page("/senders/add/").field("account")
    typed = {"label": "", "account": account, **given}
    return admin.post_page("/senders/add/", typed)


def work_in(admin, account):
    address = reverse("credentials:switch_account")
    admin.post(address, {"account": account.public_id})


@pytest.fixture
def elsewhere(rehearsal):
    """Another account, which the admin works in later in another tab."""
    other = make.account(label="Bay Dental")
    make.sender(of=other, value="BAYDENTAL", is_default=True)
    return other


def test_the_shared_number_is_always_there(admin):
    shown = admin.get_page("/senders/")
    assert "ClickSend’s shared number" in shown.text
    assert "STOP blocks the number at once." in shown.text


def test_a_number_is_kept_in_full_form(admin):
    add(admin, kind="number", value="0412 345 678", label="Reception")
    sender = Sender.objects.get()
    assert (sender.value, sender.kind) == ("+61412345678", SenderKind.NUMBER)
    assert Entry.objects.filter(act="sender.added").count() == 1


@pytest.mark.parametrize("name", ["Harbour", "abc", "Physio24", "ABCDEFGHIJK"])
def test_a_name_of_3_to_11_letters_and_digits_is_taken(admin, name):
    add(admin, kind="name", value=name)
    assert Sender.objects.get().value == name


@pytest.mark.parametrize(
    "name", ["ab", "ABCDEFGHIJKL", "Har bour", "12345", "Café", "Har-bour"]
)
def test_any_other_name_is_refused_with_the_rule(admin, name):
    [error] = add(admin, kind="name", value=name).errors()
    assert error.startswith("A name has 3 to 11 letters and digits")
    assert not Sender.objects.exists()


def test_what_is_no_number_is_refused(admin):
    assert "is not a phone number" in add(admin, kind="number", value="abc").errors()[0]


def test_the_same_sender_is_kept_once(admin, rehearsal):
    make.sender(of=rehearsal, value="HARBOUR")
    shown = add(admin, kind="name", value="HARBOUR")
    assert shown.errors() == ["This sender is on the list already."]


def test_one_sender_is_the_default(admin, rehearsal):
    first = make.sender(of=rehearsal, value="FIRST", is_default=True)
    second = make.sender(of=rehearsal, value="SECOND")
    admin.post_page(f"/senders/{second.public_id}/default/")
    assert list(Sender.objects.filter(is_default=True)) == [second]
    make_default(first, actor=make.user())
    assert list(Sender.objects.filter(is_default=True)) == [first]


def test_the_shared_number_can_be_the_default_again(admin, rehearsal):
    make.sender(of=rehearsal, is_default=True)
    account = admin.get_page("/senders/").field("account")
    admin.post_page("/senders/shared/", {"account": account})
    assert not Sender.objects.filter(is_default=True).exists()


def test_new_texts_begin_with_the_default(admin, rehearsal):
    make.sender(of=rehearsal, value="HARBOUR", is_default=True)
    chosen = [
        box.get("value")
        for box in admin.get_page("/send/").all("input", name="sender")
        if box.get("checked") is not None
    ]
    assert chosen == ["HARBOUR"]


def test_a_removed_sender_is_gone_from_the_list(admin, rehearsal):
    sender = make.sender(of=rehearsal)
    admin.post_page(f"/senders/{sender.public_id}/remove/")
    assert not Sender.objects.exists()
    assert Entry.objects.get(act="sender.removed").target == str(sender.public_id)


def test_a_form_opened_in_another_account_adds_nothing_and_keeps_what_was_typed(
    admin, rehearsal, elsewhere
):
    opened = admin.get_page("/senders/add/").field("account")
    work_in(admin, elsewhere)

    shown = add(admin, kind="name", value="HARBOUR", label="Desk", account=opened)

    [error] = shown.errors()
    assert error == (
        "You now work in Bay Dental, and this form was opened in another account. "
        "Nothing was added. Switch back, or check it and go on in Bay Dental."
    )
    assert not Sender.objects.filter(value="HARBOUR").exists()
    assert (shown.field("value"), shown.field("label")) == ("HARBOUR", "Desk")


def test_once_it_was_told_the_form_adds_to_the_account_in_use(
    admin, rehearsal, elsewhere
):
    opened = admin.get_page("/senders/add/").field("account")
    work_in(admin, elsewhere)
    shown = add(admin, kind="name", value="HARBOUR", account=opened)

    add(admin, kind="name", value="HARBOUR", account=shown.field("account"))

    assert Sender.objects.get(value="HARBOUR").account == elsewhere


def test_a_list_opened_in_another_account_changes_no_default(
    admin, rehearsal, elsewhere
):
    make.sender(of=rehearsal, is_default=True)
    opened = admin.get_page("/senders/").field("account")
    work_in(admin, elsewhere)

    shown = admin.post_page("/senders/shared/", {"account": opened})

    assert "You now work in Bay Dental" in shown.text
    assert "Nothing was changed." in shown.text
    assert Sender.objects.filter(is_default=True).count() == 2


def test_a_sender_of_another_account_is_not_there(admin):
    other = make.sender(of=make.account())
    assert admin.post(f"/senders/{other.public_id}/remove/").status_code == 404


def test_only_admins_keep_senders(page, rehearsal):
    page.force_login(make.member(of=rehearsal, role=Role.APPROVER))
    assert page.get("/senders/").status_code == 403
