"""Which failures are trouble of the account itself. Pure."""

from __future__ import annotations

from clicksendhub.clicksend import (
    ClickSendError,
    Forbidden,
    NotFound,
    OddRefusal,
    ServerError,
    Unauthorized,
    Unreachable,
)
from clicksendhub.gate.models import Trouble

_BY_CODE: dict[str, Trouble] = {
    "INSUFFICIENT_CREDIT": Trouble.NO_CREDIT,
    "ACCOUNT_NOT_ACTIVATED": Trouble.NOT_ACTIVE,
    "MISSING_CREDENTIALS": Trouble.KEY_REFUSED,
    "INVALID_CREDENTIALS": Trouble.KEY_REFUSED,
}
PAYMENT_REQUIRED = 402
_BY_CLASS: tuple[tuple[type[ClickSendError], Trouble], ...] = (
    (Unauthorized, Trouble.KEY_REFUSED),
    (Forbidden, Trouble.FORBIDDEN),
    (NotFound, Trouble.FORBIDDEN),
    (OddRefusal, Trouble.SERVER_ERROR),
    (Unreachable, Trouble.UNREACHABLE),
    (ServerError, Trouble.SERVER_ERROR),
)


# A read that is refused, missing or failing says nothing of what may be sent.
_SEEN_IN_READS = frozenset(
    {
        Trouble.KEY_REFUSED,
        Trouble.NO_CREDIT,
        Trouble.NOT_ACTIVE,
        Trouble.UNREACHABLE,
    }
)


def trouble_in_read(error: ClickSendError) -> Trouble | None:
    """The trouble of the account that a failed read shows, or None."""
    trouble = trouble_in(error)
    return trouble if trouble in _SEEN_IN_READS else None


def trouble_in(error: ClickSendError) -> Trouble | None:
    """The trouble that a failed send shows, or None where it says nothing of it."""
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    if error.status == PAYMENT_REQUIRED:
        return Trouble.NO_CREDIT
    for kind, trouble in _BY_CLASS:
        if isinstance(error, kind):
            return trouble
    return None


def trouble_in_status(status: str) -> Trouble | None:
    """The trouble that one recipient's status inside a 200 shows."""
    return _BY_CODE.get(status)
