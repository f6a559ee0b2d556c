"""``python -m tests.faults.workers``: the worker group, which also says who is in it.

The same as ``manage.py qcluster``, but each worker appends its process id to a file,
so that a test can kill one that is idle as well as one at work.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command


def main() -> None:
    """Run until killed."""
    django.setup()
    from django_q.signals import post_spawn

    post_spawn.connect(_tell)
    call_command("qcluster")


def _tell(**_signal: Any) -> None:
    with Path(os.environ["FAULTS_WORKERS"]).open("a") as file:
        file.write(f"{os.getpid()}\n")


if __name__ == "__main__":
    main()
