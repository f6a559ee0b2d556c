"""One running product and one browser for all of it; `pytest -m e2e` runs these."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

# The browser’s library is installed for these tests alone: nothing of it is touched
# before one of them was asked for.
if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.e2e.browsing import Complaints, Visit
    from tests.e2e.product import Hub, Sandbox

HERE = Path(__file__).parent
_failed = pytest.StashKey[bool]()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """These need a browser and minutes: only where they are asked for."""
    is_mine = HERE in collection_path.parents
    return True if is_mine and "e2e" not in config.option.markexpr else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every one of them."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Remember a failure, so that its trace is kept."""
    report = yield
    if report.failed:
        item.stash[_failed] = True
    return report


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """The product with its sandbox and the demo's people, in processes."""
    from tests.e2e import product

    with product.running(tmp_path_factory.mktemp("product")) as started:
        started.sandbox.settings(speed=0.3)
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    from playwright.sync_api import expect, sync_playwright

    from tests.e2e import browsing

    expect.set_options(timeout=browsing.PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = browsing.launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(
    browser: Browser, hub: Hub, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """Opens a window, signed in as somebody: ``visit("mia")``, ``visit(width=360)``."""
    from tests.e2e import browsing

    opened: list[tuple[Any, BrowserContext, Complaints]] = []

    def open_window(first_name: str = "", **wishes: Any) -> Page:
        held = browsing.window(browser, hub, **wishes)
        context, complaints = held.__enter__()
        opened.append((held, context, complaints))
        context.tracing.start(screenshots=False, snapshots=True)
        page = context.new_page()
        if first_name:
            browsing.sign_in(page, hub, first_name)
        return page

    yield open_window
    complaints = [word for _, _, heard in opened for word in heard.said]
    failed = request.node.stash.get(_failed, False) or bool(complaints)
    for number, (held, context, _) in enumerate(opened):
        _end_trace(context, request.node.name, number, keep=failed)
        held.__exit__(None, None, None)
    assert not complaints, complaints


@pytest.fixture
def page(visit: Visit) -> Page:
    """The marketer's window."""
    return visit("mia")


@pytest.fixture
def sandbox(hub: Hub) -> Iterator[Sandbox]:
    """The sandbox, without faults afterwards."""
    yield hub.sandbox
    hub.sandbox.mend()


def _end_trace(context: BrowserContext, name: str, number: int, *, keep: bool) -> None:
    from tests.e2e import browsing

    if not keep:
        context.tracing.stop()
        return
    folder = browsing.ARTIFACTS / "traces"
    folder.mkdir(parents=True, exist_ok=True)
    stem = browsing.file_name(name)
    for place, page in enumerate(context.pages):
        browsing.shoot(page, f"{stem}-{number}-{place}", folder=folder)
    context.tracing.stop(path=folder / f"{stem}-{number}.zip")
