"""The docs as a whole: links lead somewhere, the index is full, words plain."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.support.markdown import (
    DOCS,
    ROOT,
    anchors_of,
    links_of,
    name_of,
    pages,
    prose_of,
)

DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
BELITTLING = re.compile(r"\b(?:just|simply|easy|easily|obviously|of course)\b", re.I)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_relative_link_leads_to_a_file_and_a_heading(page: Path):
    broken = [link for link in links_of(page) if not _leads_somewhere(page, link)]

    assert broken == []


def _leads_somewhere(page: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.is_relative_to(ROOT) or not target.exists():
        return False
    return not anchor or anchor in anchors_of(target)


def test_the_index_links_every_page():
    index = DOCS / "README.md"
    linked = {(DOCS / link.partition("#")[0]).resolve() for link in links_of(index)}
    written = {page for page in DOCS.rglob("*.md") if page != index}

    assert sorted(name_of(page) for page in written - linked) == []


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_the_pages_use_no_word_that_belittles_the_reader(page: Path):
    assert BELITTLING.findall(prose_of(page)) == []


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_page_begins_with_its_one_title(page: Path):
    lines = prose_of(page).splitlines()

    assert lines[0].startswith("# ")
    assert [line for line in lines[1:] if line.startswith("# ")] == []


def test_the_decisions_are_numbered_without_a_gap():
    numbers = [int(page.name.partition("-")[0]) for page in DECISIONS]

    assert numbers == list(range(1, len(DECISIONS) + 1))


def test_every_package_that_runs_in_production_has_a_line_in_the_decisions():
    said = " ".join(page.read_text(encoding="utf-8") for page in DECISIONS).lower()

    assert [name for name in _packages() if f"`{name}`" not in said] == []


def _packages() -> list[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    needed = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        needed += extra
    return [re.split(r"[^\w-]", requirement)[0].lower() for requirement in needed]
