"""Notes of courses as their students write them: keys of other programs, definitions, theorems, steps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.asking.topic import Topic, context_of

Pairs = Callable[..., list[tuple[str, str]]]

SAIL = "a cloth that catches wind."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Sails\n___\nClass: [[ Ships]]\nTags: #\nTeacher: [[]]\n___\n## Def\nA cloth for the wind.\n",
            [("What are Sails?", "A cloth for the wind.")],
            id="to what a note belongs, and a definition of its title",
        ),
        pytest.param(
            "# Sails\n\n### - The Jib (**J**)\n- a sail before the mast\n",
            [("What is The Jib (J) (Sails)?", "a sail before the mast")],
            id="a dash before a title",
        ),
        pytest.param(
            f"# Sails\n\n## Jib\n\n^b70bd8\n\nA jib is {SAIL}\n",
            [("What is Jib (Sails)?", f"A jib is {SAIL}")],
            id="the key of a paragraph",
        ),
        pytest.param(
            "# Sails\n\n## Furling\n- Take in the sail\n1. Insert the pin\n2. If it sticks, go on\n"
            "3. Wait for the wind\n",
            [
                (
                    "Furling (Sails): what are the 3 steps?",
                    "- Take in the sail\n\n1. Insert the pin\n2. If it sticks, go on\n3. Wait for the wind",
                )
            ],
            id="what is done, and the steps glued to it",
        ),
        pytest.param(
            "# Sails\n\n## Reefing\n1. Take in the sheet\n2. Find the cringle.\n    - If high, lower it\n"
            "    - If not, go on\n3. Insert the hook\n    1. Upper\n    2. Lower\n4. Tie it\n",
            [
                (
                    "Reefing (Sails): what are the 4 steps?",
                    (
                        "1. Take in the sheet\n2. Find the cringle.\n   - If high, lower it\n   - If not,"
                        " go on\n"
                        "3. Insert the hook\n   1. Upper\n   2. Lower\n4. Tie it"
                    ),
                )
            ],
            id="no step leaves the others",
        ),
        pytest.param(
            "## Wear\n- All sails suffer from the long hours\nwithout a cover\n    - Seams open\n"
            "    - Cloth thins\n",
            [
                (
                    "Explain: Wear",
                    "All sails suffer from the long hours\nwithout a cover\n\n- Seams open\n- Cloth thins",
                )
            ],
            id="the end of a wrapped sentence is no title",
        ),
    ],
)
def test_a_students_file(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Spaces\n\n## Intersection of subspaces\nLet $V$ be a space. Then $A \\cap B$ is a subspace.\n",
            [
                (
                    "Explain: Intersection of subspaces",
                    "Let $V$ be a space. Then $A \\cap B$ is a subspace.",
                )
            ],
            id="what is supposed tells nobody to act",
        ),
        pytest.param(
            "# Spaces\n\n## Subspaces\n$S \\leq V \\iff$:\n1. $0 \\in S$ always\n2. $v + w \\in S$ always\n",
            [
                (
                    "$S \\leq V \\iff$ (Subspaces): what are the 2 main points?",
                    "1. $0 \\in S$ always\n2. $v + w \\in S$ always",
                )
            ],
            id="a letter of a formula is no versus",
        ),
        pytest.param(
            "## Groups\nA *group* is a set and a map\n$$m: G \\times G \\to G$$\nwith the axioms:\n"
            "1. $a(bc) = (ab)c$\n2. $1a = a$\n",
            [
                (
                    "What are Groups?",
                    (
                        "A *group* is a set and a map\n\n$$m: G \\times G \\to G$$\n\nwith the axioms:\n\n"
                        "1. $a(bc) = (ab)c$\n2. $1a = a$"
                    ),
                )
            ],
            id="a sentence goes on behind its formula",
        ),
    ],
)
def test_mathematics(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Sails\n\n## terms\n\n- luff\n  - edge before the wind\n- leech\n"
            "  - the edge of it that is behind\n  - flaps when the sheet is let go\n",
            [
                ("What is luff (Sails)?", "edge before the wind"),
                (
                    "What is leech (Sails)?",
                    "- the edge of it that is behind\n- flaps when the sheet is let go",
                ),
            ],
            id="each item of a glossary is a term",
        ),
        pytest.param(
            "# Sails\n\n## Jib\n\n- the sail before the mast\n- small\n",
            [("What is Jib (Sails)?", "- the sail before the mast\n- small")],
            id="the first of several points defines",
        ),
        pytest.param(
            "# Sails\n\n## Lift\n\n- $\\rho$\n  - how dense the air is\n- $A$\n  - how large the sail is\n",
            [
                ("What is $\\rho$ (Lift)?", "how dense the air is"),
                ("What is $A$ (Lift)?", "how large the sail is"),
            ],
            id="symbols",
        ),
        pytest.param(
            "# Signals\n\n## Black ball\n\nis hoisted by day if a ship lies at anchor\n",
            [("When is Black ball hoisted by day?", "is hoisted by day if a ship lies at anchor")],
            id="under which condition",
        ),
        pytest.param(
            "## Old sails are weaker than new ones\n\n- Seams open in storms after some years\n"
            "- Cloth thins in the sun of the tropics\n",
            [
                (
                    "Old sails are weaker than new ones: explain.",
                    "- Seams open in storms after some years\n- Cloth thins in the sun of the tropics",
                )
            ],
            id="points below a sentence",
        ),
        pytest.param(
            "# Flags\n\n| Row | Hoist | Meaning |\n|---|---|---|\n| 1 | red | stop |\n"
            "| 1 | blue | sail |\n| 2 | red | wait |\n",
            [
                ("What does Row 1, Hoist red mean? (Flags)", "stop"),
                ("What does Row 1, Hoist blue mean? (Flags)", "sail"),
                ("What does Row 2, Hoist red mean? (Flags)", "wait"),
            ],
            id="numbers as keys have the names of their columns",
        ),
    ],
)
def test_terms_and_points(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_a_sentence_is_no_context() -> None:
    above = ("Reaches", "there is a fair amount of confusion among all these names")
    assert context_of(Topic("Beam", above, label=True)) == "Reaches"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Sails\n\n## Rig: The Sloop\n\nOne mast carries it all.\n\n## Rig: The Ketch\n\nTwo masts"
            " carry it.\n",
            [
                ("Explain: The Sloop (Rig)", "One mast carries it all."),
                ("Explain: The Ketch (Rig)", "Two masts carry it."),
            ],
            id="headings that share a label",
        ),
        pytest.param(
            "# Def\n**Sheets** are ropes that hold sails.\n- wet\n- long\n\nThey wear.\n\nTwo of them fit.\n",
            [("What are Sheets?", "**Sheets** are ropes that hold sails.\n\n- wet\n- long")],
            id="a title that says nothing is no context",
        ),
        pytest.param(
            "# Tides\n\n## Law of springs\n\nIf moon and sun pull as one, tides are high.\n",
            [("What does Law of springs say?", "If moon and sun pull as one, tides are high.")],
            id="a law says something",
        ),
        pytest.param(
            "# Tides\n\n## cross entropy\n\n$$\na = b\n$$\n\nor\n\n$$\na = c\n$$\n.\n",
            [("What is the formula of cross entropy?", "$$\na = b\n$$\n\nor\n\n$$\na = c\n$$")],
            id="two formulas of one thing",
        ),
        pytest.param(
            "# Tides\n\n## range\n\n$$\na = b\n$$\n\n- the height between ebb and flood\n",
            [("What is range (Tides)?", "$$\na = b\n$$\n\n- the height between ebb and flood")],
            id="what it is stands behind its formula",
        ),
        pytest.param(
            "# Tides\n\n## Neap\n- the weakest tide\n- settings\n  - $h$: height\n  - $t$: time\n",
            [
                ("What is Neap (Tides)?", "the weakest tide"),
                ("What is $h$? (Neap)", "height"),
                ("What is $t$? (Neap)", "time"),
            ],
            id="a few words that define are kept",
        ),
        pytest.param(
            "# Tides\n\n## Anchoring\n\n- The strategy: Lie in the lee of the land\n"
            "- Intuitively: it is calm there\n",
            [
                ("Anchoring (Tides): what is the strategy?", "Lie in the lee of the land"),
                ("Anchoring (Tides): what is the intuition?", "it is calm there"),
            ],
            id="labels that ask for one thing",
        ),
    ],
)
def test_titles(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Tides\n\n## Key Terms\n\n```text\nEbb: the water goes out\nFlood: the water comes in\n```\n",
            [
                ("What is Ebb? (Tides)", "the water goes out"),
                ("What is Flood? (Tides)", "the water comes in"),
            ],
            id="labelled lines in a fence of text",
        ),
        pytest.param(
            "# Tides\n\n## Order of a day\n\n```text\nflood\n  -> ebb\n```\n",
            [("Explain: Order of a day", "```text\nflood\n  -> ebb\n```")],
            id="what is drawn in a fence is no code",
        ),
        pytest.param(
            "# Tides\n\n## Key Concept 1: Springs\n\n- 💡 **Insight:** moon and sun pull as one\n"
            "- 🔑 **Height:** twice that of a neap\n",
            [
                ("Springs (Tides): what is the key point?", "moon and sun pull as one"),
                ("What is Height? (Springs)", "twice that of a neap"),
            ],
            id="signs drawn before labels",
        ),
        pytest.param(
            "# Tides\n\n### Key Definitions\n\n- **Slack**: When the water stands still\n"
            "- **Race**: Often foaming water over rocks\n",
            [
                ("What is Slack? (Tides)", "When the water stands still"),
                ("What is Race? (Tides)", "Often foaming water over rocks"),
            ],
            id="a glossary defines in any words",
        ),
        pytest.param(
            "# Tides\n\n| Notion | Def | |\n|---|---|---|\n| Ebb | the way out | weak |\n"
            "| Flood | the way in | ... |\n"
            "\n### Chapters\n\nMoon\n[[1 Pull]] (v)\n[[2 Orbit]] (x)\n",
            [("What is Ebb? (Tides)", "the way out\n\nweak"), ("What is Flood? (Tides)", "the way in")],
            id="a column of definitions, and links that were ticked off",
        ),
    ],
)
def test_notes_by_chats_and_vaults(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Sails\n\n## Reefing\n1. Collect the gear\n    - Tools: knife, twine\n    - Gloves: leather\n"
            "    - Boots: of rubber\n    - Coats: of oilskin\n    - Hats: of wool\n    - Lamps: of brass\n"
            "2. Find the cringle\n    - Upper: at the leech\n    - Lower: at the luff\n    - Inner: at mast\n"
            "    - Outer: at the end\n3. Formulate the order\n    - Words: few\n    - Voice: loud\n"
            "    - Signs: by hand\n4. Tie it\n",
            [
                (
                    "Reefing (Sails): what are the 4 steps?",
                    "1. Collect the gear\n2. Find the cringle\n3. Formulate the order\n4. Tie it",
                ),
                ("What are Tools? (Collect the gear)", "knife, twine"),
                ("What are Gloves? (Collect the gear)", "leather"),
            ],
            id="steps of which one has cards of its own",
        ),
        pytest.param(
            "# Sails\n\n## Wind\n- Gust\n  - Lull - the time between two gusts in which one can reef\n"
            "    - Short: at the coast\n    - Long: out at sea\n",
            [
                (
                    "What is Lull? (Gust)",
                    (
                        "the time between two gusts in which one can reef\n\n"
                        "- Short: at the coast\n- Long: out at sea"
                    ),
                )
            ],
            id="a term, what it is, and its kinds below",
        ),
        pytest.param(
            "# Sails\n\n## Trim\n- Easing\n  - Via sheet or traveller, bit by bit\n- Flaw: it takes hands\n",
            [
                ("Easing (Trim): how?", "Via sheet or traveller, bit by bit"),
                ("Trim (Sails): what is the flaw?", "it takes hands"),
            ],
            id="by which way, and a flaw",
        ),
        pytest.param(
            "# Seals\n\n## Growth\n- 2.75 mos.: dives\n- 5 yrs.+: mates\n",
            [
                ("What happens at 2.75 mos.? (Growth)", "dives"),
                ("What happens at 5 yrs.+? (Growth)", "mates"),
            ],
            id="ages",
        ),
        pytest.param(
            "# Seals\n\n## Death\n- Ross\n  - Denial\n  - Anger\n  - Grief\n- Research: no stages seen\n",
            [("Ross (Death): what are the 3 points?", "- Denial\n- Anger\n- Grief")],
            id="a name with its points beside a label",
        ),
    ],
)
def test_outlines_of_courses(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert set(expected) <= set(pairs(text))


RINGS = "- The rings of a log tell how old the tree was when it fell"
RAIN = "- A wide ring means that there was a lot of rain in its year"


@pytest.mark.parametrize(
    ("lines", "fronts"),
    [
        pytest.param([RINGS, RAIN], ["Logs: what are the 2 main points?"], id="statements"),
        pytest.param([RINGS, "- Oak", "- Ash"], [], id="names"),
        pytest.param(
            ["- You will learn how to count the rings of a log", "- Count the rings of a log in the field"],
            [],
            id="what a reader is to do",
        ),
    ],
)
def test_what_stands_in_a_list_below_the_title_of_a_note(
    pairs: Pairs, lines: list[str], fronts: list[str]
) -> None:
    text = "\n".join(lines)
    assert [front for front, _ in pairs(f"# Logs\n\n{text}\n\n## Bark\n\nThe skin of a tree.\n")] == [
        *fronts,
        "What is Bark (Logs)?",
    ]
