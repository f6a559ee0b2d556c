"""Needs the environments of the SDKs: only where these tests are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
_counts = pytest.StashKey[list[str]]()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The official SDKs have environments of their own, made by `bin/sdks`."""
    is_mine = HERE in collection_path.parents
    return True if is_mine and "sdk" not in config.option.markexpr else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every one of them."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.sdk)


@pytest.fixture
def counts(request: pytest.FixtureRequest) -> list[str]:
    """What the run tells at its end: the number of covered calls."""
    return request.config.stash.setdefault(_counts, [])


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the number of covered calls of each SDK."""
    for line in config.stash.get(_counts, []):
        terminalreporter.write_line(line)
