"""Quizzes as they are written: whole, apart from their key, as they stand, and back from JSON."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import engine
from cards.model import Card, Source
from engine.errors import InputError, QuizappError
from quizapp.quiz.grade import grade_sheet
from quizapp.quiz.make import Order, make
from quizapp.quiz.model import Blank, Option, Question, Quiz, Sheet, Slip, Worked
from quizapp.sheets import FORMATS, lossless, pdf
from quizapp.sheets.lossless import read
from quizapp.sheets.lossless import write as write_json
from quizapp.sheets.markdown import prose
from quizapp.sheets.page import STYLE


@pytest.fixture(scope="module")
def quiz():
    return make(Order(engine.catalogue(), 8, 2, 5, ("A", "B"), title="A *quiz*"))


def parted():
    return [name for name, format_ in FORMATS.items() if format_.parted and name != "pdf"]


@pytest.mark.parametrize("name", parted())
def test_the_sheet_holds_every_question_and_no_solution(name, quiz):
    write = FORMATS[name].load()
    sheets, key = write(quiz, "sheets"), write(quiz, "key")
    for question in quiz.sheets[0].questions:
        assert f"{question.number}. " in sheets
    assert sheets.count("Name") == 2
    assert "Wrong answers" not in sheets
    assert "key" not in sheets.split("\n")[0]
    assert "Name" not in key
    assert key.count("Wrong answers") == sum(
        any(o.ids for o in q.options) or any(b.slips for b in q.blanks)
        for sheet in quiz.sheets
        for q in sheet.questions
    )


PLACES = {"md": r"\_" * 20, "txt": "_" * 40, "html": '<input type="text"', "pdf": "#line-to-fill"}
"""What is left on paper for one line of an answer."""


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize(("answer", "rows"), [("[[1, 2], [3, 4], [5, 6]]", 3), ("[1, 2]", 1), ("3", 1)])
def test_a_matrix_has_a_line_for_each_row(name, answer, rows, quiz):
    write = pdf.source if name == "pdf" else FORMATS[name].load()
    question = quiz.sheets[0].questions[0]

    def lines(shown):
        blank = replace(question.blanks[0], answer=shown)
        sheet = replace(quiz.sheets[0], questions=(replace(question, blanks=(blank,)),))
        return write(replace(quiz, sheets=(sheet,)), "sheets").count(PLACES[name])

    assert lines(answer) - lines("0") == rows - 1


@pytest.mark.parametrize("name", ["md", "txt"])
def test_everything_is_the_sheets_and_then_the_key(name, quiz):
    write = FORMATS[name].load()
    whole = write(quiz, "all")
    assert whole.startswith(write(quiz, "sheets").rstrip("\n"))
    assert whole.endswith(write(quiz, "key"))


def test_plain_text_fits_its_page(quiz):
    prose_lines = [
        line
        for line in FORMATS["txt"].load()(quiz, "sheets").split("\n")
        if not line.startswith((" ", "A) "))
    ]
    assert max(map(len, prose_lines)) <= 100


@pytest.mark.parametrize(
    "text",
    [
        "a*b*c",
        "x_1_y",
        "[a](b)",
        "<b>",
        "1. one",
        "23) two",
        "- item",
        "+ 2",
        "-3",
        "0.5",
        "`code`",
        "a & b",
        "# head",
        "~~no~~",
    ],
)
def test_no_text_becomes_markup(text):
    html = MarkdownIt("commonmark").render(prose(text))
    assert html == f"<p>{escaped(text)}</p>\n"


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_matrices_keep_their_lines_in_markdown():
    order = Order([engine.entry("linear_backward")], 1, 2, 3, kinds=("numeric",))
    made = make(order)
    markdown = FORMATS["md"].load()(made, "sheets")
    layout = [line for line in made.sheets[0].questions[0].text.split("\n") if "⎡" in line]
    code = [token.content for token in MarkdownIt().parse(markdown) if token.type == "fence"]
    assert layout
    assert all(any(line in block for block in code) for line in layout)


class Page(HTMLParser):
    """The tags of a page, those that are open, and its text inside and outside of solutions."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.folded, self.plain = [], [], "", ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "details" in self.open:
            self.folded += data
        elif "style" not in self.open:
            self.plain += data


def test_a_page_needs_nothing_else_and_folds_its_solutions(quiz):
    page = Page(FORMATS["html"].load()(quiz, "all"))
    assert page.open == []
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe"}
    assert not [attributes for _, attributes in page.tags if {"src", "href"} & attributes.keys()]
    for question in (question for sheet in quiz.sheets for question in sheet.questions):
        for step in question.solution:
            assert step.rule in page.folded
        for option in question.options:
            assert option.text in page.plain
            assert not option.message or option.right or option.message in page.folded
    assert "Wrong answers" not in page.plain
    assert "details" in STYLE.split("@media print")[1]


def test_a_page_shows_texts_as_they_are():
    made = make(Order([engine.entry("iou")], 1, 2, 3, title="<b>&</b>"))
    page = Page(FORMATS["html"].load()(made, "sheets"))
    assert "<b>&</b>, version A" in page.plain
    assert "b" not in [tag for tag, _ in page.tags]


def test_json_comes_back_as_it_went(quiz, tmp_path):
    file = tmp_path / "quiz.json"
    file.write_text(write_json(quiz), "utf-8")
    assert read(file) == quiz


@pytest.mark.parametrize("shape", [Quiz, Sheet, Question, Blank, Slip, Option, Worked])
def test_every_field_of_the_json_is_documented(shape):
    for field in fields(shape):
        assert f'"{field.name}"' in lossless.__doc__


def changed(quiz, change):
    shape = json.loads(write_json(quiz))
    change(shape)
    return json.dumps(shape)


BAD = {
    "no JSON": lambda quiz: "{",
    "another JSON": lambda quiz: "[1, 2]",
    "another format": lambda quiz: changed(quiz, lambda shape: shape.update(format="quizapp-quiz/9")),
    "no sheets": lambda quiz: changed(quiz, lambda shape: shape.update(sheets=[])),
    "no questions": lambda quiz: changed(quiz, lambda shape: shape["sheets"][0].update(questions=[])),
    "no blanks": lambda quiz: changed(quiz, lambda s: s["sheets"][0]["questions"][0].update(blanks=[])),
    "nothing to earn": lambda quiz: changed(quiz, lambda s: s["sheets"][0]["questions"][0].update(points=0)),
    "two right options": lambda quiz: changed(
        quiz, lambda s: [o.update(right=True) for o in s["sheets"][0]["questions"][1]["options"]]
    ),
    "versions that differ": lambda quiz: changed(quiz, lambda s: s["sheets"][1]["questions"].pop()),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_quiz_is_refused_by_name(name, quiz, tmp_path):
    file = tmp_path / "quiz.json"
    file.write_text(BAD[name](quiz), "utf-8")
    with pytest.raises(InputError, match=r"quiz\.json.*write"):
        read(file)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(InputError, match="cannot read"):
        read(tmp_path / "none.json")


ODD = st.sampled_from(
    [None, "", "x", -1, 0, 3, 1e9, 10**30, True, [], {}, ["A"], "\x1b[2J", "=1+1", "numeric"]
)


def nodes(shape, path=()):
    """The ways to every value of a JSON shape."""
    yield path
    items = shape.items() if isinstance(shape, dict) else enumerate(shape) if isinstance(shape, list) else ()
    for key, value in items:
        yield from nodes(value, (*path, key))


@given(data=st.data())
def test_a_damaged_file_is_refused_or_can_be_graded(data, small, tmp_path_factory):
    shape = json.loads(write_json(small))
    *way, last = data.draw(st.sampled_from([path for path in nodes(shape) if path]))
    holder = shape
    for key in way:
        holder = holder[key]
    if data.draw(st.booleans()):
        holder[last] = data.draw(ODD)
    else:
        del holder[last]
    file = tmp_path_factory.mktemp("damaged") / "quiz.json"
    file.write_text(json.dumps(shape), "utf-8")
    refused = ""
    try:
        for sheet in read(file).sheets:
            grade_sheet(sheet, "Ada", ["1"] * len(sheet.columns))
    except QuizappError as error:
        refused = str(error)
    assert "\n" not in refused
    assert "\x1b" not in refused


@pytest.fixture(scope="module")
def small():
    """One question of each kind."""
    told = {"logit": "Raw", "epoch": "Pass", "batch": "Part", "token": "Word"}
    place = Source("n.md", 1, 1)
    cards = [
        Card(f"What is a {name}?", f"{text} and so on.", place, "definition", name, "D")
        for name, text in told.items()
    ]
    typed = Card("Who?", "Hinton | Geoffrey Hinton", place, "typed", "who", "D")
    return make(Order([engine.entry("iou")], 4, 2, 5, ("A", "B"), cards=[*cards, typed]))
