"""Makes every call of SDK 6 that the sandbox answers; ends with 1 where one failed."""

import sys

from tests.sdk import sdk6
from tests.sdk.sdk6.sdk import Sdk, connection
from tests.sdk.steps import keep_to_loopback, place_from_environment, run


def main() -> int:
    """Drive the sandbox that the environment names."""
    keep_to_loopback()
    place = place_from_environment()
    return run(sdk6, Sdk(connection(place), place))


if __name__ == "__main__":
    sys.exit(main())
