"""Jobs of the files; each is safe to run twice."""

from __future__ import annotations

from clicksendhub.media.services.converting import convert_at_clicksend
from clicksendhub.media.services.linking import upload_to_clicksend


def convert(key: str) -> None:
    """Have ClickSend convert the file of the rendition with this key."""
    convert_at_clicksend(int(key))


def upload(key: str) -> None:
    """Bring the rendition with this key to ClickSend, unless it is there."""
    upload_to_clicksend(int(key))
