"""What can go wrong with a call to ClickSend, sorted by what the caller must decide.

ClickSendError
├── SurelyNotSent          nothing was accepted: trying again cannot double it
│   ├── RequestRefused     our own check, before anything left
│   ├── Unreachable        no name, no connection, no TLS, no free connection
│   ├── BadRequest         400, 413, 414, 422: the request as it was written
│   ├── Unauthorized       401, or an answer that says the credentials are wrong
│   ├── Forbidden          402, 403, or an answer that says the account may not send
│   ├── NotFound           404
│   ├── OddRefusal         405 and every other 4xx that HTTP defines
│   └── TooManyRequests    429, usually with ``retry_after``
└── MaybeSent              bytes left and no clean answer came: look before repeating
    ├── NoAnswer           time-out, reset, half an answer, 408
    ├── ServerError        5xx
    └── UnreadableAnswer   not the envelope, not its shape, a status that nobody defined
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import ClassVar, Final


class ClickSendError(Exception):
    """Any failed call.

    The text names the call, the status and the code, and is safe to log. ``detail``
    and ``fields`` are ClickSend's own prose: free of credentials, yet they may repeat
    a phone number or a name, so they are for the page of the account alone.
    """

    maybe_sent: ClassVar[bool] = True

    def __init__(
        self,
        summary: str = "",
        *,
        status: int | None = None,
        code: str = "",
        retry_after: float | None = None,
        detail: str = "",
        fields: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(summary)
        self.status = status
        self.code = code
        self.retry_after = retry_after
        self.detail = detail
        self.fields: Mapping[str, str] = dict(fields or {})


class SurelyNotSent(ClickSendError):
    """Nothing was accepted; the same call may be made again."""

    maybe_sent = False


class MaybeSent(ClickSendError):
    """ClickSend may have accepted the call; repeating it may send and charge twice."""

    maybe_sent = True


class RequestRefused(SurelyNotSent):
    """The request broke a rule that is known here, so it was never made."""


class Unreachable(SurelyNotSent):
    """No connection came about, so no byte of the request left."""


class BadRequest(SurelyNotSent):
    """ClickSend did not accept the request as it was written."""


class Unauthorized(SurelyNotSent):
    """The username or the API key is wrong."""


class Forbidden(SurelyNotSent):
    """The credentials are right, but the account may not do this (now)."""


class NotFound(SurelyNotSent):
    """What the call names does not exist, or no longer in a state that allows it."""


class OddRefusal(SurelyNotSent):
    """A 4xx that ClickSend does not document for such a call; perhaps of a proxy.

    It speaks of no single message.
    """


class TooManyRequests(SurelyNotSent):
    """The rate limit is used up; ``retry_after`` says for how long, where known."""


class NoAnswer(MaybeSent):
    """The request left, at least in part, and no whole answer came back."""


class ServerError(MaybeSent):
    """ClickSend failed while it was at work on the request."""


class UnreadableAnswer(MaybeSent):
    """An answer came that cannot be understood."""


_BY_STATUS: Final[Mapping[int, type[ClickSendError]]] = {
    400: BadRequest,
    401: Unauthorized,
    402: Forbidden,
    403: Forbidden,
    404: NotFound,
    # Meant for a request that came in too slowly, but some servers also give it when
    # their own work took too long, so it proves nothing.
    408: NoAnswer,
    413: BadRequest,
    414: BadRequest,
    422: BadRequest,
    429: TooManyRequests,
}
_DEFINED: Final = frozenset(map(int, HTTPStatus))

# Where ClickSend puts these is not documented: as the code of a 400 or of a 200
# without any messages. They speak of the account, never of one message.
_BY_CODE: Final[Mapping[str, type[ClickSendError]]] = {
    "MISSING_CREDENTIALS": Unauthorized,
    "INVALID_CREDENTIALS": Unauthorized,
    "ACCOUNT_NOT_ACTIVATED": Forbidden,
    "INSUFFICIENT_CREDIT": Forbidden,
}
ACCOUNT_CODES: Final = frozenset(_BY_CODE)
"""Codes that refuse the whole account, whatever the status around them."""


def error_for_status(status: int, code: str = "") -> type[ClickSendError]:
    """The class for a failed status; a code against the account refines a plain 4xx."""
    if status >= 500:
        return ServerError
    # Gateways make up codes such as 499 for what became of a call further on, so
    # only a code that is defined as a refusal proves one.
    undocumented = OddRefusal if status in _DEFINED else UnreadableAnswer
    kind = _BY_STATUS.get(status, undocumented)
    is_plain = kind in (BadRequest, Forbidden, OddRefusal)
    return _BY_CODE.get(code, kind) if is_plain else kind
