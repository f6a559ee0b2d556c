"""The form of a new message: who, from whom, what, when. It reads numbers and times."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone

from clicksendhub.credentials.models import Account
from clicksendhub.credentials.opened import OpenedInAccount
from clicksendhub.lib.clock import city_of, in_zone
from clicksendhub.ui.limited import LimitedField
from clicksendhub.ui.widgets import DateTimeInputs, ExplainedRadios
from messaging.kinds import Kind, kind_of
from messaging.models import Send, Sender
from messaging.moments import BadTime, Due, promise
from messaging.recipients import Recipients, read_recipients
from messaging.sender_words import words_for
from messaging.texts import BadText

MOST_NUMBERS = 1000
_TOLD_FAULTS = 20
NOW, LATER = "now", "later"


class WallTimeField(forms.SplitDateTimeField):
    """A date and a time as a clock on the wall shows them, without a zone."""

    widget = DateTimeInputs
    default_error_messages: ClassVar = {
        "invalid_date": "Choose a date, for instance 2026-06-09.",
        "invalid_time": "Choose a time, for instance 9:00.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_date_formats=["%Y-%m-%d", "%d/%m/%Y"],
            input_time_formats=["%H:%M", "%H:%M:%S"],
            **kwargs,
        )

    def compress(self, data_list: Any) -> datetime | None:
        """Both parts as one wall time; the zone is added where it is known."""
        if not data_list:
            return None
        day, wall = data_list
        if not isinstance(day, date):
            raise forms.ValidationError(self.error_messages["invalid_date"])
        if not isinstance(wall, time):
            raise forms.ValidationError(self.error_messages["invalid_time"])
        return datetime.combine(day, wall)


class SendForm(OpenedInAccount):
    """One text to one or several numbers of one account."""

    kind_name = "sms"
    # How its numbers are called where none was written.
    a_number = "mobile number"

    nothing_done = "Nothing was kept."

    numbers = forms.CharField(
        label="To",
        help_text=(
            "One or several mobile numbers, typed or pasted: one a line, or with "
            "commas."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "inputmode": "tel"}),
    )
    sender = forms.ChoiceField(
        label="From",
        required=False,
        widget=ExplainedRadios(),
        error_messages={
            "invalid_choice": "This sender is not offered any more. Choose another one."
        },
    )
    body = forms.CharField(
        label="Text",
        widget=forms.Textarea(
            attrs={"rows": 6, "data-sms-counter-text": "", "data-preview": "phone-text"}
        ),
    )
    your_reference = LimitedField(
        label="Your reference",
        required=False,
        longest=60,
        help_text="For your own books. It stays here and is never sent.",
    )
    when = forms.ChoiceField(
        label="When",
        choices=[(NOW, "Now, once you have checked it"), (LATER, "At a time")],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    at = WallTimeField(label="Date and time", required=False)
    form_token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, account: Account, kept_sender: str = "", **kwargs: Any
    ) -> None:
        self.recipients: Recipients | None = None
        self.due: Due | None = None
        super().__init__(*args, account=account, **kwargs)
        if self.kind.has_sender:
            self._offer_senders(kept_sender)
        zone = city_of(account.time_zone)
        self.fields["at"].help_text = f"As the clock in {zone} shows it."

    @property
    def kind(self) -> Kind:
        """The kind of message that it writes."""
        return kind_of(self.kind_name)

    @property
    def max_parts(self) -> int:
        """How many parts this account may send."""
        return self._account.parts_limit

    def renew(self) -> None:
        """Shown again, the form is a send of its own, in the account in use."""
        fresh = cast("QueryDict", self.data).copy()
        fresh["account"] = str(self._account.public_id)
        fresh["form_token"] = str(uuid.uuid4())
        self.data = fresh

    def wanted(self) -> dict[str, Any]:
        """What ``plan_send`` and ``change_plan`` want of a form that is valid."""
        cleaned = self.cleaned_data
        return {
            "numbers": cleaned["numbers"],
            "body": cleaned["body"],
            "sender": cleaned.get("sender", ""),
            "your_reference": cleaned["your_reference"],
            "due": self.due,
            "own": self.own(),
        }

    def own(self) -> dict[str, Any]:
        """The columns that only its kind has."""
        return {}

    def clean_numbers(self) -> str:
        """Each number that cannot be reached is named with its line and what to do."""
        typed: str = self.cleaned_data["numbers"]
        country, reach = self._account.country, self.kind.reach
        found = read_recipients(typed, country=country, reach=reach)
        if len(found.people) > MOST_NUMBERS:
            surplus = len(found.people) - MOST_NUMBERS
            raise forms.ValidationError(
                f"There are {len(found.people):,} numbers, and one send takes at most "
                f"{MOST_NUMBERS:,}. Take out {surplus:,} and send to them separately."
            )
        if found.faults:
            raise forms.ValidationError(_fault_words(found))
        if not found.people:
            raise forms.ValidationError(f"Write at least one {self.a_number}.")
        self.recipients = found
        return typed

    def clean_body(self) -> str:
        """The words as they would go, refused where they are too long, never cut."""
        try:
            return self.kind.read_words(self.cleaned_data["body"], self._account)
        except BadText as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """A time is asked for only where it is meant."""
        cleaned = self.cleaned_data
        if cleaned.get("when") == LATER and "at" in cleaned:
            self._promise(cleaned["at"])
        elif cleaned.get("when") == NOW:
            self.errors.pop("at", None)
        return cleaned

    def _promise(self, wall: datetime | None) -> None:
        if wall is None:
            self.add_error("at", "Choose a date and a time, or send it now.")
            return
        try:
            self.due = promise(wall, self._account.time_zone, now=timezone.now())
        except BadTime as error:
            self.add_error("at", str(error))

    def _offer_senders(self, kept_sender: str) -> None:
        kept = {sender.value: sender for sender in senders_of(self._account)}
        values = ["", *kept]
        if kept_sender not in values:
            values.append(kept_sender)
        words = {value: words_for(value, known=kept.get(value)) for value in values}
        field = self.fields["sender"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(value, words[value].name) for value in values]
        field.widget.option_help = {value: words[value].sentence for value in values}


def senders_of(account: Account) -> list[Sender]:
    """The senders that an admin keeps for this account."""
    return list(Sender.objects.filter(account=account))


def initial_for(account: Account) -> dict[str, Any]:
    """A fresh form: the account’s own sender, and a token that makes it one send."""
    default = Sender.objects.filter(account=account, is_default=True).first()
    return {
        "sender": default.value if default else "",
        "when": NOW,
        "form_token": uuid.uuid4(),
    }


def initial_from(send: Send) -> dict[str, Any]:
    """The form of a draft, with everything that was typed."""
    zone = send.due_zone or send.account.time_zone
    return {
        "numbers": send.typed_numbers,
        "sender": send.sender,
        "body": send.body,
        "your_reference": send.your_reference,
        "when": LATER if send.due_at else NOW,
        "at": in_zone(send.due_at, zone).replace(tzinfo=None) if send.due_at else None,
        "form_token": send.form_token,
    }


def _fault_words(found: Recipients) -> list[str]:
    told = [f"Line {fault.line}: {fault.words}" for fault in found.faults]
    more = len(told) - _TOLD_FAULTS
    if more > 0:
        return [*told[:_TOLD_FAULTS], f"And {more:,} more like these."]
    return told
