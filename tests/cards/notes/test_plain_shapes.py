"""Notes whose shape has no marks: briefs of cases, numbers before titles, abbreviations, bare code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]

_SORT = "```python\ndef sort(a):\n    for end in range(len(a), 1, -1):\n        sift(a, end)\n```"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            Smith v. Harbour Co.

            Facts: A crate fell from a crane.

            Issue: Who pays for the crate?

            Holding: The owner of the crane.

            In re Anchor

            Facts: An anchor was lost.

            Rule: What is lost at sea stays with its owner.
            """,
            [
                ("Smith v. Harbour Co.: what are the facts?", "A crate fell from a crane."),
                ("Smith v. Harbour Co.: what is the question?", "Who pays for the crate?"),
                ("Smith v. Harbour Co.: what was held?", "The owner of the crane."),
                ("In re Anchor: what are the facts?", "An anchor was lost."),
                ("In re Anchor: what is the rule?", "What is lost at sea stays with its owner."),
            ],
            id="briefs of cases below the names of their parties",
        ),
        pytest.param(
            """
            # Knots
            **1.** Name the parts of a rope

            Strands and yarns.

            **2.** How does a splice hold

            - friction
            - tension
            """,
            [
                ("Name the parts of a rope (Knots)", "Strands and yarns."),
                ("How does a splice hold? (Knots)", "- friction\n- tension"),
            ],
            id="bold numbers before questions without a mark",
        ),
        pytest.param(
            """
            # Knots
            1. Bowline

            A loop that does not slip under load.

            2. Reef knot

            A flat knot for two ropes of one kind.
            """,
            [
                ("What is Bowline (Knots)?", "A loop that does not slip under load."),
                ("What is Reef knot?", "A flat knot for two ropes of one kind."),
            ],
            id="numbered lines above their text",
        ),
        pytest.param(
            """
            # First aid
            ## Chest pain
            MONA = morphine, oxygen, nitrates, aspirin

            Sit the patient up.
            """,
            [
                ("What does MONA stand for? (Chest pain)", "morphine, oxygen, nitrates, aspirin"),
                ("Chest pain: what should be noted?", "Sit the patient up."),
            ],
            id="an abbreviation before the words of its letters",
        ),
        pytest.param(
            """
            # Bubble sort
            ```python
            def sort(a):
                for end in range(len(a), 1, -1):
                    sift(a, end)
            ```
            ## Cost
            It needs quadratic time.
            """,
            [
                (
                    "Write the code: Bubble sort",
                    _SORT,
                ),
                ("Explain: Cost (Bubble sort)", "It needs quadratic time."),
            ],
            id="code that defines something below the title of a note",
        ),
        pytest.param(
            """
            # My tool
            ```bash
            pip install my-tool
            ```
            ## Cost
            It is free of charge.
            """,
            [("What is Cost (My tool)?", "It is free of charge.")],
            id="a command below the title of a note",
        ),
        pytest.param(
            """
            # Ship
            A **keel** is the spine of a hull. The **rudder** steers. Nobody sees either.
            ## Crew
            The **crew** eats **well**. Then it sleeps.
            """,
            [
                ("What is a keel? (Ship)", "A **keel** is the spine of a hull."),
                ("What does the rudder do? (Ship)", "The **rudder** steers. Nobody sees either."),
                ("What is Crew (Ship)?", "The **crew** eats **well**. Then it sleeps."),
            ],
            id="sentences about their bold terms",
        ),
        pytest.param(
            """
            # Voyages
            3 August 1492 - three ships leave Palos
            October 12, 1492: land in sight
            May 1498 – another fleet reaches India
            """,
            [
                ("What happened on 3 August 1492? (Voyages)", "three ships leave Palos"),
                ("What happened on October 12, 1492? (Voyages)", "land in sight"),
                ("What happened in May 1498? (Voyages)", "another fleet reaches India"),
            ],
            id="days and what happened",
        ),
        pytest.param(
            """
            # Ships of captains
            Cook: maps of the Pacific
            Drake – the robber of silver
            Ross - a magnetic pole
            """,
            [
                ("What is Cook? (Ships of captains)", "maps of the Pacific"),
                ("What is Drake? (Ships of captains)", "the robber of silver"),
                ("What is Ross? (Ships of captains)", "a magnetic pole"),
            ],
            id="colons and dashes behind names",
        ),
        pytest.param(
            """
            # Ropes
            - Rigging
              - Standing
                - stays: hold the mast from ahead
                - shrouds: hold it from the sides
              - Running
                - pulls sails up
            """,
            [
                ("What are stays? (Standing)", "hold the mast from ahead"),
                ("What are shrouds? (Standing)", "hold it from the sides"),
                ("What is Running (Rigging)?", "pulls sails up"),
            ],
            id="an item with one point beside items with cards",
        ),
        pytest.param(
            """
            # Deck
            ✅ a dry deck grips better than a wet one
            ❌ bare feet slip on wet paint
            """,
            [
                (
                    "Deck: what are the 2 main points?",
                    "- ✅ a dry deck grips better than a wet one\n- ❌ bare feet slip on wet paint",
                )
            ],
            id="lines with pictures for bullets",
        ),
        pytest.param(
            """
            # Salts
            NaCl - sodium chloride - table salt
            KCl - potassium chloride - bitter
            """,
            [
                ("What is NaCl? (Salts)", "sodium chloride - table salt"),
                ("What is KCl? (Salts)", "potassium chloride - bitter"),
            ],
            id="two dashes in a line",
        ),
        pytest.param(
            """
            # Knots: bowline vs sheet bend
            The first is a loop.
            """,
            [("What is the difference between Knots: bowline and sheet bend?", "The first is a loop.")],
            id="a title with its subject before a colon is no fact",
        ),
        pytest.param(
            """
            # Sea life
            | Animal | Sign |
            |---|---|
            | C. gigas | rough shell |
            | Walrus | tusks |

            Ex: a seal
            """,
            [
                ("C. gigas: Sign? (Sea life)", "rough shell"),
                ("Walrus: Sign? (Sea life)", "tusks"),
                ("Sea life: what is an example?", "a seal"),
            ],
            id="names of species, an example",
        ),
        pytest.param(
            """
            # Log
            Store: a list of entries. Why a list? Order counts.
            """,
            [("What is Store? (Log)", "a list of entries."), ("Why a list? (Log)", "Order counts.")],
            id="a label before a question in a line",
        ),
        pytest.param(
            """
            # Tides
            **Q. High water is at noon. When is the next one? (in hours)**
            After some 12 hours.
            """,
            [("High water is at noon. When is the next one? (in hours)", "After some 12 hours.")],
            id="a question of several sentences in bold",
        ),
        pytest.param(
            """
            # Knots
            - [x] scrub the deck
            - a hitch ties a rope to a post
            - a bend ties two ropes to each other
            """,
            [
                (
                    "Knots: what are the 2 main points?",
                    "- a hitch ties a rope to a post\n- a bend ties two ropes to each other",
                )
            ],
            id="things to do among others",
        ),
        pytest.param(
            """
            # Wrecks
            **Smith v. Harbour** (1854)
            Facts: a crate fell
            Rule: the owner pays

            **Jones v. Pier** (1901)
            Facts: a pier broke
            Rule: nobody pays
            """,
            [
                ("Smith v. Harbour (Wrecks): what are the facts?", "a crate fell"),
                ("Smith v. Harbour (Wrecks): what is the rule?", "the owner pays"),
                ("Jones v. Pier (Wrecks): what are the facts?", "a pier broke"),
                ("Jones v. Pier (Wrecks): what is the rule?", "nobody pays"),
            ],
            id="names in bold with their year above labels",
        ),
        pytest.param(
            """
            # Motor boats
            + fast in any wind
            + easy to steer
            - noisy
            - need fuel
            """,
            [
                ("Motor boats: what are the advantages?", "- fast in any wind\n- easy to steer"),
                ("Motor boats: what are the disadvantages?", "- noisy\n- need fuel"),
            ],
            id="a list of pluses and a list of minuses",
        ),
        pytest.param(
            """
            # Sea terms
            * Difference between flood and ebb
              -> flood brings water, ebb takes it away
            * What is a shoal?
              -> a place where the sea is shallow
            """,
            [
                ("What is the difference between flood and ebb?", "flood brings water, ebb takes it away"),
                ("What is a shoal? (Sea terms)", "a place where the sea is shallow"),
            ],
            id="arrows before answers in a list",
        ),
        pytest.param(
            """
            # Weather

            Pressure falls => wind grows => reef early
            Wind veers => front passes => sun
            """,
            [
                (
                    "Weather: what are the 2 main points?",
                    "- Pressure falls => wind grows => reef early\n- Wind veers => front passes => sun",
                )
            ],
            id="chains of arrows",
        ),
        pytest.param(
            "# Signs\n\nstarb.\tthe right side of it\nport\tthe left side of it\nabaft\tbehind a place\n",
            [
                ("What is starb.? (Signs)", "the right side of it"),
                ("What is port? (Signs)", "the left side of it"),
                ("What is abaft? (Signs)", "behind a place"),
            ],
            id="two columns with tabs between them",
        ),
        pytest.param(
            """
            # Ship
            ## The hull
            It is the body of a ship.

            .. note:: Paint it each spring.
            """,
            [
                ("What is the hull (Ship)?", "It is the body of a ship."),
                ("The hull (Ship): what should be noted?", "Paint it each spring."),
            ],
            id="a title with an article, a directive",
        ),
    ],
)
def test_shapes_without_marks(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("line", "back"),
    [
        ("1 mast 2 boom 3 gaff", "1. mast\n2. boom\n3. gaff"),
        ("1. mast 2. boom 3. gaff", "1. mast\n2. boom\n3. gaff"),
        ("1. e4 e5 2. Nf3 Nc6 3. Bc4 Bc5", "1. e4 e5\n2. Nf3 Nc6\n3. Bc4 Bc5"),
        ("1 m 2 cm 3 mm", "1 m 2 cm 3 mm"),
        ("1 mast 2 boom 4 gaff", "1 mast 2 boom 4 gaff"),
        ("1 mast 2 boom. 3 gaff", "1 mast 2 boom. 3 gaff"),
    ],
)
def test_names_that_are_numbered_along_a_line_are_a_list(pairs: Pairs, line: str, back: str) -> None:
    assert [told for _, told in pairs(f"# Rig\n\n{line}\n")] == [back]


def test_steps_in_numbered_sentences_are_no_titles(pairs: Pairs) -> None:
    found = pairs("# Tea\n\n1. Heat the water.\n\nUse a pot.\n\n2. Add leaves.\n\nA spoon is enough.\n")
    assert len(found) == 1
    assert "Heat the water." in found[0][1]


@pytest.mark.parametrize(
    ("line", "backs"),
    [
        ("Running:", ["- sheet\n- halyard", "- shroud\n- stay"]),
        ("Running", ["- sheet\n- halyard", "- shroud\n- stay"]),
        ("running", ["- shroud\n- stay\n  running\n- sheet\n- halyard"]),
        ("and those that run:", ["- shroud\n- stay\n  and those that run:\n- sheet\n- halyard"]),
    ],
)
def test_a_title_glued_to_a_list_begins_the_next_one(pairs: Pairs, line: str, backs: list[str]) -> None:
    text = f"# Rigging\n\nStanding:\n- shroud\n- stay\n{line}\n- sheet\n- halyard\n"
    assert sorted(told for _, told in pairs(text)) == backs
