"""Every question before an act asks what will happen, and names its button."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates"
TAG = re.compile(r'<[a-z]+(?:[^<>"]|"[^"]*")*>')
ASKS = re.compile(r"\s(?:data|hx)-confirm=")
TITLE = re.compile(r'\sdata-confirm-title="([^"]+)"')
WORD = re.compile(r'\sdata-confirm-word="([^"]+)"')

QUESTIONS = [
    pytest.param(tag, id=f"{path.relative_to(FOLDER)}-{number}")
    for path in sorted(FOLDER.rglob("*.html"))
    for number, tag in enumerate(TAG.findall(path.read_text()))
    if ASKS.search(tag)
]


@pytest.mark.parametrize("tag", QUESTIONS)
def test_a_question_has_a_title_of_its_own(tag: str) -> None:
    (title,) = TITLE.findall(tag)

    assert title.endswith("?")
    assert "sure" not in title


@pytest.mark.parametrize("tag", QUESTIONS)
def test_its_button_says_the_deed(tag: str) -> None:
    (word,) = WORD.findall(tag)

    assert word not in {"Yes", "OK", "Confirm"}


def test_no_question_is_missed() -> None:
    texts = [path.read_text() for path in FOLDER.rglob("*.html")]

    assert len(QUESTIONS) == sum(len(ASKS.findall(text)) for text in texts)
