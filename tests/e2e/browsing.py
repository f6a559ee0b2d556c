"""The browser: how it is started, how a person signs in, what is kept of each page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    Response,
    ViewportSize,
)

from tests.e2e.product import ROOT, Hub

ARTIFACTS = ROOT / "artifacts"
SCREENS = ARTIFACTS / "screens"
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}
# Without these Chromium looks for hosts of its maker at every start.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 20_000
# Opens a window, signed in as somebody: visit("mia"), visit(color_scheme="dark").
Visit = Callable[..., Page]


def launch(playwright: Playwright) -> Browser:
    """The Chromium of this machine, without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    assert path, "no Chromium on this machine: apt-get install chromium"
    return playwright.chromium.launch(executable_path=path, args=list(FLAGS))


@dataclass
class Complaints:
    """What the browser complains about: errors of scripts, of the policy, of files."""

    said: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Hear every page of this browser window."""
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.said.append(str(error.error)))
        context.on("response", self._look)

    def _hear(self, message: Any) -> None:
        # An answer of 4xx is told here as well, without saying which was meant.
        is_answer = message.text.startswith("Failed to load resource")
        if message.type == "error" and not is_answer:
            self.said.append(f"{message.page.url}: {message.text}")

    def _look(self, response: Response) -> None:
        is_file = response.request.resource_type in ("script", "stylesheet", "image")
        if response.status >= 500 or (is_file and response.status >= 400):
            self.said.append(f"{response.status} {response.url}")


@contextmanager
def window(
    browser: Browser, hub: Hub, **wishes: Any
) -> Iterator[tuple[BrowserContext, Complaints]]:
    """A browser window of its own: no cookies of others."""
    context = browser.new_context(
        **{"base_url": hub.url, "viewport": WIDE, "locale": "en-AU", **wishes}
    )
    context.set_default_timeout(PATIENCE_MS)
    complaints = Complaints()
    complaints.listen(context)
    try:
        yield context, complaints
    finally:
        context.close()


def sign_in(page: Page, hub: Hub, first_name: str) -> None:
    """Sign in by the form, as this person."""
    person = hub.person(first_name)
    page.goto("/sign-in/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Home", level=1).wait_for()


def shoot(page: Page, name: str, *, folder: Path = SCREENS) -> Path:
    """Keep a picture of the whole page."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    page.screenshot(path=path, full_page=True, animations="disabled")
    return path


def file_name(words: str) -> str:
    """Words that may name a file."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
