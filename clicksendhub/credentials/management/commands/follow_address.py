"""Has the rules at ClickSend follow a changed PUBLIC_URL; run at every start."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from clicksendhub.credentials.following import follow_address


class Command(BaseCommand):
    help = "Asks for the rules of each account to be set where PUBLIC_URL changed."

    def handle(self, *args: Any, **options: Any) -> None:
        count = follow_address()
        self.stdout.write(f"Accounts whose rules must follow the address: {count}.")
