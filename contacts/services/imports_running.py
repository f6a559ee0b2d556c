"""Goes on with an import: check, import or undo, a slice under a lease."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.db import transaction

from clicksendhub.jobs import nudge
from clicksendhub.lib.tables import Unreadable
from contacts.models import Import, ImportState
from contacts.services import imports_leases as leases
from contacts.services.imports_applying import apply, stop_half_way
from contacts.services.imports_checking import check
from contacts.services.imports_telling import AT_WORK, CARRY_ON
from contacts.services.imports_undoing import halt, undo
from contacts.services.imports_values import FileGone

AT_ONCE_BYTES: Final = 200_000
"""A file so small is checked while its person waits; a larger one by a job."""
AT_ONCE_ROWS: Final = 500

_WORK: Final[dict[str, Callable[[Import, leases.Lease], bool]]] = {
    ImportState.CHECKING: check,
    ImportState.IMPORTING: apply,
    ImportState.UNDOING: undo,
}
TRIES: Final = 3
"""So often in a row something may break that nobody foresaw."""
_BROKE: Final = (
    f"Something broke {TRIES} times in a row. Whoever looks after the hub finds in its "
    "log what it was."
)
_FILE_GONE: Final = "The file is not there any more. Bring it again."


def run_slice(found: Import) -> bool:
    """Work on an import for a slice; True where more is left and nobody else has it.

    After an error that nobody foresaw the lease stands till its end, so that the next
    try comes later; after some in a row it stops where a person sees it.
    """
    lease = leases.take(found.pk)
    if lease is None:
        return False
    found = Import.objects.select_related("contact_list").get(pk=found.pk)
    try:
        left = found.state in AT_WORK and _work(found, lease)
    except leases.LeaseLost:
        return False
    except Exception:
        _count_try(lease, ImportState(found.state))
        raise
    leases.give_back(lease)
    return left


def _work(found: Import, lease: leases.Lease) -> bool:
    try:
        return _WORK[found.state](found, lease)
    except Unreadable as error:
        _fail(lease, error.sentence)
    except FileGone:
        _fail(lease, _FILE_GONE)
    return False


def run_or_ask(found: Import, *, at_once: bool) -> None:
    """Do it while its person waits where it is small; what is left, by a job."""
    if at_once:
        run_slice(found)
    found.refresh_from_db()
    if found.state in AT_WORK:
        nudge(CARRY_ON, str(found.public_id))


def is_small_file(found: Import) -> bool:
    """Whether its check takes a moment only."""
    return found.file_size <= AT_ONCE_BYTES


def is_small_plan(found: Import) -> bool:
    """Whether importing it, or taking it back, takes a moment only."""
    return found.rows <= AT_ONCE_ROWS


def _count_try(lease: leases.Lease, state: ImportState) -> None:
    with transaction.atomic():
        ours = Import.objects.select_for_update().filter(
            pk=lease.import_id, lease_token=lease.token, state=state
        )
        for held in ours:
            held.tries += 1
            held.save(update_fields=["tries"])
            if held.tries >= TRIES:
                _ENDS[state](lease, _BROKE)


def _fail(lease: leases.Lease, sentence: str) -> None:
    """The file cannot be read to its end: nothing was imported of it."""
    with transaction.atomic():
        held = leases.hold(lease, state=ImportState.CHECKING)
        held.state, held.trouble = ImportState.FAILED, sentence[:300]
        held.save(update_fields=["state", "trouble"])


_ENDS: Final[dict[ImportState, Callable[[leases.Lease, str], None]]] = {
    ImportState.CHECKING: _fail,
    ImportState.IMPORTING: stop_half_way,
    ImportState.UNDOING: halt,
}
