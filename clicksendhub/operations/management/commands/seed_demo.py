"""`manage.py seed_demo`: fills a demo with examples while the hub runs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from clicksendhub.operations import seed


class Command(BaseCommand):
    """The examples of the demo, made through the running hub and its sandbox."""

    help = "Fills a demo with a few people, texts, receipts and replies."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing; a hub in production is left alone."""
        if settings.IS_PRODUCTION:
            raise CommandError("Examples are for the demo alone (HUB_MODE=demo).")
        try:
            seed.seed_demo(say=self.stdout.write)
        except seed.NotFilled as error:
            raise CommandError(f"Not all was made: {error}") from error
        self.stdout.write("The demo is filled.")
