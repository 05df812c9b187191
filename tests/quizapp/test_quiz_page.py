"""Pages of quizzes in a real browser: graded by their script, quiet in the console, fit for paper."""

from __future__ import annotations

import base64
import json

import pytest

import engine
from cards.model import Card, Source
from quizapp.quiz.grade import drawn_again, grade_question
from quizapp.quiz.make import Order, make
from quizapp.quiz.model import Quiz
from quizapp.sheets import FORMATS, page, selfgrading


def card(name, front, back, kind="definition"):
    return Card(front, back, Source("n.md", 1, 2), kind, name, "A <b>deck</b>")


CARDS = [
    card("relu", "What is a ReLU?", "A function that sets whatever is below zero to zero."),
    card("logit", "What is a logit?", "The raw score before a sigmoid with $z<0$ or above."),
    card("epoch", "What is an epoch?", "One pass through all training data."),
    card("batch", "What is a batch?", "The samples that one update is computed on."),
    card("author", "Who wrote <script>alert(1)</script>?", "Hinton | Geoffrey Hinton", "typed"),
    card("year", "When?", "2012", "typed"),
]

EXERCISES = ("adam_step", "softmax", "conv_output_size", "matmul", "iou", "nms")


@pytest.fixture(scope="module")
def quiz():
    entries = [entry for entry in engine.catalogue() if entry.id in EXERCISES]
    return make(Order(entries, 12, 2, 4, ("A", "B"), title="<i>Quiz</i> & co", cards=CARDS))


@pytest.fixture
def shown(browser, quiz, tmp_path):
    path = tmp_path / "quiz.html"
    path.write_text(selfgrading.write(quiz), "utf-8")
    browser.open(path)
    return browser


FILL = """(values, place) => {
  const sheet = document.querySelectorAll('article')[place];
  for (const [column, text] of Object.entries(values)) {
    const fields = sheet.querySelectorAll(`[name="q-${sheet.id}-${column}"]`);
    if (fields[0].type === 'radio') fields.forEach(f => f.checked = f.value === text);
    else fields[0].value = text;
  }
  sheet.querySelector('.all').click();
  return [sheet.querySelector('.score').textContent,
          ...Array.from(sheet.querySelectorAll('output'), o => o.textContent)];
}"""


def answered(browser, sheet, typed, place=0):
    """Type answers as a learner does, letters by their place; returns the score and what is said."""
    values = {}
    for question in sheet.questions:
        for blank in question.blanks:
            text = typed[blank.column]
            if question.options and text:
                text = str(ord(text) - ord("A"))
            elif question.kind == "numeric" and text:
                part = next(p for p in drawn_again(question).parts if p.name == blank.part)
                text = str(part.options.index(text)) if text in part.options else text
            values[blank.column] = text
    score, *said = browser.run(f"({FILL})({json.dumps(values)}, {place})")
    return score, dict(zip(sheet.columns, said, strict=True))


@pytest.mark.parametrize("place", [0, 1])
def test_the_key_earns_everything(shown, quiz, place):
    sheet = quiz.sheets[place]
    typed = {blank.column: blank.answer for question in sheet.questions for blank in question.blanks}
    score, said = answered(shown, sheet, typed, place)
    assert score == f"{sheet.points} of {sheet.points} points, 12 of 12 questions done"
    assert all(text.startswith("✓") for text in said.values())
    assert shown.complaints() == []


def test_mistakes_are_named_as_the_program_names_them(shown, quiz):
    sheet = quiz.sheets[0]
    typed, expected = {}, {}
    for question in sheet.questions:
        for blank in question.blanks:
            wrong = next((chr(ord("A") + i) for i, option in enumerate(question.options) if option.ids), "")
            slip = blank.slips[0].answer if blank.slips else "nonsense of letters"
            typed[blank.column] = wrong or (blank.answer if question.kind == "matching" else slip)
        marks = grade_question(question, [typed[blank.column] for blank in question.blanks])
        expected |= {mark.column: mark for mark in marks}
    _, said = answered(shown, sheet, typed)
    named = [column for column, mark in expected.items() if mark.verdict == "mistake"]
    assert len(named) >= 4
    for column in named:
        assert said[column].startswith("✗")
        assert said[column][2:] in expected[column].message
    assert shown.complaints() == []


@pytest.mark.parametrize("level", [1, 2, 3])
def test_exercises_are_judged_as_the_program_judges_them(browser, tmp_path, level):
    """A mistake's value in each place in turn, the others right, so that nothing is carried forward."""
    sheet = make(Order(engine.catalogue(), 40, level, level, kinds=("numeric",))).sheets[0]
    path = tmp_path / "quiz.html"
    path.write_text(selfgrading.write(Quiz("Quiz", 1, level, (sheet,))), "utf-8")
    right = {blank.column: blank.answer for question in sheet.questions for blank in question.blanks}
    slips = {b.column: b.slips[0].answer for question in sheet.questions for b in question.blanks if b.slips}
    browser.open(path)
    assert all(said.startswith("✓") for said in answered(browser, sheet, right)[1].values())
    browser.open(path)
    said = answered(browser, sheet, right | slips)[1]
    for question in sheet.questions:
        for place, blank in enumerate(question.blanks):
            typed = [each.answer for each in question.blanks]
            typed[place] = slips.get(blank.column, blank.answer)
            mark = grade_question(question, typed)[place]
            assert (said[blank.column][0] == "✓") == (mark.score == 1), (question.exercise, blank.part)
            assert mark.verdict != "mistake" or said[blank.column][2:] in mark.message


@pytest.mark.parametrize(
    ("back", "typed", "right"),
    [
        ("3×3", "3 x 3", True),
        ("3×3", "3*3", True),
        ("3×3", "3x5", False),
        ("$-3$", "-3", True),
        ("0.999", "0,999", True),
    ],
)
def test_signs_count_as_keyboards_have_them(browser, tmp_path, back, typed, right):
    sheet = make(Order([], 1, 2, 1, kinds=("short",), cards=[card("c", "Which?", back, "typed")])).sheets[0]
    path = tmp_path / "quiz.html"
    path.write_text(selfgrading.write(Quiz("Quiz", 1, 2, (sheet,))), "utf-8")
    browser.open(path)
    _, said = answered(browser, sheet, {"1": typed})
    assert said["1"].startswith("✓" if right else "✗")
    assert (grade_question(sheet.questions[0], [typed])[0].score == 1) is right


def test_what_cannot_be_read_or_is_empty_costs_nothing(shown, quiz):
    sheet = quiz.sheets[0]
    numbers = {b.column for q in sheet.questions if q.kind in ("numeric", "short") for b in q.blanks}
    score, said = answered(shown, sheet, {c: "?!" if c in numbers else "" for c in sheet.columns})
    assert score.startswith("0 of")
    assert "0 of 12 questions" in score
    assert all(text.startswith("?") for text in said.values())
    right = {blank.column: blank.answer for question in sheet.questions for blank in question.blanks}
    score, _ = answered(shown, sheet, right)
    assert score.startswith(f"{sheet.points} of")


def test_the_solution_shows_when_it_is_asked_for_and_ends_the_question(shown, quiz):
    shown.run("document.querySelector('.reveal').click()")
    state = "[document.querySelector('.solution').textContent, document.querySelector('.score').textContent]"
    solution, score = shown.run(state)
    assert quiz.sheets[0].questions[0].solution[0].rule in solution
    assert "1 of 12 questions done" in score
    assert shown.run("document.querySelector('.reveal').getAttribute('aria-expanded')") == "true"


def test_every_field_has_a_label_and_texts_of_strangers_stay_text(shown):
    assert shown.run(
        "Array.from(document.querySelectorAll('input, select, textarea')).every(f => f.labels.length === 1)"
    )
    assert shown.run("document.querySelectorAll('script').length") == 1
    assert shown.run("document.querySelectorAll('h1 i, h2 b').length") == 0
    assert shown.run("document.querySelectorAll('math').length") > 0


NUMBERS = {
    "0.5": 0.5,
    ".5": 0.5,
    "1/3": 1 / 3,
    "1,5": 1.5,
    "−2e-3": -0.002,
    "2^-1": 0.5,
    "-2^2": -4.0,
    "sqrt(2)*2": 8**0.5,
    "ln(e)": 1.0,
    "3 · (1 + 1)": 6.0,
}


@pytest.mark.parametrize("typed", NUMBERS)
def test_numbers_are_read_as_the_program_reads_them(shown, typed):
    assert shown.run(f"number({json.dumps(typed)}).value") == pytest.approx(NUMBERS[typed])


@pytest.mark.parametrize(
    "typed", ["", "x", "1 2", "alert(1)", "constructor(1)", "1..2", "(" * 90 + "1", "Infinity"]
)
def test_nothing_else_is_a_number(shown, typed):
    said = (
        f"(() => {{ try {{ return number({json.dumps(typed)}).value }} catch (e) {{ return e.message }} }})()"
    )
    assert "number" in str(shown.run(said))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_prints_whole_questions(browser, quiz, tmp_path, scheme):
    path = tmp_path / "paper.html"
    path.write_text(page.write(quiz, "sheets"), "utf-8")
    browser.open(path)
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    pdf = base64.b64decode(browser.call("Page.printToPDF")["data"])
    assert pdf.startswith(b"%PDF")
    assert browser.complaints() == []
    assert browser.run("getComputedStyle(document.querySelector('section')).breakInside") == "auto"
    browser.call("Emulation.setEmulatedMedia", media="print")
    assert browser.run("getComputedStyle(document.querySelector('section')).breakInside") == "avoid"


def test_the_answers_of_a_page_cannot_be_read_at_a_glance(quiz):
    text = FORMATS["html-self"].load()(quiz, "all")
    assert "Hinton" not in text
    for step in quiz.sheets[0].questions[0].solution:
        assert step.rule not in text


def test_the_policy_allows_the_one_script_alone(quiz):
    text = selfgrading.write(quiz)
    policy = text.split('Content-Security-Policy" content="')[1].split('"')[0]
    assert "default-src 'none'" in policy
    assert policy.count("sha256-") == 1
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1]
