"""Notes of many fields as strangers keep them: attributes, leftovers, folds, loose lines, elliptic facts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.asking.topic import Topic
from cards.rules.prose import ask_statement

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Boats\n\n## Ketch\n- Rig: two masts\n- Use: cruising\n\n## Sloop\n- Rig: a single mast\n"
            "- Use: racing\n\n## Cutter\n- Made of oak\n- Rig: a mast far aft\n",
            ["Ketch: rig?", "Sloop: rig?", "Cutter: rig?"],
            id="a label of three passages that share no other",
        ),
        pytest.param(
            "# Birds\n\n## Heron\n- Song:\n  - Young - a shrill cry\n  - Old - a hoarse croak\n\n"
            "## Owl\n- Song:\n  - Young - a hiss\n  - Old - a hoot\n",
            [
                "Song: young? (Heron)",
                "Song: old? (Heron)",
                "Song: young? (Owl)",
                "Song: old? (Owl)",
            ],
            id="what is told of a label is of what stands above that",
        ),
        pytest.param(
            "# Birds\n\n## Heron\n- Nests:\n  - In high trees as a rule\n  - North - on cliffs\n"
            "  - South - in reeds\n\n## Owl\n- Nests: holes in trunks\n\n## Tern\n- Nests: hollows in sand\n",
            ["Heron: nests?", "Owl: nests?", "Tern: nests?"],
            id="a remark below a label that others have too",
        ),
        pytest.param(
            "# Knees\n\n## Sprain\n- Acute: a sharp pain\n- Cold compress: the first day\n",
            ["Sprain: acute?", "What is Cold compress? (Sprain)"],
            id="an adjective is no term",
        ),
        pytest.param(
            "# Sails\n\n## Against sails\nSails of old cloth are a danger to the crew.\n\nThey tear.\n",
            ["Explain: Against sails"],
            id="a title that begins with a preposition is none",
        ),
        pytest.param(
            "# Hulls\n\n## Osmosis\nWater that blisters the laminate\n**Signs:** bubbles\n"
            "**Cause:** poor resin\n",
            [
                "What is Osmosis (Hulls)?",
                "Osmosis (Hulls): what are the signs?",
                "Osmosis (Hulls): what causes it?",
            ],
            id="a phrase above labels says what its title is",
        ),
        pytest.param(
            "# Hulls\n\n## Osmosis\n\n**Osmosis blisters the laminate below the waterline.**\n\n"
            "**Signs**: bubbles\n**Cause**: poor resin\n",
            [
                "Explain: Osmosis (Hulls)",
                "Osmosis (Hulls): what are the signs?",
                "Osmosis (Hulls): what causes it?",
            ],
            id="a sentence in bold above labels is no title",
        ),
        pytest.param(
            "# Rumpf\n\n## Osmose\n\n**Osmose bläht das Laminat unter der Wasserlinie auf.**\n\n"
            "**Zeichen**: Blasen auf der Haut\n**Ursache**: schlechtes Harz\n",
            ["Osmose (Rumpf)", "Zeichen (Osmose)", "Ursache (Osmose)"],
            id="a sentence in bold above labels of another language",
        ),
        pytest.param(
            "# Hulls\n\n## Damages\nDeep blisters in the laminate\n**Signs:** bubbles\n"
            "**Cause:** poor resin\n\nFine cracks in the gelcoat\n**Signs:** lines\n**Cause:** stress\n",
            ["Deep blisters in the laminate (Damages): what are the signs?"],
            id="phrases above labels are titles",
        ),
        pytest.param(
            "# Galley\n\n## Solution\nA solution is a liquid in which something is dissolved.\n\n"
            "## Process\nThe bread is kneaded and baked.\n",
            ["What is Solution (Galley)?", "Galley: what are the steps?"],
            id="a title that its text explains asks for itself",
        ),
    ],
)
def test_what_several_things_have_is_asked_of_each(pairs: Pairs, text: str, expected: list[str]) -> None:
    fronts = [front for front, _ in pairs(text)]
    assert [front for front in expected if front not in fronts] == []


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("Marks a wreck", ("What is Blue buoy?", "Marks a wreck")),
        ("extends beyond the reef", ("What does Blue buoy do?", "extends beyond the reef")),
        ("Used in fog", ("Where is Blue buoy used?", "Used in fog")),
        ("Made of steel", ("What is Blue buoy?", "Made of steel")),
    ],
)
def test_a_short_fact_beside_labels_is_kept(pairs: Pairs, point: str, expected: tuple[str, str]) -> None:
    assert pairs(f"# Buoys\n\n## Blue buoy\n- {point}\n- Top: a cross\n")[0] == expected


@pytest.mark.parametrize("title", ["Strengths", "Upsides", "Benefits"])
def test_the_only_point_below_a_heading_that_says_what_it_is_does_not_hide_it(
    pairs: Pairs, title: str
) -> None:
    text = (
        f"# Hulls\n\n## Steel\n\nMost are built so.\n\n### {title}\n\n- **Weight**: a tenth of that of oak\n"
    )
    assert pairs(text)[-1] == (
        "Steel (Hulls): what are the advantages?",
        "**Weight**: a tenth of that of oak",
    )


def test_a_bare_name_beside_labels_says_nothing(pairs: Pairs) -> None:
    assert len(pairs("# Buoys\n\n## Blue buoy\n- Steel chains\n- Top: a cross\n")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## Sails\n\nSails drive a ship.\n\nTo sail faster:\n- Trim the jib\n- Clean the hull\n",
            ("How do you sail faster?", "- Trim the jib\n- Clean the hull"),
            id="an aim above its means",
        ),
        pytest.param(
            "## Sails\n\nSails drive a ship.\n\nThe old books named odd things like\n\n  \n\n"
            "- a wind of stone\n- a sea that is made of milk\n",
            (
                "The old books named odd things like (Sails): what are the 2 main points?",
                "- a wind of stone\n- a sea that is made of milk",
            ),
            id="a sentence that goes on in a list",
        ),
        pytest.param(
            "## Sails\n\nSails drive a ship.\n\nThe speed of a ship under full sail depends on\n\n"
            "- the strength of the wind\n\n- the cut of its sails, and\n\n- the state of its hull\n",
            (
                "What does the speed of a ship under full sail depend on?",
                "- the strength of the wind\n- the cut of its sails, and\n- the state of its hull",
            ),
            id="a sentence without its last word far above its list",
        ),
        pytest.param(
            "## Sails\n\nSails drive a ship.\n\nThe shape of a sail is determined by:\n"
            "- its cut\n- the sheet\n",
            ("What is the shape of a sail determined by?", "- its cut\n- the sheet"),
            id="a sentence in the passive without its last word",
        ),
        pytest.param(
            "# Sails\n- the cloth that drives a ship over the sea\n\n## Jib\n- the sail before the mast\n",
            ("What are Sails?", "the cloth that drives a ship over the sea"),
            id="a title of the note that its only point defines",
        ),
        pytest.param(
            "## Sails\n- Upper- and lower-edge tapes\n- Cloth of three layers, sewn twice\n",
            (
                "Sails: name the 2.",
                "- Upper- and lower-edge tapes\n- Cloth of three layers, sewn twice",
            ),
            id="a hyphen that waits for its word is no dash",
        ),
    ],
)
def test_what_stands_above_a_list(pairs: Pairs, text: str, expected: tuple[str, str]) -> None:
    assert expected in pairs(text)


@pytest.mark.parametrize("pointer", ["(see slide 6)", "See page 12-14.", "see the handout"])
def test_a_pointer_to_another_place_is_no_answer(pairs: Pairs, pointer: str) -> None:
    assert pairs(f"## Hulls\n{pointer}\n") == []


@pytest.mark.parametrize(
    ("line", "front"),
    [
        ("Guides our helm: a steady star", "Explain: Guides our helm (Ships)"),
        ("Law of the helm: if it turns, so does she", "What does Law of the helm say? (Ships)"),
    ],
)
def test_labels_that_are_no_terms(pairs: Pairs, line: str, front: str) -> None:
    assert front in [front for front, _ in pairs(f"## Ships\n- {line}\n- Keel: a long beam of oak\n")]


@pytest.mark.parametrize(
    ("sentence", "front"),
    [
        ("Tarred ropes have been found in old wrecks near the cape.", "What is true of Tarred ropes?"),
        (
            "Tarred ropes (![](a.png)) have been found in a wreck near the cape.",
            "What is true of Tarred ropes?",
        ),
        ("Implicitly define the port side as the one with the red light.", None),
        ("Supply adds to the cost of each ship in the port.", "What does Supply do?"),
        ("Many ships of oak can float for a hundred years at sea.", "What can many ships of oak do?"),
        ("The authors are moved to try a green flag at night.", None),
        ("What happens when no single flag tells the whole of it at night?", None),
        ("Only in two ports pilots used the green flag at night.", None),
        ("Change of sails used in races is different from change at sea.", None),
    ],
)
def test_subjects_of_sentences(sentence: str, front: str | None) -> None:
    asked = ask_statement(Topic("Harbours"), sentence)
    assert (asked and asked[0].text) == front


def test_a_sentence_with_another_subject_defines_no_title(pairs: Pairs) -> None:
    text = "## Pilots and tugs\nThere must be tugs, but hiring pilots is left to her master.\n\nBoth.\n"
    assert [front for front, _ in pairs(text)] == ["Explain: Pilots and tugs"]


def test_loose_lines_without_points_are_facts_of_their_own(pairs: Pairs) -> None:
    facts = [
        "The upper sails are involved in the turn of a ship",
        "Tarred ropes have the strength of three dry ones",
        "A hull of oak is the home of many worms",
    ]
    assert pairs("## Ships\n\nSail: a cloth in the wind\n\n" + "\n".join(facts) + "\n")[1:] == [
        ("What are the upper sails involved in? (Ships)", facts[0]),
        ("What do Tarred ropes have? (Ships)", facts[1]),
        ("What is a hull of oak? (Ships)", facts[2]),
    ]


def test_prose_whose_lines_begin_with_names_stays_whole(pairs: Pairs) -> None:
    text = "The old ship of Captain\nArthur Pym sailed to the far side of\nIreland in a storm of snow."
    assert len(pairs(f"## Ships\n\n{text}\n")) == 1


@pytest.mark.parametrize(
    ("first", "second", "fronts"),
    [
        ("1 Hulls", "2 Keels", ["What are Hulls (Ships)?", "What are Keels (Ships)?"]),
        ("3 Hulls", "7 Keels", ["What are 3 Hulls (Ships)?", "What are 7 Keels (Ships)?"]),
    ],
)
def test_bare_numbers_that_count_headings(pairs: Pairs, first: str, second: str, fronts: list[str]) -> None:
    text = f"# Ships\n\n## {first}\nA hull is a body of oak.\n\n## {second}\nA keel is a long beam.\n"
    assert [front for front, _ in pairs(text)] == fronts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## Sails\n- **Reefing** the act of making a sail small\n- **Jibs**\n- **Luff**: an edge\n",
            ("What is Reefing? (Sails)", "the act of making a sail small"),
            id="a term in bold with no sign behind it",
        ),
        pytest.param(
            "## Knots\n- Bowline\n  - holds a ring\n  - Function: a firm loop\n- Hitch\n"
            "  - Function: a post\n",
            ("Bowline: function?", "a firm loop"),
            id="what a thing is for",
        ),
        pytest.param(
            "## Ropes\n| Rope | Hemp | Silk |\n|--|--|\n| Price | low | high |\n"
            "| Strength | good | better |\n",
            ("Price: Hemp and Silk? (Ropes)", "- Hemp: low\n- Silk: high"),
            id="a short rule below the head of a table",
        ),
    ],
)
def test_terms_and_tables(pairs: Pairs, text: str, expected: tuple[str, str]) -> None:
    found = pairs(text)
    assert expected in found
    assert not any("--" in front for front, _ in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## Trim\n\n3 helpers of a helmsman\n1. Tell-tales\n"
            "2. Heel - less is more as a rule here\n3. Sound\n",
            (
                "What are the 3 helpers of a helmsman (Trim)?",
                "1. Tell-tales\n2. Heel - less is more as a rule here\n3. Sound",
            ),
            id="a list whose title counts it stays whole",
        ),
        pytest.param(
            "## Trim\nRule of leeches - Inverse change between twist and heel\n",
            ("What is the rule of leeches (Trim)?", "Inverse change between twist and heel"),
            id="a capital behind a dash",
        ),
    ],
)
def test_counted_lists_and_dashes(pairs: Pairs, text: str, expected: tuple[str, str]) -> None:
    assert pairs(text) == [expected]


def test_several_kinds_with_a_number_are_asked_for_and_weeks_are_not(pairs: Pairs) -> None:
    text = (
        "# Knots\n\n## Class 1\nStoppers at the end\n\n## Class 2\nBends of two ropes\n\n## Week 3\nSplices\n"
    )
    assert pairs(text) == [
        ("What is Class 1 (Knots)?", "Stoppers at the end"),
        ("What is Class 2 (Knots)?", "Bends of two ropes"),
    ]
