"""Notes of learners who calculate: formulas in plain text, one below the other and beside words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.equations import equations, is_calculation

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Course

            ## Sailing
            drag at hull speed: - k v. with a clean hull: k = 2
            heel = side force/(ballast+crew), trim = load/(length * beam)
            M1 = mean speed
            range = sqrt(2 * h * r)
            D(a|b) = a log(a/b), not symmetric
            """,
            [
                ("What is the formula for drag at hull speed? (Sailing)", "- k v. with a clean hull: k = 2"),
                ("What is the formula for heel? (Sailing)", "heel = side force/(ballast+crew)"),
                ("What is the formula for trim? (Sailing)", "trim = load/(length * beam)"),
                ("What is M1? (Sailing)", "mean speed"),
                ("What is the formula for range? (Sailing)", "range = sqrt(2 * h * r)"),
                ("What is the formula for D(a|b)? (Sailing)", "D(a|b) = a log(a/b), not symmetric"),
            ],
            id="equations and labels glued to each other, two in one line",
        ),
        pytest.param(
            """
            # Course

            ## Sails and masts

            aspect = height^2 / area

            D(a, b) = -[a log b + (1-a) log(1-b)]

            L1 = mean of the lengths of all sails

            Wind is free, a harbour is not: fee(aX + b) = a^2 fee(X).
            """,
            [
                ("What is the formula for aspect? (Sails and masts)", "aspect = height^2 / area"),
                (
                    "What is the formula for D(a, b)? (Sails and masts)",
                    "D(a, b) = -[a log b + (1-a) log(1-b)]",
                ),
                ("What is L1? (Sails and masts)", "mean of the lengths of all sails"),
                (
                    "What is true of Wind? (Sails and masts)",
                    "Wind is free, a harbour is not: fee(aX + b) = a^2 fee(X).",
                ),
            ],
            id="each in a paragraph",
        ),
        pytest.param(
            """
            # Course

            ## Boats

            speed = way / time
            """,
            [("What is the formula for speed? (Boats)", "speed = way / time")],
            id="the only line of a section whose title is another thing",
        ),
        pytest.param(
            """
            # Course

            ## Attention
            sigma(QK^T/sqrt(w)) V
            - why the root: it keeps the weights small
            - several heads: each looks at a part
            """,
            [
                ("What is the formula of Attention (Course)?", "sigma(QK^T/sqrt(w)) V"),
                ("Why the root? (Attention)", "it keeps the weights small"),
                ("What are several heads? (Attention)", "each looks at a part"),
            ],
            id="a formula above a list is no title of it, and attention is a thing",
        ),
        pytest.param(
            """
            # Maps

            ## Vectors
            boat - sail + motor ~ ferry
            Likeness = dot / lengths
            Far words: an angle above a right one
            """,
            [
                ("What are Vectors (Maps)?", "boat - sail + motor ~ ferry"),
                ("What is the formula for Likeness? (Vectors)", "Likeness = dot / lengths"),
                ("What are Far words? (Vectors)", "an angle above a right one"),
            ],
            id="a minus is no dash behind a label",
        ),
        pytest.param(
            """
            # Nets

            ## Hints
            Know by heart: the knots, the lights
            Knots of a plain net with n of them in each of m rows: n*m + m.
            """,
            [
                ("What should you know by heart? (Hints)", "the knots, the lights"),
                (
                    "What is the formula for Knots of a plain net with n of them in each of m rows? (Hints)",
                    "n*m + m.",
                ),
            ],
            id="what to know by heart, and a long label before a calculation",
        ),
        pytest.param(
            """
            # Boats

            | boat | cost | note |
            |---|---|---|
            | dinghy | 2*300 + 50 | with a sail |
            | ferry | 40*300 | |
            """,
            [
                ("Dinghy: cost and note? (Boats)", "- cost: 2*300 + 50\n- note: with a sail"),
                ("Ferry: cost? (Boats)", "40*300"),
            ],
            id="a row of which only one cell is filled",
        ),
        pytest.param(
            """
            # Sheet

            ## Sails
            **Lift** $l = k v^2$, $d = m v$

            **Drag** $d = m v$; it grows with $v$

            ### Ballast
            High bias = tilt: the mast leans
            near share: half of the boat; far share: the other half

            ### Rope
            - bow line: holds the front; stern line: holds the back
            - length of all ~ 2*k*n
            - wear: 3 * length * (days) without rain

            ### Pump
            - flow = (in + 2p - k)/s + 1
            - params: 4 * d^2 (in, out) without bias
            """,
            [
                ("What is the formula for Lift? (Sails)", "$l = k v^2$, $d = m v$"),
                ("What is Drag? (Sails)", "$d = m v$; it grows with $v$"),
                ("What is High bias? (Ballast)", "tilt: the mast leans"),
                ("What is near share? (Ballast)", "half of the boat"),
                ("What is far share? (Ballast)", "the other half"),
                ("What does bow line do? (Rope)", "holds the front"),
                ("What does stern line do? (Rope)", "holds the back"),
                ("What is the formula for length of all? (Rope)", "2*k*n"),
                ("What is wear? (Rope)", "3 * length * (days) without rain"),
                ("What is the formula for flow? (Pump)", "(in + 2p - k)/s + 1"),
                ("Pump (Sails): how many parameters are there?", "4 * d^2 (in, out) without bias"),
            ],
            id="names before formulas, labels with semicolons between",
        ),
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
            # Talk at the yard

            - *Speed of a hull?* root of its length, so 9 m → 7 kn
            - *L of p = .9?* 0.1
            - _Two crews: who steers?_ the older one

            Activation: 2 horns

            Number of knots in a line = (l·w + 1)·k
            """,
            [
                ("Speed of a hull? (Talk at the yard)", "root of its length, so 9 m → 7 kn"),
                ("L of p = .9? (Talk at the yard)", "0.1"),
                ("Two crews: who steers? (Talk at the yard)", "the older one"),
                ("Talk at the yard: what is the activation?", "2 horns"),
                (
                    "What is the formula for Number of knots in a line? (Talk at the yard)",
                    "Number of knots in a line = (l·w + 1)·k",
                ),
            ],
            id="questions in italics and long names of formulas",
        ),
        pytest.param(
            """
            # Hulls

            drag of hull B = k v² / ρ, of a raft = 1
            var (two masts) = h² + w²
            tan θ = s/(b d)
            keel⁺ = deep keel with ballast
            Crew + ballast = 9

            Load(A;B) = 0 iff afloat
            Sails are full if and only if the sheet is hauled in.
            """,
            [
                (
                    "What is the formula for drag of hull B? (Hulls)",
                    "drag of hull B = k v² / ρ, of a raft = 1",
                ),
                ("What is the formula for var (two masts)? (Hulls)", "var (two masts) = h² + w²"),
                ("What is the formula for tan θ? (Hulls)", "tan θ = s/(b d)"),
                ("What is keel⁺? (Hulls)", "deep keel with ballast"),
                ("Crew + ballast: which value? (Hulls)", "9"),
                ("Load(A;B) = 0: if and only if what? (Hulls)", "iff afloat"),
                ("Sails are full: if and only if what? (Hulls)", "iff the sheet is hauled in."),
            ],
            id="Greek letters, sums and brackets in a name, and conditions",
        ),
        pytest.param(
            """
            # Tides

            ## Height
            rise to mean water (per day): 1/2 (m^2 + s^2 - log s^2 - 1)

            Gauges
            IS: exp(mean of the logs), higher is wetter
            TID: way between two marks

            ## Shares
            - Share = (8+83)/100 = 0.91
            - Part = 8/15 = 0.533

            **Dry paradox:** always saying "dry" is right at noon.
            """,
            [
                (
                    "What is the formula for rise to mean water (per day)? (Height)",
                    "1/2 (m^2 + s^2 - log s^2 - 1)",
                ),
                ("What is IS? (Gauges)", "exp(mean of the logs), higher is wetter"),
                ("What is TID? (Gauges)", "way between two marks"),
                ("What is the formula for Share? (Shares)", "(8+83)/100 = 0.91"),
                ("What is the formula for Part? (Shares)", "8/15 = 0.533"),
                ("What do you know about Dry paradox? (Shares)", 'always saying "dry" is right at noon.'),
            ],
            id="long names before formulas, names in capitals, values that were calculated",
        ),
        pytest.param(
            """
            # Sea formulas

            ## Energy
            moving energy E_k = 1/2 m v^2
            lifted energy near the shore: m g h
            power P = W/t = F v, unit W = J/s
            share = useful output / total input

            ## Laws
            Hooke: F = k x
            Return R_t = r_{t+1} + d r_{t+2} + ...
            Rope PV = C/r; growing: C/(r - g)

            ## Constants
            g = 9.81 m/s^2
            k = 3e8 m/s

            ## Routes
            Way round:
              look -> steer -> look
            Way back: one sweep of the oars

            load > 1: more than the boat has

            | boat | draught | beam |
            |---|---|---|
            | ferry | 3 | 9 |
            | dinghy | 1 | 2 |
            """,
            [
                ("What is the formula for moving energy E_k? (Energy)", "moving energy E_k = 1/2 m v^2"),
                ("What do you know about lifted energy near the shore? (Energy)", "m g h"),
                ("What is the formula for power P? (Energy)", "power P = W/t = F v"),
                ("What is the formula for unit W? (Energy)", "unit W = J/s"),
                ("What is the formula for share? (Energy)", "share = useful output / total input"),
                ("What is the formula for Hooke? (Laws)", "F = k x"),
                ("What is the formula for Return R_t? (Laws)", "Return R_t = r_{t+1} + d r_{t+2} + ..."),
                ("What is the formula for Rope PV? (Laws)", "Rope PV = C/r"),
                ("What is the formula for growing? (Laws)", "C/(r - g)"),
                ("g: which value? (Constants)", "9.81 m/s^2"),
                ("What is k? (Constants)", "3e8 m/s"),
                ("Way round: what are the steps? (Routes)", "look -> steer -> look"),
                ("What is Way back? (Routes)", "one sweep of the oars"),
                ("Routes (Sea formulas): what should be noted?", "load > 1: more than the boat has"),
                ("Ferry: draught and beam? (Routes)", "- draught: 3\n- beam: 9"),
                ("Dinghy: draught and beam? (Routes)", "- draught: 1\n- beam: 2"),
            ],
            id="energies, laws and constants as physicists write them",
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
    ],
)
def test_notes_with_numbers(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("tide = high - low", ["tide"]),
        ("a = high - low", []),
        ("E[X] = sum x p(x)", ["E[X]"]),
        ("f(x) = 2 x", []),
        ("heel = k/l, trim = m/n", ["heel", "trim"]),
        ("depth = a(b, c)", ["depth"]),
        ("one = two = three", []),
        ("net.depth = load()", []),
        ("keep the sail if wind >= 12", []),
        ("rate_of_turn = v / r", []),
    ],
)
def test_a_named_equation_has_a_name_and_no_code(line: str, named: list[str]) -> None:
    assert [one.name for one in equations(line)] == named


@pytest.mark.parametrize(
    ("text", "calculates"),
    [
        ("n*m + m.", True),
        ("4(h(h+d)+h)", True),
        ("k(k-1)/2", True),
        ("well-known", False),
        ("and/or", False),
        ("24/7", False),
        ("a walk + a swim in cold water", False),
        ("sin(x)", False),
    ],
)
def test_a_calculation_has_signs_and_operations_alone(text: str, calculates: bool) -> None:
    assert is_calculation(text) is calculates
