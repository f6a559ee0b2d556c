"""Makes every call of SDK 6 that the sandbox answers; ends with 1 where one failed."""

import sys

from clicksend import ApiClient, Configuration

from tests.sdk import sdk6
from tests.sdk.sdk6.sdk import Sdk
from tests.sdk.steps import keep_to_loopback, place_from_environment, run


def main() -> int:
    """Drive the sandbox that the environment names."""
    place = place_from_environment()
    # Its paths begin with /v3 themselves, so that the host is given bare.
    settings = Configuration(
        host=place.url, username=place.username, password=place.key
    )
    keep_to_loopback()
    return run(sdk6, Sdk(ApiClient(settings), place))


if __name__ == "__main__":
    sys.exit(main())
