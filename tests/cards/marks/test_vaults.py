"""Notations as vaults hold them: beside the books that programs keep, with formulas, links and odd rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]
ReadText = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Sines\n$\\sqrt{-1}$=::$i$\n<!--SR:!2024-02-26,141,310-->\n",
            [("$\\sqrt{-1}$= (Sines)", "$i$")],
            id="braces of a formula are no code",
        ),
        pytest.param(
            "# Waves\nPeriod::one turn\n<!--SR:!2024-02-26,141,310-->\n",
            [("Period (Waves)", "one turn")],
            id="one card without blanks, which has been scheduled",
        ),
        pytest.param(
            "# Waves\n\n--- \n$|z|$=\n?\n$$a$$\n",
            [("$|z|$= (Waves)", "$$a$$")],
            id="a rule above a question",
        ),
        pytest.param(
            "Keel?\n?\nA beam.\n<!--SR:!2024-02-26,141,310-->\nJib?\n?\nA sail.\n",
            [("Keel?", "A beam."), ("Jib?", "A sail.")],
            id="cards without a blank between them",
        ),
        pytest.param(
            "#flashcards\n\n1) **[keel](notes/keel.md)**::a beam, the **true middle**\n",
            [("keel", "a beam, the **true middle**")],
            id="a name with a link, and a word in bold that judges nothing",
        ),
        pytest.param(
            """
            - Ships #card
              id:: 66c2b37c-4e6f-47dc-a816-6830524773f1
              card-last-interval:: 0.14
            \t- look at
            \t\t- the {{cloze keel}}
            \t- then
            \t\t- the mast
            """,
            [("Ships", "- look at\n    - the keel\n- then\n    - the mast")],
            id="points below the books of an outliner, with gaps",
        ),
        pytest.param(
            """
            - [[Keys]] [[Sails]]
            \t- **Reef** [[Card]]
            \t  card-last-score:: 1
            \t\t- Key: `r`
            """,
            [("Reef", "Key: `r`")],
            id="a card by a link, below other notes that are no context",
        ),
        pytest.param(
            """
            - Sails
              id:: 4d5da1ee-7d22-41f8-bc1e-14fd2b4ab278
            \t- Jib #card
            \t\t- before the mast
            - What does a reef do? #card
            \t- {{embed ((4d5da1ee-7d22-41f8-bc1e-14fd2b4ab279))}}
            - It makes them smaller
              id:: 4d5da1ee-7d22-41f8-bc1e-14fd2b4ab279
            """,
            [("Jib (Sails)", "before the mast"), ("What does a reef do?", "It makes them smaller")],
            id="a point with its key, and an answer that stands elsewhere",
        ),
        pytest.param(
            "# Rig\n\nWhat is a keel?\n#card\nA beam.\n\nJib?\n\n#card\n\nA sail.\n\n- it\n^1700962345784\n",
            [("What is a keel?", "A beam."), ("Jib? (Rig)", "A sail.\n\n- it")],
            id="a tag that stands alone",
        ),
        pytest.param(
            "- Rig\n  - What is a shroud? #[[flashcard]]\n    - A wire\n  - ^^Boom^^ is a spar\n",
            [("What is a shroud?", "A wire")],
            id="a tag of Roam",
        ),
        pytest.param(
            "- Rig\n    - Stay >> A wire\n    - Boom >> A spar\n    - The {{luff}} is the front edge\n",
            [
                ("Stay (Rig)", "A wire"),
                ("Boom (Rig)", "A spar"),
                ("The **[…]** is the front edge", "The **luff** is the front edge"),
            ],
            id="gaps of RemNote beside its arrows",
        ),
        pytest.param(
            "Q: What is a stay?\nA: A wire fore\nA: and aft\n\nQ: And a boom?\nA: A spar\n",
            [("What is a stay?", "A wire fore\nand aft"), ("And a boom?", "A spar")],
            id="an answer of several marked lines",
        ),
        pytest.param(
            "# Rig\n\n| Sail | m |\n|-|-|\n| Jib | 12 |\n| Main | 20 |\n\n💡 A tight stay bends the mast.\n",
            [
                ("Jib: m? (Rig)", "12"),
                ("Main: m? (Rig)", "20"),
                ("What does a tight stay do? (Rig)", "A tight stay bends the mast."),
            ],
            id="a sign drawn before a sentence",
        ),
        pytest.param(
            "﹇<br>\nHow to reef?\n\n#card-reverse\n\nTie it.\n\n⌂\n<br>﹈<br>^1700962345784\n",
            [("How to reef?", "Tie it."), ("Tie it.", "How to reef?")],
            id="a frame around a card",
        ),
    ],
)
def test_notations_beside_what_programs_write(
    pairs: Pairs, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Rig
            ## Front
            Keel?
            ## Back
            A **beam**.

            - low
            ## Front
            Jib?
            ## Back
            A sail.
            # Other
            Text.
            """,
            [("Keel? (Rig)", "A **beam**.\n\n- low"), ("Jib? (Rig)", "A sail.")],
            id="headings",
        ),
        pytest.param(
            "### Card 3\n\n**Question**\nWhat is a boom?\n\n**Answer**:\nA spar.\n\n---\n\nMore.\n",
            [("What is a boom?", "A spar.")],
            id="lines in bold",
        ),
        pytest.param(
            "==== Question ====  \n\n### What is a boom?\n\n==== Answer ====\n\nA spar.\n\n==== Id ====\n1\n",
            [("What is a boom?", "A spar.")],
            id="lines between signs",
        ),
        pytest.param("## Question\nWhy?\n\n**Answer**\nSo.\n", [("Why?", "So.")], id="names of two kinds"),
        pytest.param(
            """
            # Rig
            ____

            Keel

            ?

            A beam.
            ____

            ```md
            ____
            ```

            :question:

            A rule
            in code.
            ____

            Jib

            ↪

            A sail.
            """,
            [("Keel (Rig)", "A beam."), ("```md\n____\n```", "A rule\nin code."), ("Jib (Rig)", "A sail.")],
            id="between rules",
        ),
        pytest.param(
            "## [T/F] A jib stands behind the mast\nF\nIt stands before it.\n\n## [T/F] A keel is low\nT\n",
            [
                ("True or false: A jib stands behind the mast", "False\n\nIt stands before it."),
                ("True or false: A keel is low", "True"),
            ],
            id="statements in headings",
        ),
    ],
)
def test_sides_of_cards_that_names_or_rules_part(
    pairs: Pairs, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(text)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Rig
            ## What is a keel #card
            A beam.

            It is low.
            ### Steuerbord #card-reverse
            starboard
            ### Backbord
            #card/reverse
            port

            Jib? #card
            A sail.
            """,
            [
                ("What is a keel", "A beam.\n\nIt is low."),
                ("Steuerbord (Rig)", "starboard"),
                ("starboard (Rig)", "Steuerbord"),
                ("Backbord (Rig)", "port"),
                ("port (Rig)", "Backbord"),
                ("Jib? (Rig)", "A sail."),
            ],
            id="headings with a tag",
        ),
        pytest.param(
            "## Question\n\nKeel?\n\n%\n\nA beam.\n\n---\n\n## Rig\n\nJib?\n%\nA sail.\n",
            [("Keel?", "A beam."), ("Rig\n\nJib?", "A sail.")],
            id="a heading that says nothing, and a rule between cards",
        ),
    ],
)
def test_headings_that_are_marked_as_cards(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_answers_in_italics_and_ones_that_are_missing(read_text: ReadText) -> None:
    reading = read_text(
        """
        *   **Q: Why use a jib?**
            - *A:* It is **smaller**.
        *   **Q: What is a boom?**
            - *A:* A spar.

        **3. What is a keel?**

        *solution*
        """
    )
    assert [(card.front, card.back) for card in reading.cards] == [
        ("Why use a jib?", "It is **smaller**."),
        ("What is a boom?", "A spar."),
    ]
    assert (8, "placeholder") in [(skip.source.start, skip.reason) for skip in reading.skipped]


def test_a_lone_tag_asks_for_a_question_and_an_answer(read_text: ReadText) -> None:
    assert not read_text("#card\n\nA beam.\n").cards
    assert not read_text("# Keel\n\n#card\n").cards


def test_an_empty_point_of_an_outline_makes_no_heading_of_the_one_above(read_text: ReadText) -> None:
    reading = read_text("# Rig\n- Ropes\n\t-\n- Sails\n\t- Jib: a sail before the mast\n")
    assert {card.source.path for card in reading.cards} == {("Rig",)}


def test_a_label_in_bold_and_italic_is_a_label(pairs: Pairs) -> None:
    assert pairs("# Weaving\n\n***Warp.*** The threads that are held in place.\n") == [
        ("What is Warp? (Weaving)", "The threads that are held in place.")
    ]


def test_marks_of_bold_that_a_word_processor_escaped(pairs: Pairs) -> None:
    code = '# Patterns\n\nHow are two stars found?\n\n```python\nfind(r"\\*\\*")  # \\*\\*\n```\n'
    assert pairs(code)[0][1] == '```python\nfind(r"\\*\\*")  # \\*\\*\n```'
    assert pairs("# Weaving\n\n\\*\\*Warp:\\*\\* the threads that are held\n") == [
        ("What is Warp? (Weaving)", "the threads that are held")
    ]
