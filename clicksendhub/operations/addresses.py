"""Where the hub's own processes listen on this machine."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from clicksendhub import env


def web_host() -> str:
    """The address that the web server listens on."""
    return env.text("HUB_LISTEN", "127.0.0.1")


def web_port() -> int:
    """The port that the web server listens on."""
    return env.integer("HUB_PORT", 8080, minimum=1)


def web_threads() -> int:
    """How many requests the web server answers at once."""
    return env.integer("HUB_THREADS", 8, minimum=1)


def web_url() -> str:
    """Where a browser on this machine finds the hub."""
    return f"http://{web_host()}:{web_port()}/"


def sandbox_port() -> int:
    """The port of the sandbox: the one that rehearsal calls go to."""
    return urlsplit(settings.CLICKSEND_REHEARSAL_URL).port or 80


def sandbox_url() -> str:
    """Where a browser on this machine finds the handset."""
    url: str = settings.SANDBOX_PAGES_URL
    return url
