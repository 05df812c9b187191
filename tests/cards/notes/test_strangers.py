"""Notes of other fields and programs: quizzes in tables, law, music, chemistry, slides, speakers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Harbour quiz

            | # | Question | Answer | Note |
            |---|---|---|---|
            | 1 | Which sail stands in front of the mast? | The jib | mnemonic |
            | 2 | Boom | spar at the foot of a sail | |
            | 3 | ??? | | |
            """,
            [
                ("Which sail stands in front of the mast?", "The jib\n\nNote: mnemonic"),
                ("Boom (Harbour quiz)", "spar at the foot of a sail"),
            ],
            id="a table whose first column only counts",
        ),
        pytest.param(
            """
            # Sounds
            ## Horns
            - h2: two short blasts
            - H2: two long blasts
            """,
            [("What is h2? (Horns)", "two short blasts"), ("What is H2? (Horns)", "two long blasts")],
            id="names that differ by a capital",
        ),
        pytest.param(
            """
            # Sailing law
            ## Salvage

            **Gull v. Heron (1911)**
            Facts: A crew towed a wreck ashore.
            Holding: Towing earns a part of the cargo.
            """,
            [
                ("Gull v. Heron (Salvage): what are the facts?", "A crew towed a wreck ashore."),
                ("Gull v. Heron (Salvage): what was held?", "Towing earns a part of the cargo."),
            ],
            id="a case with its year in bold",
        ),
        pytest.param(
            """
            # Sailing
            ## Rigging
            Circle of stays: the wires that hold a mast
            Rows of reefs: where a sail is tied up
            """,
            [
                ("What is Circle of stays? (Rigging)", "the wires that hold a mast"),
                ("What are Rows of reefs? (Rigging)", "where a sail is tied up"),
            ],
            id="a plural behind its head",
        ),
        pytest.param(
            """
            # Harbour
            ## Tides

            Why does the harbour dry out?
            The tide falls below its sill.
            Neap: the smallest tide of a month

            What lifts the boats again?
            The flood.

            **Ebb**: the falling tide.

            Example: the bay of St Malo
            """,
            [
                ("Why does the harbour dry out? (Tides)", "The tide falls below its sill."),
                ("What is Neap? (Tides)", "the smallest tide of a month"),
                ("What lifts the boats again? (Tides)", "The flood."),
                ("What is Ebb? (Tides)", "the falling tide."),
                ("Tides (Harbour): what is an example?", "the bay of St Malo"),
            ],
            id="labels right behind an answer",
        ),
        pytest.param(
            """
            # Harbour
            ## Tides

            What kinds of tide are there?
            There are two kinds.

            **Neap**: the smallest one.

            How high is a tide?
            Up to 16 m.

            Explanation: the bay is a funnel.
            """,
            [
                ("What kinds of tide are there?", "There are two kinds.\n\n**Neap**: the smallest one."),
                ("How high is a tide?", "Up to 16 m.\n\nExplanation: the bay is a funnel."),
            ],
            id="labels that belong to an answer",
        ),
        pytest.param(
            """
            # Anchors
            ## Danforth

            A Danforth holds well in sand.

            - Why does it drag? The flukes fill with mud.

            **How does it differ from a plough?**
            It folds flat.

            Q: What are its parts?
            A: Two flukes and a stock.

            Q: Does it hold in weed?
            A: Hardly.

            ### Q3. When should you avoid it?
            On rock.
            """,
            [
                ("What is Danforth (Anchors)?", "A Danforth holds well in sand."),
                ("Why does Danforth drag?", "The flukes fill with mud."),
                ("How does Danforth differ from a plough?", "It folds flat."),
                ("What are its parts? (Danforth)", "Two flukes and a stock."),
                ("Does it hold in weed? (Danforth)", "Hardly."),
                ("When should you avoid Danforth?", "On rock."),
            ],
            id="pronouns that stand for the heading",
        ),
        pytest.param(
            """
            # Navigation FAQ

            How do I fold it? Along the creases.

            ## Charts

            Why does a chart age and how do you correct it?
            Sands move; paste in the corrections.
            """,
            [
                ("How do I fold it? (Navigation FAQ)", "Along the creases."),
                ("Why does a chart age and how do you correct it?", "Sands move; paste in the corrections."),
            ],
            id="pronouns that stand for something else",
        ),
        pytest.param(
            """
            # Ναυσιπλοΐα

            Τι είναι η άγκυρα;
            Ένα βάρος που κρατά το πλοίο.

            В. Что держит судно?
            О. Якорь.
            """,
            [
                ("Τι είναι η άγκυρα; (Ναυσιπλοΐα)", "Ένα βάρος που κρατά το πλοίο."),
                ("Что держит судно?", "Якорь."),
            ],
            id="the question mark of Greek, and letters with a full stop",
        ),
        pytest.param(
            """
            # 航海

            1、什么是锚
            一个重物。

            2、说说锚链和缆绳的区别
            - 锚链重
            - 缆绳轻

            ## 设备
            （1）锚链
            （2）锚机
            """,
            [
                ("什么是锚（航海）", "一个重物。"),
                ("说说锚链和缆绳的区别（航海）", "- 锚链重\n- 缆绳轻"),
                ("设备（航海）", "（1）锚链\n（2）锚机"),
            ],
            id="numbered titles in a script without blanks",
        ),
        pytest.param(
            """
            # 航海
            ## 锚
            **Danforth 锚** 适合沙底
            """,
            [("Danforth 锚（锚）", "**Danforth 锚** 适合沙底")],
            id="a term in bold before words without blanks",
        ),
        pytest.param(
            """
            # Speed

            Hull speed = 1.34 * sqrt(LWL)
            VMG = SOG * cos(TWA)
            cos(0) = 1

            ## Storm
            Gale warning: wind > 34 kn, gusts > 43 kn

            ## Mixing
            Resin + hardener -> a hard block
            Salt + ice → colder water
            """,
            [
                ("What is the formula for Hull speed? (Speed)", "Hull speed = 1.34 * sqrt(LWL)"),
                ("What is the formula for VMG? (Speed)", "VMG = SOG * cos(TWA)"),
                ("cos(0): which value? (Speed)", "1"),
                ("What is Gale warning? (Storm)", "wind > 34 kn, gusts > 43 kn"),
                ("Resin + hardener → what? (Mixing)", "a hard block"),
                ("Salt + ice → what? (Mixing)", "colder water"),
            ],
            id="formulas on lines of their own, thresholds, sums that give something",
        ),
        pytest.param(
            """
            # Lines

            **Def.** A line *crosses* a plane if they share one point.

            **Def.** A line is *normal* to a plane if it meets it at right angles.

            **Thm (Keel).** Two normals of a plane are parallel.

            *Pf.* Both meet it at right angles. ∎

            **Remark.** Fails on a sphere.

            LMT: if a line is normal to two planes, then these are parallel.
            """,
            [
                ('What does "crosses" mean? (Lines)', "A line *crosses* a plane if they share one point."),
                (
                    "When is a line normal to a plane?",
                    "A line is *normal* to a plane if it meets it at right angles.",
                ),
                ("What does the Keel theorem say? (Lines)", "Two normals of a plane are parallel."),
                ("Prove: Two normals of a plane are parallel. (Lines)", "Both meet it at right angles. ∎"),
                ("Lines: what should be noted?", "Fails on a sphere."),
                ("What does LMT say? (Lines)", "if a line is normal to two planes, then these are parallel."),
            ],
            id="mathematics in abbreviations",
        ),
        pytest.param(
            """
            # 202211051130 Drift 8a1b2c3d4e5f60718293a4b5c6d7e8f9

            A boat is carried sideways by the current. It has to be steered against.

            *Cause:* the current under the keel.

            ## Links
            - [[Currents]]
            """,
            [
                (
                    "Explain: Drift",
                    "A boat is carried sideways by the current. It has to be steered against.",
                ),
                ("Drift: what causes it?", "the current under the keel."),
            ],
            id="keys of other programs in a title with nothing but links below it",
        ),
        pytest.param(
            """
            # Wind

            The wind turns with the sun and dies at night, both on land and at sea.

            ## Land wind
            Land breeze: blows to the sea

            # Waves

            In this chapter we look at waves.

            ## Swell
            Swell: waves from a wind far away
            """,
            [
                (
                    "What is Wind?",
                    "The wind turns with the sun and dies at night, both on land and at sea.",
                ),
                ("What is Land breeze? (Land wind)", "blows to the sea"),
                ("What is Swell (Waves)?", "waves from a wind far away"),
            ],
            id="what chapters say before their sections",
        ),
    ],
)
def test_notes_of_strangers(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_a_row_without_an_answer_is_reported(read_text: Callable[..., Reading]) -> None:
    reading = read_text("# Quiz\n\n| Question | Answer |\n|---|---|\n| North? | |\n| Why? | Tides |\n")

    assert [(one.reason, one.source.start) for one in reading.skipped] == [("empty", 5)]


def test_breaks_at_the_end_of_lines_move_no_line(read_text: Callable[..., Reading]) -> None:
    reading = read_text("# Ropes\n\n<b>What is a sheet?</b><br>\nA rope<br>at a sail.\n\nBend: a knot\n")

    assert [(one.front, one.source.start, one.source.end) for one in reading.cards] == [
        ("What is a sheet? (Ropes)", 1, 4),
        ("What is Bend? (Ropes)", 6, 6),
    ]
