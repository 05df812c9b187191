"""The table of answers reads like the histories that it was made of, and gives some of them in any order."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.bulk.answers import COLUMNS, PHASES, Answers, Awaited, numbered_table, row_of
from cards.model import Review

reviews = st.builds(
    Review,
    at_ms=st.integers(0, 10**13),
    day=st.integers(0, 40_000),
    rating=st.integers(1, 4),
    duration_ms=st.integers(0, 10**7),
    was=st.sampled_from(PHASES),
    interval=st.integers(0, 36_500),
    wait=st.integers(0, 10**6),
    counts=st.booleans(),
)
histories = st.dictionaries(st.sampled_from("abcdefg"), st.lists(reviews, min_size=1, max_size=4))


@given(histories, st.randoms())
def test_what_was_numbered_reads_card_by_card_oldest_first(
    found: dict[str, list[Review]], chance: Random
) -> None:
    numbers = {name: 7 * place for place, name in enumerate(found)}
    rows = [(numbers[name], *row_of(one)) for name, some in found.items() for one in some]
    chance.shuffle(rows)
    read = Answers.numbered(
        numbered_table(np.array(rows, dtype=np.int64).reshape(-1, 9)),
        {number: name for name, number in numbers.items() if name != "a"},
    )
    for name, some in read.items():
        told = [tuple(row) for number, *row in rows if number == numbers[name]]
        assert [row_of(one) for one in some] == sorted(told, key=lambda row: row[0])
    assert {*read} == {*found} - {"a"}


def test_answers_are_waited_for_once_and_only_when_somebody_asks() -> None:
    asked: list[int] = []

    def come() -> Answers:
        asked.append(1)
        table = numbered_table(np.array([[7, *row_of(Review(0, 0, 3))]], dtype=np.int64))
        return Answers.numbered(table, {7: "one"})

    found = Awaited(come)
    assert not asked
    assert "one" in found
    assert "two" not in found
    assert dict(found) == {"one": [Review(0, 0, 3)]}
    assert Answers.of(found).rows.shape == (1,)
    assert len(found) == len(asked) == 1


def test_whether_somebody_was_answered_takes_no_look_at_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Answers.of({"one": [Review(0, 0, 3)]})
    monkeypatch.delattr(Answers, "__getitem__")
    assert "one" in answers
    assert "two" not in answers


@given(histories, st.permutations("abcdefgh"))
def test_cards_give_their_answers_in_the_order_that_is_asked_for(
    found: dict[str, list[Review]], order: list[str]
) -> None:
    numbers, rows = Answers.of(found).of_cards((ord(name), name) for name in order)
    wanted = [(ord(name), *row_of(one)) for name in order if name in found for one in found[name]]
    assert [(number, *row) for number, row in zip(numbers.tolist(), rows.tolist(), strict=True)] == wanted
    assert list(rows.dtype.names) == [name for name, _ in COLUMNS]
