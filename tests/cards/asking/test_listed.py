"""What is asked of the points of a list below a title."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("title", "front"),
    [
        ("Common mistakes", "What are the 2 common mistakes (Boats)?"),
        ("Sail design criteria", "What are the 2 sail design criteria? (Boats)"),
        ("Key questions", "What are the 2 key questions (Boats)?"),
        ("Two possible explanations", "What are the two possible explanations? (Boats)"),
        ("Many ways to stay dry", "What are the 2 ways to stay dry?"),
        ("Typical uses", "What are the 2 typical uses? (Boats)"),
        ("Job of a keel", "What is the job of a keel?"),
        ("Important notes", "Important notes (Boats): what are the 2 main points?"),
        ("Racing yachts", "Racing yachts: what are the 2 main points?"),
        ("Prevent drift", "Prevent drift: how?"),
        ("Drift can ruin a race", "Drift can ruin a race: explain."),
        ("Drift is of two kinds", "Drift is of two kinds: which?"),
    ],
)
def test_points_are_asked_for_by_what_their_title_says_they_are(pairs: Pairs, title: str, front: str) -> None:
    points = "- the hull must be clean from now on\n- no rope may be left on the wet deck"
    assert pairs(f"# Boats\n\n## {title}\n\n{points}")[0] == (front, points)


@pytest.mark.parametrize(
    ("title", "points", "front"),
    [
        (
            "Keel",
            "- keeps the boat on its way\n- reduces the roll in a swell",
            "What does Keel (Boats) do?",
        ),
        (
            "Keels",
            "- Carries the ballast of the boat in any wind\n- Cheap in yards that cast lead by themselves",
            "Keels (Boats): what are the 2 main points?",
        ),
        ("Reefing", "- to keep the boat upright\n- to spare the mast", "What is Reefing (Boats) for?"),
        ("Intent", "- to keep the boat upright\n- to spare the mast", "What is the intent (Boats)?"),
        ("Keel laying pipeline", "1. Oak\n2. Lead\n3. Tar", "Keel laying pipeline: what are the 3 steps?"),
    ],
)
def test_points_that_say_what_their_title_does_or_is_for(
    pairs: Pairs, title: str, points: str, front: str
) -> None:
    assert pairs(f"# Boats\n\n## {title}\n\n{points}") == [(front, points)]


@pytest.mark.parametrize(
    ("title", "front"),
    [
        ("Advantages", "Boats: what are the advantages?"),
        ("Key features", "What are the 2 key features (Boats)?"),
        ("Characteristics", "What are the 2 characteristics (Boats)?"),
        ("Best practices", "What are the 2 best practices (Boats)?"),
        ("When to use", "When to use Boats?"),
        ("Why they matter", "Why do Boats matter?"),
    ],
)
def test_names_of_points_are_no_things_to_ask_for(pairs: Pairs, title: str, front: str) -> None:
    points = "- **Cost**: the spars are short\n- **Safe in gusts**: the peak drops at once"
    assert pairs(f"# Boats\n\n## {title}\n\n{points}") == [(front, points)]


def test_names_of_things_are_asked_for_one_by_one(pairs: Pairs) -> None:
    text = "# Boats\n\n## Parts\n\n- **Keel**: the beam below the hull\n- **Mast**: the pole for the sails"
    assert pairs(text) == [
        ("What is Keel? (Boats)", "the beam below the hull"),
        ("What is Mast? (Boats)", "the pole for the sails"),
    ]


def test_a_label_that_states_something_is_no_thing(pairs: Pairs) -> None:
    points = "- **Reefing is key**: a mast breaks without it\n- **Trim matters**: it costs speed"
    text = f"# Boats\n\n## Rigs\n\n{points}"
    assert [front for front, _ in pairs(text)] == [
        "Why is Reefing key? (Rigs)",
        "Why does Trim matter? (Rigs)",
    ]


def test_titles_with_their_pages_are_contents_and_names_in_a_row_no_titles(pairs: Pairs) -> None:
    contents = "## 2 Hulls 20\n\n- 2.1 Keels of oak 22\n- 2.2 Ribs 31\n"
    assert pairs(f"# Boats\n\n**Ann Cook**  \n**Bo Drake**  \n**Cy Bligh**\n\n{contents}") == []


def test_names_of_many_long_points_are_explained_one_by_one(pairs: Pairs) -> None:
    names = ("Cost", "Handling", "Safe in gusts", "Weight", "Looks", "Repair")
    told = "is a thing on which crews have always had their own opinions, as old as the sea itself, and " * 2
    points = "\n".join(f"- **{name}**: this {told} more." for name in names)
    assert [front for front, _ in pairs(f"# Boats\n\n## Gaff rig\n\n### Advantages\n\n{points}")] == [
        f'Advantages (Gaff rig): explain "{name}".' for name in names
    ]
