"""Notes of other people whose lines have few marks: study guides, drugs, laws, meetings, cheat sheets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # **Harbour Study Guide**

            **Chapter 1: Signals**

            1. **What is a buoy?**
               A float on a chain.
            2. **Lateral mark** \\- a buoy beside a channel

            **Know the difference between red and green marks**

            Red: the port side. Green: the other side.

            Order: red, green, white. White: last.

            **Short answers**

            1\\. Explain why lights flash.
            Rhythm: each light has its own.

            2\\. Define a leading line.
            Two marks in one line.
            """,
            [
                ("What is a buoy? (Signals)", "A float on a chain."),
                ("What is Lateral mark? (Signals)", "a buoy beside a channel"),
                ("What is Red? (Know the difference between red and green marks)", "the port side."),
                ("What is Green? (Know the difference between red and green marks)", "the other side."),
                (
                    "What is Order? (Know the difference between red and green marks)",
                    "red, green, white. White: last.",
                ),
                ("Explain why lights flash (Short answers)", "Rhythm: each light has its own."),
                ("Define a leading line (Harbour Study Guide)", "Two marks in one line."),
            ],
            id="a study guide as an office program exports it",
        ),
        pytest.param(
            """
            Knots - overview

            Grade 1 = easy to tie
            Grade 2 = hard to tie

            Bowline
            Class: loop
            Use: rescue
            UV: weak

            Clove hitch
            Class: hitch
            Use: fenders

            CASH = cleat, anchor, sheet, halyard (all lines)

            Knot for a reef? square knot
            """,
            [
                ("What is Grade 1? (Knots - overview)", "easy to tie"),
                ("What is Grade 2? (Knots - overview)", "hard to tie"),
                ("Bowline: class?", "loop"),
                ("Bowline: what is it used for?", "rescue"),
                ("Bowline: UV?", "weak"),
                ("Clove hitch: class?", "hitch"),
                ("Clove hitch: what is it used for?", "fenders"),
                ("What does CASH stand for?", "cleat, anchor, sheet, halyard (all lines)"),
                ("Knot for a reef?", "square knot"),
            ],
            id="names above the same labels, in plain lines",
        ),
        pytest.param(
            """
            # Harbour law

            ## Art. 2 – Pilots
            Fee: a tenth of the cargo

            ## § 4 Moorings

            § 4.1 Owners may moor for a week.
            § 4.2 Wrecks may not.

            Art. 7: Fees are due at noon.

            Article 8. Fires are forbidden.

            Mnemonic: "OWFF".

            Don't:
            - dump oil
            - anchor in the channel
            """,
            [
                ("What is Fee? (Art. 2 – Pilots)", "a tenth of the cargo"),
                ("What does § 4.1 say? (§ 4 Moorings)", "Owners may moor for a week."),
                ("What does § 4.2 say? (§ 4 Moorings)", "Wrecks may not."),
                ("What does Art. 7 say? (§ 4 Moorings)", "Fees are due at noon."),
                ("What does Article 8 say? (§ 4 Moorings)", "Fires are forbidden."),
                ("§ 4 Moorings (Harbour law): what is the mnemonic?", '"OWFF".'),
                ("§ 4 Moorings (Harbour law): what should you avoid?", "- dump oil\n- anchor in the channel"),
            ],
            id="provisions of a law",
        ),
        pytest.param(
            """
            # Talk on knots

            Attendees: Ann, Bo

            Student: Why does a bowline never slip?
            Prof: Its loop pinches the rope.

            The sheet bend has the same form.

            A splice has three parts: a bight, a tuck, a tail.

            The two ends: standing end and tail

            Next week: splices.

            ## Action items
            - Bo buys rope
            """,
            [
                ("Why does a bowline never slip? (Talk on knots)", "Its loop pinches the rope."),
                ("What does the sheet bend have? (Talk on knots)", "The sheet bend has the same form."),
                ("A splice has three parts: which are they? (Talk on knots)", "a bight, a tuck, a tail."),
                ("The two ends: which are they? (Talk on knots)", "standing end and tail"),
            ],
            id="speakers, and what a meeting writes down for itself",
        ),
        pytest.param(
            """
            # Keys
            ## Plotter
            zz  centre the chart
            mm  drop a mark
            rr  draw a route

            ## Terminal
            `git stash pop` – bring changes back

            ## False friends
            - gusto = pleasure, no wind
            - bravo = brave
            - largo = long

            ## People

            Cook – sailed to Hawaii
            Bligh – lost the Bounty

            Significance: both drew charts.
            """,
            [
                ("What is zz? (Plotter)", "centre the chart"),
                ("What does mm do? (Plotter)", "drop a mark"),
                ("What is rr? (Plotter)", "draw a route"),
                ("What does git stash pop do? (Terminal)", "bring changes back"),
                ("What does gusto mean? (False friends)", "pleasure, no wind"),
                ("What does bravo mean? (False friends)", "brave"),
                ("What does largo mean? (False friends)", "long"),
                ("Who is Cook? (People)", "sailed to Hawaii"),
                ("Who is Bligh? (People)", "lost the Bounty"),
                ("People (Keys): what is the significance?", "both drew charts."),
            ],
            id="columns, commands and words with their meaning",
        ),
        pytest.param(
            """
            # Sails

            ## Jib
            Place: before the mast
            Cut: triangle
            Clew: low

            ## Spinnaker
            Place: before the jib
            Cut: round
            K: 3

            ## Laws of trim
            1st: ease until it flaps
            2nd: then pull in
            """,
            [
                ("Jib: place?", "before the mast"),
                ("Jib: cut?", "triangle"),
                ("What is Clew? (Jib)", "low"),
                ("Spinnaker: place?", "before the jib"),
                ("Spinnaker: cut?", "round"),
                ("Spinnaker: K?", "3"),
                ("Laws of trim: 1st?", "ease until it flaps"),
                ("Laws of trim: 2nd?", "then pull in"),
            ],
            id="labels that sections share, and such that name nothing",
        ),
        pytest.param(
            """
            # Radio

            | Channel | Use | Who |
            |---|---|---|
            | 16 | distress | all |
            | 72 | talk | boats |

            ## Talk

            **User:** When is channel 16 used?

            **Assistant:** In distress.

            **User:** thanks!

            ## Rights of way
            - luff – turn into the wind → sails flap
            - jibe – the stern through the wind

            +ve signal: a green flag

            Old vs new rules
            Old: starboard first
            New: port gives way

            Constants
            k = 1.85 km
            v = 340 m/s
            h = 21 m

            ## Questions
            Who keeps the watch
            - Sponsor

            What is a log
            a book
            What is a lead
            a weight on a line

            Which light is red → the port one
            Which light is green → the starboard one
            """,
            [
                ("Channel 16: Use and Who? (Radio)", "- Use: distress\n- Who: all"),
                ("Channel 72: Use and Who? (Radio)", "- Use: talk\n- Who: boats"),
                ("When is channel 16 used? (Talk)", "In distress."),
                ("What is luff? (Rights of way)", "turn into the wind → sails flap"),
                ("What is jibe? (Rights of way)", "the stern through the wind"),
                ("What is +ve signal? (Rights of way)", "a green flag"),
                ("What is Old? (Old vs new rules)", "starboard first"),
                ("What is New? (Old vs new rules)", "port gives way"),
                (
                    "Constants (Rights of way): name the 3.",
                    "- k = 1.85 km\n- v = 340 m/s\n- h = 21 m",
                ),
                ("Who keeps the watch? (Questions)", "Sponsor"),
                ("What is a log? (Questions)", "a book"),
                ("What is a lead? (Questions)", "a weight on a line"),
                ("Which light is red? (Questions)", "the port one"),
                ("Which light is green? (Questions)", "the starboard one"),
            ],
            id="rows by number, chats, constants, questions without a mark",
        ),
        pytest.param(
            """
            # Hafenrecht

            Wer haftet im Hafen?
            Grundsatz: der Halter. Ausnahme: höhere Gewalt.

            § 12 HfG: Anlegen ist frei.

            **Pfand** – Recht an einer Sache

            # Навигация

            Якорь — тяжёлый предмет, который держит судно.

            # 日本語
            錨【いかり】anchor
            帆【ほ】sail
            """,
            [
                ("Wer haftet im Hafen?", "Grundsatz: der Halter. Ausnahme: höhere Gewalt."),
                ("§ 12 HfG (Hafenrecht)", "Anlegen ist frei."),
                ("Pfand (Hafenrecht)", "Recht an einer Sache"),
                ("Якорь (Навигация)", "тяжёлый предмет, который держит судно."),
                ("錨【いかり】（日本語）", "anchor"),
                ("帆【ほ】（日本語）", "sail"),
            ],
            id="labels of other languages",
        ),
        pytest.param(
            """
            # Go

            #### 2. What is a slice? <sup>junior</sup>
            <details><summary>Show</summary>

            A view of an array.

            </details>

            ## Threads

            * What is a race?
              > Two write at once.
            * Explain channels.
              > Pipes between threads.

            ## Words
            - CPI (cost index) = value / cost
            - SPI (schedule index) = value / plan
            """,
            [
                ("What is a slice?", "A view of an array."),
                ("What is a race? (Threads)", "Two write at once."),
                ("Explain channels (Threads)", "Pipes between threads."),
                ("What is the formula for CPI (cost index)? (Words)", "value / cost"),
                ("What is the formula for SPI (schedule index)? (Words)", "value / plan"),
            ],
            id="folds, tasks in lists and abbreviations with their words",
        ),
        pytest.param(
            """
            1 Coasts
            1.1 Reef
            A ridge of rock below the water.
            Danger: it tears the keel.
            1.2 Sandbank
            A ridge of sand.

            2 Winds
            2.1 Mistral
            Blows from the north.
            """,
            [
                ("What is Reef (Coasts)?", "A ridge of rock below the water.\nDanger: it tears the keel."),
                ("What is Sandbank?", "A ridge of sand."),
                ("Explain: Mistral (Winds)", "Blows from the north."),
            ],
            id="headings that only their numbers tell",
        ),
        pytest.param(
            """
            # Shore notes

            Card 1
            Front: What is surf?
            Back: Waves that break.

            Card 2
            Front: What is a spit?
            Back: A tongue of sand.

            ## Terms
            **Groyne** a wall into the sea
            **Dune** a hill of sand

            Kinds of shore?
            - rock
            - sand

            Why not dig here? unstable, forbidden

            Who looks after it? Wardens, day and night
            Context: written after the flood.
            """,
            [
                ("What is surf?", "Waves that break."),
                ("What is a spit?", "A tongue of sand."),
                ("What is Groyne? (Shore)", "a wall into the sea"),
                ("What is Dune? (Shore)", "a hill of sand"),
                ("Kinds of shore? (Shore)", "- rock\n- sand"),
                ("Why not dig here? (Shore)", "unstable, forbidden"),
                ("Who looks after it? (Shore)", "Wardens, day and night"),
                ("What is Context? (Shore)", "written after the flood."),
            ],
            id="numbered cards, terms in bold, answers in the line of their question",
        ),
    ],
)
def test_notes_in_plain_lines(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected
