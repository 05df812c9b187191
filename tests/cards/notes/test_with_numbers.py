"""Notes of learners who calculate: formulas in plain text, one below the other and beside words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.labels.equations import equations, is_calculation

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
                ("What is the cost of ferry? (Boats)", "40*300"),
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
                ("What does Dry paradox say? (Shares)", 'always saying "dry" is right at noon.'),
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
