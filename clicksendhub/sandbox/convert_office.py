"""Hands DOC and RTF to an office program, where the machine has one."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from clicksendhub.sandbox.fetch import UnusableFile

PROGRAMS = ("soffice", "libreoffice")
TIMEOUT_SECONDS = 60.0
NO_PROGRAM = (
    "This machine has no office program to read DOC and RTF. "
    "Save the file as PDF or DOCX and upload that."
)


def office_to_pdf(content: bytes, *, kind: str) -> bytes:
    """Return a DOC or RTF as PDF, or raise UnusableFile."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise UnusableFile(NO_PROGRAM)
    with TemporaryDirectory(prefix="clicksend-sandbox-") as name:
        folder = Path(name)
        given = folder / f"file.{kind}"
        given.write_bytes(content)
        _convert(program, given, folder)
        made = given.with_suffix(".pdf")
        if not made.is_file():
            raise UnusableFile("The file cannot be read. Save it as PDF or DOCX.")
        return made.read_bytes()


def _convert(program: str, given: Path, folder: Path) -> None:
    command = [
        program,
        # A profile of its own: two programs on one profile wait for each other.
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(given),
    ]
    surroundings = {"HOME": str(folder), "PATH": os.environ.get("PATH", os.defpath)}
    running = subprocess.Popen(  # noqa: S603 - a fixed program, our own folder
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings,
        start_new_session=True,
    )
    try:
        running.wait(timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnusableFile("The file took too long to convert.") from error
    finally:
        # The program starts others; they go together.
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
