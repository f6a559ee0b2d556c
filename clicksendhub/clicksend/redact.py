"""Takes the credentials out of prose that ClickSend or the transport wrote."""

from typing import Final

MASK: Final = "[redacted]"


class Redact:
    """Callable that masks every occurrence of the secrets that it was made with."""

    __slots__ = ("_secrets",)

    def __init__(self, *secrets: str) -> None:
        # The longest first, or a short secret inside a long one would leave its rest.
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)

    def __call__(self, prose: str) -> str:
        for secret in self._secrets:
            prose = prose.replace(secret, MASK)
        return prose
