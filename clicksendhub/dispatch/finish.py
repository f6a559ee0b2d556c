"""Says when a send is done: none of its rows can change without new evidence."""

from __future__ import annotations

from clicksendhub.dispatch.channels import Channel, products
from clicksendhub.dispatch.states import SendState
from clicksendhub.lib.dbclock import db_now


def finish_send(channel: Channel, send_pk: int) -> bool:
    """Mark one send done where no row of it is open."""
    sends = channel.send_model.objects.filter(pk=send_pk)
    done: int = sends.finishable(channel.model.objects.all()).update(
        state=SendState.DONE, done_at=db_now()
    )
    return done == 1


def finish_sends() -> int:
    """Mark every send done that is; the sweep's safety net."""
    finished = 0
    for channel in products():
        sends = channel.send_model.objects.finishable(channel.model.objects.all())
        finished += sends.update(state=SendState.DONE, done_at=db_now())
    return finished
