"""Nothing outlives the supervisor, however it dies: processes killed for real."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.imports import ROOT
from tests.operations.processes import is_alive, wait_for, with_mark

pytestmark = pytest.mark.slow

# Forks twice, like the worker group: main, sentinel, worker. Each tells its number.
FAMILY = """
import os, sys, time
def tell(): open(os.path.join(sys.argv[1], f"{os.getpid()}"), "w").close()
tell()
if os.fork() == 0:
    tell()
    if os.fork() == 0:
        tell()
time.sleep(600)
"""
OWNER = """
import sys, time
from pathlib import Path
from clicksendhub.operations.children import Child, Program
program = Program("family", "family", (sys.argv[1],))
child = Child(program, folder=Path(sys.argv[1]).parent, log=None)
child.keep_running(0.0)
time.sleep(600)
"""


@pytest.fixture
def mark(tmp_path: Path) -> Iterator[str]:
    value = str(tmp_path)
    yield value
    for pid in with_mark("TEST_FAMILY", value):
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def family(tmp_path: Path, mark: str) -> tuple[subprocess.Popen[bytes], list[int]]:
    """An owner with a child, a grandchild and a great-grandchild."""
    pids = tmp_path / "pids"
    pids.mkdir()
    (tmp_path / "family.py").write_text(FAMILY)
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(pids)],
        cwd=ROOT,
        env={**os.environ, "TEST_FAMILY": mark, "PYTHONPATH": str(ROOT)},
    )
    wait_for(lambda: len(list(pids.iterdir())) == 3)
    return owner, sorted(int(path.name) for path in pids.iterdir())


def test_owner_killed_takes_child_and_grandchildren_along(
    family: tuple[subprocess.Popen[bytes], list[int]],
):
    owner, pids = family
    assert all(is_alive(pid) for pid in pids)
    owner.kill()
    owner.wait()
    wait_for(lambda: not any(is_alive(pid) for pid in pids), seconds=5)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel’s own leash")
def test_child_killed_takes_its_forks_along(
    family: tuple[subprocess.Popen[bytes], list[int]],
):
    owner, pids = family
    os.kill(pids[0], signal.SIGKILL)
    wait_for(lambda: not any(is_alive(pid) for pid in pids), seconds=5)
    assert owner.poll() is None
    owner.kill()
    owner.wait()


def test_pipe_ends_the_whole_group_where_the_kernel_cannot(tmp_path: Path, mark: str):
    reading, writing = os.pipe()
    script = textwrap.dedent(f"""
        import os, time
        from clicksendhub.operations import leash
        leash.tie_to_pipe({reading})
        os.fork()
        open(os.path.join({str(tmp_path)!r}, f"{{os.getpid()}}.pid"), "w").close()
        time.sleep(600)
    """)
    group = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", script],
        cwd=ROOT,
        env={**os.environ, "TEST_FAMILY": mark},
        pass_fds=(reading,),
        start_new_session=True,
    )
    os.close(reading)
    wait_for(lambda: len(list(tmp_path.glob("*.pid"))) == 2)
    pids = [int(path.stem) for path in tmp_path.glob("*.pid")]
    os.close(writing)
    group.wait(5)
    wait_for(lambda: not any(is_alive(pid) for pid in pids), seconds=5)


def test_families_do_live_on_without_a_leash(tmp_path: Path, mark: str):
    """The control: were the leash nothing, these tests would notice."""
    pids = tmp_path / "pids"
    pids.mkdir()
    owner = subprocess.Popen(
        [sys.executable, "-c", FAMILY, str(pids)],
        env={**os.environ, "TEST_FAMILY": mark},
        start_new_session=True,
    )
    wait_for(lambda: len(list(pids.iterdir())) == 3)
    owner.kill()
    owner.wait()
    others = [int(path.name) for path in pids.iterdir() if path.name != str(owner.pid)]
    assert all(is_alive(pid) for pid in others)
