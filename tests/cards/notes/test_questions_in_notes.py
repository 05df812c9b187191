"""Questions and tasks in notes, as headings, in lists and in talk, each with the answer that is its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading

ReadText = Callable[..., Reading]
Pairs = Callable[..., list[tuple[str, str]]]

WHY = "# Ropes\n\n## Why do ropes rot?\n\nThey stay wet.\n\n"
ROT = ("Why do ropes rot?", "They stay wet.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{WHY}**Bitter end**\n\nThe inboard end of a cable.\n",
            [ROT, ("What is Bitter end (Ropes)?", "The inboard end of a cable.")],
            id="a name in bold",
        ),
        pytest.param(
            f"{WHY}Bight: a fold in a line.\n\nHitch: a knot around a post.\n",
            [
                ROT,
                ("What is Bight? (Ropes)", "a fold in a line."),
                ("What is Hitch? (Ropes)", "a knot around a post."),
            ],
            id="labels",
        ),
        pytest.param(
            f"{WHY}- What floats? Hemp does.\n- What sinks? Nylon does.\n",
            [ROT, ("What floats? (Ropes)", "Hemp does."), ("What sinks? (Ropes)", "Nylon does.")],
            id="a list of questions",
        ),
        pytest.param(
            f"{WHY}Rotten ropes break.\n\nNote: nylon does not.\n",
            [(ROT[0], f"{ROT[1]}\n\nRotten ropes break.\n\nNote: nylon does not.")],
            id="what belongs to the answer stays",
        ),
        pytest.param(
            "# Ropes\n\n## Why do ropes rot?\n\nThere are two reasons.\n\nWater: it stays in.\n\n"
            "Salt: it holds water.\n",
            [(ROT[0], "There are two reasons.\n\nWater: it stays in.\n\nSalt: it holds water.")],
            id="what the answer leads to stays",
        ),
    ],
)
def test_a_question_as_a_heading(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Ropes\n\n- hemp vs nylon? hemp rots, nylon melts\n- why coil it? it dries\n"
            "- Square knot? weak\n",
            [
                ("What is the difference between hemp and nylon? (Ropes)", "hemp rots, nylon melts"),
                ("Why coil it? (Ropes)", "it dries"),
                ("Square knot? (Ropes)", "weak"),
            ],
            id="in small letters and a word or two",
        ),
        pytest.param(
            "# Ropes\n\nMnemonic: red right returning\n\n- Why is it red? paint\n- What is it for? buoys\n",
            [
                ("Ropes: what is the mnemonic?", "red right returning"),
                ("Why is it red? (Ropes)", "paint"),
                ("What is it for? (Ropes)", "buoys"),
            ],
            id="below a label",
        ),
        pytest.param(
            "**Which ropes float?**\n1. hemp\n2. manila\n\n- Why do they float? Air.\n- Do they rot? Yes.\n",
            [
                ("Which ropes float?", "1. hemp\n2. manila"),
                ("Why do they float?", "Air."),
                ("Do they rot?", "Yes."),
            ],
            id="behind another question",
        ),
        pytest.param(
            "- Q: What is tar? A: A sap.\n- Q: What is hemp? A: A plant.\n",
            [("What is tar?", "A sap."), ("What is hemp?", "A plant.")],
            id="both marked in one line",
        ),
        pytest.param(
            "What is tar?\n- a sap\nWhat is hemp?\n- a plant\n",
            [("What is tar?", "- a sap"), ("What is hemp?", "- a plant")],
            id="each above its own list",
        ),
        pytest.param(
            "# Ropes\n\nThe bosun asked me on deck: why do hemp ropes rot? They stay wet.\n",
            [("Why do hemp ropes rot?", "They stay wet.")],
            id="told by who was asked",
        ),
    ],
)
def test_questions_in_lists_and_talk(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Ropes\n\nState the law of the knot.\nThe bend must be wider than the rope.\n\n"
            '"Explain the bight"\nA fold that does not cross itself.\n',
            [
                ("State the law of the knot. (Ropes)", "The bend must be wider than the rope."),
                ("Explain the bight (Ropes)", "A fold that does not cross itself."),
            ],
            id="above the answer",
        ),
        pytest.param(
            "# Ropes\n\nDescribe the life of a rope.\n\nIt is laid, tarred, used and picked apart.\n",
            [("Describe the life of a rope.", "It is laid, tarred, used and picked apart.")],
            id="before the paragraph that answers",
        ),
        pytest.param(
            "# Ropes\n\n1. What is a bight? A fold.\n2. List the parts of a knot\n   bight, loop, end\n",
            [
                ("What is a bight? (Ropes)", "A fold."),
                ("List the parts of a knot (Ropes)", "bight, loop, end"),
            ],
            id="numbered, beside a question with its answer",
        ),
    ],
)
def test_tasks(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_questions_of_an_exam_without_answers_are_reported(read_text: ReadText) -> None:
    found = read_text(
        "# Ropes\n\n## Possible exam questions\n1. State the law of the knot and draw it.\n"
        "2. Do wet ropes hold? Explain.\n3. Why is tar used?\n"
    )
    assert not found.cards
    assert [skip.reason for skip in found.skipped if skip.source.start > 3] == ["empty"] * 3


ASKED = "# Ropes\n\n## Question 1\n\n**Why is tar used?**\n\n**Answer:**\n\n### Wet ropes\n"
WHOLE = "**Wet ropes**\n\n- It keeps the rain out\n\n**Tip**\n\nUse it warm."
LINES = "\n".join(f"- a rope of {number} strands" for number in range(3, 23))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(
            "- It keeps the rain out\n\n### Tip\nUse it warm.\n\n---\n",
            ("Why is tar used?", WHOLE),
            id="an answer that fits a screen",
        ),
        pytest.param(LINES, ("Wet ropes (Why is tar used?): name the 20.", LINES), id="a longer one"),
    ],
)
def test_an_answer_with_headings_below_a_numbered_question(
    pairs: Pairs, answer: str, expected: tuple[str, str]
) -> None:
    text = f"{ASKED}{answer}\n\n## Question 2\n**What is a bight?**\n\nA fold.\n"
    assert pairs(text) == [expected, ("What is a bight? (Ropes)", "A fold.")]
