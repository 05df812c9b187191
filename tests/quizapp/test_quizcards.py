"""Cards on sheets: which are fit, what is asked of them, and how their options are spread."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from cards.model import Card, Source
from engine.draw import Draw
from engine.errors import UsageError
from quizapp.quiz.cards import pair_of, short_of
from quizapp.quiz.grade import grade_question
from quizapp.quiz.make import Order, make, permutations
from quizapp.quiz.model import letter
from quizapp.quiz.stock import stock
from quizapp.records import Selection
from quizapp.sheets import FORMATS
from quizapp.sheets.lossless import read, write
from quizapp.sheets.places import places
from quizapp.typed import plain


def card(front, back, kind="basic", name="c", deck="Deck", path=()):
    return Card(front, back, Source("n.md", 1, 2, path), kind, name, deck)


CLOZE = "The two rules\n\nOne is by **[…]** Glorot, the other by **[…]** He."

BOTH, KAIMING = ("Hinton", "Geoffrey Hinton"), ("Kaiming",)

SHORTS = {
    "typed, with others that count": (
        card("Who?", "Hinton | Geoffrey Hinton", "typed"),
        ("Hinton", "Geoffrey Hinton"),
    ),
    "typed, the rest explains": (card("Who?", "Hinton\n\nIn 2012.", "typed"), ("Hinton",)),
    "a whole back": (card("Capital of France?", "Paris"), ("Paris",)),
    "a number": (card("How many planes?", "3"), ("3",)),
    "a number with a sign": (card("What is the limit?", "$-0.5$"), ("−0.5",)),
    "a gap": (
        card(CLOZE, "One is by **Xavier** Glorot, the other by **Kaiming** He.", "cloze"),
        ("Kaiming",),
    ),
    "a definition": (card("What is a logit?", "The raw score before a sigmoid.", "definition"), ("logit",)),
    "with an abbreviation": (
        card("Spatial pyramid (SP)", "A map reduced on several grids. Then more.", "definition"),
        ("Spatial pyramid", "SP"),
    ),
}


@pytest.mark.parametrize("name", SHORTS)
def test_a_short_answer_is_asked(name):
    asked, answers = SHORTS[name]
    short = short_of(asked)
    assert short is not None
    assert short.answers == answers


@pytest.mark.parametrize(
    ("back", "form"),
    [
        ("Paris", "one word"),
        ("3", "a number"),
        ("$3 \\times 3$", "sizes, as in 64×32"),
    ],
)
def test_the_form_of_an_answer_is_told(back, form):
    made = make(Order([], 1, 2, 3, kinds=("short",), cards=[card("Which?", back)]))
    assert made.sheets[0].questions[0].blanks[0].wanted == f"answer ({form})"


def test_platforms_are_given_answers_as_keyboards_have_them():
    cards = [card("Which size?", "3×3", name="a"), card("Which sign?", "$-0.5$", name="b")]
    made = make(Order([], 2, 2, 3, kinds=("short",), cards=cards))
    fields = {field.answer: field for q in made.sheets[0].questions for field in places(q)}
    assert fields["3×3"].also == ("3x3",)
    assert (fields["-0.5"].sort, fields["-0.5"].tolerance) == ("number", 0)


UNFIT = {
    "yes or no": card("Is it convex?", "No"),
    "a sentence": card("Why?", "Because the gradient of it vanishes there"),
    "a formula": card("What is the loss?", "$-\\ln p$"),
    "a list": card("Which three?", "1. a\n2. b", "list"),
    "it is in the question": card("Is Paris the capital?", "Paris"),
    "two things in one": card("Which?", "mean and variance"),
    "a loose gap": card("It has **[…]** of them.", "It has **more** of them.", "cloze"),
    "gaps that do not fit": card("**[…]** and **[…]**", "**a** alone", "cloze"),
    "the gap is told elsewhere": card(
        "**[…]** He, as Kaiming said", "**Kaiming** He, as Kaiming said", "cloze"
    ),
    "the term is told": card("What is a loss surface?", "The surface of the loss.", "definition"),
    "more than the term is asked": card("What is a logit, and why?", "The raw score.", "definition"),
    "a picture": card("![a](b.png)", "Paris"),
    "few words that explain a term": card("What is ReLU?", "activation function", "definition"),
    "it takes up the question": card("What does the outer product return?", "return matrix"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_could_not_be_graded_fairly_is_not_asked(name):
    assert short_of(UNFIT[name]) is None


def test_the_other_gaps_are_filled():
    short = short_of(SHORTS["a gap"][0])
    assert "by Xavier Glorot, the other by **[…]** He" in short.question


RAW, PASS = "The raw score before a sigmoid.", "One pass through all data."

PAIRS = {
    "What is a logit?": ("logit", f"{RAW} It is unbounded.", RAW),
    "Define the Frobenius norm.": ("Frobenius norm", "$$\n\\sqrt{a^2}\n$$\n\nOf a matrix.", "$\\sqrt{a^2}$"),
    "Average precision (AP)": ("Average precision (AP)", "$$\nAP = \\sum_i a_i\n$$", "$\\sum_i a_i$"),
    "What is an epoch, and how long is it?": ("epoch", f"{PASS}\n\nLong.", PASS),
}


@pytest.mark.parametrize("front", PAIRS)
def test_a_term_is_matched_with_its_explanation(front):
    term, back, explanation = PAIRS[front]
    pair = pair_of(card(front, back, "definition"))
    assert (pair.term, pair.explanation) == (term, explanation)


CONTEXTS = {
    "What is a logit (Losses)?": "logit",
    "What is a logit? (Losses)": "logit",
    "What does a logit (Losses) do?": "logit",
    "logit (Losses)": "logit",
    "logit（Losses）": "logit",
    "What is a logit (Kinds of (old) scores)?": "logit",
    "What is a logit (Deck)?": "logit",
    "What is a logit (log-odds)?": "logit (log-odds)",
}


@pytest.mark.parametrize("front", CONTEXTS)
def test_the_heading_that_a_term_stands_under_is_no_name_of_it(front):
    path = ("[1] Losses", "Kinds of (old) scores", "logit (log-odds)")
    found = card(front, RAW, "definition", path=path)
    assert pair_of(found).term == CONTEXTS[front]
    assert short_of(found).answers == tuple(CONTEXTS[front].rstrip(")").split(" ("))


def test_terms_in_scripts_without_blanks_are_asked():
    found = card("过拟合（过拟合）", "模型记住训练数据中的噪声，测试误差上升。另一句话。", path=("过拟合",))
    assert pair_of(found).term == "过拟合"
    assert pair_of(found).explanation == "模型记住训练数据中的噪声，测试误差上升。"


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("What is a logit?", "Raw score"),
        ("What is a logit?", "A score, a number, a vector,"),
        ("What is a logit?", "It is the raw score of a class."),
        ("What is a logit?", "The logits are raw scores of classes."),
        ("What is L1 (lasso)?", "A penalty on the L1 norm of the weights."),
        ("What is a logit?", "- a raw score\n- of a class"),
        ("What is a logit?", "For two classes:\n\n$$z$$"),
        ("Why is it so?", "The raw score before a sigmoid."),
        ("What is $z$?", "The raw score before a sigmoid."),
        ("What is a logit?", "x" * 400),
    ],
)
def test_what_gives_itself_away_or_leans_on_more_is_not_matched(front, back):
    assert pair_of(card(front, back, "definition")) is None


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    return stock(str(tmp_path_factory.mktemp("none") / "none.sqlite"), Selection())


@pytest.fixture(scope="module")
def quiz(shipped):
    kinds = ("short", "matching", "choice", "numeric")
    return make(Order(engine.catalogue(), 24, 2, 7, ("A", "B", "C", "D"), kinds, cards=shipped))


def asked(quiz, kind):
    return [q for sheet in quiz.sheets for q in sheet.questions if q.kind == kind]


def test_versions_ask_the_same_cards_in_another_order(quiz):
    for questions in zip(*(sheet.questions for sheet in quiz.sheets), strict=True):
        assert len({tuple(sorted(b.part for b in q.blanks)) for q in questions}) == 1
        assert len({(q.points, q.seconds, q.kind) for q in questions}) == 1
        if questions[0].kind == "matching":
            assert len({tuple(option.text for option in q.options) for q in questions}) > 1
            assert len({frozenset(option.text for option in q.options) for q in questions}) == 1


def test_no_card_is_asked_twice_on_a_sheet(quiz):
    for sheet in quiz.sheets:
        cards = [blank.part for q in sheet.questions if not q.exercise for blank in q.blanks]
        assert len(set(cards)) == len(cards)


def test_options_differ_as_they_are_shown(quiz):
    for question in [*asked(quiz, "matching"), *asked(quiz, "choice")]:
        assert len({option.text for option in question.options}) == len(question.options)


def test_the_letters_of_terms_are_spread_over_each_sheet(quiz):
    for sheet in quiz.sheets:
        questions = [question for question in sheet.questions if question.kind == "matching"]
        assert all(len(question.options) == 5 for question in questions)
        for place in range(4):
            letters = Counter(question.blanks[place].answer for question in questions)
            counts = [letters[letter] for letter in "ABCDE"]
            assert max(counts) - min(counts) <= 1


def test_the_key_earns_everything_and_a_letter_twice_does_not(quiz):
    for question in [*asked(quiz, "matching"), *asked(quiz, "short")]:
        right = [blank.answer for blank in question.blanks]
        assert sum(m.points for m in grade_question(question, right)) == pytest.approx(question.points)
    for question in asked(quiz, "matching"):
        first = question.blanks[0].answer
        assert sum(mark.score for mark in grade_question(question, [first.lower()] * 4)) == 1


def test_one_explanation_is_left_over_and_says_whose_it_is(quiz):
    for question in asked(quiz, "matching"):
        answers = {blank.answer for blank in question.blanks}
        (spare,) = (letter(at) for at in range(len(question.options)) if letter(at) not in answers)
        option = question.options[ord(spare) - ord("A")]
        assert not option.right
        marks = grade_question(question, [spare] * 4)
        assert {(mark.verdict, mark.message) for mark in marks} == {("wrong", option.message)}
        assert option.message.removeprefix("That explains ").rstrip(".") not in {
            blank.label for blank in question.blanks
        }
        assert "one is left over" in question.text


KINDS_OF_TERMS = ("Dilation", "Dilation process", "Pooling", "Overlapping pooling", "Momentum", "Dropout")


def test_no_term_is_matched_beside_a_kind_of_it():
    meant = ("red", "green", "blue", "white", "black", "brown")
    cards = [
        card(f"What is {term}?", f"Something {colour} with a colour.", "definition", term)
        for term, colour in zip(KINDS_OF_TERMS, meant, strict=True)
    ]
    made = [make(Order([], 1, 2, seed, kinds=("matching",), cards=cards)) for seed in range(8)]
    for question in (quiz.sheets[0].questions[0] for quiz in made):
        labels = [blank.label for blank in question.blanks]
        told = [option.message.removeprefix("That explains ").rstrip(".") for option in question.options]
        shown = [plain(text) for text in (*labels, *told) if text]
        assert not any(text in other for text in shown for other in shown if text != other)


def test_without_a_further_card_none_is_left_over():
    terms = ("Alpha", "Beta", "Gamma", "Delta")
    cards = [card(f"What is {term}?", f"Letter {at} of all.", "definition") for at, term in enumerate(terms)]
    cards = [replace(one, id=str(at)) for at, one in enumerate(cards)]
    made = make(Order([], 1, 2, 3, kinds=("matching",), cards=cards))
    (question,) = made.sheets[0].questions
    assert len(question.options) == 4
    assert "left over" not in question.text


@given(st.lists(st.integers(0, 6), max_size=30), st.text(max_size=5))
def test_no_place_of_a_term_is_favoured(sizes, key):
    found = permutations(sizes, Draw(key))
    for size in set(sizes) - {0}:
        alike = [places for places, each in zip(found, sizes, strict=True) if each == size]
        assert all(sorted(places) == list(range(size)) for places in alike)
        for term in range(size):
            counts = Counter(places[term] for places in alike)
            assert max(counts.values()) - min(counts[place] for place in range(size)) <= 1


def test_the_order_of_cards_does_not_matter(shipped):
    orders = [
        Order([], 5, 2, 3, kinds=("short", "matching"), cards=cards) for cards in (shipped, shipped[::-1])
    ]
    assert make(orders[0]) == make(orders[1])


def test_cards_come_back_from_json(quiz, tmp_path):
    file = tmp_path / "quiz.json"
    file.write_text(write(quiz), "utf-8")
    assert read(file) == quiz


@pytest.mark.parametrize("name", ["md", "txt", "html"])
def test_sheets_show_options_and_terms_and_hold_no_answer(name, quiz):
    sheets = FORMATS[name].load()(quiz, "sheets")
    assert "The whole card" not in sheets
    for question in asked(quiz, "matching"):
        for blank in question.blanks:
            assert blank.label.split("-")[0].split("(")[0] in sheets


def test_a_stranger_commands_no_terminal():
    bad = replace(card("Capital\x1b[2J of France?", "Paris\x07"), deck="De\x1b[1mck")
    made = make(Order([], 1, 2, 3, kinds=("short",), cards=[bad]))
    assert not {"\x1b", "\x07"} & set(FORMATS["txt"].load()(made, "all"))


def test_too_few_cards_are_counted_as_one_says_it():
    with pytest.raises(UsageError, match="make only 1 such question:"):
        make(Order([], 2, 2, 3, kinds=("short",), cards=[SHORTS["a whole back"][0]]))
