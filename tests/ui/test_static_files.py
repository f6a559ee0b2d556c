"""What a browser may keep for ever: collected scripts, and what they import by name."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings as hub
from django.core.management import call_command

# As the hub runs: tests serve plain names else.
STATIC_FILES = dict(hub.STORAGES["staticfiles"])
IMPORTED = re.compile(r"""\b(?:from|import)\s*["'](\.[^"']+)["']""")
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


def collect(settings: Any, target: Path) -> dict[str, Path]:
    """Collect the static files; each script as it is served, by its plain name."""
    settings.STATIC_ROOT = target
    settings.STORAGES = {**settings.STORAGES, "staticfiles": STATIC_FILES}
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((target / "staticfiles.json").read_text())["paths"]
    return {name: target / names[name] for name in names if name.startswith("js/")}


def imports_of(script: Path) -> list[Path]:
    """The scripts that one of them imports."""
    return [script.parent / name for name in IMPORTED.findall(script.read_text())]


def test_a_script_imports_others_by_the_name_of_their_content(
    settings: Any, tmp_path: Path
) -> None:
    scripts = collect(settings, tmp_path)

    imported = [path for script in scripts.values() for path in imports_of(script)]
    assert {"typed", "gsm"} <= {path.name.partition(".")[0] for path in imported}
    assert [path.name for path in imported if not HASHED.search(path.name)] == []
    assert [path.name for path in imported if not path.exists()] == []


def test_a_changed_part_renames_whatever_stands_on_it(
    settings: Any, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    (source / "js/lib").mkdir(parents=True)
    settings.STATICFILES_DIRS = [source]
    (source / "js/page.js").write_text('import { word } from "./lib/part.js";\n')
    (source / "js/lib/part.js").write_text('export const word = "before";\n')
    before = collect(settings, tmp_path / "before")
    (source / "js/lib/part.js").write_text('export const word = "after";\n')

    after = collect(settings, tmp_path / "after")

    assert after["js/page.js"].name != before["js/page.js"].name
