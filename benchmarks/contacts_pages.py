"""Pages of people a second, against the changelist of Django's admin on the same table.

Ours: the list of people as a browser gets it, from the address to the last byte: first
and 501st page, by part of a name, by a fragment that one in ten matches, by one that
nobody matches, by one at the end of the alphabet, by number, and the page of a person.
Rival: the page of the admin's changelist for the same, searching the same fields; it
has no page of a person, and lists their rows. Limit: fifty rows by their keys, no page.

    python -m benchmarks.contacts_pages [--quick]

Runs on SQLite in a folder of its own, and on PostgreSQL in a database of its own beside
`DATABASE_URL` or on this machine; where none answers it says so and goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

from benchmarks.dispatch import _databases
from benchmarks.support import MISSED, Pairs, show, verdict

MANY, FEWER = 1_000_000, 50_000
# At a million; among few people the admin only has to be matched.
GOAL, GOAL_AMONG_FEWER = 5.0, 1.0
RIVAL = "Django's admin"
LONGEST_MS = 100.0
# The admin has no such page; its list of the same rows is shown beside it.
OURS_ALONE = "the page of a person"
MS = 1_000


def main() -> int:
    """Measure on each database, print, judge by the slowest kind of page."""
    options = _arguments()
    measured: dict[str, Pairs] = {}
    with tempfile.TemporaryDirectory(prefix="hub-benchmark-") as folder:
        for name, url in _databases(Path(folder)):
            place = Path(folder) / name
            measured |= _measure_on(name, url, place, FEWER if options.quick else MANY)
    for title, pairs in measured.items():
        print(f"\n{title}")
        show("pages a second", pairs, rival=RIVAL)
        print(f"Ours: median {_middle(pairs):.1f} ms, p95 {_slow(pairs):.1f} ms.")
    slowest = max(map(_slow, measured.values()))
    judged = [pairs for title, pairs in measured.items() if OURS_ALONE not in title]
    print(f"\nSlowest p95: {slowest:.1f} ms (goal {LONGEST_MS:.0f} ms)")
    goal = GOAL_AMONG_FEWER if options.quick else GOAL
    missed = verdict("contacts_pages", judged, goal=goal, rival=RIVAL)
    return MISSED if slowest > LONGEST_MS else missed


def _middle(pairs: Pairs) -> float:
    return median(MS / rate for rate in pairs.ours)


def _slow(pairs: Pairs) -> float:
    times = [MS / rate for rate in pairs.ours]
    return quantiles(times, n=20, method="inclusive")[-1]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="50,000 people, under a minute"
    )
    return parser.parse_args()


def _measure_on(name: str, url: str, folder: Path, count: int) -> dict[str, Pairs]:
    """In a process of its own, because Django knows one database for life."""
    folder.mkdir()
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "HUB_DATA_DIR": str(folder),
        "HUB_LOG_LEVEL": "ERROR",
        "HUB_NO_QUEUE": "1",
        "DJANGO_SETTINGS_MODULE": "benchmarks.admin_settings",
    }
    command = [sys.executable, "-m", "benchmarks.contacts_pages_rounds", str(count)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    *words, found = done.stdout.decode().splitlines()
    print(f"{name}: " + "\n".join(words))
    rates = json.loads(found)
    return {
        f"{name}, {count:,} people, {case}": Pairs(
            *(tuple(rates[case][kind]) for kind in ("ours", "rival", "limit"))
        )
        for case in rates
    }


if __name__ == "__main__":
    raise SystemExit(main())
