"""PDF: whole, the same bytes again, its formulas drawn, its words no commands; a sentence without it."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

import engine
from engine.errors import UsageError
from quizapp.quiz.make import Order, make
from quizapp.quiz.model import Question, Quiz
from quizapp.quiz.stock import stock
from quizapp.records import Selection
from quizapp.sheets import FORMATS
from quizapp.sheets.typesetting import formula, literal, prose, typeset, words

# ziamath finds its font by a function that Python 3.11 and 3.12 call deprecated and 3.13 does not
pytestmark = pytest.mark.filterwarnings("ignore:path is deprecated:DeprecationWarning")


def order(count: int, **more: object) -> Order:
    topics = {entry.topic: entry for entry in engine.catalogue() if 2 in entry.levels}
    return Order(list(topics.values()), count, 2, 7, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    """Questions of every topic and from cards."""
    pytest.importorskip("typst")
    kinds = ("numeric", "choice", "short", "matching")
    return make(order(32, kinds=kinds, cards=stock(None, Selection()), title='Nets #1 [x] "y" \\ $z$'))


def test_sheets_and_key_are_pdf_and_the_same_again(quiz: Quiz) -> None:
    write = FORMATS["pdf"].load()
    sheets, key = write(quiz, "sheets"), write(quiz, "key")
    assert isinstance(sheets, bytes)
    assert sheets.startswith(b"%PDF-")
    assert sheets != key
    assert sheets == write(quiz, "sheets")


def test_words_command_nothing(quiz: Quiz) -> None:
    hostile = '#panic("x"); ] } ``` $ \\ " #import "a": b\x1b[2J // <a> @b'
    question = replace(quiz.sheets[0].questions[0], title=hostile, text=hostile, markdown=hostile)
    bad = replace(quiz, title=hostile, sheets=(replace(quiz.sheets[0], questions=(question,)),))
    written = FORMATS["pdf"].load()(bad, "all")
    assert isinstance(written, bytes)


@pytest.fixture
def fonts(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each document is set without the fonts of this machine, whatever it has."""
    typst = pytest.importorskip("typst")
    compiled, asked = typst.compile, []

    def compile_so(*args: object, ignore_system_fonts: bool, **options: object) -> bytes:
        asked.append(ignore_system_fonts)
        return compiled(*args, ignore_system_fonts=True, **options)  # type: ignore[no-any-return]

    monkeypatch.setattr(typst, "compile", compile_so)
    return asked


def titled(quiz: Quiz, title: str) -> Quiz:
    question = replace(quiz.sheets[0].questions[0], title=title)
    return replace(quiz, sheets=(replace(quiz.sheets[0], questions=(question,)),))


@pytest.mark.parametrize("title", ["Größe", "Перплексия", "شبكات", "θ ∈ ℝ, ∇f", "e\u0301 of an accent"])
def test_the_fonts_of_a_machine_are_left_out_where_they_are_not_needed(
    quiz: Quiz, fonts: list[bool], title: str
) -> None:
    FORMATS["pdf"].load()(titled(quiz, title), "sheets")
    assert set(fonts) == {True}


def test_what_no_font_can_show_is_refused_after_those_of_the_machine_were_tried(
    quiz: Quiz, fonts: list[bool]
) -> None:
    with pytest.raises(UsageError, match=r"no font of this machine can show '过': .* choose html"):
        FORMATS["pdf"].load()(titled(quiz, "过、"), "sheets")
    assert fonts == [True, False]


def test_text_becomes_literals() -> None:
    assert literal('a "b" \\ c\x1b\n') == '"a \\"b\\" \\\\ c\\n"'
    assert words("a\nb") == '#"a";#linebreak();#"b";'
    assert prose("two\n\n  [ 1  2 ]").endswith('#raw("  [ 1  2 ]", block: true);\n\n')


def test_markdown_keeps_its_structure_and_its_formulas() -> None:
    pytest.importorskip("ziamath")
    shown = typeset(
        "**a** *b* `c` $x^2$\n\n- one\n- two\n\n| h | i |\n|---|---|\n| 1 | 2 |\n\n$$\\frac{a}{b}$$"
    )
    assert '#strong[#"a";];' in shown
    assert '#emph[#"b";];' in shown
    assert "#list([" in shown
    assert '#table(columns: 2, [#"h";],[#"i";],[#"1";],[#"2";],);' in shown
    assert shown.count('format: "svg"') == 2


def test_a_formula_that_cannot_be_read_stays_as_written() -> None:
    pytest.importorskip("ziamath")
    assert formula(r"\frac{a", display=False) == '#raw("\\\\frac{a");'


def test_without_the_extra_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UsageError, match=r"pip install 'quizapp\[pdf\]'"):
        FORMATS["pdf"].load()(make(order(2)), "all")


@pytest.mark.parametrize("topic", dict.fromkeys(entry.topic for entry in engine.catalogue()))
def test_every_exercise_at_every_level_goes_into_a_pdf(topic: str) -> None:
    pytest.importorskip("typst")
    questions: list[Question] = []
    for entry in engine.catalogue():
        for level in entry.levels if entry.topic == topic else ():
            made = make(Order([entry], 1, level, 3, ("A",), kinds=("numeric",)))
            questions.append(replace(made.sheets[0].questions[0], number=len(questions) + 1))
    whole = replace(made, sheets=(replace(made.sheets[0], questions=tuple(questions)),))
    assert FORMATS["pdf"].load()(whole, "all")
