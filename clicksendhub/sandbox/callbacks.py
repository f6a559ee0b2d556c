"""The threads behind the API: receipts fall due, replies come, pushes go out.

Everything waits in SQLite, so a restart loses nothing; a push that was in the hands
of a killed process is sent again, as ClickSend's own are.
"""

import json
import logging
import queue
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from clicksendhub.sandbox import (
    alpha_tags,
    imports,
    inbound,
    post_clock,
    receipts,
    uploads,
)
from clicksendhub.sandbox.push import Push, Sender, next_delay
from clicksendhub.sandbox.state import Sandbox

WORKERS = 4
HANDED_OUT_AT_ONCE = 32
LONGEST_SLEEP_SECONDS = 1.0
PAUSE_SECONDS = 1.0
# What falls due, each looked after even when another one fails.
MAKERS: tuple[Callable[[Sandbox], int], ...] = (
    receipts.make_due,
    inbound.release_due,
    imports.finish_due,
    alpha_tags.decide_due,
    post_clock.make_due,
    uploads.forget_expired,
)

T = TypeVar("T")
log = logging.getLogger("clicksendhub.sandbox")

_NEXT_DUE = """
SELECT min(due) FROM (
    SELECT min(due_at) AS due FROM ledger WHERE due_at IS NOT NULL
    UNION ALL SELECT min(due_at) FROM coming_replies
    UNION ALL SELECT min(due_at) FROM contact_imports WHERE state = 'waiting'
    UNION ALL SELECT min(due_at) FROM alpha_tags WHERE due_at IS NOT NULL
    UNION ALL SELECT min(delete_at) FROM uploads
    UNION ALL SELECT min(due_at) FROM pushes WHERE state = 'waiting'
)
"""

_WAITING_PUSH = "SELECT 1 FROM pushes WHERE state = 'waiting' AND due_at <= ? LIMIT 1"


class Callbacks:
    """One thread that makes what is due, and a few that push it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._ready: queue.Queue[Push | None] = queue.Queue()
        self._threads = [threading.Thread(target=self._make, name="sandbox-due")]
        self._threads += [
            threading.Thread(target=self._push, name=f"sandbox-push-{number}")
            for number in range(WORKERS)
        ]

    def start(self) -> None:
        """Start the threads."""
        self._sandbox.threads += self._threads
        for thread in self._threads:
            thread.daemon = True
            thread.start()

    def stop(self) -> None:
        """Wait for the threads to end; the sandbox is stopping already."""
        self._sandbox.wake.set()
        for _ in range(WORKERS):
            self._ready.put(None)
        for thread in self._threads:
            thread.join(timeout=2)

    def is_idle(self) -> bool:
        """Tell whether nothing is due soon, nothing is under way."""
        return not self._sandbox.store.count(
            "SELECT (SELECT count(*) FROM ledger WHERE due_at IS NOT NULL "
            "AND schedule <= ?) + (SELECT count(*) FROM coming_replies) + "
            "(SELECT count(*) FROM contact_imports WHERE state = 'waiting') + "
            "(SELECT count(*) FROM alpha_tags WHERE due_at IS NOT NULL) + "
            "(SELECT count(*) FROM pushes WHERE state = 'taken' "
            "OR (state = 'waiting' AND attempts = 0))",
            (time.time(),),
        )

    def _make(self) -> None:
        sandbox = self._sandbox
        while True:
            # Cleared before the look, so that no signal falls between the two.
            sandbox.wake.clear()
            if sandbox.stopping.is_set():
                return
            made = [self._recorded(partial(maker, sandbox)) for maker in MAKERS]
            if any((*made, self._recorded(self._hand_out))):
                # The API goes first.
                time.sleep(0.001)
                continue
            sandbox.wake.wait(self._recorded(self._sleep_seconds) or 0)

    def _recorded(self, deed: Callable[[], T]) -> T | None:
        """Return what a deed returns; None, after a pause, when it failed."""
        try:
            return deed()
        except Exception:
            # The top of every thread here: whatever goes wrong, such as a file that
            # somebody else has locked, the clock goes on.
            if not self._sandbox.stopping.is_set():
                log.exception("The sandbox's clock failed. It goes on in a moment.")
                self._sandbox.stopping.wait(PAUSE_SECONDS)
            return None

    def _sleep_seconds(self) -> float:
        if self._ready.qsize() >= HANDED_OUT_AT_ONCE:
            return 0.01
        row = self._sandbox.store.row(_NEXT_DUE)
        due: float | None = row[0] if row else None
        if due is None:
            return LONGEST_SLEEP_SECONDS
        return min(max(due - time.time(), 0.005), LONGEST_SLEEP_SECONDS)

    def _hand_out(self) -> int:
        room = HANDED_OUT_AT_ONCE - self._ready.qsize()
        if room <= 0:
            return 0
        now = time.time()
        if not self._sandbox.store.row(_WAITING_PUSH, (now,)):
            return 0
        with self._sandbox.store.write() as db:
            rows = db.execute(
                "SELECT * FROM pushes WHERE state = 'waiting' AND due_at <= ? "
                "ORDER BY due_at, id LIMIT ?",
                (now, room),
            ).fetchall()
            db.executemany(
                "UPDATE pushes SET state = 'taken' WHERE id = ?",
                [(row["id"],) for row in rows],
            )
        for row in rows:
            fields = json.loads(row["fields"])
            attempts = row["attempts"]
            push = Push(row["id"], row["url"], row["encoding"], fields, attempts)
            self._ready.put(push)
        return len(rows)

    def _push(self) -> None:
        sender = Sender()
        try:
            while (push := self._ready.get()) is not None:
                if self._sandbox.stopping.is_set():
                    break
                timeout = self._sandbox.settings.push_timeout_seconds
                sending = partial(sender.send, push, timeout=timeout)
                self._note(push, was_taken=bool(self._recorded(sending)))
        finally:
            sender.close()

    def _note(self, push: Push, *, was_taken: bool) -> None:
        settling = partial(self._settle, push, was_taken=was_taken)
        # Until it is noted, it would neither be tried again nor be over.
        while not self._recorded(settling) and not self._sandbox.stopping.is_set():
            pass

    def _settle(self, push: Push, *, was_taken: bool) -> bool:
        attempts = push.attempts + 1
        speed = self._sandbox.settings.speed
        delay = None if was_taken else next_delay(attempts, speed=speed)
        state = "done" if was_taken else "given up"
        if delay is not None:
            state = "waiting"
        with self._sandbox.store.write() as db:
            db.execute(
                "UPDATE pushes SET state=?, attempts=?, due_at=? WHERE id=?",
                (state, attempts, time.time() + (delay or 0), push.id),
            )
        if state == "waiting" or self._ready.empty():
            self._sandbox.wake.set()
        return True
