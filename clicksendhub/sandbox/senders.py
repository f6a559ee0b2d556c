"""Which senders an account may use: what it owns joins the list it was given.

An account without a list may use every sender that looks right.
"""

from clicksendhub.sandbox.state import Sandbox


def allow(sandbox: Sandbox, account_id: int, sender: str) -> None:
    """Let an account use a sender."""
    account = sandbox.accounts.by_id(account_id)
    if account.senders is not None:
        sandbox.accounts.put(account.username, senders=account.senders | {sender})


def forbid(sandbox: Sandbox, account_id: int, sender: str) -> None:
    """Take a sender from an account."""
    account = sandbox.accounts.by_id(account_id)
    if account.senders is not None:
        sandbox.accounts.put(account.username, senders=account.senders - {sender})
