"""The one file of a call, fetched and looked at before any message is judged."""

from typing import Any

from clicksendhub.sandbox import documents
from clicksendhub.sandbox.channel import Attachment, FileRule
from clicksendhub.sandbox.reading import read_text
from clicksendhub.sandbox.state import Call


def attachment_of(
    call: Call, given: dict[str, Any], *, rule: FileRule | None
) -> Attachment | None:
    """Return the file that a call names; None when it is of no use."""
    if rule is None:
        return None
    url = read_text(given.get(rule.named))
    try:
        document = documents.take(
            call.sandbox, url, kinds=rule.kinds, maximum_bytes=rule.maximum_bytes
        )
    except documents.UnusableFile:
        return None
    if len(document.content) > rule.smaller.get(document.kind, rule.maximum_bytes):
        return None
    if rule.is_portrait_only and not document.is_portrait:
        return None
    return Attachment(url, document.id, document.pages)
