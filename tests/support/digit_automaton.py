"""Regular expressions over digits as automata, to prove what they can look at."""

from collections.abc import Iterable
from re import _parser  # type: ignore[attr-defined]
from typing import Any

DIGITS = frozenset("0123456789")
ACCEPT = -1

Node = tuple[Any, Any]
"""One step of a parsed pattern: what it is, and what it holds."""


class Automaton:
    """A non-deterministic automaton for a pattern of digits, groups and repeats."""

    def __init__(self, pattern: str) -> None:
        self.steps: list[tuple[frozenset[str], int]] = []
        self.jumps: dict[int, list[int]] = {}
        self._known: dict[frozenset[int], set[frozenset[int]]] = {}
        self.start = self._chain(list(_parser.parse(pattern)), ACCEPT)

    def depends_on_last(self, *, shortest: int, longest: int, last: int) -> bool:
        """Is there a beginning after which only some endings are accepted?"""
        before = {self._closed({self.start})}
        for length in range(longest - last + 1):
            verdicts = {self._verdict(states, last) for states in before}
            if length >= shortest - last and None in verdicts:
                return True
            before = {after for states in before for after in self._next(states)}
        return False

    def _verdict(self, states: frozenset[int], left: int) -> bool | None:
        """True if every ending is accepted, False if none, None if some."""
        if left == 0:
            return ACCEPT in states
        found = {self._verdict(after, left - 1) for after in self._next(states)}
        return found.pop() if len(found) == 1 else None

    def _next(self, states: frozenset[int]) -> set[frozenset[int]]:
        """Where each of the ten digits leads, once."""
        if states not in self._known:
            self._known[states] = {self._after(states, digit) for digit in DIGITS}
        return self._known[states]

    def _after(self, states: frozenset[int], digit: str) -> frozenset[int]:
        return self._closed(
            self.steps[state][1]
            for state in states
            if state != ACCEPT and digit in self.steps[state][0]
        )

    def _closed(self, states: Iterable[int]) -> frozenset[int]:
        seen: set[int] = set()
        waiting = list(states)
        while waiting:
            state = waiting.pop()
            if state not in seen:
                seen.add(state)
                waiting += self.jumps.get(state, [])
        return frozenset(seen)

    def _state(self, accepted: frozenset[str], after: int) -> int:
        self.steps.append((accepted, after))
        return len(self.steps) - 1

    def _choice(self, targets: list[int]) -> int:
        state = self._state(frozenset(), ACCEPT)
        self.jumps[state] = targets
        return state

    def _chain(self, nodes: list[Node], after: int) -> int:
        for node in reversed(nodes):
            after = self._node(node, after)
        return after

    def _node(self, node: Node, after: int) -> int:
        kind, value = str(node[0]), node[1]
        if kind == "SUBPATTERN":
            return self._chain(list(value[3]), after)
        if kind == "BRANCH":
            return self._choice([self._chain(list(way), after) for way in value[1]])
        if kind == "MAX_REPEAT":
            return self._repeat(value, after)
        return self._state(accepted_by(node), after)

    def _repeat(self, value: tuple[int, int, list[Node]], after: int) -> int:
        least, most, nodes = value
        entry = after
        for count in range(int(most), 0, -1):
            entry = self._chain(list(nodes), entry)
            if count > least:
                entry = self._choice([entry, after])
        return entry


def accepted_by(node: Node) -> frozenset[str]:
    """The digits that one step of a pattern lets through."""
    kind, value = str(node[0]), node[1]
    if kind == "LITERAL":
        return frozenset(chr(value))
    if kind != "IN":
        raise NotImplementedError(kind)
    accepted: set[str] = set()
    for sort, member in value:
        if str(sort) == "LITERAL":
            accepted.add(chr(member))
        elif str(sort) == "RANGE":
            accepted |= {chr(code) for code in range(member[0], member[1] + 1)}
        else:  # a category: \d
            accepted |= DIGITS
    return frozenset(accepted)


def widths_of(pattern: str) -> tuple[int, int]:
    """The fewest and the most digits that a pattern spans."""
    fewest, most = _parser.parse(pattern).getwidth()
    return int(fewest), int(most)


def farthest_choice(pattern: str) -> int:
    """How many digits from the front a pattern can tell apart, at most."""
    return _farthest(list(_parser.parse(pattern)), 0)[0]


def _farthest(nodes: list[Node], offset: int) -> tuple[int, int]:
    """The farthest telling digit, and where the pattern ends at the latest."""
    farthest = 0
    for node in nodes:
        reach, offset = _farthest_in(node, offset)
        farthest = max(farthest, reach)
    return farthest, offset


def _farthest_in(node: Node, offset: int) -> tuple[int, int]:
    kind, value = str(node[0]), node[1]
    if kind in {"AT", "ASSERT_NOT", "ASSERT"}:
        return 0, offset
    if kind == "SUBPATTERN":
        return _farthest(list(value[3]), offset)
    if kind == "BRANCH":
        ways = [_farthest(list(way), offset) for way in value[1]]
        return max(way[0] for way in ways), max(way[1] for way in ways)
    if kind == "MAX_REPEAT":
        return _farthest(list(value[2]) * int(value[1]), offset)
    is_free = accepted_by(node) >= DIGITS
    return (0 if is_free else offset + 1), offset + 1
