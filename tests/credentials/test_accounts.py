"""Adding, changing, pausing and removing accounts, page by page against the sandbox."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from clicksendhub.audit.models import Entry
from clicksendhub.credentials import hooks, services, uses
from clicksendhub.credentials.models import Account, KeyState
from clicksendhub.jobs.models import Nudge
from clicksendhub.operations import demo
from clicksendhub.people.models import User
from clicksendhub.sandbox.server import Running
from tests import make
from tests.credentials.conftest import KEY, OTHER_KEY
from tests.support.pages import Page, PageClient

ADD = reverse("credentials:add_account")
pytestmark = pytest.mark.django_db


def add(page: PageClient, **changes: str) -> Page:
    typed = {
        "label": "Harbour Physio",
        "username": "harbour",
        "api_key": KEY,
        "environment": "rehearsal",
        "country": "AU",
        "time_zone": "Australia/Perth",
    }
    return page.post_page(ADD, typed | changes)


def change(page: PageClient, account: Account, **typed: str) -> Page:
    address = reverse("credentials:change_key", args=[account.public_id])
    return page.post_page(address, {"username": account.username} | typed)


class TestWhereTheKeysAre:
    def test_a_demo_tells_the_names_and_the_file_but_no_key(
        self, page: PageClient, admin: User, tmp_path: Path, settings: Any
    ) -> None:
        settings.DATA_DIR = tmp_path
        kept = demo.demo_secrets()

        shown = page.get_page(ADD)

        assert f"{demo.USERNAME} and {demo.SPARE_USERNAME}" in shown.text
        assert demo.FILE_NAME in shown.text
        assert kept.sandbox_key not in shown.html
        assert kept.spare_key not in shown.html

    def test_a_hub_in_production_tells_of_no_demo(
        self, page: PageClient, admin: User, settings: Any
    ) -> None:
        settings.IS_PRODUCTION = True

        assert "This is a demo" not in page.get_page(ADD).text


class TestAdding:
    def test_a_good_key_is_kept_sealed_with_what_clicksend_says(
        self, page: PageClient, admin: User, sandbox: Running
    ) -> None:
        answer = add(page)

        account = Account.objects.get()
        assert answer.h1 == "Harbour Physio"
        assert services.unseal(account.sealed_key) == KEY
        assert (account.key_last4, account.added_by) == ("91C2", admin)
        assert (account.balance, account.currency) == (Decimal(1000), "AUD")
        assert (account.parts_limit, account.key_state) == (8, KeyState.GOOD)

    def test_rules_are_set_by_a_job_and_the_act_is_told(
        self, page: PageClient, admin: User, sandbox: Running
    ) -> None:
        add(page)

        nudge = Nudge.objects.get(task=services.accounts.FOLLOW_RULES)
        assert nudge.key == str(Account.objects.get().pk)
        assert Entry.objects.get(act="account.added").actor_name == "Ada Moss"

    @pytest.mark.parametrize(
        ("standing", "told"),
        [
            ("banned", "ClickSend has banned this account"),
            ("notactive", "not active yet"),
        ],
    )
    def test_an_account_in_bad_standing_is_told_and_not_kept(
        self,
        page: PageClient,
        admin: User,
        sandbox: Running,
        standing: str,
        told: str,
    ) -> None:
        sandbox.put_account("harbour", standing=standing)

        answer = add(page)

        assert told in answer.errors()[0]
        assert not Account.objects.exists()

    def test_a_wrong_key_is_one_sentence_and_all_else_stays(
        self, page: PageClient, admin: User, sandbox: Running
    ) -> None:
        answer = add(page, api_key="WRONG-KEY-TYPED")

        assert len(answer.errors()) == 1
        assert "ClickSend refused this username and key" in answer.errors()[0]
        assert answer.field("label") == "Harbour Physio"
        assert answer.field("username") == "harbour"
        assert answer.field("api_key") == ""
        assert "WRONG-KEY-TYPED" not in answer.html

    def test_a_clicksend_out_of_reach_is_told(
        self, page: PageClient, admin: User, settings: Any
    ) -> None:
        settings.CLICKSEND_REHEARSAL_URL = "http://127.0.0.1:9/v3"

        assert "did not answer" in add(page).errors()[0]

    def test_a_clicksend_that_hangs_does_not_hold_the_page(
        self, page: PageClient, admin: User, sandbox: Running, settings: Any
    ) -> None:
        settings.CLICKSEND_QUICK_SECONDS = 0.3
        sandbox.faults.add("late", path="/account", seconds=2.0)

        began = time.monotonic()
        answer = add(page)

        assert time.monotonic() - began < 1.5
        assert "did not answer within 0.3 seconds" in answer.errors()[0]

    @pytest.mark.parametrize(
        ("kind", "told"),
        [
            ("error_before", "answers with an error (5"),
            ("too_many", "asks us to wait"),
            ("broken_json", "does not speak like ClickSend"),
        ],
    )
    def test_other_failures_are_told_too(
        self, page: PageClient, admin: User, sandbox: Running, kind: str, told: str
    ) -> None:
        sandbox.faults.add(kind, path="/account")

        assert told in add(page).errors()[0]

    def test_a_username_that_is_here_is_told_at_its_field(
        self, page: PageClient, admin: User, sandbox: Running, harbour: Account
    ) -> None:
        answer = add(page, username="HARBOUR")

        told = "“HARBOUR” is already here, as the account “Harbour Physio”."
        assert answer.errors() == [told]
        assert answer.all("a", href="#id_username")

    def test_a_colon_in_the_username_is_told(
        self, page: PageClient, admin: User
    ) -> None:
        assert "no colon" in add(page, username="a:b").errors()[0]


class TestChangingTheKey:
    def test_a_good_new_key_is_in_use_at_once(
        self, page: PageClient, admin: User, sandbox: Running, harbour: Account
    ) -> None:
        sandbox.put_account("harbour", key="NEW-KEY-OF-HARBOUR-0001")

        answer = change(page, harbour, api_key="NEW-KEY-OF-HARBOUR-0001")

        harbour.refresh_from_db()
        assert answer.h1 == "Harbour Physio"
        assert services.unseal(harbour.sealed_key) == "NEW-KEY-OF-HARBOUR-0001"

    def test_while_the_new_one_fails_the_old_one_stays(
        self, page: PageClient, admin: User, sandbox: Running, harbour: Account
    ) -> None:
        answer = change(page, harbour, api_key="WRONG-KEY-TYPED")

        harbour.refresh_from_db()
        assert "refused" in answer.errors()[0]
        assert services.unseal(harbour.sealed_key) == KEY
        assert services.refresh_account(harbour).user_id

    def test_a_key_of_another_account_stops_and_asks(
        self, page: PageClient, admin: User, sandbox: Running, harbour: Account
    ) -> None:
        services.refresh_account(harbour)
        other = {"username": "summit", "api_key": OTHER_KEY}

        answer = change(page, harbour, **other)

        harbour.refresh_from_db()
        assert "another ClickSend account" in answer.errors()[0]
        assert harbour.username == "harbour"
        assert answer.all("input", name="accept_other")[0].get("type") == "checkbox"

    def test_said_yes_to_it_is_taken_and_the_old_address_dies(
        self, page: PageClient, admin: User, sandbox: Running, harbour: Account
    ) -> None:
        from clicksendhub.credentials import tokens

        services.refresh_account(harbour)
        token = tokens.mint(harbour, "https://hub.example")

        change(page, harbour, username="summit", api_key=OTHER_KEY, accept_other="on")

        harbour.refresh_from_db()
        assert harbour.username == "summit"
        assert tokens.account_for_token(token) is None

    def test_a_good_key_is_told_to_whoever_listens(
        self,
        admin: User,
        sandbox: Running,
        harbour: Account,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        heard: list[Account] = []
        monkeypatch.setattr(hooks, "_key_listeners", [heard.append])

        services.change_key(
            account=harbour, actor=admin, username="harbour", api_key=KEY
        )

        assert heard == [harbour]

    def test_each_call_is_counted_by_the_hook(
        self, sandbox: Running, harbour: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(account: Account, lane: str, *, probing: bool) -> Any:
            raise hooks.CallPutOff("Not in this minute.")

        monkeypatch.setattr(hooks, "_count_calls", refuse)

        with pytest.raises(hooks.CallPutOff):
            services.refresh_account(harbour)
        assert sandbox.calls() == []


class TestThePage:
    def address(self, name: str, account: Account) -> str:
        return reverse(f"credentials:{name}", args=[account.public_id])

    def test_it_shows_four_characters_of_the_key_and_no_more(
        self, page: PageClient, admin: User, harbour: Account
    ) -> None:
        answer = page.get_page(harbour.get_absolute_url())

        assert "ends in 91C2" in answer.text
        assert KEY[:-4] not in answer.html

    def test_it_says_that_nothing_can_be_pushed_without_an_address(
        self, page: PageClient, admin: User, harbour: Account
    ) -> None:
        assert "PUBLIC_URL is not set" in page.get_page(harbour.get_absolute_url()).text

    def test_a_refused_key_is_told_with_the_way_on(
        self, page: PageClient, admin: User, sandbox: Running, harbour: Account
    ) -> None:
        sandbox.put_account("harbour", key="CHANGED-AT-CLICKSEND")

        page.post_page(self.address("check_now", harbour))

        answer = page.get_page(harbour.get_absolute_url())
        assert "Enter a new key" in answer.text

    def test_check_now_brings_the_balance(
        self, page: PageClient, admin: User, sandbox: Running, harbour: Account
    ) -> None:
        sandbox.put_account("harbour", balance="12.5")

        answer = page.post_page(self.address("check_now", harbour))

        assert "$12.50 AUD" in answer.text

    def test_pause_and_resume(
        self, page: PageClient, admin: User, harbour: Account
    ) -> None:
        page.post_page(self.address("pause", harbour))
        assert not Account.objects.working().exists()

        page.post_page(self.address("resume", harbour))
        assert Account.objects.working().exists()
        assert list(Entry.objects.order_by("pk").values_list("act", flat=True)) == [
            "account.paused",
            "account.resumed",
        ]

    def test_edit_changes_label_and_zone(
        self, page: PageClient, admin: User, harbour: Account
    ) -> None:
        typed = {"label": "Harbour", "country": "NZ", "time_zone": "Pacific/Auckland"}

        answer = page.post_page(self.address("edit", harbour), typed)

        assert answer.h1 == "Harbour"
        assert "New Zealand" in answer.text

    @pytest.mark.parametrize("name", ["edit", "change_key", "remove"])
    def test_forms_are_sound(
        self, page: PageClient, admin: User, harbour: Account, name: str
    ) -> None:
        page.get_page(self.address(name, harbour))

    def test_the_list_tells_each_account(
        self, page: PageClient, admin: User, harbour: Account
    ) -> None:
        make.account(label="Summit")

        links = page.get_page(reverse("credentials:accounts")).links()

        assert {"Harbour Physio", "Summit"} <= links.keys()

    def test_an_empty_list_offers_the_first(
        self, page: PageClient, admin: User
    ) -> None:
        answer = page.get_page(reverse("credentials:accounts"))

        assert "Add an account" in answer.links()


class TestRemoving:
    def remove(self, page: PageClient, account: Account, label: str) -> Page:
        address = reverse("credentials:remove", args=[account.public_id])
        return page.post_page(address, {"label": label})

    def test_it_names_what_uses_the_account(
        self,
        page: PageClient,
        admin: User,
        harbour: Account,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(
            uses,
            "_searches",
            [lambda account: [uses.Use("sends", 1204), uses.Use("replies", 0)]],
        )

        answer = page.get_page(reverse("credentials:remove", args=[harbour.public_id]))

        assert "1,204 sends" in answer.text
        assert "replies" not in answer.text

    def test_it_wants_the_label(
        self, page: PageClient, admin: User, harbour: Account
    ) -> None:
        answer = self.remove(page, harbour, "Harbour")

        assert "Type “Harbour Physio”" in answer.errors()[0]
        assert Account.objects.present().exists()

    def test_it_is_gone_from_every_page_and_its_tokens_are_dead(
        self, page: PageClient, admin: User, harbour: Account
    ) -> None:
        from clicksendhub.credentials import tokens

        token = tokens.mint(harbour, "https://hub.example")

        self.remove(page, harbour, "harbour physio")

        assert page.get(harbour.get_absolute_url()).status_code == 404
        assert tokens.account_for_token(token) is None

    def test_its_username_may_be_added_again(
        self, page: PageClient, admin: User, sandbox: Running, harbour: Account
    ) -> None:
        self.remove(page, harbour, "Harbour Physio")

        assert add(page).h1 == "Harbour Physio"
