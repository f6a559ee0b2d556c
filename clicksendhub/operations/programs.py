"""What runs beside the supervisor: the web server, the worker group, the sandbox."""

from __future__ import annotations

import json

from django.conf import settings

from clicksendhub import env
from clicksendhub.credentials.models import Account, Environment
from clicksendhub.operations import addresses
from clicksendhub.operations.children import Program
from clicksendhub.operations.demo import demo_secrets

WEB, WORKERS, SANDBOX = "web", "workers", "sandbox"
PARTS = (WEB, WORKERS, SANDBOX)


def wanted_parts() -> tuple[str, ...]:
    """All in a demo; the sandbox in production only where a rehearsal needs it."""
    return PARTS if _wants_sandbox() else (WEB, WORKERS)


def programs_for(parts: tuple[str, ...]) -> list[Program]:
    """The programs of these parts, in the order in which they start."""
    makers = {WEB: _web, WORKERS: _workers, SANDBOX: _sandbox}
    # The sandbox first: jobs that wait may call it at once.
    return [makers[name]() for name in reversed(PARTS) if name in parts]


def _wants_sandbox() -> bool:
    if not settings.IS_PRODUCTION or env.flag("HUB_SANDBOX", default=False):
        return True
    rehearsals = Account.objects.present().filter(environment=Environment.REHEARSAL)
    return rehearsals.exists()


def _web() -> Program:
    return Program(WEB, "clicksendhub.operations.web")


def _workers() -> Program:
    return Program(WORKERS, "manage", ("qcluster",))


def _sandbox() -> Program:
    database = settings.DATA_DIR / "sandbox.sqlite3"
    port = str(addresses.sandbox_port())
    return Program(
        SANDBOX,
        "clicksendhub.sandbox",
        ("--port", port, "--db", str(database)),
        _sandbox_variables(),
    )


def _sandbox_variables() -> dict[str, str]:
    if settings.IS_PRODUCTION:
        return {}
    return {"SANDBOX_ACCOUNTS": json.dumps(demo_secrets().sandbox_accounts)}
