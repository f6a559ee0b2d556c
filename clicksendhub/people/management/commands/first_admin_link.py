"""Prints the one-time link that makes the first admin."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from clicksendhub.people.services import first_admin_link


class Command(BaseCommand):
    help = "Prints a one-time link for the first admin, while nobody is here yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--base", default="", help="where people reach the hub (else PUBLIC_URL)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        link = first_admin_link(base=options["base"])
        if link is None:
            self.stdout.write("Somebody is here already: people come by invitation.")
            return
        self.stdout.write(f"Open this link once to make the first admin: {link}")
