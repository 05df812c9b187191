"""Pages of quizzes in a real browser: graded by their script, quiet in the console, fit for paper."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys

import pytest

import engine
from cards.model import Card, Source
from quizapp.quiz import Quiz
from quizapp.quizgrade import drawn_again, grade_question
from quizapp.quizmake import Order, make
from quizapp.sheets import FORMATS, page, selfgrading

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

in_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage")

LAUNCH = """
import os, sys
for far, near in zip((98, 99), sys.argv[1:3]):
    os.dup2(int(near), far)
os.dup2(98, 3)
os.dup2(99, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads its commands from file 3 and answers on file 4."""


class Browser:
    """Chromium at the other end of two pipes."""

    def __init__(self, profile):
        here, theirs = os.pipe(), os.pipe()
        flags = (*FLAGS, f"--user-data-dir={profile}", "--remote-debugging-pipe")
        self.process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, str(here[0]), str(theirs[1]), CHROMIUM, *flags],
            pass_fds=(here[0], theirs[1]),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(here[0])
        os.close(theirs[1])
        self.out, self.back = os.fdopen(here[1], "wb", buffering=0), os.fdopen(theirs[0], "rb")
        self.count, self.session, self.events, self.rest = 0, None, [], b""

    def message(self):
        while b"\0" not in self.rest:
            got = self.back.read1(65536)
            assert got, "the browser has gone"
            self.rest += got
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **params):
        self.count += 1
        sent = {"id": self.count, "method": method, "params": params}
        if self.session:
            sent["sessionId"] = self.session
        self.out.write(json.dumps(sent).encode() + b"\0")
        while (got := self.message()).get("id") != self.count:
            self.events.append(got)
        assert "error" not in got, got
        return got["result"]

    def open(self, path):
        """Show a file in a new page; what it says in the console is kept."""
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.events.clear()
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.message())

    def run(self, script):
        got = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in got, got
        return got["result"].get("value")

    def complaints(self):
        """What went wrong on the page, and every address that it asked for but its own."""
        names = {"Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"}
        asked = [
            event["params"]["request"]["url"]
            for event in self.events
            if event.get("method") == "Network.requestWillBeSent"
        ]
        return [event for event in self.events if event.get("method") in names] + asked[1:]

    def close(self):
        self.session = None
        self.call("Browser.close")
        self.out.close()
        self.process.wait(20)
        self.back.close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


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


@in_browser
@pytest.mark.parametrize("place", [0, 1])
def test_the_key_earns_everything(shown, quiz, place):
    sheet = quiz.sheets[place]
    typed = {blank.column: blank.answer for question in sheet.questions for blank in question.blanks}
    score, said = answered(shown, sheet, typed, place)
    assert score == f"{sheet.points} of {sheet.points} points, 12 of 12 questions done"
    assert all(text.startswith("✓") for text in said.values())
    assert shown.complaints() == []


@in_browser
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


@in_browser
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


@in_browser
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


@in_browser
def test_the_solution_shows_when_it_is_asked_for_and_ends_the_question(shown, quiz):
    shown.run("document.querySelector('.reveal').click()")
    state = "[document.querySelector('.solution').textContent, document.querySelector('.score').textContent]"
    solution, score = shown.run(state)
    assert quiz.sheets[0].questions[0].solution[0].rule in solution
    assert "1 of 12 questions done" in score
    assert shown.run("document.querySelector('.reveal').getAttribute('aria-expanded')") == "true"


@in_browser
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


@in_browser
@pytest.mark.parametrize("typed", NUMBERS)
def test_numbers_are_read_as_the_program_reads_them(shown, typed):
    assert shown.run(f"number({json.dumps(typed)}).value") == pytest.approx(NUMBERS[typed])


@in_browser
@pytest.mark.parametrize(
    "typed", ["", "x", "1 2", "alert(1)", "constructor(1)", "1..2", "(" * 90 + "1", "Infinity"]
)
def test_nothing_else_is_a_number(shown, typed):
    said = (
        f"(() => {{ try {{ return number({json.dumps(typed)}).value }} catch (e) {{ return e.message }} }})()"
    )
    assert "number" in str(shown.run(said))


@in_browser
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
