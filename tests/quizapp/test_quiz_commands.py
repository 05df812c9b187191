"""`quizapp quiz`, `quiz take` and `quiz grade` as people call them."""

from __future__ import annotations

import csv
import io
import json

import pytest

from quizapp.cli import run
from quizapp.sheets.lossless import read


@pytest.fixture
def call(capsys, monkeypatch):
    def calling(*arguments, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = run(["quiz", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return calling


@pytest.fixture
def file(call, tmp_path):
    """A quiz of two versions: numbers and letters in turn."""
    path = tmp_path / "quiz.json"
    topics = "--topics", "iou,conv_output_size,adam_step,cutout_masked_fraction"
    assert (
        call(*topics, "--count", 4, "--seed", 3, "--versions", "A,B", "--format", "json", "-o", path)[0] == 0
    )
    return path


def right(sheet):
    return [blank.answer for question in sheet.questions for blank in question.blanks]


def answers(path, *rows, separator=","):
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, delimiter=separator).writerows(rows)
    return path


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
        (["--topics", "nothing_such"], "The topics are"),
        (["--topics", ","], "at least one name"),
        (["--versions", "A,a"], "same name"),
        (["--versions", "A B"], "letters and digits"),
        (["--kinds", "essay"], "numeric, choice"),
        (["--format", "json", "--key", "k"], "leave --key out"),
        (["-o", "x.md", "--key", "x.md"], "same file"),
        (["--count", "0"], "--help"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(call, arguments, said):
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_a_place_that_cannot_be_written_is_said(call, tmp_path):
    code, _, err = call("--count", 1, "-o", tmp_path / "none" / "quiz.md")
    assert code == 3
    assert "cannot write" in err


def test_taking_a_quiz_with_the_key_earns_everything(call, file):
    sheet = read(file).sheet("b")
    code, out, _ = call("take", file, "--version", "b", typed="\n".join([*right(sheet), ""]))
    assert code == 0
    assert f"{sheet.points} of {sheet.points} points" in out


def test_what_cannot_be_read_is_asked_again_and_what_is_left_out_is_shown(call, file):
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


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_class_is_graded(call, file, tmp_path, separator):
    made = read(file)
    a, b = made.sheets
    choice = next(question for question in b.questions if question.options)
    wrong = next(i for i, option in enumerate(choice.options) if option.ids)
    place = b.columns.index(choice.blanks[0].column)
    slipped = right(b)
    slipped[place] = "ABCD"[wrong]
    rows = [
        ["name", "version", *a.columns],
        ["Ada", "A", *right(a)],
        ["Ben", "b", *slipped],
        [],
        ["Cem", "B", *[""] * len(b.columns)],
        ["Dee", "A", *["?!"] * len(a.columns)],
    ]
    path = answers(tmp_path / "class.csv", *rows, separator=separator)
    code, out, err = call("grade", file, path, "--json")
    people = json.loads(out)["people"]
    assert (code, err) == (0, "")
    assert [one["points"] for one in people] == [a.points, b.points - 1, 0, 0]
    assert people[1]["answers"][place]["mistakes"] == list(choice.options[wrong].ids)
    assert {mark["verdict"] for mark in people[2]["answers"]} == {"blank"}
    assert {mark["verdict"] for mark in people[3]["answers"]} == {"unreadable"}
    code, out, err = call("grade", file, path)
    assert code == 0
    assert choice.options[wrong].message in out
    assert err.count("Dee") == len(a.columns)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["name", "version", "1a"]], "lacks"),
        ([["name", "version", "COLUMNS"], ["Ada", "C", "ANSWERS"]], "no version 'C'"),
        ([["name", "version", "COLUMNS"], ["Ada", "A", "1"]], ":2: 3 cells"),
        ([], "lacks"),
    ],
)
def test_a_file_of_answers_that_does_not_fit_is_refused_with_its_line(call, file, tmp_path, rows, said):
    sheet = read(file).sheets[0]
    parts = {"COLUMNS": sheet.columns, "ANSWERS": right(sheet)}
    full = [[cell for word in row for cell in parts.get(word, [word])] for row in rows]
    code, out, err = call("grade", file, answers(tmp_path / "class.csv", *full))
    assert (code, out) == (3, "")
    assert said in err


def test_points_changed_by_hand_are_shared_by_the_places(call, file, tmp_path):
    shape = json.loads(file.read_text("utf-8"))
    question = next(q for q in shape["sheets"][0]["questions"] if len(q["blanks"]) > 1)
    question["points"] = 3 * len(question["blanks"])
    file.write_text(json.dumps(shape), "utf-8")
    sheet = read(file).sheets[0]
    typed = [
        "" if column == f"{question['number']}b" else answer
        for column, answer in zip(sheet.columns, right(sheet), strict=True)
    ]
    path = answers(tmp_path / "c.csv", ["name", "version", *sheet.columns], ["Ada\fB", "A", *typed])
    _, out, _ = call("grade", file, path, "--json")
    (ada,) = json.loads(out)["people"]
    assert ada["name"] == "Ada\fB"
    assert ada["points"] == ada["total"] - 3


def test_a_question_that_was_changed_is_not_graded(call, file, tmp_path):
    shape = json.loads(file.read_text("utf-8"))
    numeric = next(q for q in shape["sheets"][0]["questions"] if q["kind"] == "numeric")
    numeric["seed"] += 1
    file.write_text(json.dumps(shape), "utf-8")
    sheet = read(file).sheets[0]
    path = answers(tmp_path / "c.csv", ["name", "version", *sheet.columns], ["Ada", "A", *right(sheet)])
    code, _, err = call("grade", file, path)
    assert code == 3
    assert "another release" in err


def test_nothing_from_a_file_commands_the_terminal(call, file):
    text = file.read_text("utf-8").replace('"title": "Quiz"', '"title": "Quiz\\u001b[2J"')
    file.write_text(text, "utf-8")
    _, out, _ = call("take", file, typed="q\n")
    assert "Quiz[2J" in out
    assert "\x1b" not in out
