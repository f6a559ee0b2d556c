"""What the style guide shows: a day at an invented practice, with reserved numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.utils import timezone

from clicksendhub.ui.badges import BADGES
from clicksendhub.ui.sample_form import (
    REMINDER,
    faulty_form,
    filled_form,
    matching_form,
)
from clicksendhub.ui.steps import steps_of
from clicksendhub.ui.sums import Totals, totals_of

ZONE = "Australia/Perth"


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Bubble:
    direction: str
    text: str
    moment: datetime
    state: str = ""
    author: str = ""
    quoted: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    moment: datetime
    title: str
    sentence: str
    state: str
    actor: str = ""


@dataclass(frozen=True, slots=True)
class SampleRow:
    name: str
    number: str
    text: str
    state: str
    moment: datetime
    parts: int
    price: str


@dataclass(frozen=True, slots=True)
class SampleSend:
    name: str
    state: str
    moment: datetime
    totals: Totals


@dataclass(frozen=True, slots=True)
class SheetRow:
    number: int
    cells: tuple[str, ...]


def samples() -> dict[str, object]:
    """The context of the style guide page."""
    now = timezone.now().replace(second=0, microsecond=0)
    return {
        "zone": ZONE,
        "now": now,
        "reminder": REMINDER,
        "badges": list(BADGES),
        "form": filled_form(),
        "faulty_form": faulty_form(),
        "tabs": _tabs(),
        "rows": _rows(now),
        "sends": _sends(now),
        "running": _running(),
        "finished": _finished(),
        "wrong": totals_of({"delivered": 40, "refused": 1}, planned=42),
        "bubbles": _bubbles(now),
        "steps": _steps(now),
        "facts": _facts(),
        "page": _page(),
        "import_steps": steps_of(
            {"file": "File", "columns": "Match", "check": "Check", "result": "Result"},
            current="check",
            urls={"file": "#imports", "columns": "#imports"},
        ),
        "sheet_headings": ["First name", "Mobile", "City"],
        "sheet_rows": _sheet(),
        "match_form": matching_form(),
    }


def _tabs() -> list[Tab]:
    return [
        Tab("Everyone", "#tabs", 1423, True),
        Tab("Delivered", "#tabs", 1290, False),
        Tab("Not delivered", "#tabs", 31, False),
        Tab("Needs a look", "#tabs", 2, False),
    ]


def _rows(now: datetime) -> list[SampleRow]:
    return [
        SampleRow(
            "Amelia Novak",
            "+61 491 570 156",
            "Your visit is on Thursday at 9:15 am",
            "delivered",
            now - timedelta(minutes=12),
            1,
            "$0.079",
        ),
        SampleRow(
            "Priya Raman",
            "+61 491 570 157",
            "Your visit is on Thursday at 10:00 am",
            "accepted",
            now - timedelta(minutes=12),
            1,
            "$0.079",
        ),
        SampleRow(
            "Jack O’Connor",
            "+61 491 570 158",
            "Your visit is on Thursday at 10:45 am. Please bring your scans",
            "in_doubt",
            now - timedelta(minutes=11),
            2,
            "$0.158",
        ),
        SampleRow(
            "Mei Tanaka",
            "+61 491 570 159",
            "Your visit is on Thursday at 11:30 am",
            "refused",
            now - timedelta(minutes=11),
            1,
            "$0.000",
        ),
    ]


def _sends(now: datetime) -> list[SampleSend]:
    return [
        SampleSend("Thursday reminders", "sending", now, _running()),
        SampleSend(
            "Winter opening hours", "done", now - timedelta(days=6), _finished()
        ),
        SampleSend(
            "New class on Mondays",
            "paused",
            now - timedelta(hours=3),
            totals_of(
                {"delivered": 180, "accepted": 22, "held": 4, "queued": 212},
                planned=418,
            ),
        ),
    ]


def _rows_of(state: str) -> str:
    return f"?state={state}#sum-bar"


def _running() -> Totals:
    counts = {
        "delivered": 804,
        "accepted": 96,
        "undelivered": 11,
        "refused": 12,
        "skipped": 17,
        "held": 9,
        "in_doubt": 3,
        "needs_a_look": 2,
        "queued": 449,
        "submitting": 20,
    }
    return totals_of(counts, planned=1423, url_for=_rows_of)


def _finished() -> Totals:
    counts = {"delivered": 1290, "undelivered": 31, "refused": 12, "skipped": 17}
    return totals_of(counts, planned=1350, url_for=_rows_of)


def _bubbles(now: datetime) -> list[Bubble]:
    return [
        Bubble("out", REMINDER, now - timedelta(hours=5), "delivered", "Kim Barker"),
        Bubble(
            "in",
            "Sorry can we make it Friday instead? Same time is good",
            now - timedelta(hours=1),
            quoted=REMINDER,
        ),
        Bubble(
            "out",
            "Of course, Amelia. Friday at 9:15 am is yours. Tom says hello.",
            now - timedelta(minutes=4),
            "accepted",
            "Kim Barker",
        ),
    ]


def _steps(now: datetime) -> list[Step]:
    return [
        Step(
            now - timedelta(minutes=30),
            "Planned",
            "Written down with 1,422 others.",
            "planned",
            "Kim Barker",
        ),
        Step(
            now - timedelta(minutes=14),
            "No clear answer",
            "ClickSend did not answer in 30 seconds. We ask before sending again.",
            "in_doubt",
        ),
        Step(
            now - timedelta(minutes=12),
            "Accepted",
            "Found in ClickSend’s history: it was sent, once.",
            "accepted",
        ),
        Step(
            now - timedelta(minutes=11),
            "Delivered",
            "Telstra says that it reached the phone.",
            "delivered",
        ),
    ]


def _facts() -> list[dict[str, str]]:
    return [
        {"term": "Account", "value": "Harbour Physio"},
        {"term": "Country", "value": "Australia"},
        {"term": "Time zone", "value": "Perth"},
        {"term": "Key", "value": "ends in 4f2a, checked 12 minutes ago"},
    ]


def _page() -> Page[int]:
    return Paginator(list(range(1423)), 50).page(3)


def _sheet() -> list[SheetRow]:
    return [
        SheetRow(2, ("Amelia", "0491 570 156", "Fremantle")),
        SheetRow(3, ("Jack", "0491 57", "Perth")),
    ]
