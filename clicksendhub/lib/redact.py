"""Keeps keys, webhook tokens and phone numbers out of logs.

Put `RedactingFilter` on handlers: a filter on a logger does not see what its
children log.
"""

import logging
import re
import traceback
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

HIDDEN = "•••"

_SHORTEST_SECRET = 4
_WORD_OF_A_PATH = re.compile(r"[a-z][a-z-]{0,14}").fullmatch
_HOOK_PATH = re.compile(r"(/hooks/)([^\s?#\"'<>]+)")
_ONE_TIME_LINK = re.compile(r"(/(?:join|welcome|password/reset)/)[^\s/?#\"'<>]+")
_QUERY = re.compile(r"((?:https?:/)?/[^\s?\"'<>]*)\?[^\s\"'<>]+")
_CREDENTIALS = re.compile(r"(https?://)[^\s/@\"'<>]+@")
_AUTHORIZATION = re.compile(
    r"(authorization(?:['\"]?\s*[:=]|['\"]\s*,)\s*(?:b?['\"])?)(?:(?:basic|bearer|token)\s+)?"
    r"[^\s'\",}\])]+",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\b(Basic|Bearer)\s+(?=\S*[0-9A-Z=])[\w+/.~=-]{8,}")
_NUMBER = re.compile(r"(?:\+|%2B)[1-9]\d{4,12}(\d{2})(?!\d)", re.IGNORECASE)
_SPACED_NUMBER = re.compile(
    r"\+[1-9]\d{0,2}(?:[ -]\(?\d{1,5}\)?){1,4}[ -]\d{0,4}(\d{2})(?!\d)"
)
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) - {"msg", "args"}


def scrub(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without the given secrets and without anything shaped like one."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, HIDDEN)
    text = _AUTHORIZATION.sub(rf"\1{HIDDEN}", text)
    text = _SCHEME.sub(rf"\1 {HIDDEN}", text)
    text = _CREDENTIALS.sub(rf"\1{HIDDEN}@", text)
    text = _HOOK_PATH.sub(_without_token, text)
    text = _ONE_TIME_LINK.sub(rf"\1{HIDDEN}", text)
    text = _QUERY.sub(rf"\1?{HIDDEN}", text)
    text = _NUMBER.sub(rf"+{HIDDEN}\1", text)
    return _SPACED_NUMBER.sub(rf"+{HIDDEN}\1", text)


def redact_url(url: str) -> str:
    """The address without credentials, hook tokens and query values."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    path = _HOOK_PATH.sub(_without_token, parts.path)
    query = HIDDEN if parts.query else ""
    return scrub(urlunsplit((parts.scheme, host, path, query, "")))


class RedactingFilter(logging.Filter):
    """Scrubs message, arguments, exception text and extra fields of a record.

    The traceback is rendered here and dropped, so that no later handler can
    render it again with what was hidden.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secrets)

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = scrub(_message_of(record), self._secrets)
        record.args = None
        if record.exc_info and record.exc_info[0]:
            rendered = "".join(traceback.format_exception(*record.exc_info))
            record.exc_text = rendered.rstrip("\n")
        record.exc_info = None
        for name in ("exc_text", "stack_info", *(vars(record).keys() - _STANDARD)):
            value = getattr(record, name)
            if isinstance(value, str):
                setattr(record, name, scrub(value, self._secrets))
        return True


def _message_of(record: logging.LogRecord) -> str:
    """A message whose arguments do not fit is still logged, without them."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return str(record.msg)


def _without_token(found: re.Match[str]) -> str:
    """Short plain words of a hook's path stay; anything else may be its token."""
    segments = found.group(2).split("/")
    kept = [part if _WORD_OF_A_PATH(part) else HIDDEN for part in segments if part]
    return found.group(1) + "/".join(kept) + ("/" if segments[-1] == "" else "")
