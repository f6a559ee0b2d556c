"""Forms that act on the account in use: one opened in another account is refused.

Somebody may switch accounts in one tab while a form of the old one waits in another.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict

from clicksendhub.credentials.models import Account


class OpenedInAccount(forms.Form):
    """Carries the account that it was drawn for; what was typed stays on the page."""

    nothing_done: ClassVar[str] = "Nothing was changed."

    account = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        self._account = account
        super().__init__(*args, **kwargs)
        self.initial["account"] = account.public_id

    def clean_account(self) -> uuid.UUID:
        """Shown again, the form is one of the account in use, and says so."""
        opened_for: uuid.UUID = self.cleaned_data["account"]
        if opened_for != self._account.public_id:
            shown_again = cast("QueryDict", self.data).copy()
            shown_again["account"] = str(self._account.public_id)
            self.data = shown_again
            raise forms.ValidationError(
                f"You now work in {self._account}, and this form was opened in another "
                f"account. {self.nothing_done} Switch back, or check it and go on in "
                f"{self._account}."
            )
        return opened_for
