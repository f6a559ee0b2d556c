"""A database of one's own for tests with processes: a file, or one on the server.

``DATABASE_URL`` decides, as for the product. The schema is made once and then copied.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.core.management import call_command
from django.db import connections
from django.db.utils import load_backend

from clicksendhub import env

# A fixture that is used in several modules is made for each of them.
_numbers = itertools.count(1)


class Database:
    """One database that several processes use; dropped at the end."""

    def __init__(self, folder: Path, name: str) -> None:
        server = os.environ.get("DATABASE_URL", "")
        self.is_file = not server.startswith("postgres")
        self.name = f"hub_faults_{os.getpid()}_{next(_numbers)}_{name}"
        self.path = folder / f"{self.name}.sqlite3"
        self.url = f"sqlite://{self.path}" if self.is_file else _at(server, self.name)
        self._server = server

    def create(self, template: Database | None = None) -> None:
        """Make it, empty or as a copy of ``template``."""
        if not self.is_file:
            like = f' TEMPLATE "{template.name}"' if template else ""
            self._on_server(f'CREATE DATABASE "{self.name}"{like}')
        elif template:
            shutil.copyfile(template.path, self.path)

    def drop(self) -> None:
        """Take it away, whoever is still connected."""
        if not self.is_file:
            self._on_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
            return
        for path in self.path.parent.glob(f"{self.path.name}*"):
            path.unlink(missing_ok=True)

    def make_schema(self, *, by_migrations: bool) -> None:
        """The tables of the product, by its migrations or straight from the models."""
        with self.in_use():
            if not by_migrations:
                _sync_without_migrations()
                return
            call_command("migrate", verbosity=0, interactive=False)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let this process, and every thread that it starts meanwhile, use it."""
        known, wrapper = connections.settings["default"], connections["default"]
        connections.settings["default"] = config = _configured(self.url)
        connections["default"] = load_backend(config["ENGINE"]).DatabaseWrapper(
            config, "default"
        )
        try:
            yield
        finally:
            connections["default"].close()
            connections.settings["default"] = known
            connections["default"] = wrapper

    def _on_server(self, sql: str) -> None:
        import psycopg

        with psycopg.connect(_at(self._server, "postgres"), autocommit=True) as link:
            link.execute(sql.encode())


def _at(server: str, name: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _configured(url: str) -> dict[str, Any]:
    database = env.database(url, default_path=Path("unused"))
    settings: dict[str, Any] = connections.configure_settings({"default": database})
    config: dict[str, Any] = settings["default"]
    return config


def _sync_without_migrations() -> None:
    from django.apps import apps
    from django.test import override_settings

    none = {app.label: None for app in apps.get_app_configs()}
    with override_settings(MIGRATION_MODULES=none):
        call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
