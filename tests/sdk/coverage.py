"""Which call of the sandbox which SDK makes too: counted, and written as a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tests.imports import ROOT
from tests.sdk.calls import Call, of_sandbox
from tests.sdk.client_calls import of_client
from tests.sdk.generations import GENERATIONS, Generation

PAGE = ROOT / "docs" / "reference" / "sdk-coverage.md"
ABOUT = """\
# Which SDK makes which call

Every call that the sandbox answers: whether the hub makes it, and the method of each of
ClickSend’s official Python SDKs that makes the same call. A dash: not known there.
`bin/sdks` makes every call with a method in the table through that SDK, and fails where
one is missing; `bin/sdks --write` writes this page.
"""


def shared(calls: Mapping[Call, str]) -> set[Call]:
    """The calls that an SDK and the sandbox both know."""
    return calls.keys() & of_sandbox().keys()


def not_made(calls: Mapping[Call, str], made: Collection[Call]) -> list[str]:
    """The methods of an SDK for shared calls that nobody has made."""
    return sorted(calls[one] for one in shared(calls) - set(made))


def count_of(generation: Generation, made: Collection[Call]) -> str:
    """How much of what they share an SDK has done, in words."""
    common = shared(generation.calls())
    done = len(common & set(made))
    return (
        f"{generation.name} ({generation.version}): {done} of {len(common)} shared "
        f"calls made, of {len(of_sandbox())} that the sandbox answers"
    )


def page() -> str:
    """The table as the documentation shows it."""
    hub = of_client()
    sdks = [generation.calls() for generation in GENERATIONS]
    heads = ["Call", "Hub", *(f"{one.name} ({one.version})" for one in GENERATIONS)]
    rows = [heads, ["---"] * len(heads)]
    for one, template in sorted(of_sandbox().items()):
        cells = [_cell(calls.get(one)) for calls in sdks]
        mark = "yes" if one in hub else "–"
        rows.append([f"`{one.method} {template}`", mark, *cells])
    return f"{ABOUT}\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cell(method: str | None) -> str:
    return f"`{method}`" if method else "–"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
