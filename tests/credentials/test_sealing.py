"""Keys at rest: sealed, opened by any key of the ring, sealed anew on rotation."""

from __future__ import annotations

import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from clicksendhub.credentials import keyring
from clicksendhub.credentials.sealing import (
    SealBroken,
    new_ring_key,
    reseal,
    ring_keys,
    seal,
    unseal,
)
from clicksendhub.credentials.services import client_for
from tests import make

PLAIN = "7F3A-MARKED-KEY"


@pytest.fixture(autouse=True)
def ring_file(settings: Any, tmp_path: Path) -> Path:
    settings.KEYRING = []
    settings.KEYRING_FILE = tmp_path / "keyring"
    return tmp_path / "keyring"


def test_what_is_sealed_opens_again_and_shows_nothing() -> None:
    sealed = seal(PLAIN)

    assert unseal(sealed) == PLAIN
    assert PLAIN not in sealed
    assert seal(PLAIN) != sealed


def test_a_changed_seal_does_not_open() -> None:
    sealed = seal(PLAIN)
    middle = len(sealed) // 2
    changed = "A" if sealed[middle] != "A" else "B"

    with pytest.raises(SealBroken) as caught:
        unseal(sealed[:middle] + changed + sealed[middle + 1 :])

    assert PLAIN not in str(caught.value)


def test_the_ring_is_made_at_first_use_for_its_owner_alone(ring_file: Path) -> None:
    seal(PLAIN)

    assert stat.S_IMODE(ring_file.stat().st_mode) == 0o600


def test_processes_that_start_together_agree_on_one_ring(ring_file: Path) -> None:
    seen: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: seen.append(ring_keys())) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [seen[0]] * 8
    assert [path.name for path in ring_file.parent.iterdir()] == ["keyring"]


def test_a_ring_in_the_settings_comes_first_and_its_first_key_seals(
    settings: Any,
) -> None:
    old, new = new_ring_key(), new_ring_key()
    settings.KEYRING = [old]
    sealed = seal(PLAIN)

    settings.KEYRING = [new, old]
    again = reseal(sealed)
    settings.KEYRING = [new]

    assert unseal(again) == PLAIN
    with pytest.raises(SealBroken):
        unseal(sealed)


def test_a_broken_ring_is_told_without_quoting_it(settings: Any) -> None:
    settings.KEYRING = ["no-key-at-all"]

    with pytest.raises(ImproperlyConfigured) as caught:
        seal(PLAIN)

    assert "no-key-at-all" not in str(caught.value)


@pytest.mark.django_db
class TestRotation:
    def test_every_key_is_sealed_anew_and_still_opens(self, capsys: Any) -> None:
        account = make.account(key=PLAIN)
        before = account.sealed_key

        call_command("rotate_keyring")

        account.refresh_from_db()
        assert account.sealed_key != before
        assert unseal(account.sealed_key) == PLAIN
        assert capsys.readouterr().out == "API keys sealed anew: 1.\n"

    def test_the_old_ring_key_still_opens_older_copies(self, capsys: Any) -> None:
        before = make.account(key=PLAIN).sealed_key

        call_command("rotate_keyring")

        assert unseal(before) == PLAIN

    def test_forgotten_it_opens_nothing_more(
        self, capsys: Any, ring_file: Path
    ) -> None:
        account = make.account(key=PLAIN)
        before = account.sealed_key

        call_command("rotate_keyring", forget_old=True)

        with pytest.raises(SealBroken):
            unseal(before)
        account.refresh_from_db()
        client_for(account).close()
        assert stat.S_IMODE(ring_file.stat().st_mode) == 0o600

    def test_removed_accounts_without_a_key_are_left_alone(self, capsys: Any) -> None:
        make.account(key=PLAIN, label="Gone").__class__.objects.update(sealed_key="")

        call_command("rotate_keyring")

        assert capsys.readouterr().out == "API keys sealed anew: 0.\n"

    def test_a_ring_in_the_settings_is_not_ours_to_cut(
        self, settings: Any, capsys: Any
    ) -> None:
        settings.KEYRING = [new_ring_key()]

        with pytest.raises(CommandError):
            call_command("rotate_keyring", forget_old=True)

    def test_a_failure_in_between_loses_nothing(self) -> None:
        account = make.account(key=PLAIN)

        keyring.add_ring_key()  # and then the power went

        assert unseal(account.sealed_key) == PLAIN
