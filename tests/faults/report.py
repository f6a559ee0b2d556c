"""What a fault test saw, for the person who runs the long forms."""

from __future__ import annotations

from clicksendhub.dispatch.models import Batch
from messaging.models import Send
from tests.faults.harness import Hub


def tell(hub: Hub, what: str, *sends: Send) -> None:
    """Print kills, lost batches, looks and doubles; pytest shows it with ``-s``."""
    ledger = hub.ledger()
    lost = Batch.objects.exclude(fault="")
    seen = {
        "texts": sum(send.planned_total for send in sends),
        "kills": f"{hub.kills['busy']} busy, {hub.kills['idle']} idle",
        "groups restarted": hub.watch.restarts,
        "calls": Batch.objects.count(),
        "calls lost": lost.count(),
        "looks with a witness": sum(lost.values_list("absent_looks", flat=True)),
        "looks without one": sum(lost.values_list("blind_looks", flat=True)),
        "sent again": sum(
            send.messages.filter(is_resent=True).count() for send in sends
        ),
        "doubles": sum(times > 1 for times in ledger.values()),
        "seed": hub.seed,
    }
    words = "; ".join(f"{name} {number}" for name, number in seen.items())
    print(f"\n{what}: {words}")  # noqa: T201 - the report of bin/faults
