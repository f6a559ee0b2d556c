"""System checks: each mistake is found, named, and told how to mend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.checks import CheckMessage

from clicksendhub import checks

RING_KEY = Fernet.generate_key().decode()


def ids(found: list[CheckMessage]) -> list[str]:
    assert all(message.hint for message in found), "a check without a hint"
    return [str(message.id) for message in found]


def test_settings_as_shipped_pass_every_check(settings: Any):
    settings.KEYRING = [RING_KEY]
    # Without the test client's own; a new list, for other tests see this one.
    settings.ALLOWED_HOSTS = [h for h in settings.ALLOWED_HOSTS if h != "testserver"]
    every = (
        checks.lease_outlives_a_call,
        checks.retry_outlives_the_queue,
        checks.key_ring_is_private,
        checks.public_url_can_be_reached,
        checks.secret_key_is_strong,
        checks.jobs_leave_retrying_to_the_rows,
        checks.connections_suit_the_workers,
        checks.demo_stays_at_home,
        checks.callers_are_told_apart,
    )
    assert [ids(check()) for check in every] == [[]] * len(every)


@pytest.mark.parametrize(("lease", "expected"), [(75, []), (74.9, ["hub.E001"])])
def test_lease_leaves_room_for_the_longest_call(
    lease: float, expected: list[str], settings: Any
):
    settings.CLICKSEND_CONNECT_SECONDS, settings.CLICKSEND_READ_SECONDS = 5, 30
    settings.DISPATCH_LEASE_SECONDS = lease
    assert ids(checks.lease_outlives_a_call()) == expected


@pytest.mark.parametrize(
    ("workers", "queue_limit", "retry", "expected"),
    [
        (2, 2, 420, []),
        (2, 2, 419, ["hub.E002"]),
        (4, 4, 420, []),
        (2, 4, 420, ["hub.E002"]),
    ],
)
def test_retry_follows_the_measured_formula(
    workers: int, queue_limit: int, retry: int, expected: list[str], settings: Any
):
    settings.Q_CLUSTER = {
        "workers": workers,
        "queue_limit": queue_limit,
        "bulk": 1,
        "timeout": 120,
        "retry": retry,
    }
    assert ids(checks.retry_outlives_the_queue()) == expected


def test_key_ring_file_open_to_others_is_found(tmp_path: Path, settings: Any):
    ring = tmp_path / "keyring"
    ring.write_text(RING_KEY)
    ring.chmod(0o640)
    settings.KEYRING, settings.KEYRING_FILE = [], ring
    assert ids(checks.key_ring_is_private()) == ["hub.E003"]


def test_private_key_ring_file_passes(tmp_path: Path, settings: Any):
    ring = tmp_path / "keyring"
    ring.write_text(f"{RING_KEY}\n{Fernet.generate_key().decode()}\n")
    ring.chmod(0o600)
    settings.KEYRING, settings.KEYRING_FILE = [], ring
    assert checks.key_ring_is_private() == []


def test_ring_that_is_not_made_yet_passes(tmp_path: Path, settings: Any):
    settings.KEYRING, settings.KEYRING_FILE = [], tmp_path / "later"
    assert checks.key_ring_is_private() == []


def test_key_ring_that_cannot_be_read_is_found(tmp_path: Path, settings: Any):
    # A folder in the file's place fails to be read for everybody, root too.
    folder = tmp_path / "keyring"
    folder.mkdir(mode=0o700)
    settings.KEYRING, settings.KEYRING_FILE = [], folder
    assert ids(checks.key_ring_is_private()) == ["hub.E003"]


def test_word_that_is_no_ring_key_is_found_and_never_repeated(settings: Any):
    settings.KEYRING = [RING_KEY, "changeme-secret"]
    found = checks.key_ring_is_private()
    assert ids(found) == ["hub.E003"]
    assert "changeme" not in str(found[0])


@pytest.mark.parametrize(
    ("url", "production", "expected"),
    [
        ("", True, []),
        ("https://hub.example.com", True, []),
        ("http://127.0.0.1:8080", False, []),
        ("http://hub.example.com", True, ["hub.E004"]),
        ("https://hub.example.com/clicksend", True, ["hub.E004"]),
        ("https://hub.example.com?a=b", True, ["hub.E004"]),
        ("https://me:pw@hub.example.com", True, ["hub.E004"]),
        ("hub.example.com", False, ["hub.E004"]),
        ("ftp://hub.example.com", False, ["hub.E004"]),
    ],
)
def test_public_url_is_an_origin_and_https_in_production(
    url: str, production: bool, expected: list[str], settings: Any
):
    settings.PUBLIC_URL, settings.IS_PRODUCTION = url, production
    assert ids(checks.public_url_can_be_reached()) == expected


@pytest.mark.parametrize(
    ("key", "production", "expected"),
    [
        ("k" * 60, True, ["hub.E005"]),
        ("abcdefgh" * 4, True, ["hub.E005"]),
        ("abcdefgh" * 4, False, []),
        ("abcdefghij" * 5, True, []),
    ],
)
def test_weak_secret_key_is_found_in_production(
    key: str, production: bool, expected: list[str], settings: Any
):
    settings.SECRET_KEY, settings.IS_PRODUCTION = key, production
    assert ids(checks.secret_key_is_strong()) == expected


@pytest.mark.parametrize(
    ("changed", "value"),
    [("max_attempts", 0), ("ack_failures", False), ("save_limit", 250)],
)
def test_queue_that_retries_by_itself_is_found(
    changed: str, value: object, settings: Any
):
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, changed: value}
    assert ids(checks.jobs_leave_retrying_to_the_rows()) == ["hub.E006"]


@pytest.mark.parametrize(
    "database",
    [
        {"OPTIONS": {"pool": True}, "CONN_MAX_AGE": 60},
        {"OPTIONS": {}, "CONN_MAX_AGE": 0},
    ],
)
def test_connections_that_hurt_the_workers_are_found(
    database: dict[str, object], monkeypatch: pytest.MonkeyPatch, settings: Any
):
    # Not through the fixture: Django would open the changed database.
    monkeypatch.setattr(settings._wrapped, "DATABASES", {"default": database})
    assert ids(checks.connections_suit_the_workers()) == ["hub.E007"]


@pytest.mark.parametrize(
    ("hosts", "production", "expected"),
    [
        (["localhost", "127.0.0.1", "[::1]"], False, []),
        (["localhost", "hub.example.com"], False, ["hub.E008"]),
        (["*"], False, ["hub.E008"]),
        (["hub.example.com"], True, []),
    ],
)
def test_demo_is_for_this_machine_alone(
    hosts: list[str], production: bool, expected: list[str], settings: Any
):
    settings.ALLOWED_HOSTS, settings.IS_PRODUCTION = hosts, production
    assert ids(checks.demo_stays_at_home()) == expected


def test_demo_that_listens_to_the_world_is_found(
    monkeypatch: pytest.MonkeyPatch, settings: Any
):
    settings.ALLOWED_HOSTS = ["localhost"]
    monkeypatch.setenv("HUB_LISTEN", "0.0.0.0")  # noqa: S104 - the mistake itself
    assert ids(checks.demo_stays_at_home()) == ["hub.E008"]


@pytest.mark.parametrize(("url", "expected"), [("", ["hub.W001"]), ("https://a.b", [])])
def test_server_without_public_url_is_warned(
    url: str, expected: list[str], settings: Any
):
    settings.PUBLIC_URL = url
    assert ids(checks.replies_have_a_way_in()) == expected


@pytest.mark.parametrize(
    ("url", "proxies", "expected"),
    [
        ("https://hub.example.com", 0, ["hub.W002"]),
        ("https://hub.example.com", 1, []),
        ("http://127.0.0.1:8080", 0, []),
        ("", 0, []),
    ],
)
def test_proxy_that_nobody_spoke_of_is_warned(
    url: str, proxies: int, expected: list[str], settings: Any
):
    settings.PUBLIC_URL, settings.TRUSTED_PROXIES = url, proxies
    assert ids(checks.callers_are_told_apart()) == expected
