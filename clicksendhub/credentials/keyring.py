"""Changes the file of the key ring: always written whole, then put in its place."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

from clicksendhub.credentials.sealing import new_ring_key, ring_keys


def add_ring_key() -> None:
    """Put a fresh key before the others: from now on it seals."""
    _write([new_ring_key(), *ring_keys()])


def forget_old_ring_keys() -> None:
    """Keep the newest key alone; what only older keys open is lost."""
    _write(ring_keys()[:1])


def _write(keys: list[str]) -> None:
    path: Path = settings.KEYRING_FILE
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        # Keys sealed with a ring that a power cut takes away would be lost.
        os.fsync(file.fileno())
    draft.replace(path)
