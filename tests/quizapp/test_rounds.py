"""One exercise being worked on: what counts as the attempt, and the grade that it deserves."""

from __future__ import annotations

import engine
from engine.choices import shown
from quizapp.memory import Rating
from quizapp.rounds import Round


def a_round():
    return Round(engine.exercise("adam_step").variant(seed=7, level=2))


def right(round_):
    return [shown(part, round_.variant.answer[part.name]) for part in round_.variant.parts]


def mistaken(round_, name):
    live = next(live for live in round_.variant.live if name in live.ids)
    answers = {**round_.variant.answer, **live.values}
    return [shown(part, answers[part.name]) for part in round_.variant.parts]


def test_the_first_graded_try_is_the_attempt():
    round_ = a_round()
    round_.submit(mistaken(round_, "no_bias_correction"))
    round_.submit(right(round_))
    assert round_.solved
    assert not round_.attempt.correct
    assert round_.attempt.mistakes[0] == "no_bias_correction"
    assert round_.attempt.variant == "adam_step@1:7:2:"
    assert round_.attempt.params == dict(round_.variant.params)


def test_what_cannot_be_read_is_no_attempt():
    round_ = a_round()
    assert round_.submit(["what", "is", "this"]).free
    assert round_.attempt is None
    assert round_.tries == []


def test_hints_come_one_by_one_and_end():
    round_ = a_round()
    shown_hints = [round_.hint() for _ in round_.variant.hints]
    assert shown_hints == round_.variant.hints
    assert round_.hint() is None


def test_hints_before_the_answer_are_kept_with_it():
    round_ = a_round()
    round_.hint()
    round_.submit(right(round_))
    assert round_.attempt.hints == 1
    assert not round_.attempt.clean


def test_giving_up_is_a_miss_only_where_nothing_was_graded():
    round_ = a_round()
    round_.give_up()
    assert not round_.attempt.correct
    solved = a_round()
    solved.submit(right(solved))
    solved.give_up()
    assert solved.attempt.correct


def test_proposed_grades_follow_the_attempt_and_the_time():
    expected = engine.entry("adam_step").seconds
    round_ = a_round()
    assert round_.proposed(1) is Rating.AGAIN
    round_.submit(right(round_))
    assert round_.proposed(expected * 3) is Rating.HARD
    assert round_.proposed(expected) is Rating.GOOD
    assert round_.proposed(expected / 3) is Rating.EASY
    wrong = a_round()
    wrong.submit(mistaken(wrong, "no_root"))
    assert wrong.proposed(1) is Rating.AGAIN
