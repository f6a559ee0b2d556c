"""Brings database and static files up to date before the hub starts."""

from __future__ import annotations

import logging

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connections

from clicksendhub.operations.preflight import NotReady

logger = logging.getLogger(__name__)


def prepare() -> None:
    """Migrate and collect; may be broken off. NotReady says what failed."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
    except (CommandError, DatabaseError, OSError) as error:
        logger.exception("The hub could not be prepared.")
        raise NotReady(
            f"The hub could not be prepared: {error} Mend that and start again; a demo "
            "can begin afresh with bin/demo --reset."
        ) from error
    finally:
        connections.close_all()
