"""Forms of a list: its name, whether it keeps in step, its name typed to delete it."""

from __future__ import annotations

from typing import Any

from django import forms

from clicksendhub.credentials.models import Account
from clicksendhub.credentials.opened import OpenedInAccount
from contacts.models import ContactList

STEP_HELP = (
    "Its people are copied to ClickSend, and changes go both ways. "
    "Off: the list is kept here alone."
)


class ListForm(OpenedInAccount):
    """A list with its name and its switch."""

    nothing_done = "Nothing was kept."

    name = forms.CharField(label="Name", max_length=100)
    keeps_in_step = forms.BooleanField(
        label="Keep in step with ClickSend",
        required=False,
        initial=True,
        help_text=STEP_HELP,
    )

    def clean_name(self) -> str:
        """Spaces within are single ones, so that a name has one way of writing."""
        return " ".join(str(self.cleaned_data["name"]).split())


class DeleteListForm(forms.Form):
    """The name of a list, typed by somebody who means it."""

    name = forms.CharField(label="Type the name of the list", max_length=100)

    def __init__(self, *args: Any, contact_list: ContactList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._wanted = contact_list.name

    def clean_name(self) -> str:
        """It must be the very name, but for case and spaces around."""
        typed = " ".join(str(self.cleaned_data["name"]).split())
        wanted = " ".join(self._wanted.split())
        if typed.casefold() != wanted.casefold():
            raise forms.ValidationError(
                f"That is not its name. Type “{self._wanted}” to delete it."
            )
        return typed


class TargetForm(forms.Form):
    """Into which list people are moved or copied."""

    to_list = forms.ModelChoiceField(
        label="Into the list",
        queryset=ContactList.objects.none(),
        to_field_name="public_id",
        empty_label="Choose a list",
        error_messages={"required": "Choose a list."},
    )

    def __init__(
        self,
        *args: Any,
        account: Account,
        but: ContactList | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        lists = ContactList.objects.standing().filter(account=account)
        if but:
            lists = lists.exclude(pk=but.pk)
        self.fields["to_list"].queryset = lists  # type: ignore[attr-defined]


class FieldsForm(OpenedInAccount):
    """Labels of ClickSend’s four free fields, and a further field kept here alone."""

    nothing_done = "Nothing was kept."

    def __init__(
        self, *args: Any, account: Account, labels: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, account=account, **kwargs)
        for name, label in labels.items():
            self.fields[name] = forms.CharField(
                label=name.replace("_", " ").capitalize()
                if name.startswith("custom_")
                else "A field of your own",
                initial=label,
                required=False,
                max_length=60,
            )
        self.fields["fresh"] = forms.CharField(
            label="Add a field",
            required=False,
            max_length=60,
            help_text="It stays in the hub; ClickSend has only four of its own.",
        )
