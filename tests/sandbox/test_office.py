"""DOC and RTF: an office program converts them, few at once, and never outlives us."""

import base64
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading

import httpx
import pytest

from clicksendhub.sandbox import office_runs, pdf
from tests.sandbox import files
from tests.sandbox.support import KEY, NO_AUTHORITIES, USER, client, until

RTF = rb"{\rtf1 Hello}"


def put(api):
    encoded = base64.b64encode(RTF).decode()
    return api.post("/uploads?convert=post", json={"content": encoded})


def office_program(folder, script, *, first_line="#!/bin/sh"):
    program = folder / "soffice"
    program.write_text(f"{first_line}\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Give a function that makes a script the office program of this machine."""

    def have(script, **more):
        program = office_program(tmp_path, script, **more)
        monkeypatch.setattr(shutil, "which", lambda name: program)

    return have


def test_a_doc_without_an_office_program_is_refused_with_what_to_do(api, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)

    answer = put(api)

    assert answer.status_code == 400
    assert "Save the file as PDF or DOCX" in answer.json()["response_msg"]


def test_an_rtf_goes_through_the_office_program(api, tmp_path, office):
    (tmp_path / "ready.pdf").write_bytes(files.pdf(2))
    # The folder for the result is the sixth word, the profile the first.
    office(f'cp {tmp_path}/ready.pdf "$7/file.pdf"; echo "$1" > {tmp_path}/profile')

    answer = put(api)

    with client("") as browsing:
        file = browsing.get(answer.json()["data"]["_url"])
    assert pdf.count_pages(file.content) == 2
    assert "UserInstallation=file:///" in (tmp_path / "profile").read_text()


@pytest.mark.parametrize("script", ["exit 1", "sleep 60"])
def test_an_office_program_that_fails_or_hangs_is_a_400(
    api, monkeypatch, office, script
):
    monkeypatch.setattr(office_runs, "TIMEOUT_SECONDS", 0.3)
    office(script)

    assert put(api).status_code == 400


def test_an_office_program_that_cannot_be_started_is_a_400(api, office):
    office("", first_line="#!/nowhere/sh")

    answer = put(api)

    assert answer.status_code == 400
    assert "cannot be started" in answer.json()["response_msg"]


def test_who_waits_too_long_for_the_office_program_is_told_so(api, monkeypatch, office):
    monkeypatch.setattr(office_runs, "TIMEOUT_SECONDS", 0.05)
    monkeypatch.setattr(office_runs, "_turn", threading.BoundedSemaphore(1))
    office("exit 0")

    with office_runs._turn:
        answer = put(api)

    assert (answer.status_code, "busy" in answer.json()["response_msg"]) == (400, True)


@pytest.mark.skipif(sys.platform != "linux", reason="limits are set from outside")
def test_an_office_program_has_limited_memory(api, tmp_path, office):
    office(f"sleep 0.1; ulimit -v > {tmp_path}/memory")

    put(api)

    limit = int((tmp_path / "memory").read_text())
    assert limit * 1024 == office_runs.MEMORY_BYTES


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
def test_a_sandbox_that_is_told_to_stop_leaves_no_office_program(tmp_path):
    pid_file = tmp_path / "pid"
    office_program(
        tmp_path,
        f"sleep 60 & echo $! > {pid_file}.new; mv {pid_file}.new {pid_file}; wait",
    )
    command = (sys.executable, "-m", "clicksendhub.sandbox", "--port", "0")
    with subprocess.Popen(
        [*command, "--db", str(tmp_path / "s.sqlite3"), "--account", f"{USER}:{KEY}"],
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        url = running.stdout.readline().split()[-1]
        calling = threading.Thread(target=put_and_be_cut_off, args=(url,))
        calling.start()
        until(pid_file.exists)

        running.send_signal(signal.SIGTERM)

    calling.join()
    until(lambda: not is_alive(int(pid_file.read_text())))


def put_and_be_cut_off(url):
    with (
        httpx.Client(
            base_url=f"{url}/v3", auth=(USER, KEY), verify=NO_AUTHORITIES
        ) as api,
        pytest.raises(httpx.HTTPError),
    ):
        put(api)
