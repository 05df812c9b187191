"""Notes as other programs and other habits leave them: slides, quotes, outlines, capitals, boxes to tick."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.files.plain import read_plain
from cards.files.transcript import read_transcript
from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]
ReadText = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Lecture 3: Tides
            ## Slide 1
            Somebody, spring term
            ## Slide 2
            - Ebb: water goes out
            - Flood: water comes in
            ## Slide 3: Spring tide
            Sun and moon pull together.
            ## Slide 4
            Questions?
            """,
            [
                ("What is Ebb? (Tides)", "water goes out"),
                ("What is Flood? (Tides)", "water comes in"),
                ("Explain: Spring tide", "Sun and moon pull together."),
            ],
            id="slides",
        ),
        pytest.param(
            """
            # Tides

            > **Q1.** What is a neap tide?
            >
            > **A.** The smallest difference of levels.

            > Q: What pulls most?
            > A: The moon.
            >
            > It is nearer.

            Not part of it.

            > Why twice a day?

            The earth turns below two bulges.
            """,
            [
                ("What is a neap tide?", "The smallest difference of levels."),
                ("What pulls most?", "The moon.\n\nIt is nearer."),
                ("Why twice a day? (Tides)", "The earth turns below two bulges."),
            ],
            id="questions in quotes",
        ),
        pytest.param(
            """
            # Tides
            ## Why is the sea feared?
            Ebb takes what flood has brought. A sailor wrote:

            > The sea gives,
            > the sea takes.

            He drowned.

            ## What did the captain say?

            > Never trust calm water.
            >
            > -- Captain Ahab

            ## Harbours
            Walls keep the waves out.

            > They were built of oak at first.

            Stone came later.
            """,
            [
                (
                    "Why is the sea feared?",
                    (
                        "Ebb takes what flood has brought. A sailor wrote:\n\n"
                        "> The sea gives,\n> the sea takes.\n\nHe drowned."
                    ),
                ),
                ("What did the captain say?", "> Never trust calm water.\n>\n> -- Captain Ahab"),
                (
                    "Explain: Harbours (Tides)",
                    "Walls keep the waves out.\n\n> They were built of oak at first.\n\nStone came later.",
                ),
            ],
            id="somebody's words",
        ),
        pytest.param(
            """
            # Tides
            - Inlets
                - Bay: open to the sea
                - Lake: closed
            - Tools
                - tide gauge
                - buoy
            ## Work
            - [ ] read chapter 2
            - [x] call the harbour
            """,
            [
                ("What is Bay? (Inlets)", "open to the sea"),
                ("What is Lake? (Inlets)", "closed"),
                ("Tools (Tides): name the 2.", "- tide gauge\n- buoy"),
            ],
            id="an outline, and things to do",
        ),
        pytest.param(
            """
            - [[Tides]] #flashcards
                - What does the moon do?
                    - It pulls.
                - {{[[TODO]]}} draw it
                - {{c1:Ebb}} follows flood.
            """,
            [
                ("What does the moon do? (Tides)", "It pulls."),
                ("**[…]** follows flood.", "**Ebb** follows flood."),
            ],
            id="Roam",
        ),
        pytest.param(
            """
            # Tides
            ## Two words
            ebb and flood
            ebb - water goes out
            flood - water comes in
            """,
            [
                ("What does ebb mean? (ebb and flood)", "water goes out"),
                ("What does flood mean? (ebb and flood)", "water comes in"),
            ],
            id="terms behind dashes below a line that is none",
        ),
        pytest.param(
            """
            # Tides
            ## Claim: the moon rules
            Its pull is twice that of the sun.
            ## Links
            - [[Moon]]
            - [[Sun]]
            """,
            [("Explain: the moon rules", "Its pull is twice that of the sun.")],
            id="a claim, and links to other notes",
        ),
        pytest.param(
            """
            # Tides
            The pier opened on ==14 May 1901==.
            ## First Officer
            - First Mate: keeps watch
            - First Engineer: keeps the engine
            """,
            [
                ("What does First Mate do? (First Officer)", "keeps watch"),
                ("What does First Engineer do? (First Officer)", "keeps the engine"),
            ],
            id="a marked date is no formula, and a first mate no advice",
        ),
        pytest.param(
            """
            # 潮汐
            **一、什么是落潮？**
            - 水退
            - 岸露
            """,
            [("什么是落潮？", "- 水退\n- 岸露")],
            id="a numbered question in bold, in Chinese",
        ),
        pytest.param(
            """
            # Tides
            ## Level
            The level is measured.

            \\newpage

            ## Features
            ```python
            level = read(gauge)
            ```
            """,
            [
                ("What is Level (Tides)?", "The level is measured."),
                ("Write the code: Features (Tides)", "```python\nlevel = read(gauge)\n```"),
            ],
            id="commands for the page, and code below a title that is a point",
        ),
        pytest.param(
            """
            # Tides
            **[Ebb tide]{.underline}**

            Water goes out.\\
            It takes six hours.

            1\\. Moon\\
            2\\. Sun
            ## Sorts
            -   *Spring tide* -- highest level of all
            -   *Neap tide* -- lowest level of all
            """,
            [
                ("Explain: Ebb tide", "Water goes out.\nIt takes six hours.\n\n1. Moon\n2. Sun"),
                ("What is Spring tide? (Sorts)", "highest level of all"),
                ("What is Neap tide? (Sorts)", "lowest level of all"),
            ],
            id="a document of Word by pandoc",
        ),
        pytest.param(
            """
            - Tides
                - Moon
                    - Mass:: a hundredth of the earth's
                    - Age:: as old as the earth
                - Buoy >> floats at its place
                - Gauge ↔ pole with marks
            """,
            [
                ("Mass (Moon)", "a hundredth of the earth's"),
                ("Age (Moon)", "as old as the earth"),
                ("Buoy (Tides)", "floats at its place"),
                ("Gauge (Tides)", "pole with marks"),
                ("pole with marks", "Gauge"),
            ],
            id="an outline with marked cards",
        ),
        pytest.param(
            """
            # 潮汐
            ## q値とは？
            一つの数。

            ・落潮：水が退くこと
            ・満潮：水が満ちること
            """,
            [("q値とは？", "一つの数。\n\n- 落潮：水が退くこと\n- 満潮：水が満ちること")],
            id="Japanese bullets, and a name that begins with a small letter",
        ),
        pytest.param(
            """
            # Gezeiten
            Frage: Was ist Ebbe?
            Antwort: Das Wasser geht.

            **Was ist Flut?**
            Das Wasser kommt.
            """,
            [("Was ist Ebbe?", "Das Wasser geht."), ("Was ist Flut? (Gezeiten)", "Das Wasser kommt.")],
            id="a bold question behind a labelled answer",
        ),
    ],
)
def test_notes_of_other_tools(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    found = pairs(text)
    assert [pair for pair in found if pair in expected] == [
        pair for pair in found if pair[0] != "Explain: Tides"
    ]
    assert set(expected) <= set(found)


CAPITALS = """\
SHIPS OF THE LINE

1) RIGGING
Masts and yards.

*** WATCH OUT ***

- Boom: swings across
- Sheet: hauls it in

WHAT IS A KEEL?

The beam along the bottom.
"""


@pytest.mark.parametrize("file", ["ships.txt", "ships"])
def test_lines_in_capitals_are_headings_of_plain_text(read_text: ReadText, file: str) -> None:
    assert [(card.front, card.back, card.source.start) for card in read_text(CAPITALS, file).cards] == [
        ("Explain: RIGGING (SHIPS OF THE LINE)", "Masts and yards.", 3),
        ("What is Boom? (SHIPS OF THE LINE)", "swings across", 6),
        ("What is Sheet? (SHIPS OF THE LINE)", "hauls it in", 9),
        ("WHAT IS A KEEL?", "The beam along the bottom.", 11),
    ]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.md", CAPITALS),
        ("a.txt", f"# Title\n\n{CAPITALS}"),
        ("a.txt", "DNA\n\nA long acid.\n"),
        ("a.txt", "```\nONE\n\nTWO\n```\n"),
        ("a.txt", "ONE = 1\n\nTWO; THREE\n\nSee A.\n"),
        ("a.txt", "ONE\n===\n\nTWO\n---\n"),
        ("a.txt", "第一章\n\n第二章\n"),
    ],
)
def test_other_text_is_left_alone(file: str, text: str) -> None:
    assert read_plain(text, file) is None


@pytest.mark.parametrize(
    "text",
    [
        """
        # Sorting
        [00:00:05] Teacher: A heap is a tree in an array.

        [00:01:10] Pupil: What is at its root?

        [00:01:15] Teacher: The largest number.

        [00:02:00] Guest: Thanks.
        """,
        """
        # Sorting
        0:05 A heap is a tree in an array.

        1:10 What is at its root?

        1:15 The largest number.
        """,
        """
        # Sorting
        1
        00:00:05,000 --> 00:00:09,000
        A heap is a tree in an array.

        2
        00:01:10,000 --> 00:01:12,000
        What is at its root?

        3
        00:01:15,000 --> 00:01:20,000
        The largest number.
        """,
    ],
)
def test_times_and_speakers_are_no_terms(pairs: Pairs, text: str) -> None:
    found = dict(pairs(text))
    assert found["What is at its root? (Sorting)"].startswith("The largest number.")
    assert not any("Teacher" in side or ":0" in side for pair in found.items() for side in pair)


@pytest.mark.parametrize(
    "text",
    [
        "Opening: 9:00\n10:15 coffee\n",
        "Cow: gives milk\nHen: lays eggs\nCow: eats grass\n",
        "Ratio 3:1\n\n- 16:9 is wide\n- 4:3 is not\n- 2:39 is a film\n",
    ],
)
def test_a_text_with_a_few_times_is_no_transcript(text: str) -> None:
    assert read_transcript(text, "a.md") is None
