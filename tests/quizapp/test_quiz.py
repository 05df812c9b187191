"""Quizzes as they are made: the same for one seed, equally hard versions, telling options, a whole key."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine.draw import Draw
from engine.errors import UsageError
from quizapp.quiz.make import Order, chosen, make, positions

VERSIONS = ("A", "B", "C", "D")


@pytest.fixture(scope="module")
def quiz():
    """Four versions of sixteen questions over everything, half of them by letter."""
    return make(Order(engine.catalogue(), 16, 2, 11, VERSIONS))


def test_versions_ask_the_same_with_other_numbers(quiz):
    for questions in zip(*(sheet.questions for sheet in quiz.sheets), strict=True):
        alike = {(q.exercise, q.level, q.kind, q.part, q.points, len(q.options)) for q in questions}
        assert len(alike) == 1
        inputs = [q.inputs for q in questions]
        assert all(a != b for i, a in enumerate(inputs) for b in inputs[i + 1 :])


@pytest.mark.parametrize("name", ["log_uniform_mapping", "constant_init_symmetry"])
def test_no_version_asks_for_longer_answers_than_another(name):
    for seed in range(4):
        made = make(Order([engine.entry(name)], 1, 3, seed, VERSIONS, ("numeric",)))
        asked = [[blank.wanted for blank in sheet.questions[0].blanks] for sheet in made.sheets]
        assert asked == [asked[0]] * len(VERSIONS)


def test_topics_take_turns_and_no_exercise_comes_twice(quiz):
    names = [question.exercise for question in quiz.sheets[0].questions]
    topics = [question.topic for question in quiz.sheets[0].questions]
    assert len(set(names)) == len(names)
    assert len(set(topics)) == len(topics)


def test_wrong_options_are_mistakes_and_none_looks_like_another(quiz):
    questions = [q for sheet in quiz.sheets for q in sheet.questions if q.kind == "choice"]
    assert questions
    for question in questions:
        assert len({option.text for option in question.options}) == len(question.options)
        wrong = [option for option in question.options if not option.right]
        assert sum(option.right for option in question.options) == 1
        assert sum(bool(option.ids) for option in wrong) >= min(2, len(wrong))
        assert all(bool(option.ids) == bool(option.message) for option in wrong)


def test_the_right_letter_is_spread_over_each_sheet(quiz):
    for sheet in quiz.sheets:
        letters = Counter(q.blanks[0].answer for q in sheet.questions if len(q.options) == 4)
        counts = [letters[letter] for letter in "ABCD"]
        assert max(counts) - min(counts) <= 1


def test_versions_do_not_share_a_pattern_of_letters(quiz):
    patterns = ["".join(q.blanks[0].answer for q in sheet.questions if q.options) for sheet in quiz.sheets]
    assert len(set(patterns)) > 1


def test_the_key_is_what_the_engine_judges_right(quiz):
    numeric = [q for sheet in quiz.sheets for q in sheet.questions if q.kind == "numeric"]
    for question in numeric:
        variant = engine.exercise(question.exercise).variant(question.seed, question.level)
        result = variant.check(*(blank.answer for blank in question.blanks))
        assert result.correct, question.exercise
        assert question.solution
        for place, blank in enumerate(question.blanks):
            for slip in blank.slips:
                typed = [each.answer for each in question.blanks]
                typed[place] = slip.answer
                assert set(slip.ids) <= set(variant.check(*typed).parts[place].mistakes), question.exercise


@given(st.lists(st.integers(0, 5), max_size=40), st.text(max_size=5))
def test_no_position_is_right_more_than_once_oftener(sizes, key):
    places = positions(sizes, Draw(key))
    for size in set(sizes) - {0}:
        counts = Counter(place for place, each in zip(places, sizes, strict=True) if each == size)
        assert set(counts) <= set(range(size))
        assert max(counts.values()) - min(counts[place] for place in range(size)) <= 1


def test_positions_stay_what_they_are():
    assert positions([4, 0, 4, 4, 3, 4], Draw("a")) == [1, 0, 0, 2, 2, 3]


def test_exercises_come_again_only_when_all_were_taken():
    entries = engine.catalogue()[:3]
    names = list(islice(chosen(Order(entries, 7, 2, 5)), 7))
    assert Counter(Counter(names).values()) == {2: 2, 3: 1}
    assert len(set(names[:3])) == len(set(names[3:6])) == 3


def test_exercises_without_the_level_are_left_out():
    (entry,) = [entry for entry in engine.catalogue() if entry.levels != (1, 2, 3)][:1]
    (level,) = sorted({1, 2, 3} - set(entry.levels))[:1]
    with pytest.raises(UsageError, match=f"level {level}"):
        make(Order([entry], 1, level, 0))


def test_an_exercise_without_telling_options_is_passed_over_where_letters_alone_are_wanted():
    unfit, fit = engine.entry("linear_backward"), engine.entry("iou")
    made = make(Order([unfit, fit], 3, 1, 2, kinds=("choice",)))
    assert [(q.exercise, q.kind) for q in made.sheets[0].questions] == [(fit.id, "choice")] * 3
    mixed = make(Order([unfit], 2, 1, 2))
    assert [q.kind for q in mixed.sheets[0].questions] == ["numeric"] * 2
    with pytest.raises(UsageError, match="--kinds numeric"):
        make(Order([unfit], 1, 1, 2, kinds=("choice",)))


def test_another_seed_makes_another_quiz():
    one, other = (make(Order(engine.catalogue(), 3, 2, seed)) for seed in (1, 2))
    assert one.sheets != other.sheets


def test_the_same_seed_makes_the_same_quiz_in_another_process(tmp_path):
    program = "import sys; from quizapp.cli import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "quiz", "--seed", "4", "--count", "4", "--format", "json"]
    texts = {
        subprocess.run(
            command,
            env={**os.environ, "PYTHONHASHSEED": salt, "QUIZAPP_STORE": str(tmp_path / "none.sqlite")},
            capture_output=True,
            check=True,
        ).stdout
        for salt in ("1", "2")
    }
    assert len(texts) == 1
    assert b'"seed": 4' in texts.pop()
