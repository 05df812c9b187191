"""Questions with their answers in the forms that people give them, and what they write down beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Q. How do you tie a bight?\nA. With a fold.\n\nQ. How to splice\nA.\n```\nsplice --short\n```"
            "\n\nQ. End of a rope\nA. The bitter end.\n",
            [
                ("How do you tie a bight?", "With a fold."),
                ("How to splice", "```\nsplice --short\n```"),
                ("End of a rope", "The bitter end."),
            ],
            id="the answer below its mark",
        ),
        pytest.param(
            "Q. What is a bight?\nA. A fold.\n\n> [!question] Why is a rope wet?\n> It rains.\n",
            [("What is a bight?", "A fold."), ("Why is a rope wet?", "It rains.")],
            id="a box behind the last answer",
        ),
        pytest.param(
            "**Q1. What is a bight?** A fold.\n\n**Q2. Where is the end?** At the bow.\nIt is tied.\n\n"
            "Knots of the sea\n----------------\n- bowline: a loop\n- hitch: a knot around a post\n",
            [
                ("What is a bight?", "A fold."),
                ("Where is the end?", "At the bow.\nIt is tied."),
                ("What is bowline? (Knots of the sea)", "a loop"),
                ("What is hitch? (Knots of the sea)", "a knot around a post"),
            ],
            id="a bold question with its answer in one line",
        ),
        pytest.param(
            "Q7 Does a wet rope hold?\nLess than a dry one.\n\nQ8 (hard) Give a rope that floats.\nHemp.\n",
            [("Does a wet rope hold?", "Less than a dry one."), ("Give a rope that floats.", "Hemp.")],
            id="numbers without a stop",
        ),
        pytest.param(
            "Frage 3: Nenne zwei Taue.\nLösung:\n1. Hanf\n2. Nylon\n\n問1. 縄とは何か。\n答. ひも。\n",
            [("Nenne zwei Taue.", "1. Hanf\n2. Nylon"), ("縄とは何か。", "ひも。")],
            id="other words for an answer",
        ),
    ],
)
def test_marks_of_questions(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Ropes\n\n1. How does a splice hold its load, and what\n   happens when the strands\n"
            "   become loose?\n   By friction.\n2. What is a bight?\n   A fold.\n",
            [
                (
                    "How does a splice hold its load, and what happens when the strands become loose?",
                    "By friction.",
                ),
                ("What is a bight? (Ropes)", "A fold."),
            ],
            id="over several lines",
        ),
        pytest.param(
            "# Ropes\n\nhemp floats on water and rots\nwhy does it rot?\nIt stays wet.\n",
            [
                ("What are Ropes?", "hemp floats on water and rots"),
                ("Why does it rot? (Ropes)", "It stays wet."),
            ],
            id="below a statement",
        ),
        pytest.param(
            "# Ropes\n\nWhat the strands are for:\nA: each carries a part of the load.\n",
            [("Explain: what the strands are for (Ropes)", "each carries a part of the load.")],
            id="without inversion above its answer",
        ),
        pytest.param(
            "# Ropes\n\n## Why it rots\n\nHemp stays wet.\n",
            [("Explain: why it rots (Ropes)", "Hemp stays wet.")],
            id="a heading without inversion",
        ),
        pytest.param(
            "# Ropes\n\n## How do I:\n\n- coil a rope: `coil(rope)`\n- cut it: with a hot knife\n",
            [
                ("How do I coil a rope? (Ropes)", "`coil(rope)`"),
                ("How do I cut it? (Ropes)", "with a hot knife"),
            ],
            id="begun in the heading",
        ),
        pytest.param(
            "# Ropes\n\nWhich fibre:\n- floats, does not rot -> a hemp rope\n- stretches -> a nylon rope\n",
            [
                ("Floats, does not rot: which fibre? (Ropes)", "a hemp rope"),
                ("Stretches: which fibre? (Ropes)", "a nylon rope"),
            ],
            id="which one, by what is told of it",
        ),
        pytest.param(
            "# Ropes\n\nWhen is a rope old?\nWhen it is stiff.\n\n| Question | Answer |\n|---|---|\n"
            "| Does hemp float? | Yes |\n| Does nylon float? | No |\n",
            [
                ("When is a rope old?", "When it is stiff."),
                ("Does hemp float?", "Yes"),
                ("Does nylon float?", "No"),
            ],
            id="above a table of questions",
        ),
        pytest.param(
            "# Ropes\n\n**When is a rope old?**\nWhen it is stiff.\n\n1. Does hemp float?\n   It does.\n"
            "2. Does nylon stretch?\n   A lot.\n",
            [
                ("When is a rope old?", "When it is stiff."),
                ("Does hemp float? (Ropes)", "It does."),
                ("Does nylon stretch? (Ropes)", "A lot."),
            ],
            id="above a list of questions",
        ),
        pytest.param(
            '# Ropes\n\n## How do I end a rope?\n\n=== "Hemp"\n\n    With a whipping.\n\n'
            '=== "Nylon"\n\n    With a flame.\n\n'
            '??? question "Why does nylon melt?"\n\n    It is a plastic.\n\n'
            '!!! tip "Wet ropes"\n\n    They dry in the wind.\n',
            [
                ("How do I end a rope? (Hemp)", "With a whipping."),
                ("How do I end a rope? (Nylon)", "With a flame."),
                ("Why does nylon melt?", "It is a plastic."),
                ("Explain: Wet ropes", "They dry in the wind."),
            ],
            id="answered in tabs",
        ),
    ],
)
def test_questions(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "fronts"),
    [
        pytest.param(
            "# Ropes\n\n## Copy a folder\n\n```bash\nscp -r ropes host:/\n```\n",
            ["Copy a folder: which command?"],
            id="a fence for a shell",
        ),
        pytest.param(
            "# Ropes\n\n## Clean up\n\n```console\n$ ropes list\nhemp\n$ ropes drop \\\n    --all\n```\n",
            ["Clean up: which commands?"],
            id="prompts and what is printed",
        ),
        pytest.param(
            "# Ropes\n\n## Jump to the mast\n    $ ssh -J deck mast\n",
            ["Jump to the mast: which command?"],
            id="a prompt without a fence",
        ),
        pytest.param(
            "# Ropes\n\n## Print the mast\n`git show mast`\n\n## Drop the sail\n\n```\ngit rm sail\n```\n",
            ["Print the mast: which command?", "Drop the sail: which command?"],
            id="a command in a line and in a plain fence",
        ),
        pytest.param(
            "# Ropes\n\n## Coil them all\n\n```sh\nfor rope in *; do\n  coil $rope\ndone\n```\n",
            ["Write the code: Coil them all (Ropes)"],
            id="a program for a shell",
        ),
        pytest.param(
            "# Ropes\n\n## Coil one\n\n```python\ncoil(rope)\n```\n",
            ["Write the code: Coil one (Ropes)"],
            id="a program",
        ),
    ],
)
def test_commands(read_text: Callable[..., Reading], text: str, fronts: list[str]) -> None:
    assert [card.front for card in read_text(text).cards] == fronts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# História dos mares\n\n## Correntes\n1. Golfo – água quente\n2. Humboldt – água fria\n\n"
            "## Maré viva\nMaré com a lua cheia no mar. Duas ao mês.\n",
            [
                ("Golfo (Correntes)", "água quente"),
                ("Humboldt (Correntes)", "água fria"),
                ("Maré viva (História dos mares)", "Maré com a lua cheia no mar. Duas ao mês."),
            ],
            id="Portuguese in few words",
        ),
        pytest.param(
            "# Море\n\n## Прилив\nПрилив — подъём воды.\n",
            [("Прилив (Море)", "подъём воды.")],
            id="a definition that repeats its heading",
        ),
        pytest.param(
            "# Mare\n\n## Tipi di vela\n| Tipo | Uso |\n|---|---|\n| fiocco | prua |\n| randa | poppa |\n",
            [("Fiocco: Uso? (Tipi di vela)", "prua"), ("Randa: Uso? (Tipi di vela)", "poppa")],
            id="a first word that looks like a number",
        ),
        pytest.param(
            "# Sheets\n\n| Error | Cause | Cure |\n|-|-|-|\n| #REF! | lost | undo |\n| #### | thin | pull |\n"
            "| #N/A | not found | |\n",
            [
                ("#REF!: Cause and Cure? (Sheets)", "- Cause: lost\n- Cure: undo"),
                ("####: Cause and Cure? (Sheets)", "- Cause: thin\n- Cure: pull"),
                ("What is the cause of #N/A? (Sheets)", "not found"),
            ],
            id="rows that begin with a sign",
        ),
        pytest.param(
            "# Course\n\n## 2025-03-03 Lesson 1: anchors\nAn anchor holds by its flukes, not by weight.\n",
            [("What are anchors (Course)?", "An anchor holds by its flukes, not by weight.")],
            id="a date before the title of a lesson",
        ),
        pytest.param(
            "# Tides\n\n## Week 1 (Mon)\nneap tide = the smallest tide of the month\n",
            [("What is neap tide? (Tides)", "the smallest tide of the month")],
            id="a week with its day",
        ),
        pytest.param(
            "# Sails\n\n## Speed\napply is slow since it sews by hand\n",
            [("Explain: Speed (Sails)", "apply is slow since it sews by hand")],
            id="the name of a function that is no command",
        ),
    ],
)
def test_notes_in_their_words(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_a_talk_with_a_machine(pairs: Pairs) -> None:
    text = """
    # Talk on tides

    **You:** explain tides as to a child

    **ChatGPT:** Sure! The moon pulls the water.

    It bulges towards it.

    **You:** ok which kinds are there

    **ChatGPT:** Great question! There are two:

    1. **Spring tide** - high
    2. **Neap tide** - low

    Would you like a picture?

    **You:** no thanks
    """

    assert pairs(text) == [
        ("Explain tides as to a child", "The moon pulls the water.\n\nIt bulges towards it."),
        (
            "Which kinds are there? (Talk on tides)",
            "There are two:\n\n1. **Spring tide** - high\n2. **Neap tide** - low",
        ),
    ]


def test_a_note_behind_the_code_of_tabs(pairs: Pairs) -> None:
    text = """
    # Counting ropes

    === "Rust"

        ```rust
        ropes.len()
        ```

    !!! note

        The count of Rust is never below zero.

    ## By hand

    Ropes are counted one by one.
    """

    assert pairs(text)[1] == (
        "Counting ropes: what should be noted?",
        "The count of Rust is never below zero.",
    )


def test_headings_of_an_interview(pairs: Pairs) -> None:
    text = """
    # Questions on boats

    ### 1. What is the problem of leeway that sailors talk about? How can you fix it?

    The wind pushes the boat aside.

    Fixes:
    - a keel
    - less sail

    ### 2. Explain ballast.

    It keeps the boat upright in a gust.

    ### 3. Why do we reef before the storm is there? (asked at: Harbour School)

    In the storm nobody can stand on the deck.
    """

    assert pairs(text) == [
        (
            "What is the problem of leeway that sailors talk about? How can you fix it?",
            "The wind pushes the boat aside.\n\nFixes:\n\n- a keel\n- less sail",
        ),
        ("Explain ballast", "It keeps the boat upright in a gust."),
        ("Why do we reef before the storm is there?", "In the storm nobody can stand on the deck."),
    ]
