"""Every address that ClickSend calls keeps the same rules: one class holds them all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import OperationalError
from django.utils import timezone

from clicksendhub.credentials.models import WebhookToken
from clicksendhub.credentials.tokens import hash_of, mint
from clicksendhub.webhooks import intake
from clicksendhub.webhooks.middleware import answer_hooks
from clicksendhub.webhooks.models import Event, EventState
from tests import make
from tests.webhooks.support import FORM, Hook, hook_for, recorded


class Conformance:
    """What holds for every endpoint."""

    kind: ClassVar[str]
    body: ClassVar[str]

    def test_the_right_secret_stores_the_body_as_it_came(self, hook: Hook) -> None:
        answer = hook.push(self.body, kind=self.kind)

        assert answer.status_code == 200
        event = Event.objects.get()
        assert (event.account, event.kind) == (hook.account, self.kind)
        assert (event.body, event.content_type) == (self.body, FORM)
        assert event.state == EventState.NEW

    def test_a_wrong_secret_is_not_found_and_stores_nothing(self, hook: Hook) -> None:
        hook.token = hook.token[:-1]

        assert hook.push(self.body, kind=self.kind).status_code == 404
        assert not Event.objects.exists()

    def test_without_a_secret_there_is_no_address(self, hook: Hook) -> None:
        answer = hook.client.post(f"/hooks//{self.kind}/", self.body, content_type=FORM)

        assert answer.status_code == 404

    def test_both_secrets_work_during_a_rotation(self, hook: Hook) -> None:
        newer = mint(hook.account, "https://hub.example.com")
        WebhookToken.objects.filter(token_hash=hash_of(hook.token)).update(
            retired_at=timezone.now() + timedelta(hours=1)
        )

        assert hook.push(self.body, kind=self.kind).status_code == 200
        hook.token = newer
        assert hook.push(self.body, kind=self.kind).status_code == 200
        assert Event.objects.count() == 1

    def test_a_retired_secret_is_not_found(self, hook: Hook) -> None:
        WebhookToken.objects.update(retired_at=timezone.now() - timedelta(seconds=1))

        assert hook.push(self.body, kind=self.kind).status_code == 404

    def test_head_is_answered_and_stores_nothing(self, hook: Hook) -> None:
        assert hook.client.head(hook.path(self.kind)).status_code == 200
        assert not Event.objects.exists()

    def test_head_with_a_wrong_secret_is_not_found(self, hook: Hook) -> None:
        hook.token = "wrong"

        assert hook.client.head(hook.path(self.kind)).status_code == 404

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_other_methods_are_refused(self, hook: Hook, method: str) -> None:
        call = getattr(hook.client, method)

        assert call(hook.path(self.kind)).status_code == 405

    def test_a_body_of_the_limit_is_read_and_one_byte_more_is_not(
        self, hook: Hook, settings: Any
    ) -> None:
        settings.WEBHOOK_BODY_LIMIT = len(self.body)

        assert hook.push(self.body, kind=self.kind).status_code == 200
        assert hook.push(f"{self.body}x", kind=self.kind).status_code == 413
        assert Event.objects.count() == 1

    def test_a_large_body_is_refused_before_the_secret_is_looked_up(
        self, hook: Hook, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(0):
            answer = hook.push("x" * 70_000, kind=self.kind)

        assert answer.status_code == 413

    def test_a_wrong_content_type_loses_nothing(self, hook: Hook) -> None:
        hook.push(self.body, kind=self.kind, type_="text/plain")

        assert Event.objects.get().state == EventState.NEW

    @pytest.mark.parametrize(
        "body",
        ["bananas", "{", "[1, 2]", "{}", "message_id="],
    )
    def test_a_body_without_sense_is_kept_for_a_person(
        self, hook: Hook, body: str
    ) -> None:
        assert hook.push(body, kind=self.kind).status_code == 200

        event = Event.objects.get()
        assert event.state == EventState.UNREADABLE
        assert event.body == body
        assert event.fault.startswith("Could not be read: ")

    def test_bytes_that_are_no_text_are_kept_in_a_storable_form(
        self, hook: Hook
    ) -> None:
        hook.client.post(hook.path(self.kind), b"\xff\x00a", content_type=FORM)

        assert Event.objects.get().body == "\\xff\\x00a"

    def test_a_database_that_is_down_is_a_500_so_that_clicksend_comes_again(
        self, hook: Hook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def down(*_given: object) -> bool:
            raise OperationalError("the database is gone")

        monkeypatch.setattr(intake, "keep_once", down)

        assert hook.push(self.body, kind=self.kind).status_code == 500

    def test_once_stored_a_queue_that_is_down_changes_nothing(
        self, hook: Hook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def down(*_given: object) -> None:
            raise ConnectionError("no broker")

        monkeypatch.setattr("clicksendhub.webhooks.nudging.nudge", down)

        assert hook.push(self.body, kind=self.kind).status_code == 200
        assert Event.objects.count() == 1

    def test_a_push_costs_two_queries(
        self, hook: Hook, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(2):
            hook.push(self.body, kind=self.kind)

    def test_a_removed_account_has_no_address(self, hook: Hook) -> None:
        type(hook.account).objects.update(removed_at=timezone.now())

        assert hook.push(self.body, kind=self.kind).status_code == 404

    def test_the_answer_sets_no_cookie(self, hook: Hook) -> None:
        assert not hook.push(self.body, kind=self.kind).cookies


class TestInbound(Conformance):
    kind = "inbound"
    body = recorded("inbound.form")

    def test_json_is_read_as_well(self, hook: Hook) -> None:
        hook.push(recorded("inbound.json"), type_="application/json")

        assert Event.objects.get().state == EventState.NEW

    def test_a_query_string_is_read_as_well(self, hook: Hook) -> None:
        answer = hook.client.get(f"{hook.path()}?{recorded('inbound.query')}")

        assert answer.status_code == 200
        assert Event.objects.get().state == EventState.NEW

    def test_the_same_reply_in_three_ways_is_one_event(self, hook: Hook) -> None:
        hook.push(recorded("inbound.form"))
        hook.push(recorded("inbound.json"), type_="application/json")
        hook.client.get(f"{hook.path()}?{recorded('inbound.query')}")

        assert Event.objects.count() == 1

    def test_a_look_at_the_address_stores_nothing(self, hook: Hook) -> None:
        answer = hook.client.get(hook.path())

        assert answer.content == b"This address takes events from ClickSend."
        assert not Event.objects.exists()

    def test_a_long_query_string_is_refused(self, hook: Hook) -> None:
        answer = hook.client.get(f"{hook.path()}?body={'x' * 70_000}")

        assert answer.status_code == 413


class TestReceipt(Conformance):
    kind = "receipt"
    body = recorded("receipt_201.form")

    def test_get_is_refused(self, hook: Hook) -> None:
        assert hook.client.get(hook.path("receipt")).status_code == 405


def test_the_account_comes_from_the_secret_alone(hook: Hook) -> None:
    other = hook_for(make.account())

    hook.push(recorded("inbound.form"))
    other.push(recorded("inbound.form"))

    accounts = set(Event.objects.values_list("account_id", flat=True))
    assert accounts == {hook.account.pk, other.account.pk}


def test_settling_is_asked_for_once_in_a_second(hook: Hook, nudges: list[str]) -> None:
    for _ in range(5):
        hook.reply()

    assert nudges == ["clicksendhub.webhooks.tasks.settle"]


def test_the_early_answer_is_the_same_as_the_one_by_address(
    hook: Hook, rf: Any
) -> None:
    request = rf.post(hook.path(), recorded("inbound.form"), content_type=FORM)

    answer = answer_hooks(lambda _request: pytest.fail("went on"))(request)

    assert (answer.status_code, answer.content) == (200, b"Stored.")


@pytest.mark.parametrize("path", ["/hooks/unreadable/", "/hooks/x/other/", "/inbox/"])
def test_the_early_answer_leaves_other_pages_alone(rf: Any, path: str) -> None:
    went_on = object()

    assert answer_hooks(lambda _request: went_on)(rf.get(path)) is went_on  # type: ignore[arg-type, return-value]


def test_nobody_pushes_in_the_form_of_what_we_fetch(hook: Hook) -> None:
    answer = hook.push("{}", type_="application/x-fetched")

    assert answer.status_code == 200
    assert Event.objects.get().state == EventState.UNREADABLE


def test_a_body_without_a_length_is_asked_for_again(hook: Hook) -> None:
    chunked = {"Transfer-Encoding": "chunked"}
    answer = hook.client.post(hook.path(), headers=chunked)

    assert answer.status_code == 411
