"""Tables drawn with rules and pages of a wiki: what they say becomes cards as from any other note."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.files.drawn import without_rules
from cards.files.source import FileText
from cards.files.wikitext import read_wikitext
from cards.model import Reading
from cards.suffixes import NOTE_SUFFIXES

Pairs = Callable[..., list[tuple[str, str]]]
ReadText = Callable[..., Reading]

TIDES = [
    ("Ebb: Water and Hours? (Tides)", "- Water: goes out\n- Hours: 6"),
    ("Flood: Water and Hours? (Tides)", "- Water: comes in\n- Hours: 7"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            ## Tides
            +-------+------------+-------+
            | Tide  | Water      | Hours |
            +=======+============+=======+
            | Ebb   | goes       | 6     |
            |       | out        |       |
            +-------+------------+-------+
            | Flood | comes in   | 7     |
            +-------+------------+-------+
            """,
            TIDES,
            id="a grid",
        ),
        pytest.param(
            """
            ## Tides
            +-------+----------+-------+
            | Tide  | Water    | Hours |
            +-------+----------+-------+
            | Ebb   | goes out |     6 |
            | Flood | comes in |     7 |
            +-------+----------+-------+
            2 rows in set (0.00 sec)
            """,
            TIDES,
            id="what MySQL prints",
        ),
        pytest.param(
            """
            ## Tides
             Tide  |  Water   | Hours
            -------+----------+-------
             Ebb   | goes out |     6
             Flood | comes in |     7
            (2 rows)
            """,
            TIDES,
            id="what psql prints",
        ),
        pytest.param(
            """
            ## Tides

            ┏━━━━━━━┳━━━━━━━━━━┳━━━━━━━┓
            ┃ Tide  ┃ Water    ┃ Hours ┃
            ┡━━━━━━━╇━━━━━━━━━━╇━━━━━━━┩
            │ Ebb   │ goes out │ 6     │
            │ Flood │ comes in │ 7     │
            └───────┴──────────┴───────┘
            """,
            TIDES,
            id="a box",
        ),
        pytest.param(
            """
            ## Tides

              Tide    Water        Hours
              ------- ---------- -------
              Ebb     goes out         6
              Flood   comes in         7

              : Twice a day
            """,
            TIDES,
            id="columns",
        ),
        pytest.param(
            """
            ## Tides

            ---------------------------
             Tide    Water      Hours
            ------- ---------- -------
              Ebb    goes         6
                     out

             Flood   comes in     7
            ---------------------------
            """,
            TIDES,
            id="columns with rows of several lines",
        ),
        pytest.param(
            """
            ## Tides
            ```text
            +-----+-----+
            | a   | b   |
            +-----+-----+
            | c   | d   |
            +-----+-----+
            ```
            """,
            [
                (
                    "Explain: Tides",
                    "```text\n+-----+-----+\n| a   | b   |\n+-----+-----+\n| c   | d   |\n+-----+-----+\n```",
                )
            ],
            id="a drawing in a fence",
        ),
        pytest.param(
            """
            ## Harbour
            A wall keeps the waves out.

            - - -

            -- --
            ┌───────┐
            │ quay  │
            └───────┘
            """,
            [
                (
                    "What is Harbour?",
                    "A wall keeps the waves out.\n\n┌───────┐\n│ quay  │\n└───────┘",
                )
            ],
            id="a frame around one column, and rules",
        ),
    ],
)
def test_drawn_tables(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            | Tide | Place | Metres |
            | --- | --- | --- |
            | Spring | bay | 9 |
            | | coast | 4 |
            | Neap | bay | 3 |
            | | coast | 1 |
            """,
            [
                ("Spring, bay: Metres? (Tides)", "9"),
                ("Spring, coast: Metres? (Tides)", "4"),
                ("Neap, bay: Metres? (Tides)", "3"),
                ("Neap, coast: Metres? (Tides)", "1"),
            ],
            id="cells over several rows",
        ),
        pytest.param(
            """
            | Tide | A | B | C | D | E |
            | --- | --- | --- | --- | --- | --- |
            | Spring | 1 | 2 | 3 | 4 | 5 |
            | Neap | 5 | 4 | 3 | 2 | 1 |
            """,
            [
                ("What do you know about Spring? (Tides)", "- A: 1\n- B: 2\n- C: 3\n- D: 4\n- E: 5"),
                ("What do you know about Neap? (Tides)", "- A: 5\n- B: 4\n- C: 3\n- D: 2\n- E: 1"),
            ],
            id="many columns",
        ),
    ],
)
def test_columns_are_asked_for(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs("# Sea\n## Tides\n" + "\n".join(line.strip() for line in text.split("\n"))) == expected


def test_a_page_of_a_wiki(read_text: ReadText) -> None:
    reading = read_text(
        """
        {{Short description|Water
        that moves}}
        '''Tides''' are the rise of the [[sea]].<ref name="a">Book {{p|3}}</ref>

        == Kinds ==
        * '''Ebb''': ''water'' goes out
        * '''Flood''': water comes in
        Both take [[hour|hours]].
        ; Slack : no current
        ; Bore
        : a wave up a river

        === What pulls? ===
        The {{nowrap|full moon}}, {{convert|400|Mm|km}} away, with <math>F = G m / r^2</math>.

        {| class="wikitable"
        |+ Heights
        ! Place !! Metres
        |-
        | rowspan="2" | Bay || 9
        |-
        | style="color:red" | 12
        |-
        | Coast
        | 4
        |}
        == Code ==
        <syntaxhighlight lang="python">
        h = a * cos(t)
        </syntaxhighlight>
        == See also ==
        * [[Moon]]
        [[Category:Sea]]
        """,
        "sea.txt",
    )
    assert [(card.front, card.back, card.source.start) for card in reading.cards] == [
        ("What are Tides?", "**Tides** are the rise of the sea.", 3),
        ("What is Ebb? (Kinds)", "*water* goes out", 5),
        ("What is Flood? (Kinds)", "water comes in", 7),
        ("Kinds: what should be noted?", "Both take hours.", 8),
        ("What do you know about Slack? (Kinds)", "no current", 9),
        ("What is Bore (Kinds)?", "a wave up a river", 10),
        (
            "What pulls?",
            (
                "The full moon, 400 Mm away, with $F = G m / r^2$.\n\n"
                "| Place | Metres |\n| --- | --- |\n| Bay | 9 |\n| Bay | 12 |\n| Coast | 4 |"
            ),
            13,
        ),
        ("Write the code: Code", "```python\nh = a * cos(t)\n```", 27),
    ]


def test_rows_that_stand_apart_are_one_table(read_text: ReadText) -> None:
    rows = ("| Tide | Hours |", "| --- | --- |", "| Ebb | 6 |", "| Flood | 7 |", "Both take a day.")
    fence = "```\n| a |\n\n| - |\n```"
    reading = read_text("\n\n".join(("## Tides", *rows, fence)))
    assert [(card.front, card.back, card.source.start, card.source.end) for card in reading.cards] == [
        ("Ebb: Hours? (Tides)", "6", 1, 7),
        ("Flood: Hours? (Tides)", "7", 9, 9),
        ("Tides: what should be noted?", f"Both take a day.\n\n{fence}", 11, 17),
    ]


def test_pages_of_a_wiki_in_a_folder_are_notes() -> None:
    assert {".wiki", ".mediawiki"} <= NOTE_SUFFIXES


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\n== marked ==\n\n* item\n",
        "a == b\n* c\n",
        "== Title\n\n* AsciiDoc\n",
        "Title\n==\n\n* item\n",
    ],
)
def test_what_is_no_wiki(text: str) -> None:
    assert read_wikitext(text, "n.md") is None


ROWS = st.sampled_from(
    [
        "", "text", "+---+---+", "+===+===+", "| a | b |", "|   | c |", "a | b", "---+---", "---- ----",
        "a    b", "-----------", "┌───┬───┐", "│ a │ b │", "├───┼───┤", "└───┴───┘", "```", "(2 rows)",
        "## Title", "- item", "== Kinds ==", "{|", "|}", "|-", "! a !! b", "| rowspan=2 | a || b", "{{x",
        "}}", "'''a'''", "* a", ": b", "<pre>", "</pre>", "<ref>", "[[a|b]]", "; a : b",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(ROWS, max_size=25))
def test_lines_know_their_places(rows: list[str]) -> None:
    plain = without_rules(FileText(rows))
    wiki = read_wikitext("\n".join(rows), "n.wiki")
    for found in (plain, wiki):
        assert found is not None
        assert len(found.places) in (0, len(found.lines))
        assert list(found.places) == sorted(found.places)
        assert all(1 <= place <= max(len(rows), 1) for place in found.places)


def test_a_diagram_is_no_code_to_write(pairs: Pairs) -> None:
    first, second = "```mermaid\ngraph LR\n  A[ebb] --> B[flood]\n```", "```plantuml\nA -> B\n```"
    text = f"# Harbour\n\n## Tides\n\n{first}\n\n## Watches\n\nThe order of the night:\n\n{second}\n"
    assert pairs(text) == [
        ("Tides (Harbour): what does the diagram show?", first),
        ("The order of the night (Watches): what does the diagram show?", second),
    ]
    asked = [front for front, _ in pairs(f"# Harbour\n\n## What turns the tide?\n\n{first}\n\n{second}\n")]
    assert asked == ["What turns the tide?"]


def test_an_arrow_in_a_remark_draws_nothing(pairs: Pairs) -> None:
    code = "```\nb = a.T  # (2, 3) → (3, 2)\nc = f(b)\n```"
    assert pairs(f"## Turn a sail\n\n{code}\n") == [("Write the code: Turn a sail", code)]
    assert pairs("## The tide\n\n```\nebb → flood → ebb\n```\n")[0][0] == "Explain: The tide"
