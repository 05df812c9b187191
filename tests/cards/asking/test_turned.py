"""Titles and clauses in the order of a statement, as the questions that they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.asking.turned import questioned, thing_used, turned

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("How batching works", "How does batching work?"),
        ("How ROC is Generated", "How is ROC generated?"),
        ("How GPUs forget", "How do GPUs forget?"),
        ("How sails are made", "How are sails made?"),
        ("Why Ballast Helps", "Why does Ballast help?"),
        ("Why the keel of a boat fails", "Why does the keel of a boat fail?"),
        ("When ropes are spliced", "When are ropes spliced?"),
        ("What a halyard does", "What does a halyard do?"),
        ("What a halyard is", "What is a halyard?"),
        ("Why hulls that are old leak", "Why hulls that are old leak"),
        ("How to sail", "How to sail"),
        ("How many sails are used", "How many sails are used"),
        ("What makes a good sail", "What makes a good sail"),
        ("Why we reef", "Why we reef"),
        ("How do they differ", "How do they differ"),
        ("Sails that hold", "Sails that hold"),
    ],
)
def test_titles_in_the_order_of_a_statement(title: str, question: str) -> None:
    assert turned(title) == question


@pytest.mark.parametrize(
    ("clause", "question"),
    [
        ("A hull is watertight", "In what sense is A hull watertight?"),
        ("Ballast rights a hull", None),
        ("Ballast prevents a capsize", "How does Ballast prevent a capsize?"),
        ("The prize is divided into shares", None),
        ("Dough is a mix of two", None),
        ("Forward pass", None),
        ("Keel", None),
    ],
)
def test_what_a_clause_before_a_colon_leaves_open(clause: str, question: str | None) -> None:
    assert questioned(clause) == question


def test_the_thing_of_a_title_that_asks_for_its_use() -> None:
    assert thing_used("When to use a spinnaker") == "a spinnaker"
    assert thing_used("Used ropes") == "Used ropes"


@pytest.mark.parametrize(
    ("line", "front"),
    [
        ("- **↓ Average depth**: drop the anchor", "What do you do when Average depth drops? (Sailing)"),
        ("- **↑ Wind**: the mast bends", "What happens when Wind rises? (Sailing)"),
        ("- Sailing is quiet: no engine\n- Wind: moving air", "In what sense is Sailing quiet? (Sailing)"),
        ("- **Best Rig**: Sloop / Ketch", "What is the best rig? (Sailing)"),
        (
            "Compute (or estimate) the drift:\n\n$$d = v t$$",
            "How do you compute (or estimate) the drift (Sailing)?",
        ),
        (
            "The wind passes over both sails:\n\n$$d = v t$$",
            "How does the wind pass over both sails (Sailing)?",
        ),
        ("Therefore, if it works:\n\n$$d = v t$$", "Explain: Sailing (Boats)"),
    ],
)
def test_lines_as_questions(pairs: Pairs, line: str, front: str) -> None:
    assert pairs(f"# Boats\n\n## Sailing\n\n{line}\n")[0][0] == front
