"""Writes the page of API coverage: ``python docs/api_coverage.py``.

The table that it prints stands with the tests that prove it, in ``tests/api_coverage``.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.api_coverage.page import PAGE, written_page


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(written_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
