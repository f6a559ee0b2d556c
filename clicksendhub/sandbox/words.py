"""The words in which each channel's history says how far a message has come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One channel's words; `unheard` is where a message without receipts stays."""

    under_way: str = "Sent"
    arrived: str = "Completed"
    unheard: str = "Sent"

    def after(self, status_code: int) -> str:
        """Return the word after a receipt."""
        if status_code == 201:
            return self.arrived
        return "Failed" if status_code == 301 else self.under_way


WORDS = {
    "sms": Words(),
    "mms": Words(under_way="Queued:WaitSend", arrived="Sent"),
    "voice": Words(),
    # For a fax, Completed means handed on to the network.
    "fax": Words(under_way="Completed", arrived="Sent", unheard="Completed"),
}
