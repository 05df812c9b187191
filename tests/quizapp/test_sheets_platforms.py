"""Quizzes for learning platforms and notebooks: valid, and with the numbers of the quiz."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import warnings
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import engine
from cards.model import Card, Source
from quizapp.quiz.make import Order, make
from quizapp.quiz.model import Question, Quiz
from quizapp.sheets import FORMATS
from quizapp.sheets.notebook import JUDGE
from quizapp.sheets.places import Place, places


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    """Questions of every topic, by numbers and by letters, and two that cards would give."""
    topics = {entry.topic: entry for entry in engine.catalogue() if 2 in entry.levels}
    made = make(Order(list(topics.values()), 24, 2, 7, ("A", "B"), title="Nets / 1 {x} ~ 2"))
    single = make(Order([engine.entry("vector_products")], 1, 1, 7, ("A", "B"), kinds=("numeric",)))
    sheets = []
    for sheet, other in zip(made.sheets, single.sheets, strict=True):
        count = len(sheet.questions)
        extra = (short(count + 1), matching(count + 2), replace(other.questions[0], number=count + 3))
        sheets.append(replace(sheet, questions=(*sheet.questions, *extra)))
    return replace(made, sheets=tuple(sheets))


def short(number: int) -> Question:
    from quizapp.quiz.model import Blank

    blank = Blank(str(number), "c1", "the term", "the term", "back=prop {1}", "", (), ("backpropagation",))
    return card_question(number, "short", (blank,), ())


def matching(number: int) -> Question:
    from quizapp.quiz.model import Blank, Option

    blanks = tuple(
        Blank(f"{number}{mark}", f"c{mark}", term, term, letter, "", ())
        for mark, term, letter in (("a", "ReLU", "B"), ("b", "σ", "A"))
    )
    options = tuple(Option(text, True, (), "") for text in ("1/(1 + e⁻ˣ)", "max(0, x)", "neither: ~a"))
    return card_question(number, "matching", blanks, options)


def card_question(number: int, kind: Any, blanks: tuple[Any, ...], options: tuple[Any, ...]) -> Question:
    return Question(
        number=number,
        kind=kind,
        exercise="",
        edition=0,
        seed=0,
        level=0,
        part=None,
        inputs={},
        title="From a card",
        topic="cards",
        text="What is <meant>?",
        points=len(blanks),
        seconds=30,
        blanks=blanks,
        options=options,
        solution=(),
    )


def asked(quiz: Quiz) -> list[tuple[Question, list[Place]]]:
    return [(question, places(question)) for sheet in quiz.sheets for question in sheet.questions]


def test_every_mistake_lies_outside_of_what_counts(quiz: Quiz) -> None:
    found = 0
    for _, fields in asked(quiz):
        for place in fields:
            if place.sort == "number":
                for wrong in place.wrong:
                    assert abs(float(wrong.answer) - float(place.answer)) > place.tolerance
                    found += 1
            else:
                assert place.answer not in {wrong.answer for wrong in place.wrong}
    assert found > 20


def test_places_hold_the_numbers_of_the_key(quiz: Quiz) -> None:
    for question, fields in asked(quiz):
        if question.kind != "numeric":
            continue
        for blank in question.blanks:
            cells = [place for place in fields if place.column.split("[")[0] == blank.column]
            numbers = [
                float(one)
                for one in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", blank.answer.replace("−", "-"))
            ]
            if cells[0].sort != "number" or "×" in blank.answer or len(numbers) != len(cells):
                continue
            for cell, number in zip(cells, numbers, strict=True):
                assert float(cell.answer) == pytest.approx(number, rel=0.02, abs=0.06)


def test_moodle_takes_every_question_with_the_right_answer_first(quiz: Quiz) -> None:
    root = ElementTree.fromstring(FORMATS["moodle"].load()(quiz, "all"))
    questions = [one for one in root if one.get("type") != "category"]
    assert [one.find("category/text").text for one in root if one.get("type") == "category"] == [  # type: ignore[union-attr]
        f"$course$/Nets // 1 {{x}} ~ 2/version {version}" for version in "AB"
    ]
    assert len(questions) == len(asked(quiz))
    sorts = {one.get("type") for one in questions}
    assert sorts >= {"numerical", "multichoice", "cloze", "shortanswer", "matching"}
    for one, (question, fields) in zip(questions, asked(quiz), strict=True):
        assert one.find("generalfeedback/text").text  # type: ignore[union-attr]
        if one.get("type") == "numerical":
            answers = one.findall("answer")
            assert [answer.get("fraction") for answer in answers] == ["100"] + ["0"] * (len(answers) - 1)
            assert [answer.findtext("text") for answer in answers] == [
                fields[0].answer,
                *(wrong.answer for wrong in fields[0].wrong),
            ]
            assert all(float(answer.findtext("tolerance", "x")) >= 0 for answer in answers)
            assert all(answer.findtext("feedback/text") for answer in answers[1:])
        elif one.get("type") == "cloze":
            embedded(one.findtext("questiontext/text", ""), fields)
        elif one.get("type") == "multichoice":
            assert [answer.get("fraction") for answer in one.findall("answer")].count("100") == 1
        elif one.get("type") == "matching":
            pairs = {
                sub.findtext("text", ""): sub.findtext("answer/text") for sub in one.findall("subquestion")
            }
            assert pairs == {"<p>ReLU</p>": "max(0, x)", "<p>σ</p>": "1/(1 + e⁻ˣ)", "": "neither: ~a"}
        assert question.title in one.findtext("name/text", "")


def embedded(text: str, fields: list[Place]) -> None:
    """What stands in braces is what Moodle's own expression for embedded answers takes."""
    found = re.findall(r"\{1:(NUMERICAL|SHORTANSWER|MULTICHOICE):((?:\\.|[^\\}])*)\}", text)
    wanted = [place for place in fields if place.sort != "open"]
    assert len(found) == len(wanted)
    for (sort, body), place in zip(found, wanted, strict=True):
        answers = re.split(r"(?<!\\)~", body)
        right = next(one for one in answers if one.startswith("="))
        words = unescape(re.sub(r"\\(.)", r"\1", re.split(r"(?<!\\)#", right[1:])[0]))
        assert words.split(":")[0] == place.answer if sort == "NUMERICAL" else words == place.answer
        assert all(one.startswith(("=", "%0%")) for one in answers)


GIFT = re.compile(
    r"::(?:\\.|[^\\:{}])+::\[html\]<pre>(?:\\.|[^\\~=#{}])*</pre>"
    r"\{\n(?:(?:[=~]|#=)(?:%-?\d+%)?(?:\\.|[^\\{}])*\n)*\}"
)


def test_gift_is_of_its_grammar(quiz: Quiz) -> None:
    text = FORMATS["gift"].load()(quiz, "all")
    for block in text.strip().split("\n\n"):
        assert block.startswith("$CATEGORY: ") or GIFT.fullmatch(block), block
    numeric = re.findall(r"\n#=%100%(\S+):(\S+)\n", text)
    assert len(numeric) == sum(place.sort == "number" for _, fields in asked(quiz) for place in fields)


def test_gift_is_read_by_another_program(quiz: Quiz, tmp_path: Path) -> None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        pytest.skip("there is no node here")
    root = subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=True).stdout.strip()
    if not (Path(root) / "gift-pegjs").is_dir():
        pytest.skip("the parser gift-pegjs is not installed (npm install -g gift-pegjs)")
    (tmp_path / "quiz.gift").write_text(FORMATS["gift"].load()(quiz, "all"), "utf-8")
    program = (
        "const {parse} = require(process.argv[1] + '/gift-pegjs');"
        "const text = require('fs').readFileSync(process.argv[2], 'utf8');"
        "console.log(JSON.stringify(parse(text).map(q => [q.type, q.matchPairs])));"
    )
    command = [node, "-e", program, root, str(tmp_path / "quiz.gift")]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    sorts = json.loads(found.stdout)
    assert {"Numerical", "MC", "Short", "Matching", "Category"} <= {sort for sort, _ in sorts}
    pairs = next(pairs for sort, pairs in sorts if sort == "Matching")
    coded = re.compile(r"&&(\d{3});")  # how this parser keeps escaped signs
    assert {
        (one["subquestion"]["text"], coded.sub(lambda sign: chr(int(sign[1])), one["subanswer"]))
        for one in pairs
    } == {
        ("ReLU", "max(0, x)"),
        ("σ", "1/(1 + e⁻ˣ)"),
        ("", "neither: ~a"),
    }


def filled(quiz: Quiz, which: str) -> dict[str, Any]:
    """The notebook of a quiz with every answer cell filled, by right answers or by known mistakes."""
    notebook: dict[str, Any] = json.loads(FORMATS["ipynb"].load()(quiz, "all"))
    checks = [cell for cell in notebook["cells"] if "check" in cell["metadata"]["tags"]]
    for cell in notebook["cells"]:
        match = re.fullmatch(r"(?s)(.*\n)?(\w+) = None", cell["source"])
        if match:
            check = next((one["source"] for one in checks if f"{match.group(2)!r}" in one["source"]), "")
            if check:
                wanted: Any = eval(check.split(", ", 2)[2][:-1])
                values = [
                    (known[0][0] if known and which == "wrong" else right[0]) for right, _, known in wanted
                ]
                cell["source"] = f"{match.group(2)} = {values!r}"
    return notebook


def run(notebook: dict[str, Any]) -> list[str]:
    """What each checking cell says, run as a notebook runs it."""
    space: dict[str, Any] = {"print": lambda text: said.append(text)}
    said: list[str] = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            try:
                exec(cell["source"], space)
            except AssertionError as error:
                said.append(str(error))
    return said


def test_a_notebook_judges_right_answers_as_right(quiz: Quiz) -> None:
    said = run(filled(quiz, "right"))
    assert len(said) > 40
    assert [one for one in said if not one.endswith(": right")] == []


def test_a_notebook_names_the_mistake(quiz: Quiz) -> None:
    messages = {wrong.message for _, fields in asked(quiz) for place in fields for wrong in place.wrong}
    said = [one.split(": ", 1)[1] for one in run(filled(quiz, "wrong"))]
    assert sum(one in messages for one in said) > 30
    assert set(said) <= messages | {"right", "not right"}


def test_an_empty_notebook_says_what_is_missing(quiz: Quiz) -> None:
    said = run(json.loads(FORMATS["ipynb"].load()(quiz, "all")))
    assert all(one.endswith("has no answer yet") for one in said)


def test_a_notebook_is_valid_and_runs_in_jupyter(quiz: Quiz) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nbformat = pytest.importorskip("nbformat")
        nbclient = pytest.importorskip("nbclient")
        few = replace(quiz, sheets=(replace(quiz.sheets[0], questions=quiz.sheets[0].questions[:4]),))
        notebook = nbformat.from_dict(filled(few, "right"))
        nbformat.validate(notebook)
        nbclient.NotebookClient(notebook, timeout=60).execute()
    printed = ["".join(out["text"] for out in cell.get("outputs", ())) for cell in notebook.cells]
    lines = "".join(printed).splitlines()  # a busy kernel may hand a line out in pieces
    assert lines
    assert [line for line in lines if not line.endswith(": right")] == []


def test_the_judge_reads_arrays_and_tuples() -> None:
    space: dict[str, Any] = {"print": lambda _: None}
    exec(JUDGE, space)
    wanted = [([float(value)], 0.01, []) for value in range(4)]
    for given in ([0, 1, 2, 3], ((0, 1), (2, 3)), [0.009, 1, 2.0, 3]):
        space["check"]("x", given, wanted)
    with pytest.raises(AssertionError, match="takes 4 values"):
        space["check"]("x", [1, 2], wanted)


@pytest.mark.parametrize(
    ("given", "order", "right"),
    [
        ([0, 4], "rising", True),
        ((4, 0), "rising", True),
        ({4, 0}, "rising", True),
        ("4 0", "rising", True),
        ([4, 0], "given", False),
        ("0×4", "given", True),
        ([0], "given", False),
        (None, "given", None),
    ],
)
def test_the_judge_reads_whole_numbers_in_a_row(given: Any, order: str, right: bool | None) -> None:
    space: dict[str, Any] = {"print": lambda _: None}
    exec(JUDGE, space)
    if right:
        space["check"]("x", given, [([[0, 4]], order, [])])
        return
    with pytest.raises(AssertionError):
        space["check"]("x", given, [([[0, 4]], order, [])])


@pytest.mark.parametrize("given", [[], (), set(), "none", "[]", "None"])
def test_the_judge_reads_that_there_are_none(given: Any) -> None:
    space: dict[str, Any] = {"print": lambda _: None}
    exec(JUDGE, space)
    space["check"]("x", given, [([[]], "rising", [])])
    with pytest.raises(AssertionError, match="not right"):
        space["check"]("x", "what?", [([[]], "rising", [])])


def test_rows_say_how_they_are_typed_and_an_empty_one_is_a_word() -> None:
    for name, seed in (("anchor_label", range(40)), ("conv_output_size", range(3))):
        for number in seed:
            made = make(Order([engine.entry(name)], 1, 2, number, ("A",), kinds=("numeric",)))
            for place in places(made.sheets[0].questions[0]):
                if place.row:
                    assert place.answer
                    assert "with commas" in place.label
                    assert "in any order" not in place.label
                    assert all(wrong.answer for wrong in place.wrong)


@pytest.mark.parametrize("entry", engine.catalogue(), ids=lambda entry: entry.id)
def test_every_exercise_goes_into_every_format(entry: engine.Entry) -> None:
    for level in entry.levels:
        made = make(Order([entry], 1, level, 3, ("A",), kinds=("numeric",)))
        for name in ("moodle", "gift", "ipynb"):
            assert FORMATS[name].load()(made, "all")


@pytest.mark.parametrize("name", ["moodle", "gift"])
def test_terms_are_matched_without_letters(name: str) -> None:
    cards = [
        Card(
            f"What is {term}?", f"Something {colour} with a colour.", Source("n.md", 1, 2), "definition", term
        )
        for term, colour in (("Alpha", "red"), ("Beta", "green"), ("Gamma", "blue"), ("Delta", "white"))
    ]
    written = FORMATS[name].load()(make(Order([], 1, 2, 3, kinds=("matching",), cards=cards)), "all")
    assert "Match each term with its explanation." in str(written)
    assert "letter" not in str(written)
