"""The search over people: words and order, and beside them one more filter."""

from __future__ import annotations

from typing import Any

from django import forms

from clicksendhub.credentials.models import Account
from contacts.finding import Filter, Finder, Sort
from contacts.finding.filters import SENTENCES, Wants, fields_of
from contacts.finding.words import LONGEST_WORDS
from contacts.models import ContactList, Import

_IMPORTS_OFFERED = 50
_ANY = ("", "–")


class FindForm(forms.Form):
    """Cleans to the parts of a ``Finder``; posted, so that no word stands in a log."""

    words = forms.CharField(
        label="Find people",
        help_text="Part of a name, organisation, e-mail address or number.",
        required=False,
        strip=True,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    sort = forms.ChoiceField(
        label="Sort by",
        choices=[
            (Sort.NAME.value, "Name"),
            (Sort.NAME_DOWN.value, "Name, Z to A"),
            (Sort.NEWEST.value, "Newest first"),
            (Sort.OLDEST.value, "Oldest first"),
        ],
        required=False,
    )

    def clean_words(self) -> str:
        """Longer words find nobody more: the rest is left out."""
        return str(self.cleaned_data["words"])[:LONGEST_WORDS]

    def finder(self, before: Finder, added: Filter | None = None) -> Finder:
        """What is looked for now; the filters of before stay, but one taken off."""
        filters = list(before.filters)
        removed = self.data.get("remove", "")
        if removed.isdecimal() and len(removed) < 3 and int(removed) < len(filters):
            del filters[int(removed)]
        if added:
            filters.append(added)
        return Finder(
            account_id=before.account_id,
            list_id=before.list_id,
            words=self.cleaned_data["words"],
            sort=Sort(self.cleaned_data["sort"] or Sort.NAME),
        ).with_filters(filters)


class FilterForm(forms.Form):
    """One filter more; read where its own button was pressed, and only there."""

    kind = forms.ChoiceField(label="Only who", required=False)
    field = forms.ChoiceField(label="Which field", required=False)
    text = forms.CharField(label="This text", required=False, max_length=200)
    day = forms.DateField(
        label="This day",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    in_list = forms.ChoiceField(label="This list", required=False)
    came_with = forms.ChoiceField(label="This import", required=False)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = ContactList.objects.standing().filter(account=account)
        imports = Import.objects.filter(account=account, change__isnull=False)
        latest = imports.order_by("-created_at")[:_IMPORTS_OFFERED]
        offered: dict[str, list[tuple[str, str]]] = {
            "kind": [
                (kind, SENTENCES[kind].words)
                for kind in SENTENCES
                if kind != "came_with" or latest
            ],
            "field": list(fields_of(account).items()),
            "in_list": [(str(each.public_id), each.name) for each in lists],
            "came_with": [(str(each.public_id), each.file_name) for each in latest],
        }
        for name, choices in offered.items():
            self.fields[name].choices = [_ANY, *choices]  # type: ignore[attr-defined]

    def clean_kind(self) -> str:
        """Its label asks; “required” beside it would hold for the search as well."""
        kind = str(self.cleaned_data["kind"])
        if not kind:
            raise forms.ValidationError("Choose whom to keep.")
        return kind

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        sentence = SENTENCES.get(cleaned.get("kind", ""))
        if sentence is None:
            return cleaned
        if sentence.compares_field and not cleaned.get("field"):
            self.add_error("field", "Choose the field to compare.")
        wanted = _VALUE_OF.get(sentence.wants)
        if wanted and not cleaned.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, f"Say what to look for: {sentence.words} …")
        return cleaned

    def filter(self) -> Filter:
        """The filter that was chosen."""
        sentence = SENTENCES[self.cleaned_data["kind"]]
        wanted = _VALUE_OF.get(sentence.wants)
        return Filter(
            self.cleaned_data["kind"],
            value=str(self.cleaned_data[wanted]) if wanted else "",
            field=self.cleaned_data["field"] if sentence.compares_field else "",
        )


_VALUE_OF = {
    Wants.TEXT: "text",
    Wants.DAY: "day",
    Wants.LIST: "in_list",
    Wants.IMPORT: "came_with",
}
