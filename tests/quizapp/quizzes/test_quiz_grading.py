"""Grading: classes by their files of answers, and single answers by what was typed."""

from __future__ import annotations

import csv
import json

import pytest

from quizapp.quiz.grade import grade_question
from quizapp.quiz.model import Blank, Question
from quizapp.sheets.lossless import read


def answers(path, *rows, separator=","):
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, delimiter=separator).writerows(rows)
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_class_is_graded(call, file, tmp_path, separator, right):
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
def test_a_file_of_answers_that_does_not_fit_is_refused_by_line(call, file, tmp_path, rows, said, right):
    sheet = read(file).sheets[0]
    parts = {"COLUMNS": sheet.columns, "ANSWERS": right(sheet)}
    full = [[cell for word in row for cell in parts.get(word, [word])] for row in rows]
    code, out, err = call("grade", file, answers(tmp_path / "class.csv", *full))
    assert (code, out) == (3, "")
    assert said in err


def test_points_changed_by_hand_are_shared_by_the_places(call, file, tmp_path, right):
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
    assert ada["name"] == "Ada B"
    assert ada["points"] == ada["total"] - 3


def test_a_question_that_was_changed_is_not_graded(call, file, tmp_path, right):
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
    assert out.startswith("Quiz, version A")
    assert "\x1b" not in out


def test_an_empty_file_for_answers_can_be_filled_and_graded(call, words, tmp_path, right):
    blank = tmp_path / "class.csv"
    assert call("answers", words, "-o", blank)[0] == 0
    made = read(words)
    header, *rows = list(csv.reader(blank.read_text("utf-8").splitlines()))
    assert header == ["name", "version", *made.sheets[0].columns]
    assert [row[1] for row in rows] == ["A", "B"]
    assert call("grade", words, blank)[0] == 3
    matching = next(question for question in made.sheets[0].questions if question.kind == "matching")
    place = header.index(matching.blanks[0].column)
    filled = [["Ada", "A", *right(made.sheets[0])], ["Ben", "B", *right(made.sheets[1])]]
    filled[0][place] = matching.blanks[1].answer
    code, out, _ = call("grade", words, answers(blank, header, *filled, *rows))
    assert code == 0
    wanted, taken = (blank.label for blank in matching.blanks[:2])
    assert f"1 × {header[place]}: {wanted}: That explains {taken}." in out
    assert "2 people" in out
    _, out, _ = call("grade", words, blank, "--json")
    shape = json.loads(out)
    assert [share["right"] for share in shape["answers"]].count(0.5) == 1
    assert shape["mistakes"][0]["count"] == 1


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("Hinton", 1),
        ("  geoffrey hinton. ", 1),
        ("Hintom", 1),
        ("Bengio", 0),
    ],
)
def test_short_answers_are_judged_kindly(typed, score):
    blank = Blank("1", "c", "answer", "one word", "Hinton", "", (), ("Geoffrey Hinton",))
    assert [mark.score for mark in grade_question(short(blank), [typed])] == [score]


@pytest.mark.parametrize(("typed", "score"), [("0.50", 1), (".5", 1), ("1/2", 1), ("0.51", 0), ("5", 0)])
def test_a_number_counts_by_its_value(typed, score):
    blank = Blank("1", "c", "answer", "a number", "0.5", "", ())
    assert [mark.score for mark in grade_question(short(blank), [typed])] == [score]


def short(blank):
    return Question(
        1, "short", "", 0, 0, 2, None, {}, "Cards", "Cards", "Who?", 1, 30, (blank,), (), (), card="c"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_class_is_read_as_spreadsheets_write_it(call, words, tmp_path, encoding, right):
    (sheet, _) = read(words).sheets
    rows = [
        ["Name", "Version", *sheet.columns, "", ""],
        ["Jörg Müller", "a", *right(sheet), "", ""],
        [""] * 9,
    ]
    path = tmp_path / "class.csv"
    path.write_text("".join(";".join(row) + "\r\n" for row in rows), encoding, newline="")
    code, out, _ = call("grade", words, path, "--json")
    assert code == 0
    (person,) = json.loads(out)["people"]
    assert person["name"] == "Jörg Müller"
    assert person["points"] == sheet.points


def test_who_stands_in_two_rows_is_named(call, words, tmp_path, right):
    (sheet, _) = read(words).sheets
    row = ["A", *right(sheet)]
    path = answers(tmp_path / "class.csv", ["name", "version", *sheet.columns], ["Ann", *row], ["ann", *row])
    code, out, err = call("grade", words, path)
    assert code == 0
    assert "2 people" in out
    assert "ann stands in 2 rows" in err


def test_answers_that_are_no_text_are_refused(call, words, tmp_path):
    path = tmp_path / "class.csv"
    path.write_bytes(bytes(range(256)) * 9)
    code, _, err = call("grade", words, path)
    assert (code, err) == (3, f"quizapp: {path} is no text: save it as CSV\n")
