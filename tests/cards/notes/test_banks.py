"""Banks of interview and exam questions, in the forms in which many keep them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.chosen import with_choice
from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]
ReadText = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            ### What is a shroud?

            #### Answer

            A wire at the side of the mast.

            #### Good to hear

            - Slack ones are dangerous.

            ##### Additional links

            - [Rigging](https://example.org/rig)

            ### Why reef?
            #### Solution
            To heel less.
            """,
            [
                (
                    "What is a shroud?",
                    "A wire at the side of the mast.\n\n**Good to hear**\n\n- Slack ones are dangerous.",
                ),
                ("Why reef?", "To heel less."),
            ],
            id="an answer below a heading of its own",
        ),
        pytest.param(
            """
            ## Rigging

            **What is a shroud? Which kinds are there? 👶**

            A wire at the side of the mast.

            <br/>

            **Why are there stays? \u200d⭐️**

            Answer here

            <br/>

            **How is a shroud measured? 🚀**

            With a gauge.
            """,
            [
                ("What is a shroud? Which kinds are there? (Rigging)", "A wire at the side of the mast."),
                ("How is a shroud measured? (Rigging)", "With a gauge."),
            ],
            id="questions in bold with a sign that says how hard they are",
        ),
        pytest.param(
            """
            <details>
            <summary>What is a shroud?</summary><br><b>

            A wire at the side.
            </b></details>

            <details>
            <summary>What is a boom?</summary><br><b>A spar.</b></details>

            <details>
            <summary>What is a running stay?</summary><br><b>
            </b></details>
            """,
            [("What is a shroud?", "A wire at the side."), ("What is a boom?", "A spar.")],
            id="answers folded in bold",
        ),
        pytest.param(
            """
            #### 1) What's the trade-off between area and heel? [[src](http://example.org/q)]

            A large sail heels the boat more.

            [[src]](http://example.org/a)
            """,
            [("What's the trade-off between area and heel?", "A large sail heels the boat more.")],
            id="a link to the source in two brackets",
        ),
        pytest.param(
            """
            Q1. Which of the following stands before the mast?
            (a) main (b) jib (c) mizzen
            Ans: (b)

            Q2. Consider:
            1. A keel is heavy.
            2. A jib stands behind the mast.
            Which of these is correct?
            A. 1 only
            B. 2 only
            Answer: (A)
            Explanation: It stands before it.
            """,
            [
                (
                    "Which of the following stands before the mast?\n\n(a) main (b) jib (c) mizzen",
                    "b) jib",
                ),
                (
                    (
                        "Consider:\n\n1. A keel is heavy.  \n2. A jib stands behind the mast.  \n"
                        "Which of these is correct?  \nA. 1 only  \nB. 2 only"
                    ),
                    "A) 1 only\nExplanation: It stands before it.",
                ),
            ],
            id="choices named by their letter",
        ),
        pytest.param(
            """
            ## What is a hull? (2 marks)
            The body of a boat.

            ## Rig
            What is a mast? (5 marks)
            A spar that stands.

            Q) What is a clew?
            A) The lower rear corner.

            1. What is a tack?
            Ans- The lower front corner.

            Que: What is a bow?
            Sol: The front of a boat.
            """,
            [
                ("What is a hull?", "The body of a boat."),
                ("What is a mast? (Rig)", "A spar that stands."),
                ("What is a clew?", "The lower rear corner."),
                ("What is a tack?", "The lower front corner."),
                ("What is a bow?", "The front of a boat."),
            ],
            id="what a question is worth, and short marks",
        ),
        pytest.param(
            """
            1. ### What are the possible ways to reef

               There are many ways:

               1. **Slab reefing:**

                  It is folded.

               2. **Roller reefing:**

                  It is rolled.

                 **[⬆ Back to Top](#table-of-contents)**

            2. ### What is a boom

               A boom is a spar.
            """,
            [
                (
                    "What are the possible ways to reef?",
                    "1. **Slab reefing:**\n   It is folded.\n2. **Roller reefing:**\n   It is rolled.",
                ),
                ("What is a boom?", "A boom is a spar."),
            ],
            id="questions without a mark as headings in a list",
        ),
    ],
)
def test_banks_of_questions(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("front", "back", "told"),
    [
        ("Which?\n\n- A) boom\n- B) jib", "B", "B) jib"),
        ("Which?\n\n- A: boom\n- B: jib", "**A**\n\nIt is a spar.", "A) boom\n\nIt is a spar."),
        ("Which?\n\n(a) boom (b) jib", "(b)", "b) jib"),
        ("Which?\n\n- A) boom\n- B) jib", "C", "C"),
        ("Which?\n\n- A) boom\n- B) jib", "A boom", "A boom"),
        ("Which vitamin?\n\nA. D is found in fish", "B", "B"),
        ("Which letter is it?", "B", "B"),
        ("Which?\n\n- B) boom\n- C) jib", "B", "B"),
        ("", "", ""),
    ],
)
def test_a_letter_brings_its_choice(front: str, back: str, told: str) -> None:
    assert with_choice(front, back) == told


def test_a_question_without_an_answer_in_its_fold_is_reported(read_text: ReadText) -> None:
    reading = read_text("<details>\n<summary>What is a stay?</summary><br><b>\n</b></details>\n")
    assert not reading.cards
    assert ("empty", "What is a stay?") in [(skip.reason, skip.text) for skip in reading.skipped]
