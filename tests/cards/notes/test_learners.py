"""Notes as learners write them for themselves: glossaries, callouts, revision sheets, quizzes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            LECTURE 2 -- Anchors

            An anchor is a weight that holds a boat.

            Scope: length of chain for each metre of depth.
            """,
            [
                ("What are Anchors?", "An anchor is a weight that holds a boat."),
                ("What is Scope? (Anchors)", "length of chain for each metre of depth."),
            ],
            id="plain text whose first line is its title",
        ),
        pytest.param(
            """
            # Sailing
            ## Rigging
            RTW = running tight to windward
            Halyard – line that hoists a sail
            Sheet -> line that trims a sail
            """,
            [
                ("What does RTW stand for? (Rigging)", "running tight to windward"),
                ("What is Halyard? (Rigging)", "line that hoists a sail"),
                ("What is Sheet? (Rigging)", "line that trims a sail"),
            ],
            id="terms with all kinds of signs",
        ),
        pytest.param(
            """
            # Sailing
            ## Parts
            Hull - body of the boat
                Bow: its front
                Stern: its back
            Keel: fin below it
            """,
            [
                ("What is Hull? (Sailing)", "body of the boat"),
                ("What is Bow? (Sailing)", "its front"),
                ("What is Stern? (Sailing)", "its back"),
                ("What is Keel? (Sailing)", "fin below it"),
            ],
            id="a dash among colons",
        ),
        pytest.param(
            """
            # Sailing
            ## Wind
            Def. **Apparent wind**: the wind that the crew feels.

            > [!definition] True wind
            > The wind that a moored boat feels.

            > [!tip]
            > Look at the flags.
            """,
            [
                ("What is Apparent wind? (Wind)", "the wind that the crew feels."),
                ("What is True wind? (Wind)", "The wind that a moored boat feels."),
                ("Wind (Sailing): what is the advice?", "Look at the flags."),
            ],
            id="definitions that say so",
        ),
        pytest.param(
            """
            # Sailing
            ## Points of sail
            There are three ways to stop:
            - head up
            - let go
            - drop the sails
            """,
            [
                (
                    "Stop (Points of sail): which ways are there?",
                    "- head up\n- let go\n- drop the sails",
                )
            ],
            id="a counted list that a sentence announces",
        ),
        pytest.param(
            """
            # Sailing
            ## Tides
            Q. What makes a spring tide?
            A. Sun and moon pull along one line.

            -----
            Q. Name two tables
            A. Almanac and chart
            """,
            [
                ("What makes a spring tide?", "Sun and moon pull along one line."),
                ("Name two tables", "Almanac and chart"),
            ],
            id="questions and answers with points",
        ),
        pytest.param(
            """
            # Sailing
            Q1) When does the tide turn?
            -> About every six hours.
            Q2) What is slack water?
            ->
            """,
            [("When does the tide turn?", "About every six hours.")],
            id="arrows before answers",
        ),
        pytest.param(
            """
            # Sailing
            **1. Difference between ebb and flood**
            Ebb falls, flood rises.

            2\\. What is a neap tide?
            > The smallest one.
            """,
            [
                ("What is the difference between ebb and flood?", "Ebb falls, flood rises."),
                ("What is a neap tide? (Sailing)", "The smallest one."),
            ],
            id="a question after another one's answer",
        ),
        pytest.param(
            """
            # Sailing
            <details><summary><b>4. Draw the points of sail</b></summary>

            A circle with eight arrows.

            </details>

            #### 5. What are fenders for? [Easy]
            They keep hulls apart.
            """,
            [
                ("Draw the points of sail (Sailing)", "A circle with eight arrows."),
                ("What are fenders for?", "They keep hulls apart."),
            ],
            id="tasks and levels",
        ),
        pytest.param(
            """
            # Sailing
            ## Knots
            ### What it is
            A turn of rope that holds.
            ### Why it works
            Friction holds each turn.
            ### Types
            - Hitch — to a post
            - Bend — to a rope
            """,
            [
                ("What are Knots?", "A turn of rope that holds."),
                ("Why do Knots work?", "Friction holds each turn."),
                ("What do you know about Hitch? (Knots)", "to a post"),
                ("What do you know about Bend? (Knots)", "to a rope"),
            ],
            id="headings that speak of the heading above",
        ),
        pytest.param(
            """
            # Sailing
            ## Sloop vs ketch
            | | Sloop | Ketch |
            |---|---|---|
            | Masts | one | two |
            | Crew | small | large |
            """,
            [
                ("Masts: how do Sloop and Ketch differ?", "- Sloop: one\n- Ketch: two"),
                ("Crew: how do Sloop and Ketch differ?", "- Sloop: small\n- Ketch: large"),
            ],
            id="rows of a comparison",
        ),
        pytest.param(
            """
            # Sailing
            ## Ketch
            Differences to a sloop:
            - two masts
            - more lines
            """,
            [("What is the difference between Ketch and a sloop?", "- two masts\n- more lines")],
            id="what something differs from",
        ),
        pytest.param(
            """
            # Sailing
            ## Lines
            *What is a warp?* A line to the shore.

            Bend vs Hitch

            A bend joins ropes; a hitch needs a post.

            Stoppers (memorise!): figure eight, stevedore, stopper
            """,
            [
                ("What is a warp? (Lines)", "A line to the shore."),
                (
                    "What is the difference between Bend and Hitch?",
                    "A bend joins ropes; a hitch needs a post.",
                ),
                ("Stoppers: which are they? (Lines)", "figure eight, stevedore, stopper"),
            ],
            id="a sheet for revision",
        ),
        pytest.param(
            """
            # Sailing
            ## Docking steps
            1) fenders out
            2) lines ready
            3) slow down

            speed = distance / time

            ## To read
            - chapter 4
            """,
            [
                (
                    "Docking steps: what are the 3 steps?",
                    "1. fenders out\n2. lines ready\n3. slow down",
                ),
                ("What is the formula for speed? (Docking steps)", "speed = distance / time"),
            ],
            id="steps beside a formula",
        ),
        pytest.param(
            """
            # Sailing
            ## Ports of call
            Red: 60
            Green: 61

            ```python
            light(60)
            ```
            """,
            [
                ("Red: which value? (Ports of call)", "60"),
                ("Green: which value? (Ports of call)", "61"),
                ("Write the code: Ports of call", "```python\nlight(60)\n```"),
            ],
            id="code below several labels belongs to the heading",
        ),
        pytest.param(
            """
            # Sailing
            ## Quiz
            1. Which light is red?
               - [ ] starboard
               - [x] port
               - [ ] stern
            2. True or False: steam gives way to sail.
               **Answer: True**
            """,
            [
                ("Which light is red? (Quiz)\n\n- starboard\n- port\n- stern", "port"),
                ("True or false: steam gives way to sail.", "True"),
            ],
            id="ticked boxes and true or false",
        ),
        pytest.param(
            """
            ---
            cloze: bold
            ---
            # Sailing
            - A **sloop** has **one** mast.
            - A ketch has two.
            """,
            [
                ("Explain: Sailing", "A ketch has two."),
                ("A **[…]** has one mast.", "A **sloop** has one mast."),
                ("A sloop has **[…]** mast.", "A sloop has **one** mast."),
            ],
            id="bold words are gaps where the front matter says so",
        ),
        pytest.param(
            """
            # Sailing
            **Q1. Why reef early?**

            Later it takes more hands.

            **Ans:** and the boat heels less.

            ### Explain leeway in one sentence
            *Answer:* Drift to the side.

            ### How do you reef? `easy`
            1. head up
            2. lower the sail

            _Tip_: tie the points last.

            <details><summary>Show answer: what holds a reef?</summary>Lines.</details>
            """,
            [
                ("Why reef early?", "Later it takes more hands.\n\n**Ans:** and the boat heels less."),
                ("Explain leeway in one sentence", "Drift to the side."),
                ("How do you reef?", "1. head up\n2. lower the sail"),
                ("How do you reef? What is the advice?", "tie the points last."),
                ("What holds a reef?", "Lines."),
            ],
            id="answers marked late, in italics, or shown on request",
        ),
        pytest.param(
            """
            # Law of the sea
            ## Cases
            **Lagan v Norman** [1904] – a pilot is no master.

            **Ashby v. Grove** (1911) – a wreck is no cargo.
            """,
            [
                ("What is Lagan v Norman? (Cases)", "a pilot is no master."),
                ("What is Ashby v. Grove? (Cases)", "a wreck is no cargo."),
            ],
            id="cases of law compare nothing",
        ),
        pytest.param(
            """
            # Sailing
            ## Night
            س: ما لون الضوء الأيسر؟
            ج: أحمر

            P: ¿Y el derecho?
            R: Verde.
            """,
            [
                ("ما لون الضوء الأيسر؟", "أحمر"),
                ("¿Y el derecho?", "Verde."),
            ],
            id="first letters of question and answer in other languages",
        ),
        pytest.param(
            """
            # Sailing
            | Command | What it does |
            |---|---|
            | `lee ho` | turns the bow through the wind |
            | Ready about | asks the crew |

            ## Casting off
            Let go the bow line first.

            - [ ] buy a fender
            - [x] paint the hull
            """,
            [
                ("What does `lee ho` do? (Sailing)", "turns the bow through the wind"),
                ("What does Ready about do? (Sailing)", "asks the crew"),
                ("Casting off: how?", "Let go the bow line first."),
            ],
            id="a table of what things do, and boxes that are no choices",
        ),
        pytest.param(
            """
            # Sailing
            ## Flashcards
            Left side of a boat::port
            The right side is ==starboard==.
            """,
            [
                ("Left side of a boat", "port"),
                ("The right side is **[…]**.", "The right side is **starboard**."),
            ],
            id="a heading that announces flashcards",
        ),
    ],
)
def test_notes_of_learners(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected
