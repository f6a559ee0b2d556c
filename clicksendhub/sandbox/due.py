"""What falls due, one row after the other: a row that fails does not stop the rest."""

import logging
import sqlite3
from collections.abc import Callable, Iterable
from sqlite3 import Row

from clicksendhub.sandbox.store import Store

log = logging.getLogger("clicksendhub.sandbox")


def each(
    store: Store,
    rows: Iterable[Row],
    deed: Callable[[Row], object],
    *,
    set_aside: str,
) -> None:
    """Do a deed, in a transaction of its own, for each row; set aside what fails.

    `set_aside` is the SQL that keeps a row, named by its first column, from falling
    due again.
    """
    for row in rows:
        try:
            deed(row)
        except sqlite3.OperationalError:
            # The file's trouble and not the row's: the whole round is tried again.
            raise
        except Exception:
            log.exception("Something that fell due failed, and is set aside.")
            with store.write() as db:
                db.execute(set_aside, (row[0],))
