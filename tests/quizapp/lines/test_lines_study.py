"""Study in lines: grades, typed answers, exercises, the end of the day, leaving, leeches, practice."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine.errors import InputError
from quizapp.errors import StoreError
from quizapp.lines.console import Ended, Left, Lines
from quizapp.lines.exercise import wrong_cells
from quizapp.lines.study import ask_one, cram, drill
from quizapp.lines.words import Words, as_file, parsed
from quizapp.workspace import Workspace

Typing = Callable[..., str]


def ratings(workspace: Workspace) -> list[tuple[str, int]]:
    return [(row.answer.mode, int(row.answer.rating or 0)) for row in workspace.store.log.rows()]


@pytest.mark.parametrize(
    ("typed", "rating"), [("1", 1), ("2", 2), ("3", 3), ("4", 4), ("", 3), ("Easy", 4), ("again", 1)]
)
def test_a_grade_is_a_number_a_word_or_enter(
    studying: Typing, workspace: Workspace, typed: str, rating: int
) -> None:
    out = studying(f"\n{typed}\n")
    assert ratings(workspace) == [("review", rating)]
    assert "1 again (1m), 2 hard (5.5m), 3 good (10m), 4 easy (" in out
    assert "1 answered; everything is kept." in out


@pytest.mark.parametrize("typed", ["5", "goood", "12"])
def test_what_is_no_grade_is_asked_again(studying: Typing, workspace: Workspace, typed: str) -> None:
    assert f"“{typed}” is nothing that can be typed here" in studying(f"\n{typed}\n2\n")
    assert ratings(workspace) == [("review", 2)]


@pytest.mark.parametrize(
    ("typed", "verdict", "proposed"),
    [
        ("kingma", "Right.", 3),
        ("Kingna", "Right, but for a slip: Kingma", 3),
        ("Hinton", "Not right.", 1),
        ("q", "Not right.", 1),
        ("", "Not right.", 1),
    ],
)
def test_a_typed_answer_is_compared(
    studying: Typing,
    workspace: Workspace,
    typed_card: Callable[[], None],
    typed: str,
    verdict: str,
    proposed: int,
) -> None:
    typed_card()
    out = studying(f"{typed}\n\n")
    assert verdict in out
    assert "In 2015." in out
    assert ratings(workspace) == [("review", proposed)]


def test_a_finished_day_says_so_and_can_be_taken_back(studying: Typing, workspace: Workspace) -> None:
    out = studying("\n4\n\n4\nu\n\n4\n\n")
    assert out.count("Done for today: 2 answered, 2 of them new.") == 2
    assert len(ratings(workspace)) == 2


def test_an_empty_day_says_that_nothing_is_due(studying: Typing) -> None:
    assert "Nothing is due" in studying("\n", new_per_day=0)


def test_a_step_that_is_awaited_is_looked_for_again(studying: Typing) -> None:
    out = studying("\n1\n\n4\n" + "\n" * 12, learn_ahead_minutes=0, learning_steps=(60, 600))
    assert "the next step is due in 1 min." in out
    assert out.count("What is two and two?") == 2


def test_the_time_is_said_where_the_learner_wants_it(studying: Typing) -> None:
    assert re.search(r"^\d+ seconds\.$", studying("\n3\n", show_time=True), re.MULTILINE)
    assert "seconds." not in studying("\n3\n")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("y\nOther words\n.\n.\n\n", "Kept."), ("n\n", "again"), ("y\n.\n.\n\n", "Nothing was")],
)
def test_a_leech_is_named_and_offered_for_rewriting(
    studying: Typing, workspace: Workspace, clock: Any, typed: str, words: str
) -> None:
    studying("\n4\n\n4\n\n")
    clock.now += 60 * 86_400_000
    out = studying(f"\n1\n{typed}", leech_threshold=1)
    assert "This card was forgotten again and again. Write it in other words now?" in out
    assert words in out


def test_an_exercise_that_is_a_leech_is_read_up(studying: Typing, workspace: Workspace, clock: Any) -> None:
    studying("\n4\n\n4\n\n")
    clock.now += 86_400_000
    assert "Solution" in studying(":g\n4\n", new_per_day=9)
    clock.now += 60 * 86_400_000
    suspend(workspace, "card:")
    out = studying(":g\n1\ny\n", leech_threshold=1)
    assert "This exercise was forgotten again and again." in out
    assert "def softmax" in out


def suspend(workspace: Workspace, kind: str) -> None:
    keys = {row.key for row in workspace.store.log.rows() if row.key.startswith(kind)}
    workspace.store.items.suspend(workspace.store.items.numbers(keys).values())


@pytest.mark.parametrize(
    ("typed", "read"),
    [("41", "read as 41"), ("1/0", "?"), ("banana", "is not known")],
)
def test_what_was_read_is_said_before_it_is_judged(drilling: Typing, typed: str, read: str) -> None:
    out = drilling(f"{typed}\n")
    assert read in out
    assert ("Not right." in out) == (typed == "41")


def test_a_free_try_tells_nothing_of_what_could_be_judged(drilling: Typing) -> None:
    logits = re.search(r"z = \[(.*?)\]", drilling("", "softmax"))
    assert logits
    powers = [math.exp(float(number)) for number in logits[1].split(",")]
    right = [power / sum(powers) for power in powers]
    rough, fine = (", ".join(f"{number:.{digits}f}" for number in right) for digits in (1, 3))
    out = drilling(f"99\n{rough}\n", "softmax")
    assert "mend what could not be judged" in out
    assert "Not right" not in out
    assert f"the probabilities [{rough}] >" in out
    assert "[99] >" not in out
    out = drilling(f"99\n{rough}\n{fine}\n", "softmax")
    assert re.search("the sum.*: Not right", out)
    assert re.search("the probabilities: Right", out)


def test_a_command_without_its_colon_is_explained(drilling: Typing) -> None:
    assert "As a command it begins with a colon: :hint" in drilling("hint\n")


def test_a_named_mistake_is_said_and_the_interval_that_counts(drilling: Typing, workspace: Workspace) -> None:
    out = drilling("48\n49\n\n")
    assert "the output size: Not right. Either: Add 1 for the window at the start" in " ".join(out.split())
    assert "the output size: Right." in out
    assert [row.answer.attempt.mistakes[0] for row in workspace.store.log.rows() if row.answer.attempt]
    assert "counts)" in drilling(":g\n", "softmax")


def test_wrong_numbers_are_named_on_the_second_try_and_right_parts_stay() -> None:
    variant = engine.exercise("softmax").variant(1, 2)
    total, p = variant.answer["total"], variant.answer["p"]
    wrong = ", ".join(f"{value:.3f}" for value in [p[0], 0.9, *p[2:]])
    out = alone("softmax", f"{total:.3f}\n{wrong}\n{wrong}\n")
    assert out.count("Wrong: number 2.") == 1
    assert out.count("after the subtraction (3 decimals), ? lists") == 1
    assert out.count("the probabilities [") == 2


def alone(exercise: str, typed: str) -> str:
    out = io.StringIO()
    ask_one(Lines(io.StringIO(typed), out), engine.exercise(exercise).variant(1, 2))
    return out.getvalue()


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (True, ""),
        ([], ""),
        ([True, False, False], "number 2; number 3"),
        ([[True, False], [False, True]], "row 1, column 2; row 2, column 1"),
        (
            [False] * 10,
            "number 1; number 2; number 3; number 4; number 5; number 6; number 7; number 8 and 2 more",
        ),
    ],
)
def test_wrong_cells_in_words(cells: object, words: str) -> None:
    assert wrong_cells(cells) == words


def test_a_drill_ends_after_so_many_and_keeps_its_level(drilling: Typing, workspace: Workspace) -> None:
    out = drilling(":g\n\n:g\n\n", level=1, count=2)
    assert out.count("(level 1)") == 2
    assert "2 practised." in out
    assert [mode for mode, _ in ratings(workspace)] == ["drill", "drill"]


def test_practice_is_kept_before_the_learner_goes_on(drilling: Typing, workspace: Workspace) -> None:
    assert "1 practised." in drilling(":g\n")
    assert len(ratings(workspace)) == 1


def test_cramming_brings_back_what_was_not_known(workspace: Workspace, clock: Callable[[], int]) -> None:
    keys = [f"card:{name}" for name in workspace.store.library.ids()]
    numbers = list(workspace.store.items.numbers(keys).values())[:2]
    numbers = [number for number in numbers if number]
    out = io.StringIO()
    lines = Lines(io.StringIO("\n1\n\n3\n\n3\n\n"), out)
    assert cram(lines, workspace, numbers, clock=clock, seed=1) == 3
    assert "All of them are known now." in out.getvalue()
    assert {mode for mode, _ in ratings(workspace)} == {"cram"}


def test_one_exercise_is_asked_without_a_store() -> None:
    live = engine.exercise("conv_output_size").variant(1, 2).live[0]
    out = alone("conv_output_size", f"?\n:u\n{live.values['size']}\n:g\nm\n:g\nn\n:g\n\n")
    assert out.count("Output size of a convolution (level 2)") == 3
    assert out.count("Solution") == 3
    assert ":undo" not in out


def test_a_store_that_refuses_an_answer_says_so_and_asks_again(
    studying: Typing, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, calls = workspace.store.study.record, iter([True])

    def refusing(*args: object, **kwargs: object) -> int:
        if next(calls, False):
            raise StoreError("the store is locked by another program.")
        return record(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(workspace.store.study, "record", refusing)
    out = studying("\n3\n4\n")
    assert "the store is locked" in out
    assert "The answer is not kept yet" in out
    assert ratings(workspace) == [("review", 4)]


class Interrupted(io.StringIO):
    """An input during which Ctrl-C is pressed a few times."""

    def __init__(self, text: str, times: int) -> None:
        super().__init__(text)
        self.times = times

    def readline(self, size: int | None = -1, /) -> str:
        if self.times:
            self.times -= 1
            raise KeyboardInterrupt
        return super().readline()


def test_ctrl_c_says_how_to_leave_and_leaves_when_pressed_again() -> None:
    out = io.StringIO()
    assert Lines(Interrupted("x\n", 1), out).ask("> ") == "x"
    assert "Ctrl-C once more leaves at once." in out.getvalue()
    with pytest.raises(KeyboardInterrupt):
        Lines(Interrupted("x\n", 2), out).ask("> ")


@pytest.mark.parametrize(("typed", "error"), [("", Ended), ("q\n", Left), ("quit\n", Left)])
def test_the_end_of_the_input_leaves(typed: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        Lines(io.StringIO(typed), io.StringIO()).ask("> ")


def test_nothing_that_is_said_commands_the_terminal(studying: Typing, workspace: Workspace) -> None:
    from quizapp.notes.importing import add_card

    words = {"front": "a \x1b[31mred\x1b[0m front\x07", "back": "b\x9b2J"}
    add_card(workspace.store.library, **words, kind="basic", deck="By hand", tags=(), now_ms=0)
    out = studying("\n3\n\n3\n\n3\n")
    assert "red front" in out
    assert all(character.isprintable() or character == "\n" for character in out)


sides = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    lambda text: not text.startswith("%% ") and text == text.strip("\n")
)


@given(sides, sides, st.lists(st.from_regex(r"[a-z:]{1,8}", fullmatch=True), max_size=3))
def test_the_editors_file_is_read_as_it_was_written(front: str, back: str, tags: list[str]) -> None:
    words = Words(front, back, " ".join(tags))
    assert parsed(as_file(words)) == words


@pytest.mark.parametrize("text", ["", "%% front\na\n%% tags\nb\n", "front and back\n"])
def test_a_file_without_its_marks_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="must stay"):
        parsed(text)


def test_what_is_typed_never_steers_the_terminal(studying: Typing) -> None:
    assert "“red” is nothing that can be typed here" in studying("\x1b[31mred\x07\nq\n")


def test_an_exercise_goes_on_with_its_hints_and_tries(workspace: Workspace, clock: Any) -> None:
    def practise(typed: str) -> str:
        out = io.StringIO()
        with pytest.raises(Ended):
            drill(Lines(io.StringIO(typed), out), workspace, ["conv_output_size"], clock=clock)
        return out.getvalue()

    first = practise(":h\n7777\n")
    again = practise("\n:g\n\n")
    assert first.split("\n\n")[1] in again  # the same numbers
    assert "Hint 1" in again.split(" > ")[0]
    assert "Not right" in again.split(" > ")[0]
    assert "[7777] > " in again
    assert "[7777] > " not in practise("")
