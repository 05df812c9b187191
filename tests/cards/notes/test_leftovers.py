"""What stands below a list or behind the cards of its title: joined to where it belongs, or asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Boats
            ## Keel
            Benefit: it keeps the boat upright.

            Weight: two tons.

            Benefit: it holds the course.
            """,
            [
                (
                    "Keel (Boats): what are the advantages?",
                    "it keeps the boat upright.\n\nit holds the course.",
                ),
                ("What is Weight? (Keel)", "two tons."),
            ],
            id="one label twice in a passage is one question",
        ),
        pytest.param(
            """
            # Boats
            ## Wooden hulls
            ### Rot
            Water gets in at the nails.

            Ribs hold it.
            ## Steel hulls
            ### rot
            Steel has rust instead.

            Paint holds it off.
            """,
            [
                ("Explain: Rot (Wooden hulls)", "Water gets in at the nails.\n\nRibs hold it."),
                ("Explain: rot (Steel hulls)", "Steel has rust instead.\n\nPaint holds it off."),
            ],
            id="fronts that differ in capitals only are told apart",
        ),
        pytest.param(
            """
            # Boats
            ## Sails and wind
            **Without wind**: the boat drifts.

            **With wind**: it runs before it.

            Ropes are kept in order in any case.

            They rot otherwise.
            """,
            [
                ("Without wind: what holds? (Sails and wind)", "the boat drifts."),
                ("With wind: what holds? (Sails and wind)", "it runs before it."),
                (
                    "Sails and wind: what should be noted?",
                    "Ropes are kept in order in any case.\n\nThey rot otherwise.",
                ),
            ],
            id="text behind the cards of a title is a remark",
        ),
        pytest.param(
            """
            # Boats
            ## Rig
            The mast carries the sails, and each mast has
            – Stays: ropes to the front
            – Shrouds: ropes to the sides
            A mast without them falls over in the first gust that comes.
            """,
            [
                ("What are Stays? (Rig)", "ropes to the front"),
                ("What are Shrouds? (Rig)", "ropes to the sides"),
            ],
            id="a sentence below a list of one's own is none of its last item",
        ),
        pytest.param(
            """
            # Boats
            ## Speed
            - If the boat has a keel:

            The length of the hull counts.

            Waves grow, so we get:

            `v = 2.4 * sqrt(L)`
            """,
            [
                (
                    "What if the boat has a keel? (Speed)",
                    "The length of the hull counts.\n\nWaves grow, so we get:\n\n`v = 2.4 * sqrt(L)`",
                ),
            ],
            id="a sentence that leads to a formula is no title of it",
        ),
        pytest.param(
            """
            # Boats
            ## Wood
            - Oak is heavy.
            - Kinds of pine:

            1. Scots pine
            2. Larch
            """,
            [("Pine (Wood): which kinds are there?", "1. Scots pine\n2. Larch")],
            id="a numbered list below the label that ends a list",
        ),
        pytest.param(
            """
            # Boats
            ## Hulls
            - Sloop: one mast
            - Ketch: two masts, the smaller behind
            - Sloop, Ketch and Yawl. In these figures, the mast of the Yawl is behind the rudder.
            """,
            [
                ("What is Sloop? (Hulls)", "one mast"),
                ("What is Ketch? (Hulls)", "two masts, the smaller behind"),
                (
                    "What do you know about Sloop, Ketch and Yawl? (Hulls)",
                    "The mast of the Yawl is behind the rudder.",
                ),
            ],
            id="names before a remark about all of them",
        ),
    ],
)
def test_leftovers(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    found = pairs(text)
    assert [pair for pair in found if pair in expected] == expected, found
    assert not [front for front, _ in found if "[1/2]" in front]


def test_a_formula_of_something_else_than_its_label_is_asked_by_its_own_name(pairs: Pairs) -> None:
    found = pairs("# Boats\n\n## Size\n\nSails: area(w, h) = w * h / 2\n\nArea: area(w, h) = w * h\n")
    assert [front for front, _ in found] == [
        "Sails: what is the formula for area? (Size)",
        "What is the formula for Area? (Size)",
    ]


def test_points_below_a_labelled_item_are_remarks_behind_its_card(pairs: Pairs) -> None:
    """A label with its own answer and long points below asks for these as what is to be noted."""
    long = "the hull of a boat leans over until the wind spills from the sails and " * 9
    points = f"\t- this {long.strip()}.\n\t- Keels are not cheap. This is bad since {long.strip()}."
    found = pairs(f"# Boats\n\n## Gear\n\n- Keel : a fin that can fall off\n{points}\n- Rudder : steers\n")
    assert found[0] == ("What is Keel? (Gear)", "a fin that can fall off")
    assert [front for front, _ in found[1:3]] == [
        "Keel (Gear): what should be noted?",
        "Keels are not cheap: why does it matter?",
    ]
