"""Who changes whose rights, and what that ends."""

from __future__ import annotations

import pytest
from django.urls import reverse

from clicksendhub.audit.models import Entry
from clicksendhub.credentials.models import Account, Membership, Role
from clicksendhub.people import links, services
from clicksendhub.people.models import LinkKind, User
from tests import make
from tests.support.pages import Page, PageClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(page: PageClient) -> User:
    person = make.user(hub_admin=True, name="Ada Moss")
    page.force_login(person)
    return person


@pytest.fixture
def clinic() -> Account:
    return make.account()


@pytest.fixture
def lee(clinic: Account) -> User:
    return make.member(of=clinic, role=Role.VIEWER, email="lee@example.com")


def saved(page: PageClient, person: User, **rights: str) -> Page:
    return saved_later(page, person, seen(page, person), **rights)


def seen(page: PageClient, person: User) -> dict[str, str]:
    """What the page of a person carries along when it is drawn."""
    shown = page.get_page(reverse("people:person", args=[person.public_id]))
    hidden = shown.all("input", type="hidden")
    return {field.get("name", ""): field.get("value", "") for field in hidden}


def saved_later(
    page: PageClient, person: User, seen_before: dict[str, str], **rights: str
) -> Page:
    address = reverse("people:person", args=[person.public_id])
    return page.post_page(address, seen_before | rights)


def test_an_admin_gives_another_role(
    page: PageClient, admin: User, lee: User, clinic: Account
) -> None:
    saved(page, lee, **{f"role_{clinic.public_id.hex}": Role.APPROVER})

    assert Membership.objects.get(user=lee).role == Role.APPROVER
    line = Entry.objects.get(act="person.rights_changed")
    assert line.detail["changes"] == {"Harbour Physio": "viewer → approver"}
    assert line.actor_name == "Ada Moss"


def test_an_admin_takes_a_role_away(
    page: PageClient, admin: User, lee: User, clinic: Account
) -> None:
    saved(page, lee, **{f"role_{clinic.public_id.hex}": ""})

    assert not Membership.objects.filter(user=lee).exists()


def test_roles_in_a_removed_account_are_left_alone(
    page: PageClient, admin: User, lee: User, clinic: Account
) -> None:
    gone = make.account(label="Gone")
    make.member(of=gone, role=Role.VIEWER, user_=lee)
    Account.objects.filter(pk=gone.pk).update(removed_at=gone.created_at)

    saved(page, lee, **{f"role_{clinic.public_id.hex}": Role.SENDER})

    assert Membership.objects.filter(user=lee, account=gone).exists()


def test_an_unchanged_form_writes_no_line(
    page: PageClient, admin: User, lee: User, clinic: Account
) -> None:
    saved(page, lee, **{f"role_{clinic.public_id.hex}": Role.VIEWER})

    assert not Entry.objects.filter(act="person.rights_changed").exists()


def test_nobody_changes_their_own_rights(page: PageClient, admin: User) -> None:
    make.user(hub_admin=True)

    answer = saved(page, admin)

    assert answer.errors() == [
        "Nobody changes their own rights. Ask another hub admin."
    ]
    admin.refresh_from_db()
    assert admin.is_hub_admin


@pytest.mark.parametrize("act", ["set_rights", "deactivate"])
def test_the_last_hub_admin_stays(admin: User, act: str) -> None:
    more = {"hub_admin": False, "roles": {}} if act == "set_rights" else {}

    with pytest.raises(services.NotAllowed, match="last hub admin"):
        getattr(services, act)(user=admin, actor=admin, **more)

    admin.refresh_from_db()
    assert (admin.is_hub_admin, admin.is_active) == (True, True)


def test_two_admins_cannot_dismiss_each_other(admin: User) -> None:
    other = make.user(hub_admin=True)
    services.set_rights(user=other, actor=admin, hub_admin=False, roles={})

    # The other one still has the form open, as the admin of before.
    with pytest.raises(services.NotAllowed, match="Only a hub admin"):
        services.set_rights(user=admin, actor=other, hub_admin=False, roles={})

    admin.refresh_from_db()
    assert admin.is_hub_admin


def test_ended_access_ends_the_open_session(
    page: PageClient, admin: User, lee: User
) -> None:
    at_work = PageClient()
    at_work.force_login(lee)
    assert at_work.get(reverse("people:me")).status_code == 200

    page.post_page(reverse("people:deactivate", args=[lee.public_id]))

    assert at_work.get(reverse("people:me")).status_code == 302


def test_given_access_again_the_old_session_stays_dead(
    page: PageClient, admin: User, lee: User
) -> None:
    at_work = PageClient()
    at_work.force_login(lee)
    page.post_page(reverse("people:deactivate", args=[lee.public_id]))

    answer = page.post_page(reverse("people:bring_back", args=[lee.public_id]))

    assert "has access" in answer.html
    assert at_work.get(reverse("people:me")).status_code == 302
    assert Membership.objects.filter(user=lee).exists()


def test_the_list_tells_roles_and_asks_the_same_number_of_questions(
    page: PageClient, admin: User, clinic: Account, django_assert_num_queries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = reverse("people:people")
    for _ in range(3):
        make.member(of=clinic)
    with CaptureQueriesContext(connection) as few:
        assert "Marketer in Harbour Physio" in page.get_page(address).text
    for _ in range(27):
        make.member(of=clinic)

    with django_assert_num_queries(len(few)):
        page.get(address)


def test_me_changes_name_and_zone(page: PageClient, lee: User) -> None:
    page.force_login(lee)

    page.post_page(
        reverse("people:me"), {"name": "Lee Ng", "time_zone": "Australia/Perth"}
    )

    lee.refresh_from_db()
    assert (lee.name, lee.time_zone) == ("Lee Ng", "Australia/Perth")


@pytest.mark.parametrize("name", ["people", "invite", "me", "password_change"])
def test_pages_are_sound(page: PageClient, admin: User, lee: User, name: str) -> None:
    page.get_page(reverse(f"people:{name}"))


def test_the_pages_of_a_person_are_sound(
    page: PageClient, admin: User, lee: User
) -> None:
    for person in (admin, lee):
        page.get_page(reverse("people:person", args=[person.public_id]))
    services.deactivate(user=lee, actor=admin)
    page.get_page(reverse("people:person", args=[lee.public_id]))


@pytest.mark.parametrize("end", ["deactivate", "demote"])
def test_links_of_an_admin_end_with_their_right_to_make_them(
    admin: User, end: str
) -> None:
    other = make.user(hub_admin=True)
    _link, token = services.invite(
        actor=other, email="new@example.com", name="", hub_admin=True, roles={}
    )

    if end == "deactivate":
        services.deactivate(user=other, actor=admin)
    else:
        services.set_rights(user=other, actor=admin, hub_admin=False, roles={})

    assert links.find_link(LinkKind.INVITATION, token) is None


class TestTwoPagesOfOnePerson:
    """Two admins, or two tabs: the older page undoes nothing unseen."""

    @pytest.fixture
    def bay(self, lee: User) -> Account:
        account = make.account(label="Bay Dental")
        make.member(of=account, role=Role.SENDER, user_=lee)
        return account

    @pytest.fixture
    def chosen(self, clinic: Account, bay: Account) -> dict[str, str]:
        """What Lee’s form holds while nobody touches it."""
        return {role_in(clinic): Role.VIEWER, role_in(bay): Role.SENDER}

    def changed_elsewhere(self, admin: User, lee: User, **rights: object) -> None:
        other = make.user(hub_admin=True)
        held = services.rights_of(lee)
        asked = {"hub_admin": held.hub_admin, "roles": held.roles} | rights
        services.set_rights(user=lee, actor=other, **asked)  # type: ignore[arg-type]

    def test_the_older_page_saves_nothing_and_says_what_changed(
        self,
        page: PageClient,
        admin: User,
        lee: User,
        clinic: Account,
        bay: Account,
        chosen: dict[str, str],
    ) -> None:
        before = seen(page, lee)
        self.changed_elsewhere(admin, lee, roles={bay.pk: Role.SENDER})

        answer = saved_later(page, lee, before, **chosen)

        assert answer.errors() == [
            CHANGED,
            changed("Role in Harbour Physio", "Viewer", "No access")
            + " That is chosen now.",
        ]
        assert roles_of(lee) == {bay: Role.SENDER}

    def test_saved_again_it_keeps_the_others_change_and_adds_its_own(
        self,
        page: PageClient,
        admin: User,
        lee: User,
        clinic: Account,
        bay: Account,
        chosen: dict[str, str],
    ) -> None:
        before = seen(page, lee)
        self.changed_elsewhere(admin, lee, roles={bay.pk: Role.SENDER})
        mine = chosen | {role_in(bay): Role.APPROVER}

        answer = saved_later(page, lee, before, **mine)
        saved_later(page, lee, held_by(answer))

        assert roles_of(lee) == {bay: Role.APPROVER}

    def test_two_choices_for_one_account_are_both_told_and_mine_stays_chosen(
        self,
        page: PageClient,
        admin: User,
        lee: User,
        clinic: Account,
        bay: Account,
        chosen: dict[str, str],
    ) -> None:
        before = seen(page, lee)
        roles = {clinic.pk: Role.VIEWER, bay.pk: Role.MARKETER}
        self.changed_elsewhere(admin, lee, roles=roles)

        answer = saved_later(
            page, lee, before, **(chosen | {role_in(bay): Role.APPROVER})
        )

        assert answer.errors()[1:] == [
            changed("Role in Bay Dental", "Sender", "Marketer")
            + " You chose “Approver”."
        ]
        assert held_by(answer)[role_in(bay)] == Role.APPROVER

    def test_a_hub_admin_made_meanwhile_stays_one(
        self, page: PageClient, admin: User, lee: User, chosen: dict[str, str]
    ) -> None:
        before = seen(page, lee)
        self.changed_elsewhere(admin, lee, hub_admin=True)

        answer = saved_later(page, lee, before, **chosen)

        lee.refresh_from_db()
        assert lee.is_hub_admin
        assert answer.errors()[1:] == [
            changed("Hub admin", "no", "yes") + " That is chosen now."
        ]
        assert held_by(answer)["hub_admin"] == "on"

    def test_a_role_in_an_account_that_came_meanwhile_is_not_taken_away(
        self, page: PageClient, admin: User, lee: User, chosen: dict[str, str]
    ) -> None:
        before = seen(page, lee)
        newest = make.account(label="North Clinic")
        make.member(of=newest, role=Role.VIEWER, user_=lee)

        answer = saved_later(page, lee, before, **chosen)

        assert answer.errors()[0] == CHANGED
        assert roles_of(lee)[newest] == Role.VIEWER

    def test_an_account_removed_meanwhile_is_in_nobodys_way(
        self,
        page: PageClient,
        admin: User,
        lee: User,
        clinic: Account,
        bay: Account,
        chosen: dict[str, str],
    ) -> None:
        before = seen(page, lee)
        Account.objects.filter(pk=bay.pk).update(removed_at=bay.created_at)

        saved_later(page, lee, before, **(chosen | {role_in(clinic): Role.MARKETER}))

        assert roles_of(lee)[clinic] == Role.MARKETER


CHANGED = (
    "Somebody changed these rights after you opened this page, so nothing was saved. "
    "Check what is chosen now, then save again."
)


def changed(what: str, was: str, now: str) -> str:
    return f"{what} was changed from “{was}” to “{now}”."


def role_in(account: Account) -> str:
    return f"role_{account.public_id.hex}"


def roles_of(person: User) -> dict[Account, str]:
    rows = Membership.objects.filter(user=person).select_related("account")
    return {row.account: row.role for row in rows}


def held_by(shown: Page) -> dict[str, str]:
    """What a browser would post of a page as it stands."""
    held = {}
    for field in shown.all("input"):
        is_choice = field.get("type") in ("radio", "checkbox")
        if not is_choice or field.get("checked") is not None:
            held[field.get("name", "")] = field.get("value", "on" * is_choice)
    return held
