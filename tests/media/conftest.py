"""What the tests of the files share: a sandbox to upload to, and jobs nobody runs."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.media import hooks
from clicksendhub.media.models import File, Rendition
from tests import make
from tests.dispatch.conftest import stage as stage
from tests.media.hearing import Heard
from tests.support.engine import Stage


@pytest.fixture(autouse=True)
def no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nudges are kept as rows and run by nobody."""
    monkeypatch.setenv("HUB_NO_QUEUE", "1")


@pytest.fixture(autouse=True)
def own_storage(settings: Any, tmp_path: Any) -> None:
    """A folder of files for each test, so that it can be counted."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """Listens to the hooks, alone."""
    told = Heard()
    monkeypatch.setattr(hooks, "_rendition_listeners", [told.rendition])
    monkeypatch.setattr(hooks, "_link_listeners", [told.link])
    return told


@pytest.fixture
def wanted(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The renditions that have to be at ClickSend; a test adds their keys."""
    keys: set[int] = set()
    monkeypatch.setattr(hooks, "_wanted", [lambda: keys])
    return keys


@pytest.fixture
def picture(stage: Stage) -> Rendition:
    """A picture message, ready to be uploaded."""
    return make.rendition(make.file(stage.account), "mms")


@pytest.fixture
def letter(stage: Stage) -> File:
    """A Word document of somebody."""
    return make.file(stage.account, name="good.docx")
