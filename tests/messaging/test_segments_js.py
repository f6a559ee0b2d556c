"""The browser's counter reproduces the server's table, run by node where it is."""

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from messaging.segments import cheaper_twin, count, excess, normalise
from tests.messaging.segment_vectors import MAX_PARTS, SMILE, as_json

SCRIPTS = Path(__file__).resolve().parents[2] / "static" / "js" / "lib"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")
UNICODE_COSTS = "70 characters a part instead of 160."
TOO_LONG = "At most 8 parts can be sent: remove 6 characters."

RUNNER = """
import { readFileSync } from "node:fs";
import * as segments from "./segments.js";
import * as words from "./counter-words.js";

const problem = (text) => {
  try { segments.count(text); return null; } catch (error) { return error.position; }
};
const describe = (text) => ({
  ...segments.count(text),
  dear: segments.dearOf(segments.count(text)),
  twin: segments.cheaperTwin(text),
  excess: segments.excess(text, 2),
  normalised: segments.normalise(text),
});
const said = (text) => {
  const counted = segments.count(text);
  return [words.summaryOf(counted, 8), words.dearWords(counted)];
};
const asked = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify({
  described: asked.texts.map(describe),
  problems: asked.unsendable.map(problem),
  said: asked.said.map(said),
}));
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Run the browser's modules on texts given as JSON, escapes and all."""
    folder = tmp_path_factory.mktemp("js")
    for script in SCRIPTS.glob("*.js"):
        shutil.copy(script, folder)
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "run.js").write_text(RUNNER)

    def run(**asked: list[str]) -> Any:
        question = {"texts": [], "unsendable": [], "said": [], **asked}
        answer = subprocess.run(
            [str(NODE), str(folder / "run.js")],
            input=json.dumps(question),
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return json.loads(answer.stdout)

    return run


def random_texts(number: int) -> list[str]:
    """Texts that stand near the boundaries, from a fixed seed."""
    source = random.Random(20260823)
    pieces = ["a", "b ", "€", "[", "é", "’", "–", "…", "α", SMILE, "\u200b", "\u200d"]
    pieces += ["ł", "ç", "\u0301", "\ufe0f", "🇦🇺", "م", "\u200c", "\r\n", "ﬁ", "漢"]
    return [
        "".join(
            source.choices(source.sample(pieces, 4), k=source.choice([5, 75, 160, 320]))
        )
        for _ in range(number)
    ]


def test_the_browser_reproduces_the_table(ask):
    table = as_json()["vectors"]

    described = ask(texts=[row["text"] for row in table])["described"]

    assert [(row["encoding"], row["units"], row["parts"]) for row in described] == [
        (row["encoding"], row["units"], row["parts"]) for row in table
    ]


def test_the_browser_reproduces_the_second_values(ask):
    seconds = as_json()["seconds"]
    first = ask(texts=[row["text"] for row in seconds])["described"]
    step = {
        "trimmed": lambda row: row["text"].strip(),
        "normalised": lambda row: row["normalised"],
        "plain": lambda row: row["twin"]["text"],
    }
    texts = [step[row["step"]](at) for row, at in zip(seconds, first, strict=True)]

    described = ask(texts=texts)["described"]

    assert [(row["units"], row["parts"]) for row in described] == [
        (row["units"], row["parts"]) for row in seconds
    ]


def test_the_browser_refuses_what_no_message_can_carry(ask):
    table = as_json()["unsendable"]

    problems = ask(unsendable=[row["text"] for row in table])["problems"]

    assert problems == [row["position"] for row in table]


def test_browser_and_server_agree_on_random_texts(ask):
    texts = random_texts(1500)

    for text, row in zip(texts, ask(texts=texts)["described"], strict=True):
        counted, saving = count(text), cheaper_twin(text)
        assert (row["encoding"], row["units"], row["parts"], row["left"]) == (
            counted.encoding,
            counted.units,
            counted.parts,
            counted.left,
        )
        assert row["twin"] == {"text": saving.text, "savedParts": saving.saved_parts}
        assert row["dear"] == [
            {"text": dear.text, "times": dear.times} for dear in counted.dear
        ]
        assert row["excess"] == excess(text, 2)
        assert row["normalised"] == normalise(text)


@pytest.mark.parametrize(
    ("text", "summary", "dear"),
    [
        ("", "0 of 160 characters", ""),
        ("a" * 64, "64 of 160 characters · 1 part", ""),
        (
            "a" * 200,
            "200 of 306 characters · 2 parts · 106 left in this part",
            "",
        ),
        (
            "€5 or €6 [now]",
            "18 of 160 characters · 1 part",
            "Counted as two characters each: “€” (2 times), “[”, “]”.",
        ),
        (
            "It’s Ann’s\u00a0turn",
            "15 of 70 characters · 1 part",
            "Written in Unicode because of “’” (2 times), no-break space: "
            + UNICODE_COSTS,
        ),
        (
            "αβγδεζ",
            "6 of 70 characters · 1 part",
            "Written in Unicode because of “α”, “β”, “γ”, “δ”, “ε” and 1 more: "
            + UNICODE_COSTS,
        ),
        (
            "a" * 1230,
            f"1,230 characters · 9 parts. {TOO_LONG}",
            "",
        ),
    ],
)
def test_the_counter_speaks_plainly(ask, text: str, summary: str, dear: str):
    assert MAX_PARTS == 8
    assert ask(said=[text])["said"] == [[summary, dear]]
