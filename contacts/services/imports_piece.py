"""Decides what becomes of some rows of a file; writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clicksendhub.lib import tables
from contacts.folding import key_of
from contacts.imports.cells import PersonReader, Problem, ReadRow
from contacts.imports.codes import RowCode
from contacts.imports.planned import Planned
from contacts.imports.seen import Index, Seen, number_of
from contacts.models import Duplicates, Import, ImportRow, Outcome
from contacts.services.imports_standing import Class, Standing, blocked_among
from contacts.values import Details


@dataclass(frozen=True, slots=True)
class Superseded:
    """A row whose person comes again later in the file, where the last one counts."""

    row: int
    of_class: int
    by_row: int

    def say(self, told: ImportRow) -> None:
        """Write on a row that it counts no more."""
        say(told, Outcome.DUPLICATE, duplicate_of(self.by_row), other_row=self.by_row)


@dataclass(slots=True)
class Piece:
    """What some rows came to, to be committed together."""

    of_import: Import
    sums: Counter[str] = field(default_factory=Counter)
    told: dict[int, ImportRow] = field(default_factory=dict)
    superseded: list[Superseded] = field(default_factory=list)
    mended: list[int] = field(default_factory=list)
    taken: dict[int, tuple[Planned, int]] = field(default_factory=dict)
    rows: dict[int, list[str]] = field(default_factory=dict)

    @property
    def planned(self) -> list[Planned]:
        """Who is to be imported of these rows, in their order."""
        return [planned for planned, _class in self.taken.values()]

    @property
    def index(self) -> Index:
        """Where they can be found again by their keys."""
        index = Index()
        for planned, of_class in self.taken.values():
            index.add(number_of(planned.key), planned.row, of_class)
        return index


class Checker:
    """Knows who stands in the list and which rows came before."""

    def __init__(self, found: Import) -> None:
        self._import = found
        self._reader = reader_for(found)
        self._standing = Standing(found)
        self._last_counts = found.duplicates == Duplicates.LAST
        mended = found.told.exclude(mended={})
        self._mended = dict(mended.values_list("row", "mended"))
        self._seen = Seen()
        for packed in found.pieces.order_by("number").values_list("index", flat=True):
            self._seen.learn(Index.unpack(packed))

    def decide(self, rows: Sequence[tables.Row]) -> Piece:
        """What becomes of the next rows."""
        piece = Piece(self._import)
        piece.sums["rows"] = len(rows)
        piece.rows = {row.number: row.cells for row in rows}
        piece.mended = [row.number for row in rows if row.number in self._mended]
        read = [(row, self._read(row)) for row in rows]
        brought = [found.details for _row, found in read if found.details]
        there = self._standing.look_up(brought)
        first_seen: list[Details] = []
        for row, found in read:
            if found.details is None:
                self._tell(piece, row.number, Outcome.REJECTED, found.problem)
                continue
            others = there.get(key_of(found.details), ())
            meant = self._standing.meaning(found.details, others)
            if isinstance(meant, Problem):
                self._tell(piece, row.number, Outcome.REJECTED, meant)
                continue
            planned = Planned(row.number, meant.key, found.details)
            if self._take(piece, planned, meant.of_class):
                first_seen.append(found.details)
            if row.number in piece.taken:
                self._tell_doubt(piece, row.number, found.problem)
        self._count(piece, first_seen)
        return piece

    def _read(self, row: tables.Row) -> ReadRow:
        overlay = self._mended.get(row.number)
        cells = with_mended(row.cells, overlay) if overlay else row.cells
        return self._reader.read(cells)

    def _take(self, piece: Piece, planned: Planned, of_class: Class) -> bool:
        """Put a row in the plan unless it is a double; False where it is one."""
        key = number_of(planned.key)
        before = self._seen.find(key)
        if before and not self._last_counts:
            problem = duplicate_of(before[0])
            self._tell(piece, planned.row, Outcome.DUPLICATE, problem, before[0])
            return False
        if before:
            self._replace(piece, Superseded(*before, by_row=planned.row))
        self._seen.put(key, planned.row, of_class)
        piece.taken[planned.row] = (planned, of_class)
        return before is None

    def _replace(self, piece: Piece, gone: Superseded) -> None:
        piece.sums["duplicate"] += 1
        if piece.taken.pop(gone.row, None) is None:
            piece.superseded.append(gone)
            return
        told = piece.told.setdefault(gone.row, self._row(piece, gone.row))
        gone.say(told)

    def _tell(
        self,
        piece: Piece,
        row: int,
        outcome: Outcome,
        problem: Problem | None,
        other_row: int | None = None,
    ) -> None:
        told = piece.told[row] = self._row(piece, row)
        say(told, outcome, problem, other_row=other_row)
        if outcome in (Outcome.REJECTED, Outcome.DUPLICATE):
            piece.sums[outcome] += 1

    def _tell_doubt(self, piece: Piece, row: int, doubt: Problem | None) -> None:
        if doubt:
            self._tell(piece, row, Outcome.WARNED, doubt)
        elif row in self._mended:
            self._tell(piece, row, Outcome.MENDED, None)

    def _row(self, piece: Piece, row: int) -> ImportRow:
        return ImportRow(
            of_import=self._import,
            row=row,
            cells=piece.rows[row],
            mended=self._mended.get(row, {}),
        )

    def _count(self, piece: Piece, first_seen: Sequence[Details]) -> None:
        for _planned, of_class in piece.taken.values():
            piece.sums[Class(of_class).term] += 1
        outcomes = Counter(told.outcome for told in piece.told.values())
        piece.sums["warned"] = outcomes[Outcome.WARNED]
        piece.sums["blocked"] = blocked_among(self._import.account_id, first_seen)


def reader_for(found: Import) -> PersonReader:
    """Reads the rows of this file."""
    return PersonReader(found.mapping, country=found.country)


def with_mended(cells: Sequence[str], mended: Mapping[str, str]) -> list[str]:
    """The cells with those that a person wrote instead."""
    whole = list(cells)
    for column, cell in mended.items():
        whole += [""] * (int(column) + 1 - len(whole))
        whole[int(column)] = cell
    return whole


def say(
    told: ImportRow,
    outcome: Outcome,
    problem: Problem | None,
    *,
    other_row: int | None = None,
) -> None:
    """Write on a row what became of it, and why."""
    told.outcome, told.other_row = outcome, other_row
    told.code = problem.code if problem else ""
    told.column = problem.column if problem else None
    told.raw = keepable(problem.raw)[:200] if problem else ""
    told.sentence = keepable(problem.sentence)[:400] if problem else ""
    told.cells = [*map(keepable, told.cells)]


def keepable(text: Any) -> str:
    """As a database keeps it: what it cannot keep is shown as a question."""
    return (
        str(text)
        .replace("\0", "\N{REPLACEMENT CHARACTER}")
        .encode("utf-8", "replace")
        .decode()
    )


def duplicate_of(other_row: int) -> Problem:
    """The row is the same person as another one, which counts."""
    return Problem(
        RowCode.DUPLICATE, f"Row {other_row:,} is the same person, and that one counts."
    )
