"""Orders of a queue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp import agenda
from quizapp.records import Entry

CARDS = [Entry(number, "card", f"p{number}") for number in range(6)]
EXERCISES = [Entry(100 + number, "exercise") for number in range(2)]


@given(st.lists(st.integers(), unique=True), st.integers(0, 2**40))
def test_a_shuffle_depends_on_items_and_seed_alone(numbers: list[int], seed: int) -> None:
    entries = [Entry(number, "card") for number in numbers]
    found = agenda.shuffled(entries, seed)
    assert sorted(entry.item for entry in found) == sorted(numbers)
    assert found == agenda.shuffled(list(reversed(entries)), seed)


def test_seeds_give_other_orders() -> None:
    entries = [Entry(number, "card") for number in range(50)]
    assert agenda.shuffled(entries, 1) != agenda.shuffled(entries, 2)


@given(st.lists(st.integers()), st.lists(st.integers()))
def test_mixing_keeps_both_orders_and_spreads_them(first: list[int], second: list[int]) -> None:
    found = agenda.mixed([("a", one) for one in first], [("b", one) for one in second])
    assert [one for mark, one in found if mark == "a"] == first
    assert [one for mark, one in found if mark == "b"] == second
    for length in range(len(found) + 1):
        ahead = sum(mark == "a" for mark, _ in found[:length])
        assert abs(ahead - length * len(first) / max(1, len(found))) <= 1


def test_exercises_are_spread_among_the_cards() -> None:
    found = agenda.interleaved([*EXERCISES, *CARDS])
    places = [index for index, entry in enumerate(found) if entry.kind == "exercise"]
    assert places == [2, 6]


@pytest.mark.parametrize(
    ("placing", "found"),
    [
        ("after", ["d1", "d2", "n1", "n2"]),
        ("before", ["n1", "n2", "d1", "d2"]),
        ("mixed", ["d1", "n1", "d2", "n2"]),
    ],
)
def test_new_items_stand_where_the_learner_wants(placing: agenda.Placing, found: list[str]) -> None:
    names = {"d1": Entry(1, "card"), "d2": Entry(2, "card"), "n1": Entry(3, "card"), "n2": Entry(4, "card")}
    blended = agenda.blended([names["d1"], names["d2"]], [names["n1"], names["n2"]], placing)
    assert blended == [names[name] for name in found]


@pytest.mark.parametrize(
    ("passages", "relatives", "index"),
    [
        (set(), set(), 0),
        ({"p0"}, set(), 1),
        ({"p0", "p1"}, {2}, 3),
        ({"p0", "p1", "p2", "p3", "p4", "p5"}, set(), 0),
    ],
)
def test_siblings_are_kept_apart(passages: set[str], relatives: set[int], index: int) -> None:
    assert agenda.next_index(CARDS, passages, relatives) == index


def test_cards_without_a_passage_have_no_siblings() -> None:
    assert agenda.next_index([Entry(1, "card", "")], {""}, set()) == 0


@pytest.mark.parametrize(
    ("limit", "cards", "exercises", "share"),
    [
        (20, 100, 100, 10),
        (20, 100, 3, 3),
        (20, 5, 100, 15),
        (20, 0, 2, 2),
        (0, 5, 5, 0),
        (1, 5, 5, 0),
        (1, 0, 5, 1),
    ],
)
def test_the_share_of_new_exercises(limit: int, cards: int, exercises: int, share: int) -> None:
    assert agenda.share_of_exercises(limit, cards, exercises) == share
