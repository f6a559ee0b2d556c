"""Seals every API key anew under a fresh key of the ring."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from clicksendhub.credentials.keyring import add_ring_key, forget_old_ring_keys
from clicksendhub.credentials.services import reseal_keys


class Command(BaseCommand):
    help = (
        "Adds a fresh key to the key ring and seals every API key with it. Old keys of "
        "the ring stay, so that older copies can be read, unless --forget-old is given."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--forget-old",
            action="store_true",
            help="afterwards drop all older keys from the ring",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """With HUB_KEYRING the ring is not ours to write: only seal anew."""
        if settings.KEYRING and options["forget_old"]:
            raise CommandError(
                "The ring stands in HUB_KEYRING. Take the old keys out of it yourself."
            )
        if not settings.KEYRING:
            add_ring_key()
        count = reseal_keys()
        if options["forget_old"]:
            forget_old_ring_keys()
        self.stdout.write(f"API keys sealed anew: {count}.")
