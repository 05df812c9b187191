"""`quizapp quiz` and `quiz take` as people call them."""

from __future__ import annotations

import io
import json

import pytest

import engine
from quizapp.memory import Rating
from quizapp.records import Selection
from quizapp.sheets import FORMATS
from quizapp.sheets.lossless import read
from quizapp.skill import Skill
from quizapp.store.caches import Caches
from quizapp.workspace import Workspace


def test_the_key_can_stand_apart(call, tmp_path):
    sheet, key = tmp_path / "sheet.md", tmp_path / "key.md"
    code, out, err = call("--count", 2, "--seed", 1, "-o", sheet, "--key", key)
    assert (code, out) == (0, "")
    assert "seed 1" in err
    assert "Wrong answers" not in sheet.read_text("utf-8")
    assert "Wrong answers" in key.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["key.md", "sheet.md"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--topics", "nothing_such"], "there is no topic 'nothing_such', and no exercise is called"),
        (["--topics", ","], "at least one name"),
        (["--versions", "A,a"], "same name"),
        (["--versions", "A B"], "letters and digits"),
        (["--kinds", "essay"], "numeric, choice"),
        (["--format", "json", "--key", "k"], "leave --key out"),
        (["-o", "x.md", "--key", "x.md"], "same file"),
        (["--level", "own"], "goes with `take`"),
        (["--level", "4"], "'1', '2', '3', 'own'"),
        (["--topics", "nothing_such", "take"], "The topics are"),
        (["take", "--minutes", "-1"], "--help"),
        (["--count", "3", "take", "quiz.json"], "leave out FILE"),
        (["--count", "0"], "--help"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(call, arguments, said):
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_the_help_lists_each_format_with_what_it_cannot_carry(call):
    code, out, _ = call("--help")
    assert code == 0
    listed = out[out.index("Formats:") :].split("\n    ")
    told = {}
    for line in listed[1:]:
        if not line.startswith(" "):
            name = line.split()[0]
        told[name] = told.get(name, "") + line
    assert set(told) == set(FORMATS)
    told = {name: " ".join(text.split()) for name, text in told.items()}
    for name, form in FORMATS.items():
        assert told[name] == f"{name} {form.summary}" + (f" without {form.lacks}" if form.lacks else "")
    assert [name for name, form in FORMATS.items() if not form.lacks] == ["json"]


def test_a_place_that_cannot_be_written_is_said(call, tmp_path):
    code, _, err = call("--count", 1, "-o", tmp_path / "none" / "quiz.md")
    assert code == 3
    assert "cannot write" in err


def test_taking_a_quiz_with_the_key_earns_everything(call, file, right):
    sheet = read(file).sheet("b")
    code, out, _ = call("take", file, "--version", "b", typed="\n".join([*right(sheet), ""]))
    assert code == 0
    assert f"{sheet.points} of {sheet.points} points" in out


def test_what_cannot_be_read_is_asked_again_and_what_is_left_out_is_shown(call, file, right):
    sheet = read(file).sheets[0]
    typed = [*right(sheet)]
    letter = next(index for index, answer in enumerate(typed) if answer in ("A", "B", "C", "D"))
    typed[letter] = f"Z\n{typed[letter]}"
    typed[-1] = ""
    code, out, _ = call("take", file, typed="\n".join([*typed, ""]))
    assert code == 1
    assert "type one letter from A to D" in out
    assert "(left out)" in out
    assert f"{sheet.points - 1} of {sheet.points} points" in out


def test_leaving_shows_what_was_earned_so_far(call, file):
    sheet = read(file).sheets[0]
    first = [blank.answer for blank in sheet.questions[0].blanks]
    code, out, _ = call("take", file, typed="\n".join([*first, "q", ""]))
    assert code == 1
    assert f"{len(first)} of {sheet.points} points" in out


def test_answers_are_kept_in_the_store_as_practice(call, file, tmp_path, right):
    with Workspace.open() as workspace:
        before = len(list(workspace.store.log.rows()))
    sheet = read(file).sheets[0]
    places = len(sheet.questions[0].blanks)
    typed = [*[""] * places, *right(sheet)[places:]]
    assert call("take", file, typed="\n".join([*typed, ""]))[0] == 1
    with Workspace.open() as workspace:
        rows = list(workspace.store.log.rows())
        assert workspace.store.study.counts(workspace.today).reviews == 0
    assert len(rows) - before == len(sheet.questions)
    assert {row.answer.mode for row in rows} == {"quiz"}
    for row, question in zip(rows, sheet.questions, strict=True):
        attempt = row.answer.attempt
        assert row.key == f"exercise:{question.exercise}"
        assert attempt.variant == drawn(question).key
        assert attempt.correct == (question is not sheet.questions[0])
        assert len(attempt.typed) == (0 if question is sheet.questions[0] else len(question.blanks))


def test_a_quiz_without_a_file_is_made_of_the_options_and_taken(call):
    with Workspace.open():
        pass
    options = "--topics", "iou", "--kinds", "numeric", "--count", "2", "--seed", "5"
    _, written, _ = call(*options, "--format", "json")
    first = json.loads(written)["sheets"][0]["questions"][0]
    typed = [*(blank["answer"] for blank in first["blanks"]), "q", "y"]
    code, out, _ = call(*options, "take", "--minutes", "3", typed="\n".join([*typed, ""]))
    assert code == 1
    assert "3:00 left" in out
    assert "\n1/2. Intersection over union" in out
    with Workspace.open() as workspace:
        assert [row.answer.attempt.correct for row in workspace.store.log.rows()] == [True]


@pytest.mark.parametrize(("reply", "made"), [("y", 1), ("n", 0), ("", 0)])
def test_cards_of_missed_exercises_are_made_where_they_are_wanted(call, reply, made):
    with Workspace.open():
        pass
    options = "--topics", "iou", "--kinds", "choice", "--count", "1", "--seed", "5"
    _, out, _ = call(*options, "take", typed=f"\n{reply}\n")
    assert "Make cards of the exercises that you missed (1)?" in out
    with Workspace.open() as workspace:
        assert len(list(workspace.store.shelf.cards(Selection(decks=("Missed in quizzes",))))) == made


def test_a_quiz_can_ask_at_the_learners_own_level(call, monkeypatch):
    with Workspace.open():
        pass
    monkeypatch.setattr(Caches, "skills", lambda _: {"conv_output_size": Skill(level=3)})
    options = "--topics", "conv_output_size", "--kinds", "numeric", "--count", "1", "--seed", "5"
    asked = [call(*options, "--level", level, "take", typed="q\n")[1] for level in ("2", "3", "own")]
    texts = [out.split("1/1. ")[1] for out in asked]
    assert texts[2] == texts[1] != texts[0]


def test_time_that_is_up_ends_a_quiz(file, now):
    from quizapp.lines.console import Lines
    from quizapp.lines.quiz import begun, take

    sheet, times = read(file).sheets[0], iter(range(now, now + 10**9, 45_000))
    out = io.StringIO()
    clock = lambda: next(times)  # noqa: E731
    take(Lines(io.StringIO("\n" * 20), out), begun(sheet, None, clock, 1), clock)
    assert "0:45 left" not in out.getvalue().split("1/4. ", maxsplit=1)[0]
    assert "The time is up." in out.getvalue()
    assert "3/4. " not in out.getvalue()


def test_a_second_that_has_begun_counts(file, now):
    from quizapp.lines.console import Lines
    from quizapp.lines.quiz import begun, take

    times, out = iter(range(now, now + 10**6)), io.StringIO()
    clock = lambda: next(times)  # noqa: E731
    take(Lines(io.StringIO("q\ny\n"), out), begun(read(file).sheets[0], None, clock, 1), clock)
    assert "\n1:00 left" in out.getvalue()


class CutOff(io.StringIO):
    """What is typed until the learner presses Ctrl-C, and once more."""

    def readline(self, *arguments):
        line = super().readline(*arguments)
        if not line:
            raise KeyboardInterrupt
        return line


@pytest.mark.parametrize("reply", ["y", "n"])
def test_a_quiz_that_was_cut_off_can_be_gone_on_with(call, file, tmp_path, monkeypatch, reply, right):
    sheet = read(file).sheets[0]
    typed = right(sheet)
    with Workspace.open(str(tmp_path / "store.sqlite")):
        pass
    several = max(place for place, question in enumerate(sheet.questions) if len(question.blanks) > 1)
    until = 1 + sum(len(question.blanks) for question in sheet.questions[:several])
    with monkeypatch.context() as patch:
        patch.setattr("io.StringIO", CutOff)
        assert call("take", file, typed="\n".join([*typed[:until], ""]))[0] == 130
    rest = ["", *typed[until:]] if reply == "y" else typed
    code, out, _ = call("take", file, typed="\n".join([reply, *rest, "n", ""]))
    assert f"You left a quiz at question {several + 1} of 4. Go on with it?" in out
    assert (f"[{typed[until - 1]}] > " in out, "1/4. " in out) == (reply == "y", reply == "n")
    assert code == 0
    assert f"{sheet.points} of {sheet.points} points" in out
    assert "You left" not in call("take", file, typed="q\n")[1]


def drawn(question):
    return engine.exercise(question.exercise).variant(question.seed, question.level, None, question.part)


def test_cards_are_asked_graded_and_kept(call, words, right):
    with Workspace.open():
        pass
    sheet = read(words).sheets[0]
    assert {question.kind for question in sheet.questions} == {"short", "matching"}
    code, out, _ = call("take", words, typed="\n".join([*right(sheet), ""]))
    assert code == 0
    assert f"{sheet.points} of {sheet.points} points" in out
    with Workspace.open() as workspace:
        rows = list(workspace.store.log.rows())
    asked = [f"card:{blank.part}" for question in sheet.questions for blank in question.blanks]
    assert [row.key for row in rows] == asked
    assert {row.answer.rating for row in rows} == {Rating.GOOD}


def test_cards_follow_topics_and_exercises_follow_decks(call):
    _, out, _ = call("--topics", "optimizers", "--count", 4, "--seed", 1, "--format", "json")
    asked = {q["topic"] for s in json.loads(out)["sheets"] for q in s["questions"] if q["exercise"]}
    assert asked == {"optimizers"}
    _, out, _ = call("--decks", "Optimizers", "--count", 6, "--seed", 1, "--format", "json")
    questions = json.loads(out)["sheets"][0]["questions"]
    assert {q["title"] for q in questions if not q["exercise"]} <= {"Optimizers", "Terms"}
    assert any(q["exercise"] for q in questions)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--decks", "Nowhere"], "`quizapp decks`"),
        (["--kinds", "short", "--count", "900"], "ask for fewer"),
        (["--kinds", "matching", "--decks", "Data"], "short answer or a term to match"),
    ],
)
def test_too_few_cards_are_said(call, arguments, said):
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert said in err
