"""What the services of imports raise, and the values that they answer with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clicksendhub.lib.tables import Row


class FileTooBig(Exception):
    """The file is larger than ``settings.IMPORT_FILE_BYTES``."""

    def __init__(self, most: int) -> None:
        self.sentence = (
            f"The file is larger than {most // 1_000_000:,} MB. Split it into several."
        )
        super().__init__(self.sentence)


class ColumnsWrong(Exception):
    """What was chosen does not go together; ``column`` counts from 0."""

    def __init__(self, sentence: str, column: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.column = sentence, column


class NotChecked(Exception):
    """Only a checked draft can be imported; ``sentence`` says what is in the way."""

    def __init__(
        self, sentence: str = "Check the file before you import the people of it."
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FileGone(Exception):
    """The file of an import was removed when its days were over."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a file as it is read now."""

    headings: list[str] = field(repr=False)
    rows: list[Row] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Rows with one cause: what it is called, and what to do."""

    code: str
    outcome: str
    title: str
    hint: str
    count: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import at work is; ``total`` is 0 where nobody knows yet."""

    done: int
    total: int
    rows_per_second: float
    seconds_left: int | None
    # It has not begun: another import into the same list goes first.
    waits: bool
