"""Searching: what is typed becomes conditions, conditions find items."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from quizapp.records import Found
from quizapp.search import LONGEST, Term, misread, parse, words
from quizapp.store.database import Database
from quizapp.store.search import Search
from quizapp.store.store import Store


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("batch norm", (Term("word", "batch"), Term("word", "norm"))),
        ('"batch norm"', (Term("word", "batch norm"),)),
        ('"unclosed text', (Term("word", "unclosed text"),)),
        ("tag:adam", (Term("tag", "adam"),)),
        ("topic:losses", (Term("deck", "losses"),)),
        ('deck:"two words"', (Term("deck", "two words"),)),
        ("-is:new", (Term("is", "new", negated=True),)),
        ("is:nonsense", (Term("word", "is:nonsense"),)),
        ("flag:2 flag:x", (Term("flag", "2"), Term("word", "flag:x"))),
        ("mistake:no_bias", (Term("mistake", "no_bias"),)),
        ("http://x", (Term("word", "http://x"),)),
        ("tag:", (Term("word", "tag:"),)),
    ],
)
def test_what_is_typed_becomes_conditions(text: str, terms: tuple[Term, ...]) -> None:
    assert parse(text) == terms


@given(st.text(max_size=2 * LONGEST))
def test_anything_can_be_typed(text: str) -> None:
    assert all(isinstance(term, Term) for term in parse(text))


def test_words_that_must_not_occur_are_no_words() -> None:
    assert words(parse("a -b is:due")) == ["a"]


@pytest.fixture
def filled(store: Store, fill: Callable[..., list[int]], make_card: Any) -> list[int]:
    numbers = fill(
        make_card(0, front="What is **Adam**?", tags=("optimizers",), exercises=("adam_step",)),
        make_card(1, front="What is 100 % of x_1?", deck="Losses"),
        make_card(2, front="What is momentum?", back="Part of Adam."),
        make_card(3, front="Gone"),
    )
    store.library.retire(["c3"], 1)
    store.items.suspend([numbers[1]])
    store.items.flag([numbers[2]], 3)
    return numbers


def listed(store: Store, terms: Sequence[Term], exercises: Sequence[str], limit: int) -> list[Found]:
    """What a search finds, as a list shows it."""
    numbers = store.search.first(terms, 20_000, exercises=exercises, leech=8, limit=limit)
    return store.search.rows(numbers, 20_000, 8)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {"c0", "c1", "c2"}),
        ("adam", {"c0", "c2"}),
        ("adam momentum", {"c2"}),
        ("-adam", {"c1"}),
        ("100 %", {"c1"}),
        ("x_1", {"c1"}),
        ("xy1", set()),
        ("c2", {"c2"}),
        ("tag:opt", {"c0"}),
        ("deck:loss", {"c1"}),
        ("-deck:loss", {"c0", "c2"}),
        ("is:suspended", {"c1"}),
        ("is:new -is:suspended", {"c0", "c2"}),
        ("is:flagged", {"c2"}),
        ("flag:3", {"c2"}),
        ("flag:1", set()),
        ("is:retired", {"c3"}),
        ("is:due", set()),
        ("is:leech", set()),
        ("is:exercise", set()),
        ("mistake:no_bias", set()),
        ("'); DROP TABLE cards; --", set()),
    ],
)
def test_conditions_find_cards(store: Store, filled: list[int], text: str, found: set[str]) -> None:
    rows = listed(store, parse(text), (), 10)
    assert {row.key.removeprefix("card:") for row in rows} == found
    numbers = store.search.numbers(parse(text), 20_000, exercises=[], leech=8)
    assert numbers == [row.item for row in rows]


def test_exercises_are_found_by_the_names_that_are_given(store: Store, filled: list[int]) -> None:
    rows = listed(store, parse("adam is:exercise"), ["adam_step"], 10)
    assert [row.exercise for row in rows] == ["adam_step"]
    numbers = store.search.numbers(parse("adam"), 20_000, exercises=["adam_step"], leech=8)
    assert numbers == [filled[0], filled[2], rows[0].item]


def test_no_more_than_the_limit_is_found(store: Store, filled: list[int]) -> None:
    assert len(listed(store, (), ["adam_step"], 2)) == 2


@pytest.mark.parametrize(
    ("text", "limit", "found"),
    [
        ("pooling", 9, ["c2", "c4", "c0", "c3"]),
        ("pool", 3, ["c2", "c4", "c0"]),
        ("pooling", 1, ["c2"]),
        ("max pooling", 9, ["c4", "c0", "c2"]),
        ("L1 pooling", 9, ["c2"]),
        ("-max pooling", 9, ["c3"]),
        ("po", 9, ["c0", "c2", "c3", "c4"]),
        ("pooling is:new", 9, ["c0", "c2", "c3", "c4"]),
        ("", 9, ["c0", "c1", "c2", "c3", "c4"]),
    ],
)
def test_a_card_whose_front_holds_the_words_comes_first(
    store: Store, fill: Callable[..., list[int]], make_card: Any, text: str, limit: int, found: list[str]
) -> None:
    fill(
        make_card(0, front="What shrinks an image?", back="Max pooling."),
        make_card(1, front="What is momentum?"),
        make_card(2, front="What is pooling?", back="A max, or an L1 norm."),
        make_card(3, front="What is a stride?", back="Steps, as in pooling."),
        make_card(4, front="Is max pooling learnt?"),
    )
    rows = listed(store, parse(text), (), limit)
    assert [row.key.removeprefix("card:") for row in rows] == found


def keys(store: Store, text: str) -> set[str]:
    rows = listed(store, parse(text), (), 100)
    return {row.key.removeprefix("card:") for row in rows}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bn-axes", True),
        ("BATCH", True),
        ("atch norm", True),
        ('"norm batch"', False),
        ('"atch no"', True),
        ('"say ""', True),
        ("tag:naïve", True),
        ("tag:aïve", False),
        ('tag:"two words"', True),
        ("tag:t", True),
        ("tag:x", False),
        ('"axis of the batch, the height and the width, which are all but the channels"', True),
        ('"axis of the batch, the height and the width, which are all but one"', False),
    ],
)
def test_parts_of_words_ids_and_tags(
    store: Store, fill: Callable[..., list[int]], make_card: Any, text: str, found: bool
) -> None:
    back = 'Along each axis of the batch, the height and the width, which are all but the channels. "Say "'
    fill(make_card(0, id="bn-axes", front="Batch norm?", back=back, tags=("naïve", "two words")))
    assert keys(store, text) == ({"bn-axes"} if found else set())


def test_what_a_card_says_now_is_found(store: Store, fill: Callable[..., list[int]], make_card: Any) -> None:
    fill(make_card(0, front="What is momentum?"), make_card(1))
    fill(make_card(0, front="What is inertia?"), make_card(1))
    assert (keys(store, "momentum"), keys(store, "inertia")) == (set(), {"c0"})
    store.edits.write("c0", "front", "What is impetus?", 1)
    assert (keys(store, "inertia"), keys(store, "impetus")) == (set(), {"c0"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no", {"n"}),
        ("n", {"n", "e"}),
        ("O", {"n"}),
        ("nd", {"e"}),
        ("d", {"e"}),
        ("梯度", {"g"}),
        ("度", {"g"}),
        ("É", set()),
        ("é", {"s"}),
        ("zq", set()),
        ("-zq -d", {"n", "g", "s"}),
        ("nd zq", set()),
        ("nd tag:t", set()),
    ],
)
def test_one_or_two_letters_wherever_they_stand(
    store: Store, fill: Callable[..., list[int]], make_card: Any, text: str, found: set[str]
) -> None:
    backs = {"n": "no", "e": "The end", "g": "它是梯度", "s": "passé"}
    fill(*(make_card(0, id=f"1{name}1", front="?", back=back) for name, back in backs.items()))
    assert keys(store, text) == {f"1{name}1" for name in found}


def test_two_letters_that_no_card_holds_are_not_looked_for_in_cards(
    store: Store, fill: Callable[..., list[int]], make_card: Any
) -> None:
    fill(make_card(0, front="What is momentum?"))
    asked: list[str] = []
    database = Database(store.path)
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *others: asked.append(statement),
    )
    assert Search(database).first(parse("zq"), 20_000, exercises=[], leech=8, limit=10) == []
    database.close()
    assert [statement for statement in asked if "FROM cards" in statement or "JOIN cards" in statement] == []


def test_any_text_is_found_that_a_card_holds(
    store: Store, fill: Callable[..., list[int]], make_card: Any
) -> None:
    chance = random.Random(1)

    def text(most: int) -> str:
        return "".join(chance.choices("aAbB xé_%'", k=chance.randint(1, most)))

    cards = {f"n{number}": f"{text(12)}|{text(12)}" for number in range(60)}
    fill(*(make_card(0, id=name, front=words[0], back=words[1]) for name, words in _sides(cards)))
    for _ in range(150):
        wanted = text(5)
        right = {name for name, words in _sides(cards) if any(wanted.lower() in side for side in words)}
        rows = listed(store, [Term("word", wanted)], (), 100)
        assert {row.key.removeprefix("card:") for row in rows} == right, wanted


def _sides(cards: dict[str, str]) -> list[tuple[str, list[str]]]:
    return [(name, words.lower().split("|")) for name, words in cards.items()]


@pytest.mark.parametrize(
    ("text", "found"),
    [("mistake:no_b", ["adam_step"]), ("mistake:no_b is:card", []), ("-mistake:no_b is:exercise", ["iou"])],
)
def test_exercises_are_found_by_mistakes_that_were_made(
    store: Store,
    fill: Callable[..., list[int]],
    make_card: Any,
    log_answers: Callable[..., None],
    text: str,
    found: list[str],
) -> None:
    from quizapp.records import Answer
    from quizapp.skill import Attempt

    fill(make_card(0))
    numbers = store.library.ensure_exercises(["adam_step", "iou"])
    made = Attempt("adam_step,1,7,2,", 2, False, 0.0, ("1",), ("mistake",), ("no_bias",), 0, {})
    log_answers([Answer(numbers["adam_step"], 1, 1, "drill", None, 1, attempt=made)])
    rows = listed(store, parse(text), ["adam_step", "iou"], 10)
    assert [row.exercise for row in rows] == found


@pytest.mark.parametrize(
    ("text", "index"), [("is:leech", "ix_states_lapses"), ("mistake:no_bias", "ix_log_mistakes")]
)
def test_rare_things_are_found_by_their_index(
    store: Store, fill: Callable[..., list[int]], make_card: Any, text: str, index: str
) -> None:
    fill(make_card(0))
    plans: list[str] = []
    database = Database(store.path)

    def explain(connection: Any, cursor: Any, statement: str, parameters: Any, *others: Any) -> None:
        if statement.startswith("SELECT"):
            plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(row[-1] for row in plan)

    event.listen(database.engine, "before_cursor_execute", explain)
    Search(database).first(parse(text), 20_000, exercises=["adam_step"], leech=8, limit=10)
    database.close()
    assert [line for line in plans if index in line]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("is:foo", "After is: comes new, learning, due"),
        ("softmax -is:dew", "or exercise."),
        ("flag:red", "After flag: comes a number"),
        ("tags:loss", "There is no tags: to search by; did you mean tag:?"),
        ("deks:a", "did you mean deck:?"),
    ],
)
def test_what_was_perhaps_meant_as_a_condition_is_said(typed: str, sentence: str) -> None:
    (said,) = misread(typed)
    assert sentence in said


@pytest.mark.parametrize(
    "typed", ["", "is:due flag:1 tag:x", "is:", "tag:", "https://a.b", "x:y", '"is:foo"', "a:b:c"]
)
def test_words_with_a_colon_are_words(typed: str) -> None:
    assert misread(typed) == []
