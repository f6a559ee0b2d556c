"""Forms about what people may do. They clean; services save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict

from clicksendhub.people import memberships
from clicksendhub.people.memberships import HeldRights
from clicksendhub.people.roles import ROLE_SENTENCES, Role
from clicksendhub.ui.widgets import ExplainedRadios

NO_ROLE = ""
_HUB_ADMIN_HELP = "Keys, accounts, people and rules; may do everything everywhere."
_CHANGED = (
    "Somebody changed these rights after you opened this page, so nothing was saved. "
    "Check what is chosen now, then save again."
)
_WORDS = {str(True): "yes", str(False): "no", NO_ROLE: "No access"} | dict(Role.choices)


class Rights(forms.Form):
    """One role per account, and the flag above all accounts."""

    hub_admin = forms.BooleanField(
        label="Hub admin", required=False, help_text=_HUB_ADMIN_HELP
    )

    def __init__(
        self, *args: Any, roles: Mapping[int, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._accounts = memberships.desk().accounts()
        held = roles or {}
        for account in self._accounts:
            self.fields[f"role_{account.public_id.hex}"] = forms.ChoiceField(
                label=f"Role in {account.label}",
                choices=[(NO_ROLE, "No access"), *Role.choices],
                required=False,
                initial=held.get(account.pk, NO_ROLE),
                widget=ExplainedRadios(option_help=dict(ROLE_SENTENCES)),
            )

    @property
    def role_fields(self) -> list[forms.BoundField]:
        return [self[f"role_{account.public_id.hex}"] for account in self._accounts]

    def roles(self) -> dict[int, str]:
        """What was chosen, by account."""
        chosen = {
            account.pk: self.cleaned_data.get(f"role_{account.public_id.hex}", "")
            for account in self._accounts
        }
        return {account: role for account, role in chosen.items() if role}


class ChangeRights(Rights):
    """The rights of somebody who is here; it carries along what its page showed."""

    def __init__(self, *args: Any, held: HeldRights, **kwargs: Any) -> None:
        initial = {"hub_admin": held.hub_admin}
        super().__init__(*args, roles=held.roles, initial=initial, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def seen_fields(self) -> list[str]:
        """Hidden inputs with what the page showed."""
        return [bound.as_hidden(only_initial=True) for bound in self]

    def seen(self) -> HeldRights:
        """What the page showed, as far as it is about accounts that are here."""
        shown = {
            account.pk: self._seen(f"role_{account.public_id.hex}")
            for account in self._accounts
        }
        return HeldRights(
            hub_admin=self._seen("hub_admin") == str(True),
            roles={account: role for account, role in shown.items() if role},
        )

    def take_in(self, now: HeldRights) -> None:
        """Say what changed meanwhile; what nobody touched here follows the change."""
        was = self._values(self.seen())
        self.data = cast("QueryDict", self.data).copy()
        self.add_error(None, _CHANGED)
        for name, value in self._values(now).items():
            if value != was[name]:
                self._follow(self[name], was[name], value)

    def _seen(self, name: str) -> str:
        return str(self.data.get(self[name].html_initial_name, ""))

    def _values(self, rights: HeldRights) -> dict[str, str]:
        roles = {
            f"role_{account.public_id.hex}": rights.roles.get(account.pk, NO_ROLE)
            for account in self._accounts
        }
        return {"hub_admin": str(rights.hub_admin), **roles}

    def _follow(self, bound: forms.BoundField, was: str, now: str) -> None:
        typed = NO_ROLE if bound.data is None else str(bound.data)
        if typed == was:
            typed = now
        shown = cast("QueryDict", self.data)
        shown[bound.html_initial_name], shown[bound.html_name] = now, typed
        chosen = "That is chosen now." if typed == now else f"You chose {_word(typed)}."
        self.add_error(
            bound.name,
            f"{bound.label} was changed from {_word(was)} to {_word(now)}. {chosen}",
        )


def _word(value: str) -> str:
    return f"“{_WORDS.get(value, value)}”"


class Invite(Rights):
    """Who is to come, and what they may do."""

    name = forms.CharField(max_length=120)
    email = forms.EmailField(max_length=254)
    field_order: Iterable[str] | None = ("name", "email", "hub_admin")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("hub_admin") and not self.roles():
            self.add_error(
                None, "Choose a role in at least one account, or make a hub admin."
            )
        return cleaned
