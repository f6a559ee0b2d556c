"""`POST /uploads`: takes a file, converts it, and serves it for a while."""

import re
import time
from typing import Any

from clicksendhub.sandbox.conversions import CONVERSIONS, convert
from clicksendhub.sandbox.envelope import Answer, Refused, bad_request, ok
from clicksendhub.sandbox.fetch import UnusableFile
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.judge import message_ids
from clicksendhub.sandbox.kinds import CONTENT_TYPES
from clicksendhub.sandbox.markup import not_found
from clicksendhub.sandbox.multipart import read_parts
from clicksendhub.sandbox.reading import read_base64, read_object
from clicksendhub.sandbox.state import Call, Calls, Sandbox

MOST_BYTES = 10 * 1024 * 1024
PATH = "/uploads"
HOST = re.compile(r"[A-Za-z0-9._\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def upload(call: Call) -> Answer:
    """Answer `POST /uploads`."""
    headers = call.request.headers
    is_form = headers.get("content-type", "").lower().startswith("multipart/")
    use, content = _read_form(call) if is_form else _read_json(call)
    if use not in CONVERSIONS:
        uses = ", ".join(CONVERSIONS)
        raise _refusal("convert", f"The file is converted for one of: {uses}.")
    if not content:
        raise _refusal("content", "The file is empty.")
    if len(content) > MOST_BYTES:
        raise _refusal("content", "The file is larger than 10 MB.")
    host = _host(call)
    try:
        kind, made = convert(content, use=use)
    except UnusableFile as error:
        raise _refusal("content", str(error)) from error
    return ok(_keep(call, kind, made, host=host), "Your file has been uploaded.")


def _refusal(name: str, sentence: str) -> Refused:
    return bad_request(sentence, {name: sentence})


def _read_json(call: Call) -> tuple[str, bytes]:
    fields = read_object(call)
    use = call.request.query.get("convert") or fields.get("convert")
    return str(use), read_base64(fields.get("content"))


def _read_form(call: Call) -> tuple[str, bytes]:
    kind = call.request.headers.get("content-type", "")
    try:
        parts = {part.name: part for part in read_parts(kind, call.request.body)}
    except ValueError as error:
        raise bad_request(str(error)) from error
    if "file" not in parts:
        raise _refusal("file", "The form has no part named file.")
    given = parts.get("convert")
    use = given.content.decode("utf-8", "replace").strip() if given else ""
    return call.request.query.get("convert") or use, parts["file"].content


def _host(call: Call) -> str:
    host = call.request.headers.get("host", "")
    if not HOST.fullmatch(host):
        raise bad_request("The request names no host.")
    return host


def _keep(call: Call, kind: str, content: bytes, *, host: str) -> dict[str, Any]:
    now = time.time()
    delete_at = now + call.sandbox.settings.upload_seconds
    name = f"{next(message_ids(1))}.{kind}"
    with call.sandbox.store.write() as db:
        upload_id = db.execute(
            "INSERT INTO uploads (account, at, delete_at, name, kind, content) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (call.account.id, now, delete_at, name, kind, content),
        ).lastrowid
    return {
        "upload_id": upload_id,
        "file_name": name,
        "date_added": int(now),
        "date_delete": int(delete_at),
        "user_id": call.account.user_id,
        "_url": f"http://{host}{PATH}/{name}",
    }


def forget_expired(sandbox: Sandbox) -> int:
    """Delete the files whose time is over; return how many."""
    now = (time.time(),)
    # Looked for first: this is asked often, and a write is not for nothing.
    if not sandbox.store.row("SELECT 1 FROM uploads WHERE delete_at <= ? LIMIT 1", now):
        return 0
    with sandbox.store.write() as db:
        return db.execute("DELETE FROM uploads WHERE delete_at <= ?", now).rowcount


def show(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Serve an uploaded file until its time is over."""
    row = sandbox.store.row(
        "SELECT kind, content FROM uploads WHERE name=? AND delete_at > ?",
        (params["name"], time.time()),
    )
    if row is None:
        return not_found()
    return Response(200, row["content"], CONTENT_TYPES[row["kind"]], dict(HEADERS))


CALLS: Calls = (("POST", PATH, upload),)
