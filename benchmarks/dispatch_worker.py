"""One worker of the dispatch benchmark: pumps whenever a line comes in.

    python -m benchmarks.dispatch_worker ACCOUNT

Answers with the processor seconds that it took.
"""

from __future__ import annotations

import sys
import time

import django


def main() -> None:
    """Serve until standard input ends."""
    django.setup()
    from clicksendhub.credentials.models import Account
    from clicksendhub.credentials.services import client_for
    from clicksendhub.dispatch import engine

    account = Account.objects.get(pk=int(sys.argv[1]))
    with client_for(account) as client:
        for _line in sys.stdin:
            began = time.process_time()
            engine.pump(account.pk, client, seconds=600)
            print(time.process_time() - began, flush=True)


if __name__ == "__main__":
    main()
