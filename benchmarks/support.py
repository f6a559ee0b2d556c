"""What every benchmark shares: interleaved pairs, a table, a last line, a verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

Round = Callable[[], float]
MISSED = 1


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rates of interleaved rounds: the n-th of ours ran right beside the n-th rival."""

    ours: tuple[float, ...]
    rival: tuple[float, ...]
    limit: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours as a share of the rival, pair by pair."""
        beside = zip(self.ours, self.rival, strict=True)
        return tuple(mine / theirs for mine, theirs in beside)

    @property
    def ratio(self) -> float:
        """The median of the pairs."""
        return median(self.ratios)

    @property
    def spread(self) -> float:
        """Half the distance between the quartiles: the noise of the machine."""
        first, _middle, third = quantiles(self.ratios, n=4, method="inclusive")
        return (third - first) / 2


def measure(
    ours: Round, rival: Round, limit: Round | None = None, *, pairs: int = 5
) -> Pairs:
    """Run the rounds in turn, so that a busy minute of the machine hits all of them.

    A round does a piece of work and returns how much of it a second.
    """
    if pairs < 5:
        raise ValueError("A median of fewer than five pairs says nothing.")
    rows = []
    for number in range(pairs):
        # Who goes first alternates: caches and clocks favour the second.
        first, second = (ours, rival) if number % 2 else (rival, ours)
        rates = {first: first(), second: second()}
        rows.append((rates[ours], rates[rival], limit() if limit else 0.0))
    mine, theirs, limits = zip(*rows, strict=True)
    return Pairs(ours=mine, rival=theirs, limit=limits)


def report(name: str, unit: str, pairs: Pairs, *, goal: float, rival: str) -> int:
    """Print the table and the last line; the exit code of the benchmark."""
    show(unit, pairs, rival=rival)
    return verdict(name, [pairs], goal=goal, rival=rival)


def show(unit: str, pairs: Pairs, *, rival: str) -> None:
    """Print the table of some pairs."""
    print(f"{'pair':>6} {'ours':>12} {'rival':>12} {'limit':>12} {'ratio':>8}")
    rows = zip(pairs.ours, pairs.rival, pairs.limit, pairs.ratios, strict=True)
    for number, (mine, theirs, limit, ratio) in enumerate(rows, start=1):
        print(_row(str(number), mine, theirs, limit, ratio))
    middle = (median(pairs.ours), median(pairs.rival), median(pairs.limit))
    print(_row("median", *middle, pairs.ratio))
    print(f"Rates are {unit}; the rival is {rival}; spread ±{pairs.spread:.3f}.")


def verdict(name: str, judged: Sequence[Pairs], *, goal: float, rival: str) -> int:
    """Print the last line, the worst of what is judged; the exit code."""
    worst = min(judged, key=lambda pairs: pairs.ratio)
    print(f"{name}: {worst.ratio:.2f} (goal {goal:.2f} of {rival})")
    missed = any(pairs.ratio + pairs.spread < goal for pairs in judged)
    return MISSED if missed else 0


def _row(head: str, ours: float, rival: float, limit: float, ratio: float) -> str:
    shown = f"{limit:12,.0f}" if limit else f"{'–':>12}"
    return f"{head:>6} {ours:12,.0f} {rival:12,.0f} {shown} {ratio:8.3f}"
