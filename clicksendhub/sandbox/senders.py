"""Which senders an account may use: what it owns joins the list it was given.

An account without a list may use every sender that looks right.
"""

from clicksendhub.sandbox import rights
from clicksendhub.sandbox.state import Sandbox


def allow(sandbox: Sandbox, account_id: int, sender: str) -> None:
    """Let an account use a sender."""
    with sandbox.store.write() as db:
        rights.give(db, account_id, rights.SENDERS, [sender])
        sandbox.accounts.reload()


def forbid(sandbox: Sandbox, account_id: int, sender: str) -> None:
    """Take a sender from an account."""
    with sandbox.store.write() as db:
        rights.take(db, account_id, rights.SENDERS, [sender])
        sandbox.accounts.reload()
