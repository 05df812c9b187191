"""Lecture points: numbered statements, lines in bold with what they say, formulas in fences, laws."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1) Reefing is a way in which a crew makes the sail smaller while the boat goes on, so\n"
            "   that a gust does not lay her down in the water.\n\n"
            "2) The area begins at 40 square metres and falls by a quarter for each reef that is\n"
            "   taken in, whatever the sail is made of.\n\n"
            "3) When the wind drops below the limit, the crew shakes out one reef after another and\n"
            "   goes back to the full sail.\n\n"
            "4) When the wind passes the limit, the crew changes to the storm sail of the boat.\n",
            [
                ("What is Reefing (Boats)?", "Reefing is a way in which"),
                ("What does the area do? (Reefing)", "The area begins at 40"),
                ("When the wind drops below the limit: what then? (Reefing)", "The crew shakes out"),
                ("When the wind passes the limit: what then? (Reefing)", "The crew changes to"),
            ],
            id="numbered statements are asked one by one",
        ),
        pytest.param(
            "**Flag up: all is well**\nA flag at the mast tells that the crew is safe.\n\n"
            "**Long horn: danger of fog**\nTwo long blasts tell of it.\n",
            [
                (
                    "What is Flag up? (Reefing)",
                    "all is well\nA flag at the mast tells that the crew is safe.",
                ),
                ("What is Long horn? (Reefing)", "danger of fog\nTwo long blasts tell of it."),
            ],
            id="what stands below a label in bold goes with it",
        ),
        pytest.param(
            "**Law of Reefs:**\n```\nA = L * h / 2\nor\nL = 2 * A / h\n```\n\n**Where:**\n"
            "- `A` = area of the sail\n- `L` = length of its foot\n",
            [("What is the formula of Law of Reefs (Reefing)?", "```\nA = L * h / 2\nor")],
            id="formulas in a fence may be joined by a word",
        ),
        pytest.param(
            "**Second Law:**\n- reef as soon as you think of it\n- shake it out after a cup of tea\n",
            [("What does Second Law (Reefing) say?", "- reef as soon")],
            id="points of a law are what it says",
        ),
        pytest.param(
            "**Setup of the deck:**\n```\n• Two-part halyard\n• Length: 9\n• Winches on deck\n```\n",
            [("Explain: Setup of the deck (Reefing)", "```\n• Two-part")],
            id="points in a fence are no code",
        ),
        pytest.param(
            "**full sail = min(40, room)**\n",
            [("What is the formula for full sail? (Reefing)", "**full sail")],
            id="a formula in bold",
        ),
        pytest.param(
            "When a gust comes, ease the sheet until it is over:\n- by hand\n- on the winch\n",
            [("When a gust comes, ease the sheet until it is over: explain. (Reefing)", "- by hand")],
            id="a condition with what is to be done then",
        ),
        pytest.param(
            "upon loss of a mast: call the coast\n\nupon receipt of a call: answer it\n",
            [
                ("Upon loss of a mast: what happens? (Reefing)", "call the coast"),
                ("Upon receipt of a call: what happens? (Reefing)", "answer it"),
            ],
            id="moments at which something happens",
        ),
        pytest.param(
            "1. What is a reef? Sail rolled up - less wind in it. It takes steps: luff, lower, tie.\n",
            [
                (
                    "What is a reef? (Reefing)",
                    "Sail rolled up - less wind in it. It takes steps: luff, lower, tie.",
                )
            ],
            id="a dash or colon in the answer begins no label",
        ),
    ],
)
def test_lecture_points(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    found = pairs(f"# Boats\n\n## Reefing\n\n{text}")
    assert [front for front, _ in found] == [front for front, _ in expected]
    for (_, back), (_, begins) in zip(found, expected, strict=True):
        assert back.startswith(begins)


@pytest.mark.parametrize(
    "lines", ["**A title**\n", "❌ wrong: keels hold masts\n✅ Right: stays do\n", "A title\n**One: two**\n"]
)
def test_a_thousand_titles_in_one_paragraph_are_read(pairs: Pairs, lines: str) -> None:
    assert pairs(f"# Boats\n\n{lines * 1000}The end of the text.\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "### Offer\n\nAn offer is a word that one gives to another.",
            [("What is Offer (Harbour law)?", "An offer is a word that one gives to another.")],
        ),
        (
            "### Letting go\n\n- Must be shouted: silence is no sign\n- Should be early: a rope takes time",
            [
                ("Explain: Must be shouted (Letting go)", "silence is no sign"),
                ("Explain: Should be early (Letting go)", "a rope takes time"),
            ],
        ),
        (
            (
                "### How to moor (SLOP)\n\n**S**low – come in at two knots\n**L**ine – throw the bow line\n"
                "**O**ut – put the fenders out\n**P**ull – take in the stern line"
            ),
            [
                (
                    "How to moor (SLOP)?",
                    (
                        "- **S**low – come in at two knots\n- **L**ine – throw the bow line\n"
                        "- **O**ut – put the fenders out\n- **P**ull – take in the stern line"
                    ),
                )
            ],
        ),
    ],
)
def test_names_that_are_verbs_too_and_words_by_their_letters(
    pairs: Pairs, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(f"# Harbour law – Revision Notes\n\n{text}\n") == expected


def test_terse_formulas_and_steps_in_which_few_are_equal_to_something(pairs: Pairs) -> None:
    lift = "Lift = |A + B| / |A - B|\nrange [0,1], 1 = perfect\nproblem: no wind"
    trim = "1. take the sails\n2. set the main first\n3. pull it flat\n4. drag = force\n5. repeat this"
    assert pairs(f"# CV\n\n## Lift\n{lift}\n\n## Trim\n{trim}\n") == [
        ("What is the formula of Lift (CV)?", "Lift = |A + B| / |A - B|"),
        ("Lift (CV): what should be noted?", "range [0,1], 1 = perfect"),
        ("Lift (CV): what is the problem?", "no wind"),
        ("Trim (CV): what are the 5 steps?", trim),
    ]
