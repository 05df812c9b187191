"""What is said of a card says nothing twice."""

from __future__ import annotations

import pytest

from cards.model import Source
from quizapp.about import facts
from quizapp.history import Scheduling
from quizapp.records import Item, StudyCard


@pytest.mark.parametrize(
    ("path", "under"),
    [
        (("Optimizers", "What does Adam keep?"), None),
        (("Optimizers", "Adam", "What does Adam keep?"), "Adam"),
        (("Training", "Adam"), "Training › Adam"),
        ((), None),
    ],
)
def test_headings_that_deck_and_front_say_are_left_out(
    scheduling: Scheduling, path: tuple[str, ...], under: str | None
) -> None:
    source = Source("notes.md", 3, 5, path)
    card = StudyCard("adam", "What does Adam keep?", "Two", "basic", "Deep::Optimizers", (), source)
    found = dict(facts(Item(1, "card:adam", card, None), scheduling, 20_000))
    assert found.get("under") == under
    assert found["from"] == "notes.md, lines 3 to 5"
