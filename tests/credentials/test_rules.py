"""Our rules at ClickSend: set once, following the address, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from clicksendhub.clicksend import NewInboundRule, RuleAction, ServerError
from clicksendhub.credentials import following, services, tasks, tokens
from clicksendhub.credentials.models import Account, Rule, RuleKind, WebhookToken
from clicksendhub.credentials.rules import register_rules
from clicksendhub.jobs import sweeps
from clicksendhub.jobs.models import Nudge
from clicksendhub.sandbox.server import Running
from tests import make
from tests.credentials.conftest import KEY

BASE = "https://hub.example"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _public(settings: Any) -> None:
    settings.PUBLIC_URL = BASE


@pytest.fixture
def account(sandbox: Running, harbour: Account) -> Account:
    return harbour


FETCHED = {"inbound POLL", "receipt POLL", "voice POLL"}


def at_clicksend(account: Account) -> dict[str, str]:
    """The address of each rule by its action and kind; POLL rules have none."""
    with services.client_for(account) as client:
        inbound = client.automations.inbound_rules.list()
        receipts = client.automations.receipt_rules.list()
        calls = client.automations.voice_receipt_rules.list()
    named = [(f"inbound {rule.action}", rule.address) for rule in inbound]
    named += [(f"receipt {rule.action}", rule.address) for rule in receipts]
    named += [(f"voice {rule.action}", rule.address) for rule in calls]
    assert len(named) == len(dict(named)), "a rule stands there twice"
    return dict(named)


def token_in(address: str) -> str:
    return address.removeprefix(f"{BASE}/hooks/").split("/")[0]


def changes_made(sandbox: Running) -> list[str]:
    return [call["method"] for call in sandbox.calls() if call["method"] != "GET"]


class TestRegistering:
    def test_replies_and_receipts_are_pushed_and_also_kept_for_fetching(
        self, account: Account
    ) -> None:
        register_rules(account)

        rules = at_clicksend(account)
        token = token_in(rules["inbound URL"])
        assert rules["inbound URL"] == f"{BASE}/hooks/{token}/inbound/"
        assert rules["receipt URL"] == f"{BASE}/hooks/{token}/receipt/"
        assert {"inbound POLL", "receipt POLL", "voice POLL"} <= rules.keys()
        found = tokens.account_for_token(token)
        assert found
        assert found[0] == account

    def test_the_pushed_rule_is_about_any_reply_to_any_number_as_a_form(
        self, account: Account
    ) -> None:
        register_rules(account)

        with services.client_for(account) as client:
            pushed = [
                rule
                for rule in client.automations.inbound_rules.list()
                if rule.action == RuleAction.URL
            ]
        rule = pushed[0]
        assert (rule.dedicated_number, rule.match, rule.webhook_type) == (
            "*",
            0,
            "post",
        )

    def test_without_an_address_of_ours_everything_is_fetched(
        self, account: Account, settings: Any
    ) -> None:
        settings.PUBLIC_URL = ""

        register_rules(account)

        assert at_clicksend(account).keys() == {
            "inbound POLL",
            "receipt POLL",
            "voice POLL",
        }
        assert not WebhookToken.objects.exists()

    def test_done_twice_it_changes_nothing(
        self, account: Account, sandbox: Running
    ) -> None:
        register_rules(account)
        before, made = at_clicksend(account), len(changes_made(sandbox))

        register_rules(account)

        assert at_clicksend(account) == before
        assert len(changes_made(sandbox)) == made
        assert WebhookToken.objects.count() == 1

    def test_rules_of_others_are_left_alone(self, account: Account) -> None:
        theirs = NewInboundRule("Zapier", RuleAction.URL, "https://zapier.example/x")
        with services.client_for(account) as client:
            rule_id = client.automations.inbound_rules.create(theirs).rule_id

            register_rules(account)

            kept = client.automations.inbound_rules.get(rule_id)
        assert kept.address == "https://zapier.example/x"

    def test_rules_that_we_forgot_are_found_by_name(self, account: Account) -> None:
        register_rules(account)
        before = at_clicksend(account)
        Rule.objects.all().delete()

        register_rules(account)

        assert at_clicksend(account) == before
        assert Rule.objects.count() == 8

    def test_a_rule_deleted_at_clicksend_is_made_again(self, account: Account) -> None:
        register_rules(account)
        rule = Rule.objects.get(kind=RuleKind.INBOUND_PUSH)
        with services.client_for(account) as client:
            client.automations.inbound_rules.delete(rule.clicksend_id)

        register_rules(account)

        assert "inbound URL" in at_clicksend(account)
        assert WebhookToken.objects.count() == 1  # the receipt rule still knew it

    def test_a_rule_made_twice_by_a_lost_answer_is_made_one(
        self, account: Account
    ) -> None:
        register_rules(account)
        with services.client_for(account) as client:
            ours = client.automations.inbound_rules.list()[0]
            double = NewInboundRule(ours.name, ours.action, ours.address)
            client.automations.inbound_rules.create(double)

        register_rules(account)

        assert at_clicksend(account)  # fails on doubles


class TestFollowing:
    def test_a_changed_address_is_followed_with_a_fresh_token(
        self, account: Account, settings: Any
    ) -> None:
        register_rules(account)
        old = token_in(at_clicksend(account)["inbound URL"])
        settings.PUBLIC_URL = "https://moved.example"

        call_command("follow_address")
        tasks.follow_rules(str(account.pk))

        rules = at_clicksend(account)
        assert rules["inbound URL"].startswith("https://moved.example/hooks/")
        assert len(rules) == 6
        assert tokens.account_for_token(old), "it works on for a while"

    def test_an_address_taken_away_takes_the_pushed_rules_with_it(
        self, account: Account, settings: Any
    ) -> None:
        register_rules(account)
        settings.PUBLIC_URL = ""

        call_command("follow_address")
        tasks.follow_rules(str(account.pk))

        assert at_clicksend(account).keys() == {
            "inbound POLL",
            "receipt POLL",
            "voice POLL",
        }

    def test_an_unchanged_address_asks_for_nothing(
        self, account: Account, capsys: Any
    ) -> None:
        register_rules(account)

        call_command("follow_address")

        assert "address: 0." in capsys.readouterr().out
        assert not Nudge.objects.exists()

    def test_a_new_address_replaces_the_old_which_works_on_for_a_while(
        self, account: Account
    ) -> None:
        register_rules(account)
        old = token_in(at_clicksend(account)["inbound URL"])

        services.ask_for_new_address(account=account, actor=make.user())
        tasks.follow_rules(str(account.pk))

        new = token_in(at_clicksend(account)["inbound URL"])
        assert new != old
        assert tokens.account_for_token(old)
        with time_machine.travel(timezone.now() + timedelta(hours=7)):
            assert tokens.account_for_token(old) is None
            assert tokens.account_for_token(new)

    def test_the_old_address_lives_until_the_new_one_is_confirmed(
        self, account: Account, sandbox: Running
    ) -> None:
        register_rules(account)
        old = token_in(at_clicksend(account)["inbound URL"])
        services.ask_for_new_address(account=account, actor=make.user())
        sandbox.faults.add("error_before", path="/automations/*")

        tasks.follow_rules(str(account.pk))

        with time_machine.travel(timezone.now() + timedelta(hours=7)):
            assert tokens.account_for_token(old)

    def test_run_twice_the_second_has_nothing_to_do(
        self, account: Account, sandbox: Running
    ) -> None:
        Account.objects.update(rules_due_at=timezone.now())
        tasks.follow_rules(str(account.pk))
        calls = len(sandbox.calls())

        tasks.follow_rules(str(account.pk))

        assert len(sandbox.calls()) == calls

    def test_a_failure_is_told_and_tried_again_by_the_sweep(
        self, account: Account, sandbox: Running
    ) -> None:
        Account.objects.update(rules_due_at=timezone.now())
        sandbox.faults.add("error_before", path="/automations/*", count=1)
        tasks.follow_rules(str(account.pk))
        account.refresh_from_db()
        assert "answers with an error" in account.rules_fault

        with time_machine.travel(timezone.now() + timedelta(minutes=2)):
            sweeps.run_all(timezone.now())
            assert Nudge.objects.filter(task=services.accounts.FOLLOW_RULES).exists()
            tasks.follow_rules(str(account.pk))

        account.refresh_from_db()
        assert (account.rules_fault, account.rules_due_at) == ("", None)
        assert len(at_clicksend(account)) == 6

    def test_an_error_in_the_middle_is_mended_without_doubles(
        self, account: Account, sandbox: Running
    ) -> None:
        sandbox.faults.add("error_after", path="/automations/sms/receipts", count=1)
        sandbox.faults.add("error_after", path="/automations/sms/inbound", count=2)
        for _ in range(3):
            with pytest.raises(ServerError):
                register_rules(account)

        register_rules(account)

        assert len(at_clicksend(account)) == 6

    def test_asked_again_meanwhile_it_stays_due(
        self, account: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def asked_again(account: Account) -> None:
            services.ask_for_new_address(account=account, actor=make.user())

        monkeypatch.setattr(following, "register_rules", asked_again)
        Account.objects.update(rules_due_at=timezone.now())

        tasks.follow_rules(str(account.pk))

        account.refresh_from_db()
        assert account.rules_due_at is not None


class TestRemoving:
    def test_the_rules_are_taken_back_and_the_key_is_forgotten(
        self, account: Account, sandbox: Running
    ) -> None:
        register_rules(account)
        services.remove_account(account=account, actor=make.user())

        tasks.delete_rules(str(account.pk))

        account.refresh_from_db()
        assert (account.sealed_key, account.rules_due_at) == ("", None)
        again = make.account(username="harbour", key=KEY)
        assert at_clicksend(again) == {}

    def test_where_clicksend_is_away_it_is_tried_again(
        self, account: Account, sandbox: Running
    ) -> None:
        register_rules(account)
        services.remove_account(account=account, actor=make.user())
        sandbox.faults.add("error_before", path="/automations/*")

        tasks.delete_rules(str(account.pk))

        account.refresh_from_db()
        assert account.sealed_key
        assert account.rules_due_at
        assert account.rules_due_at > timezone.now()

    def test_a_refused_key_is_forgotten_all_the_same(
        self, account: Account, sandbox: Running
    ) -> None:
        services.remove_account(account=account, actor=make.user())
        sandbox.put_account("harbour", key="CHANGED-AT-CLICKSEND")

        tasks.delete_rules(str(account.pk))

        account.refresh_from_db()
        assert account.sealed_key == ""
