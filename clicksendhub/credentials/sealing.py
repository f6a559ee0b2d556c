"""Seals API keys at rest with authenticated encryption.

The ring of keys stays outside the database: in HUB_KEYRING, or in a file of its own
that is made at first use. The newest key seals; every key of the ring opens.
"""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from clicksendhub import env


class SealBroken(Exception):
    """No key of the ring opens this: the ring was lost, or the row was changed."""


def seal(plain: str) -> str:
    """The text as nobody without the ring can read or alter it."""
    return _ring().encrypt(plain.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again; SealBroken where no key of the ring fits."""
    try:
        return _ring().decrypt(sealed.encode()).decode()
    except InvalidToken:
        pass
    raise SealBroken("A sealed key cannot be opened with the key ring of this hub.")


def reseal(sealed: str) -> str:
    """The same text under the newest key of the ring."""
    return seal(unseal(sealed))


def ring_keys() -> list[str]:
    """The keys of the ring, newest first."""
    if settings.KEYRING:
        return list(settings.KEYRING)
    kept = env.kept_secret("HUB_KEYRING", settings.KEYRING_FILE, make=new_ring_key)
    return kept.replace(",", " ").split()


def new_ring_key() -> str:
    """A fresh random key for the ring."""
    return Fernet.generate_key().decode()


def _ring() -> MultiFernet:
    """Read each time: a rotation in one process reaches all the others at once."""
    try:
        return MultiFernet([Fernet(key) for key in ring_keys()])
    except ValueError:
        pass  # the cause is dropped: it may quote the key
    message = "The key ring (HUB_KEYRING, or its file) holds something that is no key."
    raise ImproperlyConfigured(message)
