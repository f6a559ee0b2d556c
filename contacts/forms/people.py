"""The form of one person: every field of ClickSend’s, and the account’s own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.text import capfirst

from clicksendhub.credentials.models import Account
from clicksendhub.credentials.opened import OpenedInAccount
from clicksendhub.lib.countries import NAMES
from clicksendhub.lib.phone import Channel, Code, Reading, explain, pretty, read_number
from clicksendhub.people.zones import zone_choices
from contacts.fields import CUSTOM, FIELDS, LONGEST_EXTRA, Field, Group, Holds
from contacts.models import Contact, CustomField
from contacts.values import Details

_CHANNELS = {Holds.PHONE: Channel.VOICE, Holds.FAX: Channel.FAX}
_HELP = {
    "number": "In any way of writing. Landlines get calls, no texts.",
    "fax_number": "A fixed line, with its area code.",
}
_INPUTS = {Holds.PHONE: "tel", Holds.FAX: "tel", Holds.EMAIL: "email"}
_AUTOCOMPLETE = {"autocomplete": "off"}
GROUPS = {
    Group.NAME: "Name",
    Group.REACH: "How to reach them",
    Group.ADDRESS: "Postal address",
    Group.OWN: "Your own fields",
}


class PersonForm(OpenedInAccount):
    """A person of a list; cleaned, it gives ``details``."""

    nothing_done = "Nothing was kept."

    time_zone = forms.ChoiceField(
        label="Time zone",
        required=False,
        help_text="Where they are, if it is not the account’s zone.",
    )
    shares = forms.BooleanField(
        label="Add them all the same: they share it",
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(
        self,
        *args: Any,
        account: Account,
        contact: Contact | None = None,
        **kwargs: Any,
    ) -> None:
        self.contact = contact
        self.of_account = account
        self.readings: dict[str, Reading] = {}
        self.asks_about_sharing = False
        if contact:
            kwargs["initial"] = _initial(contact)
        super().__init__(*args, account=account, **kwargs)
        named = CustomField.objects.filter(account=account)
        self.labels = dict(named.values_list("name", "label"))
        for field in FIELDS:
            self.fields[field.name] = self._form_field(field)
        for name, label in self.labels.items():
            if name not in CUSTOM:
                self.fields[_extra(name)] = forms.CharField(
                    label=label, required=False, max_length=LONGEST_EXTRA
                )
        zones = [("", "The account’s"), *zone_choices()]
        self.fields["time_zone"].choices = zones  # type: ignore[attr-defined]

    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """The bound fields under their headings, as the page draws them."""
        for group, heading in GROUPS.items():
            names = [field.name for field in FIELDS if field.group == group]
            if group == Group.OWN:
                names += [name for name in self.fields if name.startswith("extra.")]
                names.append("time_zone")
            yield heading, [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        """Numbers are read; somebody must be reachable in some way."""
        cleaned = super().clean() or self.cleaned_data
        for field in FIELDS:
            if field.holds in _CHANNELS and cleaned.get(field.name):
                self._read(field.name, _CHANNELS[field.holds])
        reachable = any(cleaned.get(n) for n in ("number", "email", "fax_number"))
        has_address = cleaned.get("line_1") and cleaned.get("city")
        if not (reachable or has_address or self.errors):
            self.add_error(
                "number",
                "Enter a phone number, an e-mail address, a fax number, or a street "
                "and a city: there must be a way to reach them.",
            )
        return cleaned

    @property
    def details(self) -> Details:
        """What was typed, as it will be kept; the form must be valid."""
        cleaned = self.cleaned_data
        values = {field.name: cleaned.get(field.name, "") for field in FIELDS}
        extra = dict(self.contact.extra) if self.contact else {}
        for name in self.labels:
            if name not in CUSTOM:
                extra[name] = cleaned.get(_extra(name), "")
        values |= self._number_columns()
        return Details(**values, extra={k: v for k, v in extra.items() if v})

    def say_who_is_there(self) -> None:
        """Somebody in the list has it: ask whether they share it."""
        self.asks_about_sharing = True
        self.add_error(
            "number" if self.cleaned_data.get("number") else None,
            "Somebody in this list has it already.",
        )

    def say_what_changed(self, now: Contact) -> list[tuple[str, str]]:
        """Somebody wrote the row meanwhile: the fields that differ, as they are now.

        The form keeps what was typed, and saving again writes it over the others.
        """
        shown_again = cast("QueryDict", self.data).copy()
        shown_again["version"] = str(now.version)
        self.data = shown_again
        differing = []
        for name, value in _initial(now).items():
            bound = self.fields.get(name)
            typed = str(self.data.get(name, "")).strip()
            if bound and name not in {"version", "shares"} and typed != str(value):
                differing.append((str(bound.label), str(value) or "empty"))
        self.add_error(
            None,
            "Somebody changed this person meanwhile. What you typed is kept below; "
            "save again to write it over theirs.",
        )
        return differing

    def _read(self, name: str, channel: Channel) -> None:
        typed = self.cleaned_data[name]
        reading = read_number(typed, country=self.of_account.country, channel=channel)
        if reading.e164 is None:
            self.add_error(name, explain(reading))
        elif reading.code is Code.EXTENSION:
            self.add_error(
                name, "An extension cannot be kept with the number. Leave it out."
            )
        else:
            self.cleaned_data[name] = reading.e164
            self.readings[name] = reading

    def _number_columns(self) -> dict[str, str]:
        reading = self.readings.get("number")
        if reading is None or reading.e164 is None:
            return {"number_kind": "", "number_raw": ""}
        was = self.contact
        if was and was.number == reading.e164 and reading.raw == pretty(was.number):
            return {"number_kind": was.number_kind, "number_raw": was.number_raw}
        is_plain = reading.raw in {reading.e164, pretty(reading.e164)}
        raw = "" if is_plain else reading.raw[:100]
        return {"number_kind": reading.kind.value, "number_raw": raw}

    def _form_field(self, field: Field) -> forms.Field:
        label = self.labels.get(field.name, field.label)
        if field.holds is Holds.COUNTRY:
            return forms.ChoiceField(
                label=label, required=False, choices=self._countries()
            )
        attrs = {"type": _INPUTS.get(field.holds, "text"), **_AUTOCOMPLETE}
        validators = [validate_email] if field.holds is Holds.EMAIL else []
        return forms.CharField(
            label=label,
            required=False,
            max_length=field.longest,
            help_text=_HELP.get(field.name, ""),
            widget=forms.TextInput(attrs=attrs),
            validators=validators,
        )

    def _countries(self) -> list[tuple[str, str]]:
        """Every country by name; what an old row has beside them stays as it is."""
        named = sorted(
            ((code, capfirst(name)) for code, name in NAMES.items()),
            key=lambda pair: pair[1],
        )
        kept = self.contact.country if self.contact else ""
        odd = [(kept, kept)] if kept and kept not in NAMES else []
        return [("", "–"), *odd, *named]


def _initial(contact: Contact) -> dict[str, Any]:
    values: dict[str, Any] = {
        field.name: getattr(contact, field.name) for field in FIELDS
    }
    for name in ("number", "fax_number"):
        values[name] = pretty(values[name]) if values[name] else ""
    own = {_extra(name): value for name, value in contact.extra.items()}
    return values | own | {"time_zone": contact.time_zone, "version": contact.version}


def _extra(name: str) -> str:
    return f"extra.{name}"
