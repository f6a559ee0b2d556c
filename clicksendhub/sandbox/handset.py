"""The phones: a list of them, and each one's texts with a form to answer.

No number stands in an address: a phone is named by the ledger entry of the first
text it got.
"""

import json
import time
from html import escape
from sqlite3 import Row

from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.inbound import CannotReply, is_answerable, receive
from clicksendhub.sandbox.markup import (
    Html,
    error_note,
    fill,
    join,
    not_found,
    page,
    redirect,
)
from clicksendhub.sandbox.reading import read_id
from clicksendhub.sandbox.state import Sandbox

SHOWN_PHONES, SHOWN_TEXTS = 50, 100


def show_phones(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Show the list of phones."""
    rows = sandbox.store.rows(
        "SELECT recipient, min(seq) AS first, max(seq) AS last, count(*) AS texts "
        "FROM ledger WHERE channel IN ('sms', 'mms') AND schedule <= ? "
        "AND status <> 'Cancelled' "
        "GROUP BY recipient ORDER BY last DESC LIMIT ?",
        (time.time(), SHOWN_PHONES),
    )
    if rows:
        entries = join(_phone(sandbox, row) for row in rows)
        phones = Html(f'<ol class="phones">{entries}</ol>')
    else:
        phones = Html("<p>No phone has got a text yet. Send one from the hub.</p>")
    return page("Phones", fill("phones", phones=phones), path="/")


def _phone(sandbox: Sandbox, row: Row) -> str:
    last = sandbox.store.row("SELECT * FROM ledger WHERE seq=?", (row["last"],))
    body = last["body"] if last else ""
    noun = "text" if row["texts"] == 1 else "texts"
    return (
        f'<li><div class="phones__head">'
        f'<a class="number" href="/handset/{row["first"]}">'
        f"{escape(row['recipient'])}</a>"
        f'<span class="quiet small">{row["texts"]} {noun}</span></div>'
        f'<p class="quiet">{escape(body)}</p></li>'
    )


def show_thread(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Show one phone's texts and the form to answer them."""
    return _show_thread(sandbox, params["phone"], error="")


def _show_thread(sandbox: Sandbox, phone: str, *, error: str) -> Response:
    number = _number(sandbox, phone)
    if number is None:
        return not_found()
    path = f"/handset/{phone}"
    texts = _texts(sandbox, number)
    senders = [row["sender"] for row in texts if row["direction"] == "out"]
    can_answer = any(is_answerable(sender) for sender in senders)
    content = fill(
        "thread",
        bubbles=join(_bubble(row) for row in texts),
        answer=fill("answer", path=path) if can_answer else _NO_ANSWER,
        error=error_note(error),
        path=path,
    )
    return page(number, content, path=path, status=400 if error else 200)


_NO_ANSWER = Html(
    '<p class="quiet">These texts came from a name, and a name cannot be answered.</p>'
)


def _number(sandbox: Sandbox, phone: str) -> str | None:
    row = sandbox.store.row(
        "SELECT recipient FROM ledger WHERE seq=? AND channel IN ('sms', 'mms')",
        (read_id(phone),),
    )
    return row["recipient"] if row else None


def _texts(sandbox: Sandbox, number: str) -> list[Row]:
    rows = sandbox.store.rows(
        "SELECT 'out' AS direction, max(at, schedule) AS shown_at, seq AS tie, sender, "
        "body, details FROM ledger "
        "WHERE channel IN ('sms', 'mms') AND recipient = :number "
        "AND schedule <= :now AND status <> 'Cancelled' "
        "UNION ALL SELECT 'in', at, id, recipient, body, '{}' FROM inbound "
        "WHERE sender = :number AND is_test = 0 "
        "ORDER BY shown_at DESC, tie DESC LIMIT :limit",
        {"number": number, "now": time.time(), "limit": SHOWN_TEXTS},
    )
    return rows[::-1]


def _bubble(row: Row) -> str:
    is_mine = row["direction"] == "in"
    kind = "bubble bubble--mine" if is_mine else "bubble"
    who = f"You, to {row['sender']}" if is_mine else f"From {row['sender']}"
    moment = time.localtime(row["shown_at"])
    shown = time.strftime("%d %b, %H:%M %Z", moment)
    return (
        f'<li class="{kind}">{_picture(row)}'
        f'<p class="bubble__text">{_subject(row)}{escape(row["body"])}</p>'
        f'<p class="bubble__note">{escape(who)} · <time '
        f'datetime="{time.strftime("%Y-%m-%dT%H:%M:%S%z", moment)}">{shown}</time>'
        f"</p></li>"
    )


def _picture(row: Row) -> str:
    document = json.loads(row["details"]).get("document")
    if document is None:
        return ""
    source, alt = f"/documents/{document}", "The picture that came with this message"
    return f'<img class="bubble__picture" src="{source}" alt="{alt}">'


def _subject(row: Row) -> str:
    subject = json.loads(row["details"]).get("subject")
    return f'<b class="bubble__subject">{escape(subject)}</b>' if subject else ""


def take_answer(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Take the answer that was written on a phone."""
    phone = params["phone"]
    number = _number(sandbox, phone)
    if number is None:
        return not_found()
    body = request.form().get("body", "").replace("\r\n", "\n").strip()
    if not body:
        error = "The answer is empty. Write something, or use one of the buttons."
        return _show_thread(sandbox, phone, error=error)
    try:
        receive(sandbox, sender=number, body=body)
    except CannotReply as problem:
        return _show_thread(sandbox, phone, error=str(problem))
    return redirect(f"/handset/{phone}#answer")
