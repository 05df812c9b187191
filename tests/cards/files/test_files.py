"""Files that are no Markdown: notebooks, org, YAML, rows of fields."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from cards.model import Reading
from cards.parse import read_note
from cards.suffixes import NOTE_SUFFIXES
from engine.errors import InputError

Pairs = Callable[..., list[tuple[str, str]]]
ReadText = Callable[..., Reading]


def notebook(*cells: tuple[str, object]) -> str:
    return json.dumps(
        {"cells": [{"cell_type": kind, "source": source} for kind, source in cells], "metadata": {}}
    )


def test_a_notebook_counts_in_cells(read_text: ReadText) -> None:
    reading = read_text(
        notebook(
            ("markdown", ["# Tensors\n", "\n", "## What is a tensor?\n", "An array."]),
            ("code", "x = 1"),
            ("code", "y = 2"),
            ("markdown", "## Waiting\nSome minutes pass."),
            ("code", "!pip install trees\nimport trees"),
            ("markdown", "## Open\n```python\nx"),
            ("markdown", "## After it\nStill read."),
        ),
        "n.ipynb",
    )
    assert [(card.front, card.source.start, card.source.end, card.source.unit) for card in reading.cards] == [
        ("What is a tensor?", 1, 2, "cell"),
        ("Explain: Waiting (Tensors)", 4, 4, "cell"),
        ("Write the code: Open (Tensors)", 6, 6, "cell"),
        ("Explain: After it (Tensors)", 7, 7, "cell"),
    ]
    assert reading.cards[0].back == "An array.\n\n```python\nx = 1\n```"


@pytest.mark.parametrize("text", ["{", "[]", '{"cells": 3}', '{"worksheets": []}'])
def test_a_broken_notebook_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"n\.ipynb: this notebook"):
        read_note(text.encode(), "n.ipynb")


@pytest.mark.parametrize(
    "cells",
    [
        [None, 3, "x"],
        [{"cell_type": "markdown"}],
        [{"cell_type": "markdown", "source": [1, None, "# T\n"]}],
        [],
    ],
)
def test_odd_cells_are_passed_over(cells: list[object]) -> None:
    assert not read_note(json.dumps({"cells": cells, "metadata": [1]}).encode(), "n.ipynb").cards


def test_cells_of_a_program(read_text: ReadText) -> None:
    reading = read_text(
        """
        # %% [markdown]
        # # Trees
        # ## What is a heap?
        # A complete *tree*.
        #
        # - **Root**: the least key

        # %%
        # ## no heading
        def sift(keys):
            ...

        # %% [md]
        '''
        ## Terms
        **Leaf**: a node without children
        '''
        """,
        "trees.py",
    )
    assert [(card.front, card.source.start, card.source.end) for card in reading.cards] == [
        ("What is a heap?", 3, 13),
        ("What is Leaf? (Terms)", 15, 16),
    ]
    assert reading.cards[0].back.endswith("```python\n# ## no heading\ndef sift(keys):\n    ...\n```")
    plain = read_text('def sift(keys):\n    """Costs: log n"""\n', "trees.py")
    assert not plain.cards
    assert [(skip.reason, skip.text) for skip in plain.skipped] == [("no question", "a program")]


def test_org(read_text: ReadText) -> None:
    reading = read_text(
        """
        #+TITLE: Trees
        * Heaps                                  :cs:
        ** What is a heap?                       :drill:
        SCHEDULED: <2024-01-01 Mon>
        :PROPERTIES:
        :ID: 1
        :END:
        *** The Answer
        A /complete/ tree with *order*.
        ** Terms
        - root :: the top of =tree=
        ** Sorting
        #+BEGIN_SRC python
        # no heading
        sort(x)
        #+END_SRC
        ** Costs
        | Sort  | Steps   |
        |-------+---------|
        | heap  | n log n |
        | merge | n log n |
        """,
        "trees.org",
    )
    assert [(card.front, card.back, card.source.start) for card in reading.cards] == [
        ("What is a heap?", "A *complete* tree with **order**.", 3),
        ("root (Heaps)", "the top of `tree`", 11),
        ("Write the code: Sorting (Heaps)", "```python\n# no heading\nsort(x)\n```", 12),
        ("Heap: Steps? (Heaps)", "n log n", 17),
        ("Merge: Steps? (Heaps)", "n log n", 21),
    ]
    assert reading.cards[0].tags == ("cs",)


def test_yaml(read_text: ReadText) -> None:
    reading = read_text(
        """
        deck: Trees
        cards:
          - front: What is a heap?
            back: |
              A tree.

                indented
            tags: [cs, data]
          - q: 'Root?'
            a: "the top: of it"
            id: root
          - question: Leaf
            answer: >
              no
              children
          - front: Without a back
        """,
        "trees.yaml",
    )
    assert [(card.front, card.back, card.source.start, card.source.end) for card in reading.cards] == [
        ("What is a heap?", "A tree.\n\n  indented", 3, 8),
        ("Root?", "the top: of it", 9, 11),
        ("Leaf", "no children", 12, 15),
    ]
    assert reading.cards[0].deck == "Trees"
    assert reading.cards[0].tags == ("cs", "data")
    assert reading.cards[1].id == "root"
    assert [(skip.source.start, skip.reason) for skip in reading.skipped] == [(16, "empty")]


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "q.txt",
            "heap\ta tree\nroot\tthe top\nleaf\tthe end\n",
            [("heap", "a tree"), ("root", "the top"), ("leaf", "the end")],
        ),
        (
            "anki.txt",
            "#separator:tab\n#html:true\n#tags column:3\nheap<br>tree\t<b>order</b>\tcs data\n",
            [("heap  \ntree", "**order**")],
        ),
        (
            "anki.txt",
            "#separator:tab\n#html:true\n#deck column:1\nD\ta &lt;x&gt;?\t[$$]y[/$$]<script>1</script>\tb\n",
            [("a \\<x>?", "$$y$$\n\nb")],
        ),
        (
            "anki.txt",
            "#separator:tab\n#html:false\nIs 1 <x> *2*?\tno\n",
            [("Is 1 \\<x> \\*2\\*?", "no")],
        ),
        (
            "anki.txt",
            "#separator:tab\n#html:true\nAn \\(a{{c1::x}}\\) of {{c2::b}}\textra\n",
            [
                ("An $a[…]$ of b", "An $ax$ of b\n\nextra"),
                ("An $ax$ of **[…]**", "An $ax$ of **b**\n\nextra"),
            ],
        ),
        (
            "anki.txt",
            "#separator:tab\n#html:true\n#columns:Tags\tBack\tFront\nt\ta heap\ttree?\n",
            [("tree?", "a heap")],
        ),
        ("c.csv", 'Question,Answer,Tags\n"a, b","two\nlines",x\n', [("a, b", "two\nlines")]),
        ("c.csv", "heap;a tree\n", [("heap", "a tree")]),
        ("t.tsv", 'front\tback\n"open quote\tb\nc\td\n', [("c", "d")]),
        ("a.txt", "#separator:;\nheap;\\(x^2\\)\n", [("heap", "$x^2$")]),
        (
            "cloze.tsv",
            "The {{c1::root}} is up\textra\nx\ty\n",
            [("The **[…]** is up", "The **root** is up"), ("x", "y")],
        ),
    ],
)
def test_rows_of_fields(read_text: ReadText, file: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = [(card.front, card.back) for card in read_text(text, file).cards]
    assert [entry for entry in found if entry in expected] == expected


def test_gaps_of_an_export_keep_their_tags_and_deck_and_masked_pictures_are_reported(
    read_text: ReadText,
) -> None:
    header = "#separator:tab\n#html:true\n#deck column:1\n#tags column:4\n"
    masked = "D\t{{c1::image-occlusion:rect:left=.1:top=.2}}\t<img src=x.png>\t\n"
    reading = read_text(f"{header}D::E\tA {{{{c1::gap}}}}\t\tone two\n{masked}", "anki.txt")
    assert [(card.deck, card.tags, card.kind) for card in reading.cards] == [
        ("D::E", ("one", "two"), "cloze")
    ]
    assert [skip.source.start for skip in reading.skipped] == [6]


def test_rows_keep_their_lines(read_text: ReadText) -> None:
    cards = read_text('front,back\na,"x\ny"\nb,z\n', "c.csv").cards
    assert [(card.source.start, card.source.end) for card in cards] == [(2, 3), (4, 4)]


def test_ordinary_text_with_some_tabs_is_a_note(pairs: Pairs) -> None:
    assert (
        pairs("## Heap\nA tree\twith order.\nIt is stored in an array.\n", "n.txt")[0][0] == "What is Heap?"
    )


def test_known_names() -> None:
    assert {".md", ".txt", ".org", ".ipynb", ".csv"} <= NOTE_SUFFIXES


# JSON


def test_json_records_are_cards_wherever_they_stand(read_text: ReadText) -> None:
    reading = read_text(
        """
        {
          "name": "Trees",
          "tags": ["cs"],
          "cards": [
            {"Front": "What is a heap?", "Back": "<b>A</b> tree<br>in order", "id": "heap-1"},
            {"q": "Parts?", "a": ["root", "leaf"], "tags": "data, two", "id": "17"},
            {"note": "no card"}
          ],
          "decks": [{"title": "Graphs", "notes": [{"term": "Edges of $K_4$?", "definition": 6}]}],
          "more": [{"question": "Open?", "correct_answer": ""}]
        }
        """,
        "trees.json",
    )
    assert [
        (card.front, card.back, card.id, card.deck, card.tags, card.source.start) for card in reading.cards
    ] == [
        ("What is a heap?", "**A** tree\nin order", "heap-1", "Trees", ("cs",), 5),
        ("Parts?", "- root\n- leaf", "", "Trees", ("cs", "data", "two"), 6),
        ("Edges of $K_4$?", "6", "", "Graphs", ("cs",), 9),
    ]
    assert [(skip.source.start, skip.reason) for skip in reading.skipped] == [
        (7, "no question"),
        (10, "empty"),
    ]


def test_json_lines_are_records(read_text: ReadText) -> None:
    text = '{"front": "One?", "back": "1"}\n\n{"front": "Two?", "back": "2"}\n'
    for name in ("cards.jsonl", "cards.ndjson"):
        assert [(card.front, card.source.start) for card in read_text(text, name).cards] == [
            ("One?", 1),
            ("Two?", 3),
        ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"name": "x", "scripts": {"build": "make"}}', r"d\.json:1: is no deck that quizapp wrote"),
        ("[]", r"d\.json:1: is no deck"),
        ("3", r"d\.json:1: is no deck"),
        ('"front"', r"d\.json:1: is no deck"),
        ('[{"front": "alone"}]', r"front and a back"),
        ('{\n "a": [1,\n 2', r"d\.json:3: is no valid JSON"),
        ("", r"d\.json:1: is no valid JSON"),
        ("[" * 100_000, r"d\.json:1: is JSON that is nested too deeply"),
        ("1" * 5000, r"d\.json:1: is no valid JSON"),
        ('{"format": "quizapp-quiz/1"}', r"`quizapp quiz take d\.json`"),
        (
            '{"cards": [{"front": "a?", "back": "b"}], "format": "quizapp-deck"}',
            r"no longer the first entry; export",
        ),
    ],
)
def test_json_that_holds_no_cards_is_refused_in_a_sentence(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as refused:
        read_note(text.encode(), "d.json")
    assert "\n" not in str(refused.value)


def test_what_stands_in_json_cannot_act(read_text: ReadText) -> None:
    record = {"front": "\x1b[31mred\x07?", "back": "\ud800<script>x</script>", "deck": "\x1b]0;x\x07D"}
    (card,) = read_text(json.dumps([record | {"tags": ["\x1b[1mt"]}]), "d.json").cards
    assert (card.front, card.deck, card.tags) == ("red?", "D", ("t",))
    assert "\ud800" not in card.back


def test_many_records_that_are_no_cards_are_told_in_part(read_text: ReadText) -> None:
    reading = read_text(json.dumps([{"front": "a?", "back": "b"}, *([{"x": 1}] * 5000)]), "d.json")
    assert (len(reading.cards), len(reading.skipped)) == (1, 1000)


@pytest.mark.parametrize(
    ("text", "skipped"),
    [
        ("site_name: x\nnav:\n  - Home: index.md\n", [(1, "no question")]),
        ("# a comment\n", [(1, "no question")]),
        ("- front: a?\n  back: b\n- x: y\n", [(3, "no question")]),
        ("", []),
    ],
)
def test_yaml_that_is_no_card_is_told(read_text: ReadText, text: str, skipped: list[tuple[int, str]]) -> None:
    reading = read_text(text, "d.yaml")
    assert [(skip.source.start, skip.reason) for skip in reading.skipped] == skipped
