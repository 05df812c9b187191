"""Clauses that point at pictures leave the backs; fronts for what is set against something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.asking.pointing import without_pointers

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It is steep, as we can see in the figure above.", "It is steep."),
        ("It is steep as shown in the above plot, and long.", "It is steep, and long."),
        ("It is steep (see Fig. 3).", "It is steep."),
        ("It grows as illustrated by the blue curve below.", "It grows."),
        ("Two pumps. In these figures, one of them leaks.", "Two pumps. One of them leaks."),
        ("In the plot above, the curve falls.", "The curve falls."),
        ("In the graph, every node has an edge.", "In the graph, every node has an edge."),
        ("It is as deep as the graph is wide.", "It is as deep as the graph is wide."),
        ("See the figure above the door.", "See the figure above the door."),
        ("The loss is above 3, as one can see.", "The loss is above 3, as one can see."),
        ("```\nas shown in the figure above\n```", "```\nas shown in the figure above\n```"),
    ],
)
def test_pointers(text: str, left: str) -> None:
    assert without_pointers(text) == left


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Boats
            ## Steel hull
            ### Better than a wooden hull
            It does not rot.
            ### More expensive than plywood
            Welding takes time.
            """,
            [
                ("Why is Steel hull better than a wooden hull?", "It does not rot."),
                ("Why is Steel hull more expensive than plywood?", "Welding takes time."),
            ],
            id="a heading that compares the one above it",
        ),
        pytest.param(
            """
            # Boats
            ## Choice
            | Sail Pros | Sail Cons |
            |---|---|
            | quiet | slow |
            """,
            [("Sail: Pros and Cons? (Choice)", "| Sail Pros | Sail Cons |\n| --- | --- |\n| quiet | slow |")],
            id="two points of one thing as columns",
        ),
        pytest.param(
            """
            # Boats
            ## Crew
            No. of watches: three a day
            """,
            [("What is the number of watches? (Crew)", "three a day")],
            id="a number of something",
        ),
        pytest.param(
            """
            # Boats
            ## Advice
            The curve rises, as we can see in the plot below.
            """,
            [("Boats: what is the advice?", "The curve rises.")],
            id="a pointer",
        ),
    ],
)
def test_fronts(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_another_name_in_a_question_is_not_that_of_its_heading(pairs: Pairs) -> None:
    text = (
        "# Boats\n\n## Steel ribs\n\nThe ribs stand in rows of bays.\n\n"
        "**Why are they called bays?** They look like those of a coast.\n\n"
        "**Why are they called ribs?** They look like those of a whale.\n"
    )
    fronts = [front for front, _ in pairs(text)]
    assert fronts[1:] == ["Why are they called bays? (Steel ribs)", "Why are Steel ribs called ribs?"]


def test_a_gap_shows_enough_to_tell_what_is_missing(pairs: Pairs) -> None:
    tips = [
        "Always use **ropes**", "Oak > **pine**", "Check the weather before **leaving port**",
        "Keep the anchor ready for **sudden storms**", "Take the sails down before **strong winds**",
        "Paint the hull every spring with **thick paint**", "Store all old ropes in **dry places**",
        "Look at the barometer after **every meal**", "Stow heavy barrels near **the keel**",
        "Test the pumps on **Mondays**", "Count the crew before **sunset**",
    ]  # fmt: skip
    found = pairs("# Boats\n## Tips\n" + "\n".join(f"- {tip.replace('**', '')}" for tip in tips))
    gaps = [front for front, _ in found if "[…]" in front]
    assert len(gaps) >= 7
    assert not any("Always use" in front or "Oak" in front for front in gaps)
    assert any("- Oak > pine" in back for _, back in found)
