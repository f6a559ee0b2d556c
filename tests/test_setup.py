"""The set-up scripts: what they find, what they say, and that the two lists agree."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.imports import ROOT

SCRIPTS = sorted([*(ROOT / "bin").rglob("*"), ROOT / ".ci" / "run"])


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **variables}
    return subprocess.run(
        words, cwd="/", env=environment, capture_output=True, text=True, timeout=60
    )


def in_shell(script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs lines of bash with the pieces of bin/lib at hand."""
    pieces = "".join(
        f". {ROOT}/bin/lib/{name}.sh\n"
        for name in ("say", "python", "uv", "environment")
    )
    return run("bash", "-c", f"set -eu; ROOT={ROOT}\n{pieces}{script}", **variables)


def locked() -> Mapping[str, set[str]]:
    packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    found: dict[str, set[str]] = {}
    for package in packages:
        files = [*package.get("wheels", []), package.get("sdist", {})]
        hashes = {file["hash"] for file in files if "hash" in file}
        found[f"{package['name']}=={package.get('version', '')}"] = hashes
    return found


def exported() -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for block in re.split(r"\n(?=\S)", (ROOT / "requirements.txt").read_text()):
        if not block.startswith("#"):
            pin = block.split()[0]
            found[pin] = set(re.findall(r"--hash=(sha256:\w+)", block))
    return found


def needed(lock: Path = ROOT / "uv.lock") -> set[str]:
    """The names that the hub needs to run, with all that those need."""
    packages = {p["name"]: p for p in tomllib.loads(lock.read_text())["package"]}
    found: set[str] = set()
    waiting = [d["name"] for d in packages["clicksendhub"]["dependencies"]]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [d["name"] for d in packages[name].get("dependencies", [])]
    return found


def test_exported_list_has_the_versions_and_hashes_of_the_lock():
    lock = locked()
    wrong = {pin for pin, hashes in exported().items() if lock.get(pin) != hashes}
    assert wrong == set()


def test_exported_list_has_every_package_that_the_hub_needs():
    assert {pin.partition("==")[0] for pin in exported()} == needed()


def test_no_python_version_file_tempts_uv_to_download():
    assert not (ROOT / ".python-version").exists()


@pytest.mark.parametrize(
    "script", [path for path in SCRIPTS if path.is_file()], ids=lambda path: path.name
)
def test_script_is_sound_shell(script: Path):
    assert run("bash", "-n", str(script)).stderr == ""


@pytest.mark.parametrize("script", ["bin/demo", "bin/sdks", "bin/test", ".ci/run"])
def test_command_can_be_run(script: str):
    assert os.access(ROOT / script, os.X_OK)


def test_help_tells_every_option():
    told = run(str(ROOT / "bin/demo"), "--help")
    assert told.returncode == 0
    for option in ("--port", "--sandbox-port", "--reset", "--check"):
        assert option in told.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--prot", "1"], "does not know --prot"),
        (["--port"], "--port needs a number"),
        (["--port", "eighty"], "--port needs a number from 1 to 65534"),
        (["--port", "70000"], "--port needs a number from 1 to 65534"),
        (["--port", "90", "--sandbox-port", "90"], "cannot share port 90"),
    ],
)
def test_wrong_use_is_one_sentence(words: list[str], sentence: str):
    told = run(str(ROOT / "bin/demo"), *words)
    assert told.returncode == 2
    assert sentence in told.stderr


def test_missing_python_is_told_with_what_to_install():
    told = in_shell("_probe_python() { return 1; }\nfind_python")
    assert told.returncode == 1
    assert "needs Python 3.11 or newer" in told.stderr


def test_shim_is_seen_through_to_the_real_python(tmp_path: Path):
    shim = tmp_path / "python3"
    shim.write_text('#!/bin/sh\nexec /usr/bin/env -u PATH /usr/bin/python3 "$@"\n')
    shim.chmod(0o755)
    told = in_shell("find_python; echo $PYTHON", PATH=f"{tmp_path}:/usr/bin:/bin")
    assert told.returncode == 0
    assert not told.stdout.startswith(str(tmp_path))
    assert Path(told.stdout.strip()).exists()


@pytest.mark.parametrize(
    ("version", "works"),
    [
        ("uv 0.13.9 (x86_64)", True),
        ("uv 0.14.0", True),
        ("uv 1.0.1", True),
        ("uv 0.12.4", False),
        ("uv 0.5.1", False),
        ("something else", False),
    ],
)
def test_only_a_uv_that_reads_the_lock_is_used(
    version: str, works: bool, tmp_path: Path
):
    (tmp_path / "uv").write_text(f"#!/bin/sh\necho '{version}'\n")
    (tmp_path / "uv").chmod(0o755)
    told = in_shell(f"_uv_works {tmp_path}/uv && echo works || echo no")
    assert told.stdout.strip() == ("works" if works else "no")


def test_uv_is_tried_again_with_its_own_certificates(tmp_path: Path):
    bundle = tmp_path / "bundle.pem"
    bundle.write_text("")
    fake = tmp_path / "uv"
    fake.write_text(
        '#!/bin/sh\necho "system=${UV_SYSTEM_CERTS:-no} $UV_PYTHON_DOWNLOADS"\n'
        '[ -z "${UV_SYSTEM_CERTS:-}" ]\n'
    )
    fake.chmod(0o755)
    told = in_shell(
        f"BOOTSTRAP={tmp_path}; SETUP_LOG={tmp_path}/log; UV={fake}\n"
        f"run_uv sync && cat {tmp_path}/log",
        SSL_CERT_FILE=str(bundle),
    )
    assert told.stdout.splitlines() == ["system=1 never", "system=no never"]


def test_environment_that_is_ready_is_not_made_again(tmp_path: Path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to("/usr/bin/env")
    told = in_shell(
        f"VENV={tmp_path}; find_python\n"
        f"_stamp_of --no-dev > {tmp_path}/.ready-demo\n"
        "find_uv() { echo 'asked for uv'; exit 3; }\n"
        "make_environment demo --no-dev && echo ready"
    )
    assert told.stdout.strip() == "ready"
