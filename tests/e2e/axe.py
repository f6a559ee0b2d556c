"""What axe has to say about a page as it stands."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Rule by rule: why it does not apply here, and since when.
EXCLUDED = {
    "css-orientation-lock": (
        "axe loads the style sheets anew for it and looks for what they import beside "
        "the page, where it is not; no style sheet of ours asks for an orientation. "
        "2026-11-23"
    ),
}
OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {rule: {"enabled": False} for rule in EXCLUDED},
}


def violations(page: Page) -> list[str]:
    """Each finding as rule, place and piece of the page; none where all is well."""
    response: dict[str, Any] = Axe().run(page, options=OPTIONS).response
    return [
        f"{finding['id']} {node['target']} {node['html'][:120]}"
        for finding in response["violations"]
        for node in finding["nodes"]
    ]
