"""What the learner changes on many cards at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from quizapp.records import StudyCard
from quizapp.store import edits
from quizapp.store.edits import changed_tags
from quizapp.store.store import Store

LATER = 1_800_000_000_000


@pytest.fixture
def numbers(store: Store, fill: Callable[..., list[int]], make_card: Any) -> list[int]:
    """Three cards, two of which call for an exercise, and that exercise."""
    linked = {"exercises": ("adam_step",)}
    made = fill(
        make_card(0, tags=("old",), **linked), make_card(1, tags=("new",), **linked), make_card(2, tags=())
    )
    return [*made, store.library.ensure_exercises(["adam_step"])["adam_step"]]


@pytest.fixture
def card(store: Store, numbers: list[int]) -> Callable[[int], StudyCard]:
    """A card as it is now, by its place."""

    def load(place: int) -> StudyCard:
        item = store.study.load(numbers[place])
        assert item is not None
        assert item.card is not None
        return item.card

    return load


@pytest.mark.parametrize(
    ("tags", "words", "after"),
    [
        (["a"], ["b"], ["a", "b"]),
        (["a", "b"], ["-a"], ["b"]),
        (["a"], ["a"], ["a"]),
        (["a"], ["-a", "a"], ["a"]),
        ([], [], []),
    ],
)
def test_tags_are_added_and_removed(tags: list[str], words: list[str], after: list[str]) -> None:
    assert changed_tags(tags, words) == after


@pytest.mark.parametrize("at_once", [1, edits.AT_ONCE])
def test_many_cards_are_tagged_and_their_notes_words_are_kept(
    store: Store,
    numbers: list[int],
    card: Callable[[int], StudyCard],
    monkeypatch: pytest.MonkeyPatch,
    at_once: int,
) -> None:
    monkeypatch.setattr(edits, "AT_ONCE", at_once)
    store.edits.tag(numbers, ["new", "path::exam", "-old"], LATER)
    assert [set(card(place).tags) for place in range(3)] == [{"new", "path::exam"}] * 3
    assert "Exam" in [path.name for path in store.decks.paths()]
    store.edits.tag(numbers[:1], ["-path::exam"], LATER)
    assert card(0).tags == ("new",)
    store.edits.revert("c0", "tags", LATER)
    assert card(0).tags == ("old",)


def test_all_of_very_many_cards_are_tagged_or_none(
    store: Store, numbers: list[int], card: Callable[[int], StudyCard], monkeypatch: pytest.MonkeyPatch
) -> None:
    tag, asked = edits._tag, list[int]()

    def stop(connection: Any, some: Any, *rest: Any) -> None:
        asked.extend(some)
        if len(asked) == 3:
            raise OSError("no space")
        tag(connection, some, *rest)

    monkeypatch.setattr(edits, "AT_ONCE", 1)
    monkeypatch.setattr(edits, "_tag", stop)
    with pytest.raises(OSError, match="no space"):
        store.edits.tag(numbers, ["exam"], LATER)
    assert [set(card(place).tags) for place in range(3)] == [{"old"}, {"new"}, set()]


def test_a_card_that_has_the_tags_already_is_left_alone(
    store: Store, numbers: list[int], card: Callable[[int], StudyCard]
) -> None:
    before = card(1).changed_ms
    store.edits.tag(numbers, ["new"], LATER)
    assert (card(0).changed_ms, card(1).changed_ms) == (LATER, before)


def test_what_each_of_many_cards_calls_for(
    store: Store, numbers: list[int], card: Callable[[int], StudyCard]
) -> None:
    assert store.edits.linked(numbers[:2]) == ["adam_step"]
    assert store.edits.linked(numbers[:3]) == []
    store.edits.link_all(numbers[:3], "adam_step")
    store.edits.link_all(numbers[:3], "iou")
    assert store.edits.linked(numbers[:3]) == ["adam_step", "iou"]
    store.edits.link_all(numbers[1:3], "adam_step", removed=True)
    assert [card(place).exercises for place in range(3)] == [("adam_step", "iou"), ("iou",), ("iou",)]


def test_which_of_many_items_are_cards_and_whether_all_rest(store: Store, numbers: list[int]) -> None:
    assert store.items.cards(numbers[1:]) == numbers[1:3]
    store.items.suspend(numbers[:2])
    assert store.items.rest(numbers[:2])
    assert not store.items.rest(numbers[:3])
    store.items.suspend(number for number in numbers)
    assert store.items.rest(numbers)
