"""What every exercise of the catalogue promises, at every level and over rotating seeds."""

from __future__ import annotations

import contextlib
import io
import json
import re
import string
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest

import engine
from engine.compare import apart, plain, same, tolerances
from engine.drawing import CAP
from engine.grading import check, judge
from engine.live import satisfies
from engine.model import Exercise, Part, arguments, arrays
from engine.snippet import snippet, used
from engine.variant import Variant

SEEDS = 12
THOROUGH = 2_000


def variants(exercise_level, first, count=SEEDS) -> Iterator[Variant]:
    name, level = exercise_level
    exercise = engine.exercise(name)
    for seed in range(first, first + count):
        yield exercise.variant(seed=seed, level=level)


def numeric(part: Part) -> bool:
    return part.kind in ("number", "vector", "matrix")


def accepts_right_answers(variant: Variant, typed) -> None:
    for how in ("exact", "shown", "truncated", "long"):
        answers = [typed(part, variant.answer[part.name], how) for part in variant.parts]
        result = check(variant, answers)
        assert result.correct, (variant.key, how, answers, result)


def refuses_beyond_tolerance(variant: Variant, typed) -> None:
    for part in variant.parts:
        if not numeric(part):
            continue
        right = np.asarray(variant.answer[part.name])
        for sign in (1, -1):
            beyond = plain(right + sign * 1.1 * tolerances(part, right))
            verdict = judge(variant, part, typed(part, beyond, "exact"), {}, {}).verdict
            assert verdict != "right", (variant.key, part.name, beyond)


def names_live_mistakes(variant: Variant, typed) -> None:
    for live in variant.live:
        for name, value in live.values.items():
            if name not in variant.answer:
                continue
            part = next(part for part in variant.parts if part.name == name)
            result = judge(variant, part, typed(part, value, "long"), {}, {})
            assert result.verdict == "mistake", (variant.key, live.ids, value, result)
            assert set(live.ids) <= set(result.mistakes), (variant.key, live.ids, value, result)


def names_conventions(variant: Variant, typed) -> None:
    for live in variant.conventions:
        for name, value in live.values.items():
            part = next(part for part in variant.parts if part.name == name)
            result = judge(variant, part, typed(part, value, "long"), {}, {})
            assert result.verdict == "convention", (variant.key, live.ids, value, result)


def shows_must_mistakes(variant: Variant) -> None:
    visible = {name for live in variant.live for name in live.ids}
    musts = {m.id for m in variant.exercise.mistakes if m.must and variant.level in m.levels}
    assert musts <= visible, (variant.key, musts - visible)


def offers_distinct_choices(variant: Variant) -> None:
    for name, choice in variant.choices.items():
        part = next(part for part in variant.parts if part.name == name)
        options = choice["options"]
        assert len(set(options)) == len(options) >= 2, (variant.key, options)
        assert options[choice["correct"]] == _shown(part, variant.answer[name])


def _shown(part, value):
    from engine.choices import shown

    return shown(part, value)


def survives_json(variant: Variant) -> None:
    again = json.loads(json.dumps(variant.params, allow_nan=False))
    assert again == variant.params, variant.key
    given = {**variant.exercise.constants, **arrays(again)}
    for part in variant.parts:
        run = type(variant.run)(variant.exercise, given)
        assert plain(run[part.name]) == variant.answer[part.name], variant.key


def carries_typed_numbers(variant: Variant, typed) -> None:
    """Later parts calculated from earlier answers as typed are never marked wrong."""
    if len(variant.parts) < 2 or variant.parts[0].accept:
        return
    first, *later = variant.parts
    rounded = typed(first, variant.answer[first.name], "shown")
    read = judge(variant, first, rounded, {}, {}).read
    value = np.array(read) if isinstance(read, list) else read
    given = {**variant.exercise.constants, **arrays(variant.params)}
    run = type(variant.run)(variant.exercise, given, put={first.name: value})
    answers = [rounded, *[typed(part, plain(run[part.name]), "shown") for part in later]]
    result = check(variant, answers)
    assert result.correct, (variant.key, answers, result)


def lays_out_in_a_terminal(variant: Variant) -> None:
    for line in variant.prompt.split("\n"):
        assert not line.startswith(" ") or len(line) <= 78, (variant.key, line)
        assert "\t" not in line
        assert "nan" not in line.split()
    for rule, rows in variant.worked:
        assert rule.strip(), variant.key
        assert all(len(row) <= 200 for row in rows), (variant.key, rows)


def holds(variant: Variant, typed) -> None:
    accepts_right_answers(variant, typed)
    refuses_beyond_tolerance(variant, typed)
    names_live_mistakes(variant, typed)
    names_conventions(variant, typed)
    shows_must_mistakes(variant)
    offers_distinct_choices(variant)
    survives_json(variant)
    carries_typed_numbers(variant, typed)
    lays_out_in_a_terminal(variant)


def test_variants_hold_every_promise(exercise_level, first, typed):
    attempts = []
    for variant in variants(exercise_level, first):
        holds(variant, typed)
        attempts.append(variant.attempts)
    assert np.mean(attempts) <= 5, (exercise_level, np.mean(attempts))


@pytest.mark.thorough
def test_variants_hold_every_promise_over_many_seeds(exercise_level, typed):
    attempts = []
    for variant in variants(exercise_level, 0, THOROUGH):
        holds(variant, typed)
        attempts.append(variant.attempts)
    assert np.mean(attempts) <= 5
    assert max(attempts) <= CAP


def test_same_key_gives_the_same_question(exercise_level, first):
    name, level = exercise_level
    one, other = (engine.exercise(name).variant(seed=first, level=level) for _ in range(2))
    assert one.prompt == other.prompt
    assert one.answer == other.answer
    assert one.choices == other.choices


def test_variants_differ_between_seeds(exercise_level, first):
    prompts = {variant.prompt for variant in variants(exercise_level, first, 20)}
    assert len(prompts) >= 10, f"{len(prompts)} different questions in 20"


def test_every_mistake_shows_at_some_level_and_can_be_the_target(exercise_level, first):
    name, level = exercise_level
    exercise = engine.exercise(name)
    for mistake in exercise.mistakes:
        if level == max(mistake.levels, key=lambda each: (each in exercise.levels, each)):
            seen = [
                exercise.variant(seed=seed, level=level, target=mistake.id).target_met for seed in range(3)
            ]
            others = [each for each in exercise.levels if each in mistake.levels and each != level]
            assert any(seen) or any(
                exercise.variant(seed=0, level=each, target=mistake.id).target_met for each in others
            ), f"{mistake.id} can never be recognised"


def test_prompt_tells_every_number_that_the_solution_uses_and_no_other(exercise_level, first):
    for variant in variants(exercise_level, first, 3):
        _, inputs = used(variant)
        drawn = set(variant.params)
        told = _told(variant)
        needed = {name for name in inputs if name in drawn}
        if variant.parts[0].accept:
            needed |= {name for name in _arguments_of_predicate(variant) if name in drawn}
        assert needed <= told, f"not in the prompt: {needed - told}"
        mistaken = {
            name
            for mistake in variant.exercise.mistakes
            for function in mistake.swap.values()
            for name in arguments(function)
        }
        assert drawn <= needed | mistaken | told_only_for_colour(variant), (
            f"unused: {drawn - needed - mistaken}"
        )


def told_only_for_colour(variant: Variant) -> set[str]:
    """Parameters that the prompt names in words, such as a class or an object."""
    return {name for name, value in variant.params.items() if isinstance(value, str)}


def _arguments_of_predicate(variant: Variant) -> set[str]:
    return {name for part in variant.parts if part.accept for name in arguments(part.accept)} - {"answer"}


def _told(variant: Variant) -> set[str]:
    prompt = variant.exercise.prompt_for(variant.level)
    if callable(prompt):
        seen: set[str] = set()

        class Watching(dict):
            def __getitem__(self, key):
                seen.add(key)
                return super().__getitem__(key)

            def get(self, key, default=None):
                seen.add(key)
                return super().get(key, default)

        prompt(Watching(variant.params))
        return seen
    fields = [name for _, name, _, _ in string.Formatter().parse(prompt) if name]
    return {re.split(r"[\[.]", name)[0] for name in fields}


def test_snippet_prints_an_accepted_answer(exercise_level, first):
    for variant in variants(exercise_level, first, 3):
        script = snippet(variant)
        assert "engine" not in script, script
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(script, "<snippet>", "exec"), {"__name__": "__main__"})
        answers = printed(out.getvalue(), variant)
        result = check(variant, answers)
        assert result.correct, (variant.key, script, answers, result)


def printed(output: str, variant: Variant) -> list[str]:
    lines = [line.split(" = ", 1) for line in output.splitlines() if " = " in line]
    values = dict(lines)
    return [values[part.name] for part in variant.parts]


@pytest.mark.parametrize("name", [entry.id for entry in engine.catalogue()][::8])
def test_snippet_runs_in_a_fresh_interpreter(name, first):
    exercise = engine.exercise(name)
    variant = exercise.variant(seed=first, level=max(exercise.levels))
    command = [sys.executable, "-I", "-W", "error", "-c", snippet(variant)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert check(variant, printed(run.stdout, variant)).correct


@pytest.mark.parametrize("name", [entry.id for entry in engine.catalogue()])
def test_definition_is_complete(name):
    exercise: Exercise = engine.exercise(name)
    assert exercise.reference.__doc__, "the reference function needs a docstring"
    assert "Source:" in exercise.reference.__doc__, "the reference function names its source"
    assert len(exercise.title) <= 60
    assert exercise.seconds > 0
    names = [step.name for step in exercise.steps]
    assert len(set(names)) == len(names)
    assert {part.name for part in exercise.parts} <= set(names)
    assert {name for level in exercise.levels.values() for name in level} == {
        part.name for part in exercise.parts
    }
    for step in exercise.steps:
        assert f"{{{step.name}" in step.worked, f"the worked line of {step.name} does not show its value"
        assert "{" not in step.rule, "a hint must not show numbers"
    ids = Counter([mistake.id for mistake in exercise.mistakes] + [each.id for each in exercise.conventions])
    assert max(ids.values(), default=1) == 1
    for mistake in exercise.mistakes:
        assert mistake.message.endswith((".", "?")), mistake.message
        known = set(names) | set(exercise.policies) | set(exercise.constants) | _drawn(exercise)
        assert set(mistake.swap) <= known, f"{mistake.id} swaps unknown {set(mistake.swap) - known}"


def _drawn(exercise: Exercise) -> set[str]:
    return {name for level in exercise.levels for name in exercise.variant(seed=1, level=level).params}


def test_predicates_accept_their_own_example(exercise_level, first):
    for variant in variants(exercise_level, first, 5):
        for part in variant.parts:
            if part.accept:
                assert satisfies(part, variant.answer[part.name], variant.run)
            else:
                assert same(part, variant.answer[part.name], variant.answer[part.name])
                assert not apart(part, variant.answer[part.name], variant.answer[part.name], 1)


def test_no_two_exercises_share_a_name():
    names = Counter(name for entry in engine.catalogue() for name in (entry.id, *entry.aliases))
    assert {name: count for name, count in names.items() if count > 1} == {}


def test_aliases_open_the_part_that_they_name():
    for entry in engine.catalogue():
        exercise = engine.exercise(entry.id)
        for alias, focus in entry.aliases.items():
            variant = exercise.variant(seed=1, level=focus["level"], part=focus.get("part"))
            assert variant.parts, alias


def test_no_two_exercises_ask_the_same(first):
    seen: dict[str, str] = {}
    for entry in engine.catalogue():
        for level in entry.levels:
            text = re.sub(
                r"[\d.\-\s⎡⎢⎣⎤⎥⎦\[\],]+",
                " ",
                engine.exercise(entry.id).variant(seed=first, level=level).prompt,
            )
            assert seen.setdefault(text, entry.id) == entry.id, f"{entry.id} asks what {seen[text]} asks"
