"""`manage.py supervise`: runs the hub on this machine until it is told to stop."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from clicksendhub.operations import preflight, preparing, programs
from clicksendhub.operations.supervisor import Plan, Supervisor


class Command(BaseCommand):
    """Web server, worker group and sandbox, restarted when they die or stall."""

    help = "Runs the web server, the workers and the sweep until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which parts run here, and where they write."""
        parser.add_argument(
            "--parts",
            default="",
            help=f"some of {', '.join(programs.PARTS)}, parted by commas; else all",
        )
        parser.add_argument(
            "--prepare", action="store_true", help="first migrate and collect files"
        )
        parser.add_argument(
            "--seed", action="store_true", help="fill a new demo with examples"
        )
        parser.add_argument(
            "--log-folder", type=Path, help="one log for each part, else the terminal"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run; the exit code is the supervisor's."""
        try:
            if options["prepare"]:
                preparing.prepare()
            code = Supervisor(self._plan(options)).run()
        except preflight.NotReady as error:
            raise CommandError(str(error)) from error
        sys.exit(code)

    def _plan(self, options: dict[str, Any]) -> Plan:
        return Plan(
            parts=_parts(options["parts"]),
            say=self._say,
            log_folder=options["log_folder"] or _log_folder(),
            seeds=options["seed"] and not settings.IS_PRODUCTION,
        )

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _parts(named: str) -> tuple[str, ...]:
    if not named:
        return programs.wanted_parts()
    parts = tuple(part.strip() for part in named.split(","))
    for part in parts:
        if part not in programs.PARTS:
            known = ", ".join(programs.PARTS)
            raise CommandError(f"There is no part {part!r}, only {known}.")
    return parts


def _log_folder() -> Path | None:
    """A demo keeps its terminal calm; a server's logs belong to the terminal."""
    folder: Path = settings.DATA_DIR / "logs"
    return None if settings.IS_PRODUCTION else folder
