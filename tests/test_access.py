"""Who may open which address: one table for all, tried with every kind of person.

The table is the specification. An address that does not stand in it fails the test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from clicksendhub.consent.models import Block, BlockImport, ImportState, Review
from clicksendhub.credentials.models import Account, Role
from clicksendhub.dispatch.states import SendState
from clicksendhub.lib.tables import Kind, Layout
from clicksendhub.media import storing
from clicksendhub.media.models import File
from clicksendhub.people.models import LinkKind, User
from clicksendhub.people.roles import ABILITIES, WITHOUT_ACCOUNT, Ability
from clicksendhub.webhooks.models import Event, EventState
from contacts.models import (
    Change,
    ChangeKind,
    Conflict,
    Contact,
    ContactList,
    Import,
)
from messaging.models import Conversation
from tests import make
from tests.support.pages import read_to_its_end

PUBLIC = """
    people:sign_in people:sign_out people:welcome people:join
    people:forgot people:forgot_sent people:reset
    operations:healthz operations:readyz
    webhooks:inbound webhooks:receipt
    ui:theme
"""
TABLE = {
    Ability.SIGNED_IN: """
        people:me people:password_change
        credentials:switch_account credentials:no_account
        ui:style_guide
    """,
    Ability.READ: """
        overview:home
        messaging:sends messaging:send messaging:check messaging:check_progress
        messaging:send_progress
        messaging:send_people messaging:message messaging:message_progress
        messaging:inbox messaging:open_next messaging:review
        messaging:conversation messaging:thread
        consent:blocks consent:find consent:block
        contacts:lists contacts:list contacts:people contacts:person
        contacts:changes contacts:change contacts:compare
        media:list media:file media:original media:page media:made media:made_page
    """,
    Ability.SEND: """
        messaging:new messaging:new_picture messaging:new_call messaging:new_fax
        messaging:edit media:bring media:convert media:delete
        messaging:discard messaging:confirm
        messaging:ask_price messaging:use_plain
        messaging:cancel messaging:pause messaging:resume messaging:release_held
        messaging:decide messaging:decide_review
        messaging:answer messaging:mark_read messaging:mark_unread
        messaging:mark_done messaging:block
        consent:add
        contacts:new_person contacts:edit_person contacts:delete_person
        contacts:block_person
    """,
    Ability.CAMPAIGN: """
        contacts:compare_now contacts:decide_conflict contacts:decide_gone
        contacts:lists_there contacts:bring_here contacts:put_back
        contacts:new_list contacts:list_settings contacts:delete_list
        contacts:fields contacts:bulk contacts:merge contacts:undo_change
        contacts:export
        consent:export
        consent:import_new consent:import consent:import_columns
        consent:import_rows consent:import_told consent:import_act
        contacts:imports contacts:import_new contacts:import contacts:import_file
        contacts:import_columns contacts:import_check contacts:import_rows
        contacts:import_act contacts:import_told
    """,
    Ability.APPROVE: "consent:lift",
    Ability.HUB_ADMIN: """
        people:people people:invite people:withdraw people:person
        people:reset_link people:deactivate people:bring_back
        credentials:accounts credentials:add_account credentials:account
        credentials:edit credentials:change_key credentials:check_now
        credentials:pause credentials:resume credentials:remove
        credentials:test_path credentials:new_address
        messaging:senders messaging:sender_add messaging:sender_shared
        messaging:sender_default messaging:sender_remove
        operations:queue
        webhooks:unreadable webhooks:try_again
    """,
}
# Made by Django's own middleware: a page that names no ability of ours.
WITHOUT_DECORATOR = frozenset({"ui:style_guide"})
# Signed by the secret in their path, so they carry no token of a form.
WITHOUT_CSRF = frozenset({"webhooks:inbound", "webhooks:receipt"})

ABILITY = {name: ability for ability, names in TABLE.items() for name in names.split()}
PUBLIC_NAMES = frozenset(PUBLIC.split())
NAMES = sorted(ABILITY)
WORKED = frozenset({200, 204, 302, 400, 405, 409})

PEOPLE_CSV = b"Name,Phone\nAda,0491 570 156\n"

pytestmark = pytest.mark.django_db


def all_addresses() -> dict[str, URLPattern]:
    return dict(_walk(get_resolver().url_patterns))


def _walk(patterns: Any, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from _walk(entry.url_patterns, namespace + inner)
        else:
            yield f"{namespace}{entry.name}", entry


def _block(account: Account) -> object:
    return Block.objects.create(account=account, number=make.number(), source="person")


def _block_import(account: Account) -> object:
    """A checked list; its file is the smallest that there is."""
    from django.core.files.base import ContentFile

    from clicksendhub.consent.imports import drafts

    content = ContentFile(b"Mobile\n+61491570156\n")
    begun = drafts.begin(
        account=account, name="list.csv", content=content, by=make.user()
    )
    BlockImport.objects.update(state=ImportState.CHECKED)
    return begun


def _conversation(account: Account) -> object:
    return Conversation.objects.create(
        account=account, number=make.number(), last_at=timezone.now()
    )


def _review(account: Account) -> object:
    return Review.objects.create(
        account=account, number=make.number(), words="no more", event_key="k1"
    )


def _contact_list(account: Account) -> ContactList:
    name = f"Tenants {uuid4()}"
    return ContactList.objects.create(account=account, name=name)


def _conflict(account: Account) -> object:
    tenants = _contact_list(account)
    ada = Contact.objects.create(account=account, contact_list=tenants, key="k1")
    return Conflict.objects.create(contact=ada, field="email")


def _contact(account: Account) -> object:
    tenants = _contact_list(account)
    ada = Contact.objects.create(account=account, contact_list=tenants, key="k1")
    ada.other_pk = ada.pk  # type: ignore[attr-defined]
    return ada


def _change_of(account: Account) -> object:
    return Change.objects.create(account=account, kind=ChangeKind.DELETE)


def _import(account: Account) -> object:
    """A draft with its file, as far as the page of its columns."""
    found = Import(
        account=account,
        file_name="people.csv",
        file_size=len(PEOPLE_CSV),
        headings=["Name", "Phone"],
        mapping=["first_name", "number"],
        layout=Layout(Kind.TEXT, "utf-8", ",", heading_row=1).as_json(),
    )
    found.file.save(f"imports/{found.public_id}.csv", ContentFile(PEOPLE_CSV))
    return found


def _unreadable(account: Account) -> object:
    return Event.objects.create(
        account=account,
        kind="inbound",
        key="k1",
        origin="push",
        state=EventState.UNREADABLE,
        body="{",
    )


def _invitation(account: Account) -> object:
    from clicksendhub.people.links import make_link

    return make_link(LinkKind.INVITATION, email="lee@example.com")[0]


def _send(account: Account) -> object:
    return make.send(account_=account, people=1)


def _draft(account: Account) -> object:
    return make.send(
        account_=account, people=1, state=SendState.DRAFT, typed_numbers=make.number()
    )


# What an address with an id in it is about; the longest beginning of a name counts.
def _picture_of_a_page(account: Account) -> SimpleNamespace:
    """A file with a picture of its page, and what was made of it."""
    kept = make.file(account, name="good.pdf", previews=1)
    folder = storing.store(make.MEDIA / "good.pdf", [make.MEDIA / "good.png"])
    File.objects.filter(pk=kept.pk).update(folder=folder)
    make.rendition(kept, "fax", folder=folder, previews=1)
    return SimpleNamespace(address=kept.address, number=1, purpose="fax")


SUBJECTS: dict[str, Callable[[Account], object]] = {
    "media:": lambda account: make.file(account),
    "media:page": _picture_of_a_page,
    "media:made": _picture_of_a_page,
    "messaging:": _send,
    "messaging:use_plain": _draft,
    "messaging:message": lambda account: make.message(
        send_=make.send(account_=account)
    ),
    "messaging:decide": lambda account: make.message(send_=make.send(account_=account)),
    "messaging:decide_review": _review,
    "messaging:sender_": lambda account: make.sender(of=account),
    "messaging:conversation": _conversation,
    "messaging:thread": _conversation,
    "messaging:answer": _conversation,
    "messaging:mark_": _conversation,
    "messaging:block": _conversation,
    "consent:": _block,
    "consent:import": _block_import,
    "contacts:": _contact_list,
    "contacts:person": _contact,
    "contacts:edit_person": _contact,
    "contacts:delete_person": _contact,
    "contacts:block_person": _contact,
    "contacts:merge": _contact,
    "contacts:change": _change_of,
    "contacts:undo_change": _change_of,
    "contacts:decide_conflict": _conflict,
    "contacts:import": _import,
    "webhooks:try_again": _unreadable,
    "credentials:": lambda account: account,
    "people:": lambda account: make.user(),
    "people:withdraw": _invitation,
}
# Ids of these belong to the whole hub, and to no account.
HUB_WIDE = ("credentials:", "people:")


def address_of(name: str, account: Account) -> str:
    """The address of a name, about something that belongs to the account."""
    parameters = all_addresses()[name].pattern.converters
    if not parameters:
        return reverse(name)
    if "token" in parameters:
        return reverse(name, kwargs={"token": "unknown"})
    beginning = max((key for key in SUBJECTS if name.startswith(key)), key=len)
    subject = SUBJECTS[beginning](account)
    values = {parameter: getattr(subject, parameter) for parameter in parameters}
    return reverse(name, kwargs=values)


def has_subject(name: str) -> bool:
    return bool(all_addresses()[name].pattern.converters)


@pytest.fixture(autouse=True)
def _nowhere_to_call(settings: Any) -> None:
    settings.CLICKSEND_REHEARSAL_URL = "http://127.0.0.1:9/v3"


@pytest.fixture
def account() -> Account:
    return make.account()


def client_of(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def statuses(
    client: Client, address: str, typed: dict[str, Any] | None = None
) -> list[tuple[int, str]]:
    """What a GET and a POST come to: the status, and where it leads."""
    answers = [client.get(address), client.post(address, typed)]
    for answer in answers:
        read_to_its_end(answer)
    return [
        (answer.status_code, answer.headers.get("Location", "")) for answer in answers
    ]


def test_the_table_names_every_address_and_no_other() -> None:
    assert set(all_addresses()) == set(ABILITY) | PUBLIC_NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_view_says_what_the_table_says(name: str) -> None:
    view = all_addresses()[name].callback

    told = getattr(view, "ability", None)

    assert told == (None if name in WITHOUT_DECORATOR else ABILITY[name])
    assert getattr(view, "login_required", True)


@pytest.mark.parametrize("name", NAMES)
def test_strangers_are_led_to_sign_in(name: str, account: Account) -> None:
    address = address_of(name, account)

    for status, location in statuses(client_of(None), address):
        assert status == 302
        assert location.startswith(reverse("people:sign_in"))


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("name", NAMES)
def test_each_role_opens_what_the_table_gives_it(
    name: str, role: str, account: Account
) -> None:
    client = client_of(make.member(of=account, role=role))
    is_given = ABILITY[name] in ABILITIES[role]

    found = statuses(client, address_of(name, account), typed_for(account))

    if is_given:
        assert_works(found)
    else:
        assert [status for status, _ in found] == [403, 403]


@pytest.mark.parametrize("name", NAMES)
def test_a_hub_admin_opens_everything(name: str, account: Account) -> None:
    client = client_of(make.user(hub_admin=True))

    assert_works(statuses(client, address_of(name, account), typed_for(account)))


def typed_for(account: Account) -> dict[str, Any]:
    """What the only form without a page of its own cannot do without."""
    return {"account": account.public_id}


def assert_works(found: list[tuple[int, str]]) -> None:
    codes = [status for status, _ in found]
    assert set(codes) <= WORKED | {404}, codes
    # A GET or a POST alone may not know the address; one of the two must work.
    assert any(status in WORKED - {405} for status in codes), codes
    for _, location in found:
        assert not location.startswith(
            (reverse("people:sign_in"), reverse("credentials:no_account"))
        )


@pytest.mark.parametrize(
    "name", [name for name in NAMES if ABILITY[name] not in WITHOUT_ACCOUNT]
)
def test_somebody_without_an_account_is_told_so(name: str, account: Account) -> None:
    client = client_of(make.user())

    for status, location in statuses(client, address_of(name, account)):
        assert (status, location) == (302, reverse("credentials:no_account"))


def _in_an_account() -> list[str]:
    return [
        name for name in NAMES if has_subject(name) and not name.startswith(HUB_WIDE)
    ]


@pytest.mark.parametrize("hub_admin", [False, True])
@pytest.mark.parametrize("name", _in_an_account())
def test_what_belongs_to_another_account_is_not_there(
    name: str, hub_admin: bool, account: Account
) -> None:
    mine = make.account(label="Summit")
    person = make.member(of=mine, role=Role.APPROVER)
    User.objects.filter(pk=person.pk).update(is_hub_admin=hub_admin)
    person.refresh_from_db()
    client = client_of(person)
    client.post(reverse("credentials:switch_account"), {"account": mine.public_id})

    codes = {status for status, _ in statuses(client, address_of(name, account))}

    is_given = hub_admin or ABILITY[name] in ABILITIES[Role.APPROVER]
    assert codes <= ({404, 405} if is_given else {403})
    assert codes & {403, 404}


def test_nobody_works_in_an_account_they_do_not_belong_to(account: Account) -> None:
    client = client_of(make.member(of=make.account(label="Summit")))

    answer = client.post(
        reverse("credentials:switch_account"), {"account": account.public_id}
    )

    assert answer.status_code == 404


def test_a_membership_taken_away_is_gone_from_the_open_session(
    account: Account,
) -> None:
    person = make.member(of=account)
    client = client_of(person)
    client.post(reverse("credentials:switch_account"), {"account": account.public_id})
    person.memberships.all().delete()

    answer = client.get(reverse("messaging:inbox"))

    assert answer.headers["Location"] == reverse("credentials:no_account")


@pytest.mark.parametrize("name", sorted(PUBLIC_NAMES))
def test_public_addresses_answer_without_sign_in(name: str, account: Account) -> None:
    address = address_of(name, account)

    for status, location in statuses(client_of(None), address):
        assert status in WORKED | {404, 410, 503}
        if name != "people:sign_out":
            assert not location.startswith(reverse("people:sign_in"))


@pytest.mark.parametrize("name", sorted({*NAMES, *PUBLIC_NAMES} - WITHOUT_CSRF))
def test_a_form_of_another_site_changes_nothing(name: str, account: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.user(hub_admin=True))

    assert client.post(address_of(name, account)).status_code in {403, 405}
