"""The level of an exercise, the mistake to aim at, and the grade that a try deserves."""

from __future__ import annotations

import pytest

from quizapp.memory import Rating
from quizapp.skill import Attempt, Skill, fitted, practised, proposed_rating, skill_of, start_level

CLEAN = "clean"
HINTED = "hinted"
MISS = "miss"


def attempt(kind: str, level: int, *mistakes: str) -> Attempt:
    return Attempt("key", level, kind != MISS, hints=kind == HINTED, mistakes=mistakes)


@pytest.mark.parametrize(
    ("kinds", "level"),
    [
        ("", 2),
        ("clean", 2),
        ("clean clean", 3),
        ("clean miss clean", 2),
        ("clean hinted clean", 2),
        ("clean hinted clean clean", 3),
        ("miss", 2),
        ("miss miss", 1),
        ("miss clean miss", 2),
        ("miss miss clean clean", 2),
        ("clean clean clean clean clean", 3),
        ("miss miss miss miss miss", 1),
        ("hinted hinted hinted", 2),
    ],
)
def test_the_level_follows_the_learner(kinds: str, level: int) -> None:
    skill = Skill()
    for kind in kinds.split():
        skill = practised(skill, attempt(kind, skill.level))
    assert skill.level == level


def test_a_level_of_the_learners_choosing_moves_nothing() -> None:
    assert skill_of([attempt(CLEAN, 1)] * 5) == Skill(2, 0, None)


@pytest.mark.parametrize(("levels", "start"), [((1, 2, 3), 2), ((1,), 1), ((3,), 3), ((1, 3), 1), ((), 2)])
def test_the_first_level_is_one_that_exists(levels: tuple[int, ...], start: int) -> None:
    assert start_level(levels) == start
    if levels:
        assert fitted(Skill(level=2, target="slip"), levels) == Skill(start, 0, "slip")


def test_levels_that_do_not_exist_are_passed_over() -> None:
    one_three = (1, 3)
    assert skill_of([attempt(CLEAN, 1), attempt(CLEAN, 1)], one_three).level == 3
    assert skill_of([attempt(MISS, 1), attempt(MISS, 1)], (1,)).level == 1


def test_a_named_mistake_is_the_next_target_until_an_answer_is_right() -> None:
    skill = practised(Skill(), attempt(MISS, 2, "no_bias", "sign"))
    assert skill.target == "no_bias"
    skill = practised(skill, attempt(MISS, 2))
    assert skill.target == "no_bias"
    skill = practised(skill, attempt(MISS, skill.level, "sign"))
    assert skill.target == "sign"
    skill = practised(skill, attempt(HINTED, skill.level))
    assert skill.target is None


@pytest.mark.parametrize(
    ("correct", "hints", "seconds", "rating"),
    [
        (True, 0, 90, Rating.GOOD),
        (True, 0, 45, Rating.EASY),
        (True, 0, 46, Rating.GOOD),
        (True, 0, 180, Rating.GOOD),
        (True, 0, 181, Rating.HARD),
        (True, 1, 10, Rating.HARD),
        (True, 3, 10, Rating.AGAIN),
        (False, 0, 10, Rating.AGAIN),
        (False, 1, 500, Rating.AGAIN),
    ],
)
def test_the_proposed_grade(correct: bool, hints: int, seconds: float, rating: Rating) -> None:
    found = proposed_rating(
        correct=correct, hints=hints, hints_available=3, seconds=seconds, expected_seconds=90
    )
    assert found is rating


def test_without_an_expected_time_the_clock_says_nothing() -> None:
    for seconds in (1, 10_000):
        found = proposed_rating(correct=True, hints=0, hints_available=0, seconds=seconds, expected_seconds=0)
        assert found is Rating.GOOD
