"""Reads the parts of a `multipart/form-data` body, bytes as they are."""

from dataclasses import dataclass, field
from email.message import Message

MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a form: a field, or a file."""

    name: str
    file_name: str = field(repr=False)
    content: bytes = field(repr=False)


def read_parts(content_type: str, body: bytes) -> list[Part]:
    """Return the parts of a body; ValueError when it is not whole."""
    boundary = _parameter(content_type, "boundary")
    if not boundary:
        raise ValueError("The form names no boundary.")
    mark = b"\r\n--" + boundary.encode("latin-1", "replace")
    pieces = (b"\r\n" + body).split(mark, MOST_PARTS + 1)[1:]
    parts: list[Part] = []
    for piece in pieces:
        if piece.startswith(b"--"):
            return parts
        parts.append(_part(piece))
    raise ValueError("The form does not end.")


def _part(piece: bytes) -> Part:
    head, gap, content = piece.partition(b"\r\n\r\n")
    if not gap:
        raise ValueError("A part of the form has no content.")
    disposition = ""
    for line in head.decode("utf-8", "replace").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-disposition":
            disposition = value.strip()
    return Part(
        _parameter(disposition, "name"), _parameter(disposition, "filename"), content
    )


def _parameter(header: str, name: str) -> str:
    message = Message()
    message["Content-Type"] = header.replace("\r", " ").replace("\n", " ")
    found = message.get_param(name, "")
    return found if isinstance(found, str) else ""
