"""Forms of an import: the file, how it is read, what each column is."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.text import capfirst

from clicksendhub.credentials.models import Account
from clicksendhub.credentials.opened import OpenedInAccount
from clicksendhub.lib.countries import NAMES
from clicksendhub.lib.tables import DELIMITERS, ENCODINGS, Kind, Layout
from clicksendhub.ui.limited import LimitedField
from clicksendhub.ui.widgets import ExplainedRadios
from contacts.fields import CUSTOM, FIELDS, Group
from contacts.forms.lists import STEP_HELP
from contacts.forms.people import GROUPS
from contacts.models import ContactList, Duplicates, Import, Policy

# A form holds a million bytes (DATA_UPLOAD_MAX_MEMORY_SIZE); a character takes four.
MOST_PASTED: Final = 200_000
ACCEPTED: Final = ".csv,.tsv,.tab,.txt,.xlsx"
NEW_FIELD: Final = "new:"
LONGEST_LABEL: Final = 60
_A_NEW_LIST: Final = ("", "A new list")
_NOTHING_KEPT = "Nothing was imported."
_TOO_MUCH = "That is too much to paste. Save it as a file and choose that above."
_POLICIES: Final = {
    Policy.FILL: "What the list knows stays; the rest comes from the file.",
    Policy.REPLACE: "Cells that are blank in the file change nothing.",
    Policy.LEAVE: "Only new people are added.",
}


class FileForm(OpenedInAccount):
    """A file or pasted rows, and the list that they are for."""

    nothing_done = _NOTHING_KEPT

    file = forms.FileField(
        label="Your file",
        required=False,
        allow_empty_file=True,
        help_text="Choose it, or drop it onto the box.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "field__drop"}),
    )
    pasted = LimitedField(
        label="Or paste rows from a spreadsheet",
        required=False,
        longest=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    into = forms.ModelChoiceField(
        label="Into the list",
        queryset=ContactList.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_A_NEW_LIST[1],
        help_text="You can still change it after you have seen the rows.",
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, account=account, **kwargs)
        lists = ContactList.objects.standing().filter(account=account)
        self.fields["into"].queryset = lists  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        has_rows = bool(str(cleaned.get("pasted", "")).strip())
        if cleaned.get("file") and has_rows:
            self.add_error("pasted", "You chose a file too. Take one of the two.")
        elif not (cleaned.get("file") or has_rows or self.errors):
            self.add_error("file", "Choose a file, or paste rows below.")
        return cleaned

    def say_that_it_is_too_big(self, sentence: str) -> None:
        """A file over the limit was not taken; nothing of it was kept."""
        self.is_valid()
        self.errors.pop("file", None)
        self.add_error("file", sentence)

    def say_that_it_is_too_much(self) -> None:
        """What was pasted was not even read: nothing else of the form was, either."""
        self.is_valid()
        self.errors.clear()
        self.add_error("pasted", _TOO_MUCH)


class LayoutForm(forms.Form):
    """How the file is read: every choice that was made can be made anew."""

    sheet = forms.ChoiceField(
        label="Sheet", error_messages={"required": "Choose a sheet."}
    )
    encoding = forms.ChoiceField(
        label="Encoding of the letters",
        choices=ENCODINGS.items(),
        error_messages={"required": "Choose an encoding."},
    )
    delimiter = forms.ChoiceField(
        label="Between two cells stands",
        choices=DELIMITERS.items(),
        error_messages={"required": "Choose what stands between two cells."},
    )
    heading_row = forms.IntegerField(
        label="Row with the headings",
        min_value=0,
        max_value=1000,
        help_text="As your own program counts rows. 0 where there are no headings.",
    )

    def __init__(self, *args: Any, layout: Layout, **kwargs: Any) -> None:
        self._layout = layout
        kwargs["initial"] = {
            name: getattr(layout, name)
            for name in ("sheet", "encoding", "delimiter", "heading_row")
        }
        super().__init__(*args, **kwargs)
        if layout.kind == Kind.SHEET:
            del self.fields["encoding"], self.fields["delimiter"]
            sheets = [(name, name) for name in layout.sheets]
            self.fields["sheet"].choices = sheets  # type: ignore[attr-defined]
        else:
            del self.fields["sheet"]

    @property
    def chosen(self) -> Layout:
        """The layout with what was chosen; the form must be valid."""
        return replace(self._layout, **self.cleaned_data)


class ColumnsForm(OpenedInAccount):
    """What each column becomes, and how rows meet the people who are here already."""

    nothing_done = _NOTHING_KEPT

    into = forms.ModelChoiceField(
        label="Into the list",
        queryset=ContactList.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_A_NEW_LIST[1],
    )
    new_list_name = forms.CharField(
        label="Name of the new list", required=False, max_length=100
    )
    keeps_in_step = forms.BooleanField(
        label="Keep in step with ClickSend", required=False, help_text=STEP_HELP
    )
    country = forms.ChoiceField(
        label="Country of numbers without a country code",
        choices=lambda: sorted(NAMES.items(), key=lambda pair: pair[1]),
    )
    policy = forms.ChoiceField(
        label="People who are in the list already",
        choices=[(policy.value, policy.label) for policy in _POLICIES],
        widget=ExplainedRadios(
            option_help={policy.value: words for policy, words in _POLICIES.items()}
        ),
    )
    duplicates = forms.ChoiceField(
        label="Where the file has the same person twice, take",
        choices=Duplicates.choices,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        found: Import,
        headings: Sequence[str],
        samples: Sequence[str],
        labels: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, account=found.account, **kwargs)
        lists = ContactList.objects.standing().filter(account=found.account)
        self.fields["into"].queryset = lists  # type: ignore[attr-defined]
        self._names = [f"column_{place}" for place in range(len(headings))]
        for name, heading, sample in zip(self._names, headings, samples, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=heading,
                required=False,
                choices=_targets(heading, labels),
                help_text=sample,
            )

    def clean_new_list_name(self) -> str:
        """Spaces within are single ones, so that a name has one way of writing."""
        return " ".join(str(self.cleaned_data["new_list_name"]).split())

    def clean(self) -> dict[str, Any]:
        """A new list has a name, and no other list has it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("into") or "into" in self.errors:
            return cleaned
        name = cleaned.get("new_list_name", "")
        lists = self.fields["into"].queryset  # type: ignore[attr-defined]
        if not name:
            self.add_error("new_list_name", "Name the new list.")
        elif lists.filter(name__iexact=name).exists():
            self.add_error(
                "new_list_name",
                f"There is a list called “{name}”. Choose it above, or take another "
                "name.",
            )
        return cleaned

    def columns(self) -> list[Any]:
        """The bound fields of the columns, in the order of the file."""
        return [self[name] for name in self._names]

    def mapping(self) -> list[str]:
        """One target for each column, as the form stands now."""
        return [str(self[name].value() or "") for name in self._names]

    def words_of(self, place: int, target: str) -> str:
        """What a target is called."""
        field = self.fields[self._names[place]]
        groups = field.choices[1:]  # type: ignore[attr-defined]
        known = dict(pair for _, choices in groups for pair in choices)
        return str(known.get(target, ""))

    def say_what_is_wrong(self, sentence: str, column: int | None) -> None:
        """The service refused the choice; at the column where it is one."""
        self.add_error(None if column is None else f"column_{column}", sentence)


def initial_of(found: Import, *, keeps_in_step: bool) -> dict[str, Any]:
    """What the page of the columns shows first: the last choice, or the usual one."""
    of_list = found.contact_list
    columns = {f"column_{at}": target for at, target in enumerate(found.mapping)}
    return columns | {
        "into": of_list.public_id if of_list else None,
        "new_list_name": found.new_list_name or _free_name(found),
        "keeps_in_step": keeps_in_step,
        "country": found.country or found.account.country,
        "policy": found.policy,
        "duplicates": found.duplicates,
    }


def name_from(file_name: str) -> str:
    """A name for a list from the name of a file: “patients-may.csv”, “Patients may”."""
    stem = file_name.rpartition(".")[0] or file_name
    words = " ".join(stem.replace("_", " ").replace("-", " ").split())
    return str(capfirst(words))[:100]


def _free_name(found: Import) -> str:
    """A name that no list of the account has yet."""
    lists = ContactList.objects.standing().filter(account=found.account)
    taken = {name.casefold() for name in lists.values_list("name", flat=True)}
    wanted = name_from(found.file_name)
    further = (f"{wanted[:95]} {number}" for number in itertools.count(2))
    offered = itertools.chain([wanted], further)
    return next(name for name in offered if name.casefold() not in taken)


def _targets(heading: str, labels: Mapping[str, str]) -> list[Any]:
    """Everything that a column may become, under the headings of a person’s page."""
    groups = []
    for group, title in GROUPS.items():
        fields = [field for field in FIELDS if field.group == group]
        choices = [(one.name, labels.get(one.name, one.label)) for one in fields]
        if group == Group.OWN:
            choices += [pair for pair in labels.items() if pair[0] not in CUSTOM]
            choices += _new_field(heading, labels)
        groups.append((title, choices))
    return [("", "Leave it out"), *groups]


def _new_field(heading: str, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """A field called like the column, where none is called so yet."""
    label = heading[:LONGEST_LABEL].strip()
    taken = {*labels.values(), *(field.label for field in FIELDS)}
    if label.casefold() in {one.casefold() for one in taken}:
        return []
    return [(f"{NEW_FIELD}{label}", f"New field: {label}")]
