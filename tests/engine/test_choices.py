"""Options of multiple-choice questions: one of them is right, and only one."""

from __future__ import annotations

import pytest

import engine

UNORDERED = [
    (entry.id, level, name)
    for entry in engine.catalogue()
    if any(part["kind"] == "indices" for part in entry.parts)
    for exercise in [engine.exercise(entry.id)]
    for level in exercise.levels
    for name in exercise.levels[level]
    for part in exercise.parts
    if part.name == name and part.kind == "indices" and not part.ordered
]


@pytest.mark.parametrize(("name", "level", "part"), UNORDERED)
def test_a_set_in_another_order_is_no_other_option(name, level, part):
    for seed in range(20):
        variant = engine.exercise(name).variant(seed=seed, level=level)
        options = variant.choices.get(part, {"options": []})["options"]
        sets = [frozenset(option.split(", ")) for option in options]
        assert len(set(sets)) == len(sets), (variant.key, options)
