"""What the sandbox asks about a picture; the answers come from `picture_tool`."""

from clicksendhub.sandbox import child
from clicksendhub.sandbox.fetch import UnusableFile

NOT_READ = (
    "The picture cannot be read, has more than 50 million pixels, or takes too long. "
    "Save it anew as JPEG and upload that."
)


def kind_of(content: bytes) -> str:
    """Return what kind of picture this is, after decoding all of it."""
    return _asked("kind", content).decode()


def preview(content: bytes) -> bytes:
    """Return the picture as PNG, no larger than a page of the mailbox."""
    return _asked("preview", content)


def for_mms(content: bytes) -> bytes:
    """Return the picture as JPEG, or as the GIF it was, that fits into an MMS."""
    return _asked("mms", content)


def _asked(question: str, content: bytes) -> bytes:
    try:
        return child.run("picture_tool", question, content=content)
    except UnusableFile as error:
        raise UnusableFile(NOT_READ) from error
