"""Importing more cards than are listed: that is said, and what is chosen for all holds for all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quizapp.store import open_store
from quizapp.tui.screens import bring
from quizapp.tui.screens.bring import BringScreen

TREES = ("oak", "fir", "elm", "ash")


@pytest.fixture
def note(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A note of four cards, of which three are listed."""
    monkeypatch.setattr(bring, "MOST", 3)
    path = home / "trees.md"
    path.write_text("\n".join(f"## What is an {name}?\n\nThe tree {name}.\n" for name in TREES), "utf-8")
    return path


def resting(store: Path) -> dict[str, bool]:
    """Whether each card about trees is put to rest."""
    with open_store(str(store)) as opened:
        items = [opened.study.load(one.item) for one in opened.library.cards()]
        return {
            item.card.back.rstrip(".").split()[-1]: item.suspended
            for item in items
            if item and item.card and item.card.back.startswith("The tree")
        }


@pytest.mark.parametrize(
    ("keys", "rest"), [((), set()), (("a",), set(TREES)), (("a", "space"), set(TREES[1:]))]
)
async def test_cards_that_are_not_listed_go_with_all(
    running: Any, settled: Any, note: Path, store: Path, words: Any, keys: tuple[str, ...], rest: set[str]
) -> None:
    async with running() as pilot:
        screen = BringScreen([note])
        await pilot.app.push_screen(screen)
        await settled(pilot)
        assert len(screen.cards) == 3
        assert "the first 3 are listed, enter takes all" in " ".join(words(pilot).split())
        await pilot.press(*keys, "enter")
        await settled(pilot)
        told = [str(one.message) for one in pilot.app._notifications]
        assert told[-1] == ("4 new." if not rest else f"4 new, {len(rest)} put to rest.")
    assert resting(store) == {name: name in rest for name in TREES}
