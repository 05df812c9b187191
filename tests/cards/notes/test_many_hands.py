"""Shapes of further notes by others: glossaries, interviews, diaries, copies out of other programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Words at sea\n## A\n**Aft** - behind\n## B\n**Bow** - the front\n## C-D\n**Deck** - floor\n",
            [
                ("What does Aft mean? (Words at sea)", "behind"),
                ("What does Bow mean? (Words at sea)", "the front"),
                ("What does Deck mean? (Words at sea)", "floor"),
            ],
            id="letters that sort a glossary are no context",
        ),
        pytest.param(
            "# Boats\n\n**Q1: Why reef?** 🌊\n\nTo stay upright.\n\n**[⬆ Top](#boats)**\n",
            [("Why reef? (Boats)", "To stay upright.")],
            id="pictograms behind a question, links to the top behind its answer",
        ),
        pytest.param(
            "# A book of boats\nStarted: 2023-02-01 | Finished: 2023-03-12\nRating: ★★★★☆\n\n"
            "## Method\nWe sail.\n\n## Proof\nIt floats.\n",
            [
                ("A book of boats: what is the method?", "We sail."),
                ("A book of boats: how is it proved?", "It floats."),
            ],
            id="days and stars of a reader, a single method, a proof",
        ),
        pytest.param(
            "# Log\n\n## 1912-03-02\nWe left the harbour.\n",
            [("What happened on 1912-03-02?", "We left the harbour.")],
            id="a day by its numbers",
        ),
        pytest.param(
            "# Boats\n#flashcards\n\n> [!tip] Lee\n> The ==lee side== is to leeward.\n\n{{query x}}\n",
            [("Lee\nThe **[…]** is to leeward.", "Lee\nThe **lee side** is to leeward.")],
            id="gaps in a callout, and a query that is none",
        ),
        pytest.param(
            "# Boats\n\n## Rig\n- A sloop has one mast.\n\n```dataview\nLIST FROM #rig\n```\n",
            [("Explain: Rig (Boats)", "A sloop has one mast.")],
            id="a query of other notes",
        ),
        pytest.param(
            "# Boats\n\n## Rules\n•\tPort gives way\no\tnot to a wreck\n•\tKeep clear when overtaking\n",
            [
                (
                    "Rules (Boats): name the 2.",
                    "- Port gives way\n  - not to a wreck\n- Keep clear when overtaking",
                )
            ],
            id="bullets of a word processor whose depth only their sign shows",
        ),
        pytest.param(
            "# Boats\n\n## Kinds\n- sloop\n- ketch\n\n**Yawl**: a ketch with its small mast far behind\n",
            [
                ("Kinds (Boats): name the 2.", "- sloop\n- ketch"),
                ("What is Yawl? (Boats)", "a ketch with its small mast far behind"),
            ],
            id="names before the card of a label are a list of their own",
        ),
        pytest.param(
            "# Boats\n\n## Kinds\n* Sloop: one mast\n* Cutter: 2 jibs\n+ Ketch: two masts\n+ Yawl: similar\n",
            [
                ("What is Sloop? (Boats)", "one mast"),
                ("What is Cutter? (Boats)", "2 jibs"),
                ("What is Ketch? (Boats)", "two masts"),
                ("What is Yawl? (Boats)", "similar"),
            ],
            id="stars and pluses weigh nothing against each other",
        ),
        pytest.param(
            "# Patterns\n\n## Groups\n**`(?:...)`**: no capture\n\n**`(?=...)`**: looks ahead\n",
            [
                ("What does `(?:...)` mean? (Groups)", "no capture"),
                ("What does `(?=...)` mean? (Groups)", "looks ahead"),
            ],
            id="labels of code without a letter",
        ),
        pytest.param(
            "# Shell\n\n## Sails\n`hoist` //(up) sets a sail  \n`hoist -a` // sets them all  \n\n"
            "`reef jib` //makes it smaller\n",
            [
                ("What does `hoist` do?", "(up) sets a sail"),
                ("What does `hoist -a` do?", "sets them all"),
                ("What does `reef jib` do?", "makes it smaller"),
            ],
            id="remarks behind commands as in a program",
        ),
        pytest.param(
            "# Boats\n\n## Kinds\n| Kind | Notes | Use |\n| --- | --- | --- |\n"
            "| Ketch | - two masts <br> - a long keel | cruising |\n| Sloop | one mast | racing |\n",
            [
                (
                    "Ketch: Notes and Use? (Boats)",
                    "- Notes:\n  - two masts\n  - a long keel\n- Use: cruising",
                ),
                ("Sloop: Notes and Use? (Boats)", "- Notes: one mast\n- Use: racing"),
            ],
            id="points in a cell",
        ),
        pytest.param(
            "# Aid\n\n## Sprains\nRICE for ankles\nR = rest\nI = ice\nC = compression\nE = elevation\n",
            [
                (
                    "RICE for ankles (Sprains): what are the 4 points?",
                    "- R = rest\n- I = ice\n- C = compression\n- E = elevation",
                )
            ],
            id="letters that spell their title are one list",
        ),
        pytest.param(
            "# Boats\n\n## Common mistakes\n- **Loose shrouds:** Tighten them before you sail. Check twice.\n"
            "- **Wet sails:** Use a bag that lets air through.\n",
            [
                ("What are Loose shrouds? (Common mistakes)", "Tighten them before you sail. Check twice."),
                (
                    "Wet sails: what do you do about it? (Common mistakes)",
                    "Use a bag that lets air through.",
                ),
            ],
            id="advice against a mistake is nothing that the mistake does",
        ),
        pytest.param(
            "# Boats\n\n## Parts\n\nhull\n    what floats\nmast\n    what carries\n    the sails\n",
            [
                ("What is hull? (Boats)", "what floats"),
                ("What is mast? (Boats)", "what carries the sails"),
            ],
            id="definitions indented below their terms",
        ),
        pytest.param(
            "Sailing today            11\n\n# Knots\n\n   11\n\nSailing today            12\n\n## Hitches\n\n"
            "All of the hitches fasten a rope to something else, and the clove\n"
            "hitch: the quickest of them. The round turn holds best of them all.\n",
            [
                (
                    "Explain: Hitches (Knots)",
                    (
                        "All of the hitches fasten a rope to something else, and the clove\n"
                        "hitch: the quickest of them. The round turn holds best of them all."
                    ),
                )
            ],
            id="heads of pages, and a line that only goes on is no label",
        ),
        pytest.param(
            "#Boats and rigs\n##Hull\nKeel: a fin\n\n#Sails and masts\nJib: the front one\n",
            [("What is Keel? (Hull)", "a fin"), ("What is Jib? (Sails and masts)", "the front one")],
            id="headings of one sign without a blank",
        ),
        pytest.param(
            "# Boats of the sea\n\n**TL;DR** They float, since they push water away.\n\n## Parts\n\n"
            "Keel? A fin below the hull that keeps the boat upright.\n",
            [
                ("Boats of the sea: what is the key point?", "They float, since they push water away."),
                ("What is Keel? (Boats of the sea)", "A fin below the hull that keeps the boat upright."),
            ],
            id="the short of a note, and a name that is asked for",
        ),
        pytest.param(
            "# Boats\n\nKey term: **Lee** - away from the wind\n\nKey term: **Luff** - a turn into it\n",
            [
                ("What is Lee? (Boats)", "away from the wind"),
                ("What is Luff? (Boats)", "a turn into it"),
            ],
            id="key terms are asked by their name",
        ),
        pytest.param(
            "# Codes\n\n## Flags of boats\n**101**: a diver is down\n\n**202**: a pilot is on board\n",
            [
                ("What does 101 mean? (Flags of boats)", "a diver is down"),
                ("What does 202 mean? (Flags of boats)", "a pilot is on board"),
            ],
            id="codes of digits",
        ),
        pytest.param(
            "# Boats\n\n## Sloop\n- Sails: a jib, a main\n- Crew: two\n- Faults\n  - heels\n  - rolls\n",
            [
                ("What are Sails? (Sloop)", "a jib, a main"),
                ("What is Crew? (Sloop)", "two"),
                ("Faults (Sloop): name the 2.", "- heels\n- rolls"),
            ],
            id="a name above its own list among labels",
        ),
        pytest.param(
            "# Boats\n\n## Rig\n**What is a stay?** 🔑\nA rope that holds the mast.\n",
            [("What is a stay? (Rig)", "A rope that holds the mast.")],
            id="pictograms behind a line in bold",
        ),
        pytest.param(
            "# Gemiler\n\n## Terimler\n**Pruva**: geminin ön tarafı ve ucu\n\n**Pupa**: arka tarafı\n",
            [("Pruva (Terimler)", "geminin ön tarafı ve ucu"), ("Pupa (Terimler)", "arka tarafı")],
            id="Turkish is not asked in English",
        ),
    ],
)
def test_notes_of_many_hands(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "{ann}  9:02 AM\n{asked}\n{ben}  9:03 AM\n{told}\n{ann}  9:04 AM\nthx\n:+1:\n{ben}  9:05 AM\nlunch?",
        (
            "[12/03/24, 9:02 PM] {ann}: {asked}\n[12/03/24, 9:03 PM] {ben}: {told}\n"
            "[12/03/24, 9:04 PM] {ann}: thx\n[12/03/24, 9:05 PM] {ben}: lunch?"
        ),
        (
            "{ann} — Today at 9:02 AM\n{asked}\n{ben} — Today at 9:03 AM\n{told}\n"
            "{ann} — Today at 9:04 AM\nthx\n{ben} — Today at 9:05 AM\nlunch?"
        ),
    ],
)
def test_a_chat_gives_its_questions_with_their_answers(read_text: Callable[..., Reading], text: str) -> None:
    said = {"ann": "Ann", "ben": "Ben Bo", "asked": "hey, what is a ketch?", "told": "A boat with two masts."}
    reading = read_text(text.format(**said), "chat.txt")
    assert [(card.front, card.back) for card in reading.cards] == [
        ("What is a ketch?", "A boat with two masts.")
    ]
    assert [skip.text for skip in reading.skipped] == ["thx", "lunch?"]


def test_sentences_of_a_lesson_with_their_times_are_points(pairs: Pairs) -> None:
    text = """
        # Tides

        [00:01] Good morning, today we talk about tides.
        [00:10] So the ebb is the time in which the water falls.
        [00:20] Spring tides come at full moon and at new moon, because sun and moon pull together.
        [00:30] And the flood is the time in which the water rises.
        """
    assert pairs(text) == [
        (
            "Tides: what are the 3 main points?",
            (
                "- The ebb is the time in which the water falls.\n"
                "- Spring tides come at full moon and at new moon, because sun and moon pull together.\n"
                "- The flood is the time in which the water rises."
            ),
        )
    ]


def test_restructured_text(pairs: Pairs) -> None:
    text = """
        =====
        Boats
        =====

        .. contents:: Table of Contents

        Parts
        -----

        keel
            a fin, see :ref:`fins <fins>`
        mast
            what carries the ``jib``

        :Bow: the front of a boat

        .. warning:: Ropes **rot** in the sun.

        .. code-block:: bash

           hoist --jib   # set the sail in front
           hoist --main  # set the great sail
        """
    assert pairs(text, "boats.rst") == [
        ("What is keel? (Boats)", "a fin, see fins"),
        ("What is mast? (Boats)", "what carries the `jib`"),
        ("What is Bow? (Boats)", "the front of a boat"),
        ("Parts (Boats): what should be noted?", "Ropes **rot** in the sun."),
        ("What does `hoist --jib` do?", "set the sail in front"),
        ("What does `hoist --main` do?", "set the great sail"),
    ]
