"""Where a hosted file may be fetched from: the address is told by an answer.

So it could name anything, also what only this server can reach.
"""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from .checks import refused


def check_hosted_url(url: str, *, base_url: str) -> None:
    """Refuse all but public https, and the very host that the API itself is on."""
    there, ours = _split(url), urlsplit(base_url)
    if there.username is not None or there.password is not None:
        raise refused("url", "has credentials in it")
    if _origin(there) == _origin(ours):
        return
    if there.scheme != "https" or not there.hostname:
        raise refused("url", "is not an https address")
    if not _is_public(there.hostname):
        raise refused("url", "leads into a private network")


def _split(url: str) -> SplitResult:
    """The parts of the address; the cause is dropped, for it repeats the address."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        parts = None
    if parts is None or not url.isascii() or not url.isprintable():
        raise refused("url", "cannot be read")
    return parts


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or usual


def _is_public(host: str) -> bool:
    """A name with a dot, or the number of a public network."""
    try:
        return ip_address(host).is_global
    except ValueError:
        name = host.rstrip(".")
        last = name.rpartition(".")[2]
        # 0x7f.1 and 2130706433 are numbers in disguise.
        is_number = last.isdecimal() or last.startswith("0x")
        return "." in name and last != "localhost" and not is_number
