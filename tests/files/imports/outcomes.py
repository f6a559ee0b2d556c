"""What each file of this folder comes to: refused, or laid out with its rows."""

from __future__ import annotations

from typing import Final

from tests.files.imports.outcome import Outcome
from tests.files.imports.outcomes_sheets import OTHERS, SPREADSHEETS
from tests.files.imports.outcomes_texts import TEXTS

OUTCOMES: Final[dict[str, Outcome]] = {**TEXTS, **SPREADSHEETS, **OTHERS}
