"""Who may import whom: the layers of the house, walked and held."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.imports import PRODUCT, ROOT, Import, all_imports, is_within, product_modules

LAYERS: tuple[tuple[str, ...], ...] = (
    ("clicksend", "lib"),
    (
        *("people", "audit", "jobs", "ui", "http"),
        *("middleware", "checks", "settings", "env"),
    ),
    ("credentials", "gate", "consent", "media"),
    ("dispatch", "contacts"),
    ("messaging", "postal"),
    ("urls", "wsgi", "webhooks", "operations", "overview"),
)
LEVEL = {member: level for level, row in enumerate(LAYERS) for member in row}
# Within one row: who may use whom. Whatever is not named here may not.
BESIDE: dict[str, frozenset[str]] = {
    "people": frozenset({"audit", "jobs", "ui", "http", "env"}),
    "audit": frozenset({"people", "http", "ui"}),
    "ui": frozenset({"http"}),
    "http": frozenset({"people"}),
    "middleware": frozenset({"http"}),
    "checks": frozenset({"env", "settings"}),
    "settings": frozenset({"env"}),
    "gate": frozenset({"credentials"}),
    "consent": frozenset({"credentials"}),
    "media": frozenset({"credentials", "gate"}),
    "operations": frozenset({"wsgi"}),
}
OUTSIDE = frozenset({"sandbox"})
CLIENT = "clicksendhub.clicksend"
MAY_IMPORT_CLIENT = (
    "clicksendhub.credentials",
    "clicksendhub.media",
    "clicksendhub.webhooks",
    "contacts.sync",
    "messaging",
    "postal",
)
MAY_IMPORT_ITS_TYPES = ("clicksendhub.dispatch", "clicksendhub.gate")
# What calls ClickSend or reads its bodies; the rest are errors and values.
CALLING = frozenset({"every_page", "read_pushed_inbound", "read_pushed_receipt"})
# The self-check plays the browser of a person; it talks to the hub, not to ClickSend.
MAY_IMPORT_HTTPX = (
    "clicksendhub.clicksend.client",
    "clicksendhub.operations.browsing",
    "clicksendhub.operations.journey",
)

Rule = Callable[[Import], bool]


@pytest.fixture(scope="module")
def imports() -> list[Import]:
    return all_imports()


def member_of(name: str) -> str | None:
    """The member of the house that a module belongs to; None for all others."""
    parts = name.split(".")
    if parts[0] == "clicksendhub":
        return parts[1] if len(parts) > 1 else None
    return parts[0] if parts[0] in PRODUCT else None


def points_down(found: Import) -> bool:
    """True where the import follows the layers."""
    importer, imported = member_of(found.importer), member_of(found.imported)
    if imported is None or importer is None or importer == imported:
        return True
    if importer in OUTSIDE or imported in OUTSIDE:
        return False
    if LEVEL[importer] == LEVEL[imported]:
        return imported in BESIDE.get(importer, ())
    return LEVEL[importer] > LEVEL[imported]


def keeps_to_client(found: Import) -> bool:
    """True unless the client is imported where only others may."""
    if not is_within(found.imported, CLIENT):
        return True
    if is_within(found.importer, CLIENT):
        return True
    if within_any(found.importer, MAY_IMPORT_ITS_TYPES):
        last = found.imported.rpartition(".")[2]
        return not CALLING.intersection({*found.names, last})
    return within_any(found.importer, MAY_IMPORT_CLIENT)


def keeps_to_httpx(found: Import) -> bool:
    """True unless httpx is imported elsewhere than in the client."""
    return not is_within(found.imported, "httpx") or within_any(
        found.importer, MAY_IMPORT_HTTPX
    )


def keeps_to_jobs(found: Import) -> bool:
    """True unless django_q is imported elsewhere than in jobs."""
    return not is_within(found.imported, "django_q") or is_within(
        found.importer, "clicksendhub.jobs"
    )


def within_any(name: str, packages: Iterable[str]) -> bool:
    return any(is_within(name, package) for package in packages)


def breaches(imports: Iterable[Import], rule: Rule) -> list[str]:
    """The imports that break a rule, as one reads them."""
    return [
        f"{one.importer} imports {one.imported}" for one in imports if not rule(one)
    ]


@pytest.mark.parametrize(
    "rule", [points_down, keeps_to_client, keeps_to_httpx, keeps_to_jobs]
)
def test_every_import_keeps_to_the_rule(imports: list[Import], rule: Rule):
    assert breaches(imports, rule) == []


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        (points_down, Import("clicksendhub.dispatch.engine", "messaging.models")),
        (points_down, Import("messaging.forms", "postal.models")),
        (points_down, Import("contacts.search", "clicksendhub.dispatch.states")),
        (points_down, Import("clicksendhub.credentials.models", "clicksendhub.gate")),
        (points_down, Import("clicksendhub.lib.phone", "clicksendhub.people.models")),
        (points_down, Import("clicksendhub.sandbox.api", "clicksendhub.lib.phone")),
        (points_down, Import("messaging.views", "clicksendhub.sandbox.segments")),
        (
            keeps_to_client,
            Import("clicksendhub.overview.home", CLIENT),
        ),
        (
            keeps_to_client,
            Import(
                "clicksendhub.gate.calls", "clicksendhub.clicksend", ("every_page",)
            ),
        ),
        (keeps_to_httpx, Import("messaging.channels.sms", "httpx")),
        (keeps_to_jobs, Import("clicksendhub.dispatch.sweep", "django_q.tasks")),
    ],
)
def test_planted_import_is_found(rule: Rule, planted: Import):
    assert breaches([planted], rule) != []


def test_typing_and_late_imports_are_walked_too(tmp_path: Path):
    package = tmp_path / "messaging"
    package.mkdir()
    (package / "late.py").write_text(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from postal.models import Letter\n"
        "def send():\n    import httpx\n"
    )
    found = all_imports(tmp_path)
    assert "messaging.late imports postal.models" in breaches(found, points_down)
    assert breaches(found, keeps_to_httpx) == ["messaging.late imports httpx"]


def test_every_package_has_a_place_in_the_house():
    homeless = {
        name
        for name, _path in product_modules()
        if (member := member_of(name)) and member not in LEVEL and member not in OUTSIDE
    }
    assert homeless == set()


def test_leaves_stand_without_django(imports: list[Import]):
    """The client knows no Django; the sandbox knows Python, and how to read files."""
    files = {"PIL", "mammoth", "pypdfium2", "reportlab"}
    for package, allowed in (("clicksend", {"httpx"}), ("sandbox", files)):
        known = {*sys.stdlib_module_names, "clicksendhub", *allowed}
        foreign = {
            found.imported.partition(".")[0]
            for found in imports
            if is_within(found.importer, f"clicksendhub.{package}")
        }
        assert foreign - known == set(), package


@pytest.mark.parametrize("package", ["dispatch", "gate"])
def test_engine_is_handed_its_client_and_makes_none(package: str):
    for path in (ROOT / "clicksendhub" / package).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        made = [
            node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and getattr(node.func, "id", "") == "ClickSend"
        ]
        assert made == [], path.name


def test_only_the_engine_submits():
    """Nothing paid for is sent from two places."""
    callers = {
        name
        for name, path in product_modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "submit"
    }
    assert callers == {"clicksendhub.dispatch.engine"}
