"""`python -m clicksendhub.operations.web`: the web server of the embedded hub."""

from __future__ import annotations

import logging
import os
import signal
from types import FrameType
from typing import Any

import django
from django.conf import settings
from waitress.channel import HTTPChannel
from waitress.server import create_server

logger = logging.getLogger(__name__)


def main() -> None:
    """Serve until told to stop; requests under way are finished."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clicksendhub.settings")
    django.setup()
    from clicksendhub.operations import addresses

    server = make_server(addresses.web_port())
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    logger.info("The web server listens on %s.", addresses.web_url())
    server.run()


def make_server(port: int) -> Any:
    """A server that listens on this port, and is yet to run."""
    from clicksendhub.operations import addresses
    from clicksendhub.operations.bodies import BodyParser
    from clicksendhub.wsgi import application

    HTTPChannel.parser_class = BodyParser
    return create_server(
        application,
        host=addresses.web_host(),
        port=port,
        threads=addresses.web_threads(),
        # With a proxy of ours in front its headers reach Django, which believes as
        # many hops as the setting says; else they are dropped here.
        clear_untrusted_proxy_headers=settings.TRUSTED_PROXIES == 0,
        # A longer body is refused at its head; else up to 1 GB would fill the disk.
        max_request_body_size=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        ident="",
    )


def _stop(number: int, frame: FrameType | None) -> None:
    # waitress answers what it has begun, then ends.
    raise SystemExit(0)


if __name__ == "__main__":
    main()
