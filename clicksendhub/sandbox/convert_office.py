"""Hands DOC and RTF to an office program, where the machine has one."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from clicksendhub.sandbox import office_runs
from clicksendhub.sandbox.fetch import UnusableFile

PROGRAMS = ("soffice", "libreoffice")
NO_PROGRAM = (
    "This machine has no office program to read DOC and RTF. "
    "Save the file as PDF or DOCX and upload that."
)


def office_to_pdf(content: bytes, *, kind: str) -> bytes:
    """Return a DOC or RTF as PDF, or raise UnusableFile."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise UnusableFile(NO_PROGRAM)
    # What a program that was ended leaves behind may still be written to.
    with TemporaryDirectory(
        prefix="clicksend-sandbox-", ignore_cleanup_errors=True
    ) as name:
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
    office_runs.run(command, surroundings=surroundings)
