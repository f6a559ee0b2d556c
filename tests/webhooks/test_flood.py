"""A flood of calls with wrong secrets: each is cheap, and no log tells a secret."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest

from clicksendhub.credentials.models import WebhookToken
from clicksendhub.credentials.tokens import hash_of
from clicksendhub.lib.redact import HIDDEN, RedactingFilter
from clicksendhub.webhooks.models import Event
from tests.webhooks.support import FORM, Hook, recorded

KINDS = ["inbound", "receipt"]


class Untouchable:
    """A body that nobody may read."""

    def read(self, *_given: object) -> bytes:
        raise AssertionError("the body was read")

    readline = read


@pytest.fixture
def wrong(hook: Hook) -> Hook:
    """A caller whose secret looks like one of ours."""
    hook.token = hook.token[::-1]
    return hook


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the hub writes to its log, as the settings say."""
    written = io.StringIO()
    for handler in logging.getLogger().handlers:
        if any(isinstance(one, RedactingFilter) for one in handler.filters):
            monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_secret_costs_one_query_and_no_body(
    wrong: Hook, kind: str, django_assert_num_queries: Any
) -> None:
    unread: dict[str, Any] = {"wsgi.input": Untouchable(), "CONTENT_LENGTH": "60000"}

    with django_assert_num_queries(1):
        answer = wrong.client.post(wrong.path(kind), content_type=FORM, **unread)

    assert answer.status_code == 404
    assert not answer.cookies


def test_the_one_query_looks_a_secret_up_by_its_index(
    wrong: Hook, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1) as asked:
        wrong.push(recorded("inbound.form"))

    assert f"token_hash = '{hash_of(wrong.token)}'" in asked[0]["sql"]
    assert WebhookToken._meta.get_field("token_hash").unique


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_beyond_the_limit_is_not_read_whatever_the_secret(
    hook: Hook, kind: str, django_assert_num_queries: Any
) -> None:
    unread: dict[str, Any] = {"wsgi.input": Untouchable(), "CONTENT_LENGTH": "65537"}

    with django_assert_num_queries(0):
        answer = hook.client.post(hook.path(kind), content_type=FORM, **unread)

    assert answer.status_code == 413


def test_no_more_is_read_of_a_body_than_its_announced_length(hook: Hook) -> None:
    body = recorded("inbound.form")
    longer: dict[str, Any] = {"wsgi.input": io.BytesIO(f"{body}&more=1".encode())}
    longer["CONTENT_LENGTH"] = str(len(body))

    hook.client.post(hook.path(), content_type=FORM, **longer)

    assert Event.objects.get().body == body


def test_no_log_tells_a_secret_right_or_wrong(
    hook: Hook, log: io.StringIO, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    right = hook.token
    hook.client.put(hook.path())
    hook.client.post(f"/hooks/{right}/elsewhere/")
    hook.push("x" * 70_000)
    hook.push("bananas")
    hook.token = right[::-1]
    hook.push(recorded("inbound.form"))
    hook.client.get(f"{hook.path()}?{recorded('inbound.query')}")
    hook.client.head(hook.path("receipt"))

    written = log.getvalue()
    assert f"Not Found: /hooks/{HIDDEN}/inbound/" in written
    assert f"Method Not Allowed (PUT): /hooks/{HIDDEN}/inbound/" in written
    assert right not in written
    assert hook.token not in written
