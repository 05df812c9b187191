"""What stands beside formulas in notes of learners who calculate: examples, tasks, conditions, statements."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Notes from the harbour

            ## Bow

            The bow cuts the water and keeps it off the deck.
            """,
            [("What is Bow (harbour)?", "The bow cuts the water and keeps it off the deck.")],
            id="a title of notes from somewhere",
        ),
        pytest.param(
            """
            # Exam

            **Example 1: drag of a boat**
            Input: 3 knots, clean hull.
            Drag: 2 * 3 = 6

            Example 2. heel
            side = 4, ballast = 8: 4/8 = 0.5
            """,
            [
                ("What is an example of drag of a boat?", "Input: 3 knots, clean hull.\nDrag: 2 * 3 = 6"),
                ("What is an example of heel (Exam)?", "side = 4, ballast = 8: 4/8 = 0.5"),
            ],
            id="examples that are worked out stay whole",
        ),
        pytest.param(
            """
            # Quiz of boats

            1. What does a keel do?
            It keeps the boat upright.

            2. Name three sails
            jib, main, spinnaker

            3. Explain drift like I am five.
            The water carries you along.

            """,
            [
                ("What does a keel do? (Quiz of boats)", "It keeps the boat upright."),
                ("Name three sails (Quiz of boats)", "jib, main, spinnaker"),
                ("Explain drift like I am five.", "The water carries you along."),
            ],
            id="tasks among numbered questions",
        ),
        pytest.param(
            """
            # Trim

            ## Wind
            **Q1. what is leeway for**
            it starts at 0 and grows. divide by the speed

            - warmth: the air rises
            - cooling: the air sinks

            ### Weight
            The heavy side:

            $$w = b v - n, \\quad x = w + v$$

            where $b$ is the ballast.

            Remark: crew on the rail helps instead.

            ### Gybing
            $$x = y - h$$

            - quick near the mark
            - needs a hand for each

            ## Faults
            - `Error: sheet and halyard cannot be swapped` => wrong cleat
            - `Out of line` => longer rope

            Free the sheet
            `for line in sheets: line.held = False`
            """,
            [
                ("What is warmth? (Wind)", "the air rises"),
                ("what is leeway for", "it starts at 0 and grows. divide by the speed"),
                ("What is cooling? (Wind)", "the air sinks"),
                (
                    "What is the formula of The heavy side (Weight)?",
                    "$$w = b v - n, \\quad x = w + v$$\n\nwhere $b$ is the ballast.",
                ),
                ("The heavy side (Weight): what should be noted?", "crew on the rail helps instead."),
                ("What is the formula of Gybing (Wind)?", "$$x = y - h$$"),
                (
                    "Gybing (Wind): what are the 2 main points?",
                    "- quick near the mark\n- needs a hand for each",
                ),
                (
                    "What do you know about Error: sheet and halyard cannot be swapped? (Faults)",
                    "wrong cleat",
                ),
                ("What is Out of line? (Faults)", "longer rope"),
                ("Explain: Free the sheet (Faults)", "`for line in sheets: line.held = False`"),
            ],
            id="lists, formulas and code behind what they do not belong to",
        ),
        pytest.param(
            """
            # Rope work

            A knot $k$ is **fast** if for each pull $p$

            $$k(p) \\le 1$$

            We say that a line is *slack* when nothing pulls it.

            **Fast splices.** $k - p^2$ is slack.

            ## Ends
            One end is enough.
            """,
            [
                (
                    "When is a knot $k$ fast?",
                    "A knot $k$ is **fast** if for each pull $p$\n\n$$k(p) \\le 1$$",
                ),
                ("When is a line slack?", "We say that a line is *slack* when nothing pulls it."),
                ("What are Fast splices? (Rope work)", "$k - p^2$ is slack."),
                ("What are Ends (Rope work)?", "One end is enough."),
            ],
            id="what is defined by a condition",
        ),
        pytest.param(
            """
            # Card of the sloop

            Architecture: one mast, 3 sails
            Input: wind
            Optimizer: 2 sailors
            Loss: measures the drift
            tx = (x - a)/w
            ty = (y - b)/w

            Rig: one mast, s → 4s → s
            Parameters: 4 d² (boom, gaff)
            Halyard: one rope for each sail
            Example: the main, 20 m
            Why needed: nobody climbs a mast
            Knots: tie → pull → cut

            => The pump works as long as the hull is tight.

            ε stays as small as the crew. Nobody knows why that is so.
            """,
            [
                ("Card of the sloop: what is the architecture?", "one mast, 3 sails"),
                ("Card of the sloop: what is the input?", "wind"),
                ("Card of the sloop: what is the optimizer?", "2 sailors"),
                ("What is Loss? (Card of the sloop)", "measures the drift"),
                ("What is the formula for tx? (Card of the sloop)", "tx = (x - a)/w"),
                ("What is the formula for ty? (Card of the sloop)", "ty = (y - b)/w"),
                ("What is Rig? (Card of the sloop)", "one mast, s → 4s → s"),
                ("Card of the sloop: how many parameters are there?", "4 d² (boom, gaff)"),
                ("What is Halyard? (Card of the sloop)", "one rope for each sail"),
                ("Halyard (Card of the sloop): what is an example?", "the main, 20 m"),
                ("Why needed? (Halyard)", "nobody climbs a mast"),
                ("Knots: what are the steps? (Card of the sloop)", "tie → pull → cut"),
                (
                    "When does the pump work? (Card of the sloop)",
                    "The pump works as long as the hull is tight.",
                ),
                (
                    "ε stays as small as the crew: explain. (Card of the sloop)",
                    "Nobody knows why that is so.",
                ),
            ],
            id="what is told of one thing, and of the line above",
        ),
        pytest.param(
            """
            HARBOUR EXAM

            1. Drag
               a. hull: k v²
                  ex: k = 2, v = 3 → 18
               b. Var(aD) = a² Var(D)
            """,
            [
                ("What is hull? (Drag)", "k v²\n\nex: k = 2, v = 3 → 18"),
                ("What is Var(aD)? (Drag)", "a² Var(D)"),
            ],
            id="letters below numbers, equations among the points",
        ),
        pytest.param(
            """
            # Harbour

            Anchor: holds the boat

            Compared with a sloop, a ketch needs a larger crew on deck.

            The berth takes boats of 9 m or less.

            I thought that a keel floats. Lead sinks, so it does not.

            **Draft**: how deep the hull reaches.

            ```python
            # depth below the keel
            print(tide - draft)
            ```
            """,
            [
                ("What does Anchor do? (Harbour)", "holds the boat"),
                (
                    "What does a ketch do? (Harbour)",
                    "Compared with a sloop, a ketch needs a larger crew on deck.",
                ),
                ("What does the berth do? (Harbour)", "The berth takes boats of 9 m or less."),
                ("A keel floats: what is wrong? (Harbour)", "Lead sinks, so it does not."),
                ("What is Draft? (Harbour)", "how deep the hull reaches."),
                (
                    "Write the code: depth below the keel (Harbour)",
                    "```python\n# depth below the keel\nprint(tide - draft)\n```",
                ),
            ],
            id="statements and code that stand apart from a label, and a belief",
        ),
        pytest.param(
            """
            # Exam

            ## Last year
            a) Derive the drift of a boat. (answer: p - y)
            b) Given x = [1,2], compute the heel. Answer: [-1, 1]
            c) How deep is the keel?

            ## Kinds of rope
            **L2.** Also known as braid. It does not turn.

            **L1.** Twisted rope. It turns.

            We add a weight w(t) to the line: J = L + a w(t). Usually a small one, because lines need less.

            ## Splice
            1. start with two ends
            2. count strands
            3. merge them
            4. repeat

            ## Checks
            how to count the strands of a rope
            floor((n - f)/s) + 1

            new vs old
            new: as strong as the maker says it is (knots 3), (n-1)/2
            old: no promise

            relation: Dice = 2 IoU/(1+IoU)
            Force (bow+stern) = 6N
            Area = 2|A n B| / (|A|+|B|)

            why is wet rope bad for knots? it slips, it swells -> dry it
            """,
            [
                ("Derive the drift of a boat.", "p - y"),
                ("Given x = [1,2], compute the heel.", "[-1, 1]"),
                ("What is L2? (Exam)", "Also known as braid. It does not turn."),
                ("What is L1? (Exam)", "Twisted rope. It turns."),
                (
                    "We add a weight w(t) to the line: J = L + a w(t): explain. (Exam)",
                    "Usually a small one, because lines need less.",
                ),
                (
                    "Splice (Exam): what are the 4 steps?",
                    "1. start with two ends\n2. count strands\n3. merge them\n4. repeat",
                ),
                ("How to count the strands of a rope? (Checks)", "floor((n - f)/s) + 1"),
                (
                    "What do you know about new? (new vs old)",
                    "as strong as the maker says it is (knots 3), (n-1)/2",
                ),
                ("What do you know about old? (new vs old)", "no promise"),
                ("Relation: what is the formula for Dice? (Checks)", "Dice = 2 IoU/(1+IoU)"),
                ("Force (bow+stern): which value? (Checks)", "6N"),
                ("What is the formula for Area? (Checks)", "Area = 2|A n B| / (|A|+|B|)"),
                ("Why is wet rope bad for knots?", "it slips, it swells -> dry it"),
            ],
            id="answers behind their questions, names with numbers, steps, questions in small letters",
        ),
        pytest.param(
            """
            # Harbour

            ## Tests
            t-value = chance of a tide as low, given calm
            Class I = false alarm (a). Class II = missed alarm (b). Power = 1 - b.
            Range 95%: mean +- 1.96 * s/sqrt(n)
            Faults of tests
            * looked at too early
            * compared too often

            Bias(w_hat) = E[w_hat] - w

            LWL - length of the hull at the water

            ### Rope
            add knot: distributes the load
            rope too thin: it breaks

            ### Sail
            - too thick: hard to hold
            """,
            [
                ("What is t-value? (Tests)", "chance of a tide as low, given calm"),
                ("What is Class I? (Tests)", "false alarm (a)"),
                ("What is Class II? (Tests)", "missed alarm (b)"),
                ("What is the formula for Power? (Tests)", "Power = 1 - b."),
                ("What is Range 95%? (Tests)", "mean +- 1.96 * s/sqrt(n)"),
                ("Faults of tests: name the 2.", "- looked at too early\n- compared too often"),
                ("What is the formula for Bias(w_hat)? (Tests)", "Bias(w_hat) = E[w_hat] - w"),
                ("What is LWL? (Tests)", "length of the hull at the water"),
                ("Add knot: what does it do? (Rope)", "distributes the load"),
                ("What happens if rope is too thin? (Rope)", "it breaks"),
                ("What happens if it is too thick? (Sail)", "hard to hold"),
            ],
            id="what is told in words beside what is calculated, and too much of a thing",
        ),
        pytest.param(
            """
            ## Drift

            The stream sets a boat down the river.

            ### Example

            We start with:

            $$ d = v t $$

            Substituting $t = s / u$:

            $$ d = v s / u $$

            By solving for $s$:

            $$ s = d u / v $$
            """,
            [
                ("What is Drift?", "The stream sets a boat down the river."),
                (
                    "Drift: what is an example?",
                    (
                        "We start with:\n\n$$ d = v t $$\n\nSubstituting $t = s / u$:\n\n"
                        "$$ d = v s / u $$\n\n"
                        "By solving for $s$:\n\n$$ s = d u / v $$"
                    ),
                ),
            ],
            id="what is done between the formulas of an example does not name the next one",
        ),
    ],
)
def test_notes_beside_numbers(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected
