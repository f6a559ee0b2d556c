"""The pages of jobs and commands name all that there are, and no other."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from pathlib import Path

from django.core.checks import registry
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from clicksendhub.jobs import sweeps
from tests.support.markdown import DOCS, ROOT, code_in, table_of

JOBS = DOCS / "reference" / "jobs.md"
COMMANDS = DOCS / "reference" / "commands.md"
OURS = ("clicksendhub", "messaging", "contacts")


def test_every_sweep_is_documented():
    assert set(_told(JOBS, "Sweep")) == set(sweeps._searches)


def test_every_job_is_documented():
    assert set(_told(JOBS, "Job")) == set(_jobs())


def test_every_command_of_ours_is_documented():
    ours = {name for name, app in get_commands().items() if app.startswith(OURS)}

    assert set(_told(COMMANDS, "Command")) == ours


def test_every_option_of_our_commands_is_documented():
    text = COMMANDS.read_text(encoding="utf-8")
    options = {option for name in _told(COMMANDS, "Command") for option in _own(name)}

    assert sorted(option for option in options if f"`{option}" not in text) == []


def test_every_script_is_documented():
    scripts = {
        f"bin/{path.name}" for path in (ROOT / "bin").iterdir() if path.is_file()
    }

    assert set(_told(COMMANDS, "Script")) == scripts


def test_every_system_check_is_documented():
    assert set(_told(COMMANDS, "Check")) == _ids_of_checks()


def _told(page: Path, first: str) -> list[str]:
    return [code_in(row[first])[0] for row in table_of(page, first=first)]


def _own(command: str) -> set[str]:
    """The options of a command that Django does not give to every command."""
    ours = load_command_class(get_commands()[command], command)
    return _options_of(ours, command) - _options_of(BaseCommand(), command)


def _options_of(command: BaseCommand, name: str) -> set[str]:
    parser = command.create_parser("manage.py", name)
    return {word for action in parser._actions for word in action.option_strings}


def _jobs() -> list[str]:
    """The public functions of every module of jobs."""
    found = []
    for folder in OURS:
        sources = (*(ROOT / folder).rglob("tasks.py"), *_parts_of_jobs(folder))
        for source in sorted(sources):
            name = ".".join(source.relative_to(ROOT).with_suffix("").parts)
            found += [f"{name}.{job}" for job in _functions_of(name)]
    return found


def _parts_of_jobs(folder: str) -> list[Path]:
    """Modules of jobs of an app that has several."""
    return [*(ROOT / folder).glob("jobs_*.py")]


def _functions_of(module_name: str) -> list[str]:
    members = inspect.getmembers(import_module(module_name), inspect.isfunction)
    return [name for name, job in members if job.__module__ == module_name]


def _ids_of_checks() -> set[str]:
    """The ids in the modules of our own registered checks."""
    checks = registry.registry.registered_checks
    modules = {inspect.getmodule(check) for check in checks}
    ours = [module for module in modules if module and module.__name__.startswith(OURS)]
    words = [node.value for module in ours for node in _constants(module)]
    return {word for word in words if isinstance(word, str) and word[:4] == "hub."}


def _constants(module: object) -> list[ast.Constant]:
    tree = ast.parse(inspect.getsource(module))  # type: ignore[arg-type]
    return [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
