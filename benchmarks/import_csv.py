"""People imported a second, with everything that is checked, against bare writing.

Ours: the dry run and then the import of a file with twelve columns into a new list.
Limit: the same values, ready in memory, written into the same table with the same
indexes and nothing looked at: COPY on PostgreSQL; on SQLite many rows a statement,
which is quicker there than executemany. Beside it: reading the numbers alone, and
django-import-export with its usual settings, each row looked up and saved: its dry run
and its import of 50,000 rows, a fifth of them in each pair (with `--group bench`
installed; left out with a word where it is not).

    python -m benchmarks.import_csv [--quick]

Peak memory is that of a process of its own that checks and imports the whole file,
above the same process before it begins, beside that for a tenth of the file.
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
from statistics import median
from typing import Any

from benchmarks.dispatch import _databases
from benchmarks.support import MISSED, Pairs, show, verdict

MANY, FEWER = 1_000_000, 50_000
# One third of what writing and reading the numbers alone would come to.
GOAL = 1 / 3
RIVAL = "bare writing and reading of numbers"
TIMES_THE_LIBRARY = 10.0
LIBRARY = "django-import-export"
MOST_MEGABYTES = 250.0


def main() -> int:
    """Measure on each database, print, judge by the worst."""
    options = _arguments()
    rows = FEWER if options.quick else MANY
    missed, applied = 0, []
    with tempfile.TemporaryDirectory(prefix="hub-benchmark-") as folder:
        for name, url in _databases(Path(folder)):
            found = _measure_on(name, url, Path(folder) / name, rows)
            applied.append(_show_rates(name, found))
            missed |= _judge_library(name, found) | _judge_memory(name, found)
    return missed | verdict("import_csv", applied, goal=GOAL, rival=RIVAL)


def _show_rates(name: str, found: dict[str, Any]) -> Pairs:
    writing, reading = found["limit"], found["numbers"]
    both = [1 / (1 / w + 1 / r) for w, r in zip(writing, reading, strict=True)]
    pairs = Pairs(tuple(found["apply"]), tuple(both), tuple(writing))
    print(f"\n{name}: import of what was checked")
    show("rows a second", pairs, rival=RIVAL)
    for kind, told in (("check", "dry run"), ("numbers", "numbers alone")):
        print(f"{name}: {told}: {median(found[kind]):,.0f} rows a second.")
    whole = found["whole"]
    print(
        f"{name}: one file of {whole['rows']:,} rows: dry run {whole['check']:,.0f}, "
        f"import {whole['apply']:,.0f} rows a second."
    )
    return pairs


def _judge_library(name: str, found: dict[str, Any]) -> int:
    if not found["library"]:
        print(f"{name}: {LIBRARY} is not installed, so it is left out.")
        return 0
    steps = zip(found["check"], found["apply"], strict=True)
    ours = [1 / (1 / check + 1 / apply) for check, apply in steps]
    pairs = Pairs(tuple(ours), tuple(found["library"]), tuple(found["limit"]))
    print(
        f"{name}: dry run and import {median(ours):,.0f} rows a second, both by "
        f"{LIBRARY} {median(pairs.rival):,.0f}: {pairs.ratio:.1f} times "
        f"(goal {TIMES_THE_LIBRARY:.0f}). With its bulk writing, which looks nobody "
        f"up, {median(found['bulk']):,.0f}."
    )
    return MISSED if pairs.ratio + pairs.spread < TIMES_THE_LIBRARY else 0


def _judge_memory(name: str, found: dict[str, Any]) -> int:
    whole, tenth = found["whole"], found["tenth"]
    print(
        f"{name}: peak memory {whole['megabytes']:.0f} MB above the idle process for "
        f"{whole['rows']:,} rows, {tenth['megabytes']:.0f} MB for {tenth['rows']:,} "
        f"(goal {MOST_MEGABYTES:.0f} MB)."
    )
    return MISSED if whole["megabytes"] > MOST_MEGABYTES else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="50,000 rows")
    return parser.parse_args()


def _measure_on(name: str, url: str, folder: Path, rows: int) -> dict[str, Any]:
    """In processes of their own: Django knows one database, and memory has one peak."""
    folder.mkdir()
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "HUB_DATA_DIR": str(folder),
        "HUB_LOG_LEVEL": "ERROR",
        "HUB_NO_QUEUE": "1",
        "DJANGO_SETTINGS_MODULE": "clicksendhub.settings",
    }
    found: dict[str, Any] = _run(environment, "rates", rows)
    found["tenth"] = _run(environment, "one", rows // 10)
    found["whole"] = _run(environment, "one", rows)
    return found


def _run(environment: dict[str, str], what: str, rows: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.import_csv_rounds", what, str(rows)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
    return found


if __name__ == "__main__":
    raise SystemExit(main())
