"""Every exercise against something that is not its own formula.

Each module under `oracles/` holds `ORACLES`: exercise id -> (what the oracle is, function). The function
takes a variant and returns the parts that it can compute, by name.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from engine.variant import Variant

SEEDS = 6

Oracle = tuple[str, Callable[[Variant], dict[str, Any]]]


def load() -> dict[str, Oracle]:
    found: dict[str, Oracle] = {}
    for path in sorted((Path(__file__).parent / "oracles").glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"oracles_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        doubled = found.keys() & module.ORACLES.keys()
        assert not doubled, f"{path.name} names again {doubled}"
        found |= module.ORACLES
    return found


ORACLES = load()


def test_every_exercise_has_an_oracle():
    ids = {entry.id for entry in engine.catalogue()}
    assert ids - ORACLES.keys() == set(), "exercises without an oracle"
    assert ORACLES.keys() - ids == set(), "oracles without an exercise"


@pytest.mark.parametrize("name", sorted(ORACLES))
def test_exercise_agrees_with_its_oracle(name, first):
    what, oracle = ORACLES[name]
    assert len(what) > 3
    exercise = engine.exercise(name)
    covered: set[str] = set()
    for level in exercise.levels:
        for seed in range(first, first + SEEDS):
            variant = exercise.variant(seed=seed, level=level)
            expected = oracle(variant)
            checked = expected.keys() & variant.answer.keys()
            assert checked, f"{what} checks no part of level {level}"
            covered |= checked
            for part in checked:
                agree(variant, part, expected[part], what)
    assert covered == {part.name for part in exercise.parts}, f"{what} leaves parts unchecked"


def agree(variant: Variant, name: str, expected: Any, what: str) -> None:
    right = variant.answer[name]
    if isinstance(right, str):
        assert right == expected, (variant.key, name, what)
    else:
        np.testing.assert_allclose(
            np.asarray(right, dtype=float),
            np.asarray(expected, dtype=float),
            rtol=1e-6,
            atol=1e-9,
            err_msg=f"{variant.key} {name}: {what}",
        )
