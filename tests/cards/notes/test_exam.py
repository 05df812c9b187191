"""Exams and interview lists as they are pasted: numbers, marked answers, choices, true or false, pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.files.pages import without_pages
from cards.files.source import FileText
from cards.marks import find_marked
from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]
ReadText = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            1) What is a keel?
            ans: the spine of a hull
            2) Difference between ketch and yawl
            ans - where the mizzen stands
            3) which sails are set first
            Ans:- two of them:
            1. the jib
            2. the main
            4) What is a luff?
            5) Explain a tack.
            Answer: a turn through the wind
            """,
            [
                ("What is a keel?", "the spine of a hull"),
                ("Difference between ketch and yawl", "where the mizzen stands"),
                ("which sails are set first", "two of them:\n1. the jib\n2. the main"),
                ("Explain a tack.", "a turn through the wind"),
            ],
            id="an interview list",
        ),
        pytest.param(
            """
            1. (5 points) What holds
            the mast?

            Solution: The shrouds.
            They are of steel.

            2. Which knot slips? [2 marks]
            (a) bowline
            (b) half hitch
            (c) figure eight

            **Correct answer:** (b)

            The end.

            3. Which side is port?
               - A. left
               - B. right

               Answer: A. left
               Explanation: seen from aft.
            """,
            [
                ("What holds the mast?", "The shrouds.\nThey are of steel."),
                (
                    "Which knot slips?\n\n- A) bowline\n- B) half hitch\n- C) figure eight",
                    "B) half hitch",
                ),
                (
                    "Which side is port?\n\n- A) left\n- B) right",
                    "A) left\n\nExplanation: seen from aft.",
                ),
            ],
            id="an exam with choices",
        ),
        pytest.param(
            """
            1. T/F: A knot is a mile an hour.
               F - it is a nautical mile
            2. (T/F) Port is left. **True**
            3. True or False? Spars float.
               Answer: True
            4. Ropes shrink when wet. (True)
            5. Tar is a metal. (False: it is made of wood)
            6. The front of a ship is its ______. (bow)
            """,
            [
                ("True or false: A knot is a mile an hour.", "False: it is a nautical mile"),
                ("True or false: Port is left.", "True"),
                ("True or false: Spars float.", "True"),
                ("True or false: Ropes shrink when wet.", "True"),
                ("True or false: Tar is a metal.", "False: it is made of wood"),
                ("The front of a ship is its ______.", "bow"),
            ],
            id="true or false, and a gap",
        ),
        pytest.param(
            """
            Fill in: The back of a ship is its _____. (stern)

            - A ship has ___ and a keel (ribs)

            Ropes are made of ____ fibre.
            Answer: hemp

            Name: ________
            """,
            [
                ("The back of a ship is its _____.", "stern"),
                ("A ship has ___ and a keel", "ribs"),
                ("Ropes are made of ____ fibre.", "hemp"),
            ],
            id="gaps without numbers",
        ),
        pytest.param(
            """
            Which part holds the wind?
            A) keel
            B) sail
            Answer: B

            What does SOS mean?
            a) a call for help
            b) a kind of soup
            Ans: a

            Which channel is it on? (16)

            ## Tea race
            Who? Taeping and Ariel
            When? 1866

            Mast height? 12 m
            Sail area in all? 60 square metres
            """,
            [
                ("Which part holds the wind?\n\nA) keel  \nB) sail", "B) sail"),
                ("What does SOS mean?\n\na) a call for help  \nb) a kind of soup", "a) a call for help"),
                ("Which channel is it on?", "16"),
                ("Tea race: who?", "Taeping and Ariel"),
                ("Tea race: when?", "1866"),
                ("Mast height? (Tea race)", "12 m"),
                ("Sail area in all? (Tea race)", "60 square metres"),
            ],
            id="without numbers",
        ),
        pytest.param(
            """
            ## Question 1
            Ropes of which fibre float?

            - [ ] nylon
            - [x] polypropylene

            > It is lighter than water.

            ### Question #2

            Who sails alone?

            <details>
            <summary>Click to expand!</summary>

            A single-handed sailor.

            </details>

            ### 3️⃣ What is a jib?
            A sail before the mast.
            """,
            [
                (
                    "Ropes of which fibre float?\n\n- nylon\n- polypropylene",
                    "polypropylene\n\nIt is lighter than water.",
                ),
                ("Who sails alone?", "A single-handed sailor."),
                ("What is a jib?", "A sail before the mast."),
            ],
            id="numbered headings",
        ),
        pytest.param(
            """
            # Clippers
            1845 - The first one is launched
            1869–70: The canal takes their trade

            Key people:
            Griffith - drew the first one
            Palmer - sailed it

            Experiment 1
            ============
            Aim: To weigh a ship
            Procedure:
            1. Fill the dock
            2. Float the ship
            Result: 300 tons
            Precautions: no wind

            Terms
            -----
            - Define draught - depth below the water
            - Define beam - greatest width
            """,
            [
                ("What happened in 1845? (Clippers)", "The first one is launched"),
                ("What happened in 1869–70? (Clippers)", "The canal takes their trade"),
                ("Who is Griffith? (Key people)", "drew the first one"),
                ("Who is Palmer? (Key people)", "sailed it"),
                ("Experiment 1: what is the purpose?", "To weigh a ship"),
                ("Experiment 1: what are the steps?", "1. Fill the dock\n2. Float the ship"),
                ("Experiment 1: what is the result?", "300 tons"),
                ("Experiment 1: what must you be careful about?", "no wind"),
                ("What is draught? (Experiment 1)", "depth below the water"),
                ("What is beam? (Experiment 1)", "greatest width"),
            ],
            id="years, people, an experiment",
        ),
        pytest.param(
            """
            # Hulls
            **Definition 1.1 (Waterline).** Where the sea meets the hull.

            **Lemma 2 (Archimedes).** A ship displaces its weight.

            ## Highlights
            - Ships are built twice, on paper first, and later of wood. (Location 120)
            - Draught: how deep a ship goes. ([View Highlight](https://example.org/x))
            """,
            [
                ("What is Waterline? (Hulls)", "Where the sea meets the hull."),
                ("What does the Archimedes lemma say? (Hulls)", "A ship displaces its weight."),
                (
                    "Explain: Highlights (Hulls)",
                    "Ships are built twice, on paper first, and later of wood.",
                ),
                ("What is Draught? (Highlights)", "how deep a ship goes."),
            ],
            id="statements with numbers, passages of a book",
        ),
        pytest.param(
            """
            # Words
            la vela - the sail
            el barco – the ship
            remar = to row
            """,
            [
                ('What does "la vela" mean? (Words)', "the sail"),
                ('What does "el barco" mean? (Words)', "the ship"),
                ("What does remar mean? (Words)", "to row"),
            ],
            id="words of another language",
        ),
        pytest.param(
            """
            ## Sails
            1. Cut the cloth.
            2. Sew it (twice).
            3. The answer is strength.
            """,
            [
                (
                    "Sails: name the 3.",
                    "1. Cut the cloth.\n2. Sew it (twice).\n3. The answer is strength.",
                )
            ],
            id="steps are no questions",
        ),
    ],
)
def test_numbered_questions(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_a_number_without_an_answer_is_reported(read_text: ReadText) -> None:
    reading = read_text(
        "1) What is a keel?\nans: a spine\n2) What is a luff?\n3) What is a leech?\nans: an edge\n"
    )
    assert [(skip.text, skip.source.start) for skip in reading.skipped if skip.reason == "empty"] == [
        ("What is a luff?", 3)
    ]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("प्रश्न: जहाज़ क्या है?", "उत्तर: पानी पर चलता है।"),
        ("السؤال: ما هي السفينة؟", "الجواب: مركب كبير"),
        ("Вопрос 3: Что такое киль?", "Ответ: Балка внизу корпуса."),
        ("질문: 배란?", "답변: 물에 뜬다."),
        ("質問：船とは？", "答え：水に浮くもの。"),
        ("問3　帆とは？", "答え　風を受ける布。"),
        ("Soru: Gemi nedir?", "Cevap: Suda yüzer."),
        ("Domanda: Che cos'è una nave?", "Risposta: Galleggia."),
        ("Câu hỏi: Tàu là gì?", "Trả lời: Nó nổi."),
    ],
)
def test_questions_and_answers_in_other_languages(read_text: ReadText, question: str, answer: str) -> None:
    (card,) = read_text(f"{question}\n{answer}\n").cards
    assert question.endswith(card.front)
    assert answer.endswith(card.back)
    assert ":" not in card.front + card.back
    assert "：" not in card.front + card.back


def test_pages_leave_no_trace(read_text: ReadText) -> None:
    reading = read_text(
        """
        Seamanship, spring term          Page 1 of 2

        1. What is the differ-
        ence between flotsam and jetsam?

        Answer: One floats by acci-
        dent, the other was thrown over-
        board.

                       - 1 -
        Seamanship, spring term          Page 2 of 2

        2. What is ballast?

        Answer: Weight that keeps a ship upright.
        """,
        "exam.txt",
    )
    assert [(card.front, card.back, card.source.start) for card in reading.cards] == [
        (
            "What is the difference between flotsam and jetsam?",
            "One floats by accident,\nthe other was thrown overboard.",
            3,
        ),
        ("What is ballast?", "Weight that keeps a ship upright.", 13),
    ]


@pytest.mark.parametrize(
    "number",
    [
        "Page {}",
        "Knots | page {}",
        "pg. {} of 9",
        "Pg {} / 9",
        "Seite {}",
        "  Página {}",
        "- {} -",
        "{} of 9",
    ],
)
def test_numbers_of_pages_go(number: str) -> None:
    lines = [number.format(1), "text", number.format(2), "more.jpg"]
    assert without_pages(FileText(lines)).lines == ["", "text", "", "more.jpg"]


@pytest.mark.parametrize(
    "lines",
    [
        ["# Page 1", "text", "# Page 2"],
        ["see page 4", "and page 2"],
        ["a well-", "- known list", "- of two-", "- items"],
        ["once cut-", "off only", "x"],
        ["Ratio 1/2", "Ratio 2/2"],
    ],
)
def test_what_is_no_page_stays(lines: list[str]) -> None:
    assert without_pages(FileText(lines)).lines == lines


ROWS = st.sampled_from(
    [
        "1. What is it?", "2) which one", "3. T/F: it is", "ans: a", "Answer: B", "Solution:", "A) one",
        "- B) two", "", "   1. inner", "(True)", "4. x ___ (y)", "# Title", "---", "```", "text",
        "Q: what?", "10. ten (False: no)", "Page 1", "Page 2", "cut-", "off",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(ROWS, max_size=25))
def test_marked_lines_are_in_the_text(rows: list[str]) -> None:
    for marked in find_marked(list(rows)):
        assert 1 <= marked.start <= marked.end <= len(rows)
        assert marked.front
        assert bool(marked.back) != marked.unanswered
    assert len(without_pages(FileText(rows)).lines) == len(rows)
