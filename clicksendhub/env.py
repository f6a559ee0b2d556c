"""Reads settings from the environment: typed, with errors that name the variable."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that ``NAME_FILE`` names."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            message = f"{name}_FILE names a file that cannot be read: {error.strerror}."
            raise ImproperlyConfigured(message) from error
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool) -> bool:
    """A yes/no variable: 1, true, yes, on or 0, false, no, off."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    word = raw.strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {raw!r}.")


def integer(name: str, default: int, *, minimum: int = 0) -> int:
    """A whole number of at least ``minimum``."""
    raw = text(name)
    if not raw:
        return default
    try:
        number = int(raw)
    except ValueError as error:
        message = f"{name} must be a whole number, not {raw!r}."
        raise ImproperlyConfigured(message) from error
    if number < minimum:
        raise ImproperlyConfigured(f"{name} must be at least {minimum}, not {number}.")
    return number


def seconds(name: str, default: float) -> float:
    """A duration in seconds; fractions are allowed."""
    raw = text(name)
    if not raw:
        return default
    try:
        duration = float(raw)
    except ValueError as error:
        message = f"{name} must be a number of seconds, not {raw!r}."
        raise ImproperlyConfigured(message) from error
    if duration < 0:
        raise ImproperlyConfigured(f"{name} must not be negative.")
    return duration


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list parted by commas."""
    raw = text(name)
    if not raw:
        return list(default)
    return [word.strip() for word in raw.split(",") if word.strip()]


def one_of(name: str, choices: tuple[str, ...], *, default: str) -> str:
    """One of a closed set of words."""
    word = text(name, default)
    if word not in choices:
        allowed = ", ".join(choices)
        raise ImproperlyConfigured(f"{name} must be one of {allowed}; it is {word!r}.")
    return word


def kept_secret(name: str, path: Path, *, make: Any = None) -> str:
    """The variable, or a secret kept in ``path`` (0600), made at the first start."""
    if given := text(name):
        return given
    try:
        return _read_or_make(path, make or (lambda: secrets.token_urlsafe(50)))
    except OSError as error:
        message = f"{name} cannot be kept in {path.name}: {error.strerror}."
        raise ImproperlyConfigured(message) from error


def _read_or_make(path: Path, make: Any) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        # Written whole beside it, then linked: two processes that start together
        # agree on one secret, and a full disk leaves no half of one.
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with open(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
        ) as f:
            f.write(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8").strip()


def database(url: str, *, default_path: Path) -> dict[str, Any]:
    """Django's connection settings for ``DATABASE_URL`` (sqlite or postgresql)."""
    if not url:
        return _sqlite(str(default_path))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": dict(parse_qsl(parts.query)),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    message = "DATABASE_URL must begin with sqlite:/// or postgresql://."
    raise ImproperlyConfigured(message)


def _sqlite(path: str) -> dict[str, Any]:
    # FULL: what we committed before a call, or before a 200, outlives a power cut.
    pragmas = (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-20000;PRAGMA journal_size_limit=67108864;"
        "PRAGMA temp_store=MEMORY;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # IMMEDIATE: a deferred transaction that turns into a write fails at once
        # under WAL, whatever the time-out is.
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": pragmas,
        },
        "TEST": {"NAME": None},
    }
