"""The style sheets and scripts keep the habits of the house."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CSS = ROOT / "static/css"
SHEETS = sorted(path for path in CSS.rglob("*.css") if path.name != "tokens.css")
COMPONENTS = sorted((CSS / "components").glob("*.css"))
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# What is drawn by the layout or by no template of its own.
WITHOUT_TEMPLATE = {
    *("button", "find-form", "form", "row-list", "sign-card", "style-guide"),
}

RAW = re.compile(r"#[0-9a-f]{3,8}\b|oklch\(|rgb|\d(?:px|rem|ms)\b|[\d.]s\b")
PRELUDE = re.compile(r"@(?:media|container)[^{]*\{")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INLINE = re.compile(
    r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)", re.IGNORECASE
)


def rules_of(path: Path) -> str:
    return PRELUDE.sub("@rule {", COMMENT.sub("", path.read_text()))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_raw_values_stand_in_the_tokens_alone(sheet: Path) -> None:
    assert RAW.findall(rules_of(sheet)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_every_token_that_is_used_exists(sheet: Path) -> None:
    rules = rules_of(sheet)
    known = set(re.findall(r"(--[\w-]+):", (CSS / "tokens.css").read_text()))
    own = set(re.findall(r"(--[\w-]+):", rules))
    used = set(re.findall(r"var\((--[\w-]+)\)", rules))

    assert used - known - own == set()


def test_every_token_is_used() -> None:
    sheets = "".join(path.read_text() for path in [*SHEETS, CSS / "tokens.css"])
    known = set(re.findall(r"(--[\w-]+):", (CSS / "tokens.css").read_text()))

    unused = {name for name in known if f"var({name}" not in sheets}

    assert unused == set()


@pytest.mark.parametrize("sheet", COMPONENTS, ids=name_of)
def test_a_component_has_a_template_of_the_same_name(sheet: Path) -> None:
    if sheet.stem in WITHOUT_TEMPLATE:
        return
    assert (ROOT / "templates/components" / f"{sheet.stem}.html").exists()


@pytest.mark.parametrize("sheet", COMPONENTS, ids=name_of)
def test_every_component_is_in_the_main_sheet_and_its_layer(sheet: Path) -> None:
    line = f'@import url("components/{sheet.name}") layer(components);'

    assert line in (CSS / "main.css").read_text()


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_a_script_does_one_thing_in_under_sixty_lines(script: Path) -> None:
    lines = script.read_text().splitlines()

    assert lines[0].startswith("//")
    assert len(lines) < 60


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_template_carries_style_or_script_within_it(template: Path) -> None:
    assert INLINE.findall(template.read_text()) == []
