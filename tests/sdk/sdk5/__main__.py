"""Makes every call of SDK 5 that the sandbox answers; ends with 1 where one failed."""

import sys

from clicksend_client import ApiClient, Configuration

from tests.sdk import sdk5
from tests.sdk.sdk5.sdk import Sdk
from tests.sdk.steps import keep_to_loopback, place_from_environment, run


def main() -> int:
    """Drive the sandbox that the environment names."""
    place = place_from_environment()
    settings = Configuration()
    # Its paths lack the /v3 that its host has.
    settings.host = f"{place.url}/v3"
    settings.username = place.username
    settings.password = place.key
    keep_to_loopback()
    return run(sdk5, Sdk(ApiClient(settings), place))


if __name__ == "__main__":
    sys.exit(main())
