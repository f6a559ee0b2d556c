"""The rounds of the dispatch benchmark on one database; prints the rates as JSON.

python -m benchmarks.dispatch_rounds FOLDER [--quick]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import django

from benchmarks.support import measure

USERNAME, KEY = "benchmark", "BENCHMARK-KEY"
NUMBERS_FROM = 61400000000


def main() -> None:
    """Both targets in turn."""
    folder, quick = Path(sys.argv[1]), "--quick" in sys.argv
    rich = {"username": USERNAME, "key": KEY, "balance": "1000000"}
    os.environ["SANDBOX_ACCOUNTS"] = json.dumps([rich])
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    account = _account()
    rates = {}
    for name, command in _responders(folder).items():
        with started(command) as address, bench(account, address, quick) as rounds:
            pairs = measure(
                rounds.ours, rounds.rival, rounds.limit, pairs=5 if quick else 9
            )
            rates[f"the {name}"] = asdict(pairs)
            print(f"{_database()}, to the {name}: {rounds.microseconds:.0f} µs a text")
    print(json.dumps(rates))


def _database() -> str:
    from django.db import connection

    return connection.display_name


def _responders(folder: Path) -> dict[str, list[str]]:
    sandbox = [
        *(
            "clicksendhub.sandbox",
            "--port",
            "0",
            "--db",
            str(folder / "ledger.sqlite3"),
        ),
        *("--receipts", "off", "--magic", "off", "--throttle-seconds", "0"),
    ]
    return {"null responder": ["benchmarks.null_responder"], "sandbox": sandbox}


@contextmanager
def started(module: list[str]) -> Iterator[str]:
    """A responder in a process of its own, which prints its address."""
    with subprocess.Popen(
        [sys.executable, "-m", *module],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield _line(process.stdout).rsplit(maxsplit=1)[-1] + "/v3"
        finally:
            process.kill()


@contextmanager
def bench(account: Any, address: str, quick: bool) -> Iterator[Rounds]:
    """The worker processes, ready to pump."""
    from django.conf import settings

    environment = {**os.environ, "CLICKSEND_REHEARSAL_URL": address}
    command = [sys.executable, "-m", "benchmarks.dispatch_worker", str(account.pk)]
    with ExitStack() as stack:
        workers = [
            stack.enter_context(
                subprocess.Popen(
                    command,
                    env=environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
            )
            for _ in range(settings.WORKERS)
        ]
        rounds = Rounds(account, address, workers, texts=4000 if quick else 20000)
        rounds.ours()
        rounds.seconds_of_ours, rounds.texts_of_ours = 0.0, 0
        yield rounds
        for worker in workers:
            worker.kill()


class Rounds:
    """The same batches, sent by the engine and by a loop."""

    def __init__(
        self,
        account: Any,
        address: str,
        workers: list[subprocess.Popen[bytes]],
        *,
        texts: int,
    ) -> None:
        self._account = account
        self._address = address
        self._workers = workers
        self._texts = texts
        # Processor time of the workers, over all rounds.
        self.seconds_of_ours = 0.0
        self.texts_of_ours = 0

    @property
    def microseconds(self) -> float:
        """What one text costs us, without the responder."""
        return self.seconds_of_ours / self.texts_of_ours * 1e6

    def ours(self) -> float:
        """Through the engine, from claim to record."""
        send = self._released_send()
        began = time.perf_counter()
        for worker in self._workers:
            _tell(worker, "pump")
        spent = [float(_line(worker.stdout)) for worker in self._workers]
        rate = self._texts / (time.perf_counter() - began)
        self.seconds_of_ours += sum(spent)
        self.texts_of_ours += self._texts
        states = send.messages.counts()
        assert states == {"accepted": self._texts}, states
        return rate

    def rival(self) -> float:
        """A loop as one writes it: each batch posted, its answer read, nothing kept."""
        import httpx

        with httpx.Client(auth=(USERNAME, KEY), trust_env=False) as client:
            batches = list(self._batches())
            began = time.perf_counter()
            accepted = 0
            for batch in batches:
                answer = client.post(f"{self._address}/sms/send", json=batch)
                items = answer.raise_for_status().json()["data"]["messages"]
                accepted += sum(item["status"] == "SUCCESS" for item in items)
            rate = self._texts / (time.perf_counter() - began)
        assert accepted == self._texts, accepted
        return rate

    def limit(self) -> float:
        """What the responder takes at most from one caller: bytes that lie ready."""
        import httpx

        headers = {"Content-Type": "application/json"}
        with httpx.Client(auth=(USERNAME, KEY), trust_env=False) as client:
            bodies = [
                json.dumps(batch, separators=(",", ":")).encode()
                for batch in self._batches()
            ]
            began = time.perf_counter()
            for body in bodies:
                client.post(
                    f"{self._address}/sms/send", content=body, headers=headers
                ).raise_for_status()
            return self._texts / (time.perf_counter() - began)

    def _released_send(self) -> Any:
        from django.utils import timezone

        from messaging.models import Message, Send

        now = timezone.now()
        send = Send.objects.create(
            account=self._account,
            channel="sms",
            body="",
            is_bulk=True,
            state="released",
            planned_total=self._texts,
            released_at=now,
            due_at=now,
        )
        Message.objects.bulk_create(
            Message(
                send=send,
                account=self._account,
                to=f"+{NUMBERS_FROM + number}",
                body=_words(number),
                state="queued",
                country="AU",
            )
            for number in range(self._texts)
        )
        return send

    def _batches(self) -> Iterator[dict[str, Any]]:
        from django.conf import settings

        from clicksendhub.dispatch.models import new_reference

        size = settings.DISPATCH_BATCH_SIZE
        for start in range(0, self._texts, size):
            messages = [
                {
                    "to": f"+{NUMBERS_FROM + number}",
                    "body": _words(number),
                    "custom_string": new_reference(),
                }
                for number in range(start, min(start + size, self._texts))
            ]
            yield {"messages": messages}


def _words(number: int) -> str:
    return f"Hello, your booking {number} is on Friday at nine. Reply STOP to end."


def _account() -> Any:
    from clicksendhub.credentials.models import Account, Environment
    from clicksendhub.credentials.services import seal

    return Account.objects.create(
        label="Harbour Physio",
        username=USERNAME,
        sealed_key=seal(KEY),
        key_last4=KEY[-4:],
        environment=Environment.REHEARSAL,
        country="AU",
        time_zone="Australia/Perth",
    )


def _tell(worker: subprocess.Popen[bytes], word: str) -> None:
    assert worker.stdin
    worker.stdin.write(f"{word}\n".encode())
    worker.stdin.flush()


def _line(told: IO[bytes] | None) -> str:
    assert told
    line = told.readline().decode().strip()
    assert line, "a process of the benchmark has ended"
    return line


if __name__ == "__main__":
    main()
