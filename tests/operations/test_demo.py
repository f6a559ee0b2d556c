"""The demo's secrets and greeting, and the commands that run the hub."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from clicksendhub.operations import demo, greetings, programs
from clicksendhub.operations.management.commands import supervise
from clicksendhub.people.models import User
from tests import make


@pytest.fixture
def data_folder(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_secrets_are_made_once_in_a_private_file(data_folder: Path):
    first, second = demo.demo_secrets(), demo.demo_secrets()
    kept = data_folder / demo.FILE_NAME
    assert first == second
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in data_folder.iterdir()] == [demo.FILE_NAME]


def test_every_person_has_a_password_that_is_hard_to_guess(data_folder: Path):
    passwords = demo.demo_secrets().passwords
    assert set(passwords) == {person.email for person in demo.PEOPLE}
    assert len(set(passwords.values())) == len(passwords)
    assert all(len(password) == 14 for password in passwords.values())


def test_secrets_do_not_show_themselves(data_folder: Path):
    secrets = demo.demo_secrets()
    shown = repr(secrets)
    assert secrets.sandbox_key not in shown
    assert secrets.spare_key not in shown
    assert not any(password in shown for password in secrets.passwords.values())


def test_filled_demo_keeps_its_passwords(data_folder: Path):
    before = demo.demo_secrets()
    assert not demo.is_filled()
    demo.mark_filled()
    assert demo.is_filled()
    assert demo.demo_secrets() == before


@pytest.mark.django_db
def test_greeting_names_both_addresses_and_every_sign_in(data_folder: Path):
    kept = demo.demo_secrets().passwords
    for person in demo.PEOPLE:
        user = make.user(email=person.email)
        user.set_password(kept[person.email])
        user.save()
    said = greetings.greeting(programs.PARTS)
    assert "http://127.0.0.1:8080/" in said
    assert "http://127.0.0.1:8081/" in said
    for person in demo.PEOPLE:
        assert person.email in said
        assert kept[person.email] in said


@pytest.mark.django_db
def test_greeting_does_not_tell_a_password_that_works_no_more(data_folder: Path):
    kept = demo.demo_secrets().passwords
    make.user(email=demo.ADMIN.email)
    said = greetings.greeting(programs.PARTS)
    assert kept[demo.ADMIN.email] not in said
    assert "changed by its person" in said


@pytest.mark.django_db
def test_first_start_of_a_server_prints_the_link_of_the_first_admin(settings: Any):
    settings.IS_PRODUCTION = True
    settings.PUBLIC_URL = "https://hub.example.com"
    assert "https://hub.example.com/welcome/" in greetings.greeting(programs.PARTS)


@pytest.mark.django_db
def test_later_starts_of_a_server_print_no_link(settings: Any):
    settings.IS_PRODUCTION = True
    make.user(hub_admin=True)
    assert "welcome" not in greetings.greeting(programs.PARTS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("environment", "asked", "expected"),
    [("live", "", False), ("rehearsal", "", True), ("live", "yes", True)],
)
def test_server_runs_a_sandbox_only_for_a_rehearsal(
    environment: str,
    asked: str,
    expected: bool,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
):
    settings.IS_PRODUCTION = True
    monkeypatch.setenv("HUB_SANDBOX", asked)
    make.account(environment=environment)
    assert (programs.SANDBOX in programs.wanted_parts()) is expected


@pytest.mark.django_db
def test_key_of_the_sandbox_travels_in_a_variable_alone(data_folder: Path):
    sandbox = programs.programs_for((programs.SANDBOX,))[0]
    key, spare = demo.demo_secrets().sandbox_key, demo.demo_secrets().spare_key
    accounts = json.loads(sandbox.variables["SANDBOX_ACCOUNTS"])
    assert [account["key"] for account in accounts] == [key, spare]
    assert key not in " ".join(sandbox.arguments)
    assert key not in repr(sandbox)


def test_a_demo_of_before_the_spare_account_gets_its_key(data_folder: Path):
    old = {"sandbox_key": "A1", "passwords": {}, "is_filled": True}
    (data_folder / demo.FILE_NAME).write_text(json.dumps(old))

    first, second = demo.demo_secrets(), demo.demo_secrets()

    assert first == second
    assert first.spare_key
    assert first.sandbox_key == "A1"
    assert demo.is_filled()


def test_where_the_keys_are_is_told_in_a_demo_alone(data_folder: Path, settings: Any):
    kept = demo.demo_secrets()
    told = demo.where_keys_are()
    assert told is not None
    known = {account["username"] for account in kept.sandbox_accounts}
    assert told.names.keys() == known
    names = json.loads((data_folder / told.file).read_text()).keys()
    assert set(told.names.values()) <= names

    settings.IS_PRODUCTION = True

    assert demo.where_keys_are() is None


def test_unknown_part_is_refused_by_name():
    with pytest.raises(CommandError, match="no part 'wbe', only web, workers, sandbox"):
        supervise._parts("web,wbe")


def test_second_supervisor_of_a_folder_is_refused(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    from clicksendhub.operations import preflight

    lock = preflight.hold_folder(data_folder)
    monkeypatch.setattr(supervise, "_log_folder", lambda: None)
    with pytest.raises(CommandError, match="already running"):
        call_command("supervise", "--parts", "web")
    lock.close()


@pytest.mark.django_db
def test_examples_are_refused_in_production(settings: Any):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="for the demo alone"):
        call_command("seed_demo")
    assert not User.objects.exists()
