"""Notations made for cards, each in a small note of its own, and beside ordinary text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.marks import find_marked
from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]
ReadText = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            Q: What is a heap?
            A: A complete tree
            with ordered keys.

            Q: What is its height?
            A: log n

            C: A [heap] is stored in an [array].
            """,
            [
                ("What is a heap?", "A complete tree\nwith ordered keys."),
                ("What is its height?", "log n"),
                ("A **[…]** is stored in an array.", "A **heap** is stored in an array."),
                ("A heap is stored in an **[…]**.", "A heap is stored in an **array**."),
            ],
            id="hashcards",
        ),
        pytest.param(
            """
            **Q1:** What is a heap?

            **A:** A tree.

            ```
            Q: not here
            ```

            - Q: In a list?
              A: Also.
            - Question 2: And without a label?
              Below it.
            """,
            [
                ("What is a heap?", "A tree.\n\n```\nQ: not here\n```"),
                ("In a list?", "Also."),
                ("And without a label?", "Below it."),
            ],
            id="labels",
        ),
        pytest.param(
            """
            问：什么是堆？
            答：一种完全二叉树。
            """,
            [("什么是堆？", "一种完全二叉树。")],
            id="labels of other languages",
        ),
        pytest.param(
            """
            # Trees
            What is a heap?::A tree
            Leaf :: a node without children
            Heap order ::: the parent is smaller
            Vectors such as `std::vector` or std::array are no cards.
            id:: 123
            """,
            [
                ("Explain: Trees", "Vectors such as `std::vector` or std::array are no cards."),
                ("What is a heap?", "A tree"),
                ("Leaf (Trees)", "a node without children"),
                ("Heap order (Trees)", "the parent is smaller"),
                ("the parent is smaller", "Heap order"),
            ],
            id="double colons",
        ),
        pytest.param(
            """
            #flashcards/trees

            What is a heap?
            ?
            A tree
            with order

            Heap
            ??
            Halde

            The ==root== holds the ==smallest== key.

            A heap of ==$n = 2^d$== keys.
            """,
            [
                ("What is a heap?", "A tree\nwith order"),
                ("Heap", "Halde"),
                ("Halde", "Heap"),
                ("The **[…]** holds the smallest key.", "The **root** holds the smallest key."),
                ("The root holds the **[…]** key.", "The root holds the **smallest** key."),
                ("A heap of **[…]** keys.", "A heap of **$n = 2^d$** keys."),
            ],
            id="obsidian spaced repetition",
        ),
        pytest.param(
            """
            TARGET DECK
            Trees

            START
            Basic
            What is a heap?
            Back: A tree
            Tags: cs data
            <!--ID: 160-->
            END

            STARTI [Basic] Root? Back: the top ENDI

            START
            Cloze
            The {1:root} is the {smallest}.
            END
            """,
            [
                ("What is a heap?", "A tree"),
                ("Root?", "the top"),
                ("The **[…]** is the **[…]**.", "The **root** is the **smallest**."),
            ],
            id="obsidian to anki",
        ),
        pytest.param(
            """
            - What is a heap? #card
              card-last-interval:: 4
              - a tree
              - with order
            - Who found it? #flashcard
              - Williams
            - {{cloze Heapsort}} uses it #card
            - plain bullet
            """,
            [
                ("What is a heap?", "- a tree\n- with order"),
                ("Who found it?", "Williams"),
                ("**[…]** uses it", "**Heapsort** uses it"),
            ],
            id="logseq",
        ),
        pytest.param(
            """
            What is a heap? #card
            A tree.
            ^1634567890

            Height #card-reverse
            log n
            """,
            [("What is a heap?", "A tree."), ("Height", "log n"), ("log n", "Height")],
            id="flashcards for obsidian",
        ),
        pytest.param(
            """
            - Heap >> a tree
            - the top << Root
            - Leaf <> no children
            """,
            [("Heap", "a tree"), ("Root", "the top"), ("Leaf", "no children"), ("no children", "Leaf")],
            id="remnote",
        ),
        pytest.param(
            """
            - What is a heap? >>>
                - a tree
                - with order
            - Who found it? :::
                - Williams
            - Steps of sifting >>1.
                - compare
                - swap
            - Is it sorted? >>A)
                - no
                - yes
            """,
            [
                ("What is a heap?", "- a tree\n- with order"),
                ("Who found it?", "Williams"),
                ("Steps of sifting", "- compare\n- swap"),
                ("Is it sorted?", "no"),
            ],
            id="remnote with the answer below",
        ),
        pytest.param(
            "- The {{cloze root\\\\where}} is the top #card\n",
            [("The **[where]** is the top", "The **root** is the top")],
            id="logseq gap with a cue",
        ),
        pytest.param(
            "---\ntags: [cs, flashcards/trees]\n---\nThe {{root}} is the top.\n",
            [("The **[…]** is the top.", "The **root** is the top.")],
            id="gaps of obsidian, declared in the front matter",
        ),
        pytest.param(
            "What is a heap? %%later%%\n?\nA tree.\n%%\nhidden\n%%\n\n#flashcards\n",
            [("What is a heap?", "A tree.")],
            id="comments of obsidian",
        ),
        pytest.param(
            """
            # Deck
            ## What does this print?
            `1 + 1`
            %
            two
            """,
            [("What does this print?\n\n`1 + 1`", "two")],
            id="mdanki",
        ),
        pytest.param("What is a heap?\n\n---\n\nA tree.", [("What is a heap?", "A tree.")], id="mochi"),
        pytest.param(
            "What is a heap?\n\n---\n\nA tree.\n\n---\n\nWilliams, 1964.",
            [("What is a heap?", "A tree.\n\n---\n\nWilliams, 1964.")],
            id="mochi with three sides",
        ),
        pytest.param(
            "ATP\n\n---\n\nThe *currency* of energy", [("ATP", "The *currency* of energy")], id="a term"
        ),
        pytest.param(
            "ATP\n---\nThe currency\n---\nof cells",
            [("ATP", "The currency\n\n---\n\nof cells")],
            id="dense sides",
        ),
        pytest.param(
            "### Heap?\n---\nA tree.\n\n> old\n===\n===\nRoot\n---\nThe top\n===\nLeaf?\n\n---\n\n- low\n",
            [("Heap?", "A tree.\n\n> old"), ("Root", "The top"), ("Leaf?", "- low")],
            id="cards parted by equals signs",
        ),
        pytest.param(
            "The {{c1::root::where}} and the {{c2::leaf}} and {{c1::$\\frac{a}{b}$}}.",
            [
                (
                    "The **[where]** and the leaf and **[…]**.",
                    "The **root** and the leaf and **$\\frac{a}{b}$**.",
                ),
                (
                    "The root and the **[…]** and $\\frac{a}{b}$.",
                    "The root and the **leaf** and $\\frac{a}{b}$.",
                ),
            ],
            id="anki gaps",
        ),
        pytest.param(
            "| Front | Back |\n|---|---|\n| heap | a tree |\n| What? | That |",
            [("heap", "a tree"), ("What?", "That")],
            id="table of fronts and backs",
        ),
    ],
)
def test_notations(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_decks_and_tags_come_with_the_cards(read_text: ReadText) -> None:
    card = read_text("TARGET DECK: Trees\nFILE TAGS: cs\n\nSTART\nBasic\nA?\nBack: b\nTags: x\nEND\n").cards[
        0
    ]
    assert (card.deck, card.tags) == ("Trees", ("cs", "x"))
    card = read_text("---\ntags: [cs]\n---\n# Trees #data\n## Heap? #order\nA tree.\n").cards[0]
    assert (card.deck, card.tags) == ("Trees", ("cs", "data", "order"))


def test_questions_without_answers_are_reported(read_text: ReadText) -> None:
    reading = read_text("Q: What is a heap?\n\n## Next\n- Why? #card\n")
    assert not reading.cards
    asked = [(skip.source.start, skip.reason) for skip in reading.skipped if skip.text.endswith("?")]
    assert asked == [(1, "empty"), (4, "empty")]


def test_notations_mix_with_ordinary_sections(read_text: ReadText) -> None:
    reading = read_text("# Trees\n## Heap\nA tree with order.\n\nQ: Height?\nA: log n\n\nRoot :: the top\n")
    assert [(card.front, card.source.start) for card in reading.cards] == [
        ("What is Heap (Trees)?", 2),
        ("Height? (Heap)", 5),
        ("Root (Heap)", 8),
    ]


def test_many_gaps_do_not_give_a_flood(pairs: Pairs) -> None:
    assert len(pairs("#flashcards\n\n" + "==gap== and " * 400)) == 30


@pytest.mark.parametrize(
    "text",
    [
        "Heaps\n---\nA tree.\n\nStacks\n---\nLast in, first out.",
        "Heaps\n===\nA tree.\n\nStacks\n===\nLast in, first out.",
        "# Heaps\n===\nA tree\n===\nof order",
        "This was a long lecture in which many things were told us.\n\n---\n\nA heap is a tree.",
        "Lecture 3\n\n---\n\n" + "A heap is a tree in which each parent comes first. " * 9,
        "===\n===\n---\n===",
        "---\n---",
    ],
)
def test_rules_of_other_notes_part_no_sides(text: str) -> None:
    rows = text.split("\n")
    assert not find_marked(list(rows))
