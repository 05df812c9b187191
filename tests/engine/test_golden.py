"""The same key gives the same question on every machine and with every version of Python and numpy.

`golden/questions.json` pins key -> text and answer, drawn by this program itself. A text that changes
while its parameters stay is a better wording; parameters that change need a new `version` of the exercise,
because stored attempts name their question by its key.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

import engine

GOLDEN = Path(__file__).parent / "golden" / "questions.json"
SEED = 7


def drawn() -> dict[str, dict]:
    questions = {}
    for entry in engine.catalogue():
        for level in entry.levels:
            variant = engine.exercise(entry.id).variant(seed=SEED, level=level)
            questions[variant.key] = {
                "params": variant.params,
                "answer": _rounded(variant.answer),
                "prompt": variant.prompt,
            }
    return questions


def _rounded(value):
    """Ten significant digits: the last ones of an exponential may differ between processors."""
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return float(np.format_float_scientific(value, 9)) if isinstance(value, float) else value


def test_questions_are_the_pinned_ones(update_golden):
    now = drawn()
    if update_golden:
        lines = [f"{json.dumps(key)}: {json.dumps(now[key], ensure_ascii=False)}" for key in sorted(now)]
        GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    pinned = json.loads(GOLDEN.read_text(encoding="utf-8"))
    for key, question in pinned.items():
        assert key in now, f"{key} can no longer be drawn: raise the exercise's version"
        assert now[key]["params"] == question["params"], f"{key} draws other numbers: raise its version"
        assert now[key]["prompt"] == question["prompt"], f"{key}: update the golden file if it is meant"
        assert _close(now[key]["answer"], question["answer"]), key
    assert now.keys() == pinned.keys(), "pin the new exercises with --update-golden"


def _close(one, other) -> bool:
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_close(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_close, one, other))
    return bool(np.isclose(one, other, rtol=1e-9)) if isinstance(one, float) else one == other
