"""An evening of study: order, limits, siblings, exercises, answers, undo, two programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from quizapp.history import Scheduling
from quizapp.memory import Rating
from quizapp.question import Finished, Pause, Question
from quizapp.records import NewCard, Selection
from quizapp.schedule import DAY_MS, Policy
from quizapp.session import Options, Session
from quizapp.skill import Attempt
from quizapp.store import open_store
from quizapp.store.store import Store
from quizapp.store.study import HELD

Fill = Callable[..., list[int]]
MakeCard = Callable[..., NewCard]
AGAIN, HARD, GOOD, EASY = Rating


class Evening:
    """A session with its own clock."""

    def __init__(self, store: Store, scheduling: Scheduling, now: int, **options: object) -> None:
        self.store, self.scheduling, self.now = store, scheduling, now
        selection = options.pop("selection", None)
        self.session = Session(
            store.study,
            scheduling,
            now_ms=now,
            seed=7,
            options=Options(**options),  # type: ignore[arg-type]
            selection=selection,  # type: ignore[arg-type]
        )

    def ask(self) -> Question:
        found = self.session.next(self.now)
        assert isinstance(found, Question), found
        return found

    def answer(self, question: Question, rating: Rating = GOOD, attempt: Attempt | None = None) -> None:
        self.now += 5000
        self.session.answer(question, rating, now_ms=self.now, duration_ms=5000, attempt=attempt)

    def finish(self, rating: Rating = GOOD) -> list[str]:
        """Answers until nothing is left, waiting through pauses; returns the keys in their order."""
        asked = []
        while not isinstance(found := self.session.next(self.now), Finished):
            if isinstance(found, Pause):
                self.now = found.until_ms
                continue
            asked.append(found.item.key)
            level = found.draw.level if found.draw else 0
            self.answer(found, rating, Attempt("v", level, True) if found.draw else None)
        return asked


def firsts(keys: list[str]) -> list[str]:
    return list(dict.fromkeys(keys))


def test_new_cards_come_in_the_order_of_the_notes_within_the_limit(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(*(make_card(number) for number in (3, 1, 2, 0, 4)))
    evening = Evening(store, scheduling, now, new_limit=3)
    assert evening.session.remaining.new == 3
    assert firsts(evening.finish()) == ["card:c0", "card:c1", "card:c2"]
    later = Evening(store, scheduling, evening.now, new_limit=3)
    assert isinstance(later.session.next(later.now), Finished)
    tomorrow = Evening(store, scheduling, now + DAY_MS, new_limit=3)
    assert firsts(tomorrow.finish())[-2:] == ["card:c3", "card:c4"]


def test_steps_come_when_due_then_reviews_then_new(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(*(make_card(number) for number in range(4)))
    evening = Evening(store, scheduling, now, new_limit=2)
    evening.finish()
    days = store.study.load(1).progress.due_day - scheduling.calendar.day(now)  # type: ignore[union-attr]
    evening = Evening(store, scheduling, now + (days + 5) * DAY_MS)
    assert (evening.session.remaining.due, evening.session.remaining.new) == (2, 2)
    first = evening.ask()
    evening.answer(first, AGAIN)
    second = evening.ask()
    assert second.item.progress is not None
    evening.now += 600_000
    evening.answer(second)
    assert evening.ask().item.key == first.item.key
    evening.answer(evening.ask())
    assert evening.ask().item.progress is None


@pytest.mark.parametrize(("order", "keys"), [("due", ["c1", "c0", "c2"]), ("topic", ["c0", "c1", "c2"])])
def test_due_reviews_follow_the_chosen_order(
    store: Store,
    fill: Fill,
    make_card: MakeCard,
    scheduling: Scheduling,
    now: int,
    order: str,
    keys: list[str],
) -> None:
    scheduling = replace(scheduling, policy=Policy(fuzz=False))
    numbers = fill(make_card(0, deck="A"), make_card(1, deck="B"), make_card(2, deck="C"))
    for number, day in zip(numbers, (2, 1, 3), strict=True):
        question = next_of(store, scheduling, number, now)
        Evening(store, scheduling, now - 10 * DAY_MS + day * DAY_MS).answer(question, EASY)
    evening = Evening(store, scheduling, now + 60 * DAY_MS, order=order)
    assert [key.removeprefix("card:") for key in evening.finish()] == keys


def next_of(store: Store, scheduling: Scheduling, number: int, now: int) -> Question:
    """The question about one item, whatever the queue says."""
    item = store.study.load(number)
    assert item is not None
    return Question(item, None, {}, -1)


def test_a_random_order_depends_on_the_seed(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(*(make_card(number) for number in range(12)))
    Evening(store, scheduling, now).finish(EASY)
    later = now + 100 * DAY_MS
    orders = []
    for seed in (1, 1, 2):
        session = Session(store.study, scheduling, now_ms=later, seed=seed, options=Options(order="random"))
        orders.append([entry.item for entry in session._queue])
    assert orders[0] == orders[1] != orders[2]


def test_the_limit_of_reviews_counts_what_was_done_today(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(*(make_card(number) for number in range(6)))
    Evening(store, scheduling, now).finish(EASY)
    later = now + 60 * DAY_MS
    evening = Evening(store, scheduling, later, review_limit=4)
    for _ in range(3):
        evening.answer(evening.ask())
    assert Evening(store, scheduling, evening.now, review_limit=4).session.remaining.due == 1


def test_new_siblings_wait_for_another_day(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(
        *(make_card(number, passage="one") for number in range(3)),
        *(make_card(number) for number in (3, 4, 5)),
    )
    evening = Evening(store, scheduling, now, new_limit=2)
    assert firsts(evening.finish()) == ["card:c0", "card:c3"]
    evening = Evening(store, scheduling, evening.now, new_limit=3)
    assert "card:c4" in evening.finish()
    assert "card:c1" in Evening(store, scheduling, now + DAY_MS, new_limit=1).finish()


def test_siblings_come_on_one_day_where_there_is_nothing_else(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(*(make_card(number, passage="one") for number in range(4)), make_card(4))
    asked = firsts(Evening(store, scheduling, now, new_limit=3).finish())
    assert asked == ["card:c0", "card:c4", "card:c1"]


def test_due_siblings_are_kept_apart_in_the_queue(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    numbers = fill(
        make_card(0, passage="one"), make_card(1, passage="one"), make_card(2), make_card(3), make_card(4)
    )
    evening = Evening(store, scheduling, now)
    for number in numbers:
        evening.answer(next_of(store, scheduling, number, now), EASY)
    asked = Evening(store, scheduling, now + 90 * DAY_MS).finish()
    assert abs(asked.index("card:c0") - asked.index("card:c1")) > 1


def test_an_exercise_is_unlocked_on_the_day_after_its_first_card_was_learnt(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(make_card(0, exercises=("adam_step",)), make_card(1, exercises=("adam_step", "softmax")))
    today = Evening(store, scheduling, now, new_limit=1)
    assert firsts(today.finish()) == ["card:c0"]
    tomorrow = Evening(store, scheduling, now + DAY_MS)
    asked = firsts(tomorrow.finish())
    assert "exercise:adam_step" in asked
    assert "exercise:softmax" not in asked
    assert "exercise:softmax" in Evening(store, scheduling, now + 2 * DAY_MS).finish()


def test_an_exercise_that_does_not_exist_any_more_is_not_asked(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(make_card(0, exercises=("adam_step",)))
    Evening(store, scheduling, now).finish()
    gone = replace(scheduling, levels=lambda exercise: ())
    assert not any(key.startswith("exercise:") for key in Evening(store, gone, now + DAY_MS).finish())


def test_draws_follow_level_and_mistake_and_are_never_twice_the_same(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(make_card(0, exercises=("adam_step",)))
    Evening(store, scheduling, now).finish()
    evening = Evening(store, scheduling, now + DAY_MS, learn_ahead=3600)
    seeds = set()

    def exercise() -> Question:
        while (question := evening.ask()).draw is None:
            evening.answer(question)
        assert question.draw is not None
        seeds.add(question.draw.seed)
        return question

    first = exercise()
    assert first.draw is not None
    assert (first.draw.exercise, first.draw.level, first.draw.target) == ("adam_step", 2, None)
    assert evening.ask().draw == first.draw
    evening.answer(first, AGAIN, Attempt("k", 2, False, mistakes=("no_bias",)))
    second = exercise()
    assert second.draw is not None
    assert (second.draw.level, second.draw.target) == (2, "no_bias")
    evening.answer(second, AGAIN, Attempt("k", 2, False, mistakes=("sign",)))
    third = exercise()
    assert third.draw is not None
    assert (third.draw.level, third.draw.target) == (1, "sign")
    evening.session.undo(evening.now)
    again = exercise()
    assert again.draw is not None
    assert (again.draw.level, again.draw.target) == (2, "no_bias")
    assert len(seeds) == 4


def test_labels_are_what_happens(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(*(make_card(number) for number in range(8)))
    for day in range(0, 60, 4):
        evening = Evening(store, scheduling, now + day * DAY_MS)
        for rating in Rating:
            question = evening.session.next(evening.now)
            if not isinstance(question, Question):
                break
            evening.answer(question, rating)
            after = store.study.load(question.item.id)
            assert after is not None
            assert after.progress is not None
            assert after.progress.standing == question.standings[rating]


def test_an_answer_after_the_rollover_belongs_to_the_new_day(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(make_card(0))
    day = scheduling.calendar.day(now)
    before = scheduling.calendar.start(day + 1) - 1000
    evening = Evening(store, scheduling, before)
    question = evening.ask()
    evening.answer(question, EASY)
    row = store.study.last_answer(("review",))
    assert row is not None
    assert row.answer.day == day + 1
    assert store.study.load(question.item.id).progress.memory.day == day + 1  # type: ignore[union-attr]


def test_a_new_day_fills_the_queue_again(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(*(make_card(number) for number in range(4)))
    evening = Evening(store, scheduling, now, new_limit=2)
    evening.finish()
    evening.now += DAY_MS
    assert evening.ask().item.key == "card:c2"


def test_the_question_stays_until_it_is_answered(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(make_card(0), make_card(1))
    evening = Evening(store, scheduling, now)
    first = evening.ask()
    assert evening.ask().item == first.item
    evening.session.put_aside(first)
    assert evening.ask().item != first.item


def test_what_is_put_aside_makes_room_for_another_within_the_limit(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(*(make_card(number) for number in range(4)))
    evening = Evening(store, scheduling, now, new_limit=2)
    first = evening.ask()
    store.items.suspend([first.item.id])
    evening.session.put_aside(first)
    assert firsts(evening.finish()) == ["card:c1", "card:c2"]


def test_what_was_put_aside_can_be_brought_back(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(*(make_card(number) for number in range(3)))
    evening = Evening(store, scheduling, now)
    first = evening.ask()
    evening.session.put_aside(first)
    assert evening.ask().item != first.item
    evening.session.bring_back(first.item.id)
    assert evening.ask().item == first.item
    assert sorted(firsts(evening.finish())) == ["card:c0", "card:c1", "card:c2"]


def test_a_pause_says_until_when(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(make_card(0))
    evening = Evening(store, scheduling, now, learn_ahead=30)
    evening.answer(evening.ask(), GOOD)
    pause = evening.session.next(evening.now)
    assert pause == Pause(evening.now + 600_000)
    assert isinstance(evening.session.next(evening.now + 571_000), Question)


def test_undo_puts_everything_back_as_far_as_there_are_answers(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    numbers = fill(*(make_card(number) for number in range(3)))
    evening = Evening(store, scheduling, now)
    states, asked = [], []
    for _ in range(9):
        question = evening.session.next(evening.now)
        if not isinstance(question, Question):
            break
        states.append([store.study.load(number).progress for number in numbers])  # type: ignore[union-attr]
        asked.append(question.item.key)
        evening.answer(question, GOOD)
    for state, key in zip(reversed(states), reversed(asked), strict=True):
        undone = evening.session.undo(evening.now)
        assert undone is not None
        assert undone.key == key
        assert [store.study.load(number).progress for number in numbers] == state  # type: ignore[union-attr]
        assert evening.ask().item.key == key
    assert evening.session.undo(evening.now) is None
    assert store.study.counts(scheduling.calendar.day(now)).reviews == 0


def test_what_was_asked_while_an_answer_was_taken_back_is_still_to_come(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(*(make_card(number) for number in range(4)))
    evening = Evening(store, scheduling, now)
    first = evening.ask()
    before = evening.session.remaining
    evening.answer(first, EASY)
    evening.ask()
    evening.session.undo(evening.now)
    assert evening.ask().item.id == first.item.id
    assert evening.session.remaining == before


def test_undo_works_after_a_restart(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(make_card(0), make_card(1))
    evening = Evening(store, scheduling, now)
    first = evening.ask()
    evening.answer(first, EASY)
    store.close()
    with open_store(str(store.path)) as again:
        later = Evening(again, scheduling, evening.now)
        undone = later.session.undo(later.now)
        assert undone is not None
        assert undone.key == first.item.key
        assert later.ask().item.progress is None
        assert later.ask().item.key == first.item.key


@pytest.mark.parametrize("order", ["due", "random"])
def test_a_new_session_begins_with_the_question_that_was_left_open(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int, order: str
) -> None:
    fill(*(make_card(number, passage=f"p{number // 2}", exercises=("iou",)) for number in range(8)))
    Evening(store, scheduling, now - 9 * DAY_MS).finish(EASY)
    fill(*(make_card(number) for number in range(8, 16)))
    options = {"new_items": "mixed", "order": order}
    evening = Evening(store, scheduling, now, **options)
    for rating in (GOOD, EASY, GOOD, AGAIN, GOOD, EASY, GOOD, GOOD, EASY):
        question = evening.ask()
        evening.session.hold(question)
        again = Evening(store, scheduling, evening.now, **options)
        assert again.ask().item == question.item
        assert again.session.remaining == evening.session.remaining
        evening.answer(question, rating)


def test_what_was_left_open_is_asked_first_only_where_it_is_still_to_be_asked(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    numbers = fill(make_card(0), make_card(1), make_card(2, deck="B"))
    evening = Evening(store, scheduling, now)
    first = evening.ask()
    evening.session.put_aside(first)
    evening.session.hold(evening.ask())
    assert Evening(store, scheduling, now).ask().item.key == "card:c1"
    assert Evening(store, scheduling, now, selection=Selection(decks=("B",))).ask().item.key == "card:c2"
    store.items.suspend(numbers[1:2])
    assert Evening(store, scheduling, now).ask().item.key == "card:c0"


def test_what_was_left_open_and_then_answered_is_not_asked_first(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(make_card(0), make_card(1))
    evening = Evening(store, scheduling, now)
    asked = []
    for _ in range(2):
        asked.append(evening.ask())
        evening.answer(asked[-1], EASY)
    later = now + 60 * DAY_MS
    first = Evening(store, scheduling, later).ask()
    for question in asked:
        evening.session.hold(question)
        assert Evening(store, scheduling, later).ask().item == first.item


@pytest.mark.parametrize("held", ["", "2", "2 0", "99 0", "two 0", "2 x"])
def test_what_is_held_can_be_anything(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int, held: str
) -> None:
    fill(make_card(0), make_card(1))
    store.facts.put(HELD, held)
    first = "card:c1" if held == "2 0" else "card:c0"
    assert Evening(store, scheduling, now).ask().item.key == first


def test_an_undone_card_is_asked_again_although_its_passage_was_seen(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(make_card(0, passage="one"), make_card(1))
    evening = Evening(store, scheduling, now)
    first = evening.ask()
    evening.answer(first)
    evening.answer(evening.ask())
    evening.session.undo(evening.now)
    evening.session.undo(evening.now)
    assert evening.ask().item.key == first.item.key


def test_an_answer_counts_what_another_program_answered_meanwhile(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    numbers = fill(make_card(0))
    mine, theirs = Evening(store, scheduling, now), Evening(store, scheduling, now)
    question = mine.ask()
    theirs.answer(theirs.ask(), GOOD)
    mine.now = theirs.now
    mine.answer(question, GOOD)
    progress = store.study.load(numbers[0]).progress  # type: ignore[union-attr]
    assert progress is not None
    assert (progress.reps, progress.phase) == (2, "review")


def test_what_another_program_has_answered_is_not_asked_again(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    numbers = fill(make_card(0), make_card(1), make_card(2))
    mine = Evening(store, scheduling, now)
    theirs = Evening(store, scheduling, now)
    theirs.answer(theirs.ask(), EASY)
    store.items.suspend([numbers[1]])
    assert mine.ask().item.key == "card:c2"


def test_a_clock_that_was_set_back_loses_nothing(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    numbers = fill(make_card(0))
    evening = Evening(store, scheduling, now)
    evening.answer(evening.ask(), EASY)
    question = next_of(store, scheduling, numbers[0], now)
    evening.now = now - 40 * DAY_MS
    evening.answer(question, GOOD)
    item = store.study.load(numbers[0])
    assert item is not None
    assert item.progress == scheduling.cached(item.key, store.study.history(item.id)).progress  # type: ignore[union-attr]


def test_leeches_are_named(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(make_card(0))
    quick = replace(scheduling, policy=Policy(learning_steps=(), relearning_steps=()))
    evening = Evening(store, quick, now, leech_threshold=2)
    leeches = []
    for _ in range(5):
        question = evening.ask()
        evening.now += 1000
        answered = evening.session.answer(question, AGAIN, now_ms=evening.now, duration_ms=1)
        leeches.append(answered.leech)
        evening.now += 40 * DAY_MS
    assert leeches == [False, False, True, True, True]


@pytest.mark.parametrize(
    ("selection", "keys"),
    [
        (Selection(decks=("A",)), {"c0", "c1"}),
        (Selection(decks=("A::B",)), {"c1"}),
        (Selection(files=("/notes/b.md",)), {"c2"}),
        (Selection(files=("/notes",)), {"c0", "c1", "c2"}),
        (Selection(tags=("x",)), {"c1", "c2"}),
        (Selection(tags=("x",), decks=("A",)), {"c1"}),
        (Selection(kinds=("exercise",)), set()),
        (Selection(decks=("A%",)), set()),
        (Selection(decks=("a",)), set()),
        (Selection(files=("/notes/",)), {"c0", "c1", "c2"}),
        (Selection(files=("/note",)), set()),
    ],
)
def test_a_selection_restricts_what_is_asked(
    store: Store,
    fill: Fill,
    make_card: MakeCard,
    scheduling: Scheduling,
    now: int,
    selection: Selection,
    keys: set[str],
) -> None:
    fill(
        make_card(0, deck="A"),
        make_card(1, deck="A::B", tags=("x", "y")),
        make_card(2, deck="AB", file="/notes/b.md", tags=("x",)),
    )
    asked = Evening(store, scheduling, now, selection=selection).finish()
    assert {key.removeprefix("card:") for key in asked} == keys


def test_exercises_come_with_the_cards_that_are_selected(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(make_card(0, deck="A", exercises=("softmax",)), make_card(1, deck="B", exercises=("iou",)))
    Evening(store, scheduling, now).finish()
    tomorrow = now + DAY_MS
    asked = Evening(store, scheduling, tomorrow, selection=Selection(decks=("B",))).finish()
    assert "exercise:iou" in asked
    assert "exercise:softmax" not in asked
    named = Evening(store, scheduling, tomorrow + DAY_MS, selection=Selection(exercises=("softmax",)))
    assert named.finish()[:1] == ["exercise:softmax"]


def test_files_that_are_switched_off_rest_until_they_are_chosen(
    store: Store, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    source = store.library.add_source("shipped", "shipped:", now)
    for file, path, enabled in (("shipped:a", "One", True), ("shipped:b", "Two", False)):
        store.library.put_file(
            source, file, hash="h", reader="r", now_ms=now, study_path=path, enabled=enabled
        )
    store.library.put([make_card(0, file="shipped:a"), make_card(1, file="shipped:b")], now)
    assert set(Evening(store, scheduling, now).finish()) == {"card:c0"}
    store.decks.enable_path("Two")
    assert [(path.name, path.enabled, path.started) for path in store.decks.paths()] == [
        ("One", True, 1),
        ("Two", True, 0),
    ]
    assert set(Evening(store, scheduling, now).finish()) == {"card:c1"}


def test_buried_items_return_on_their_day(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    numbers = fill(make_card(0), make_card(1))
    store.items.bury(numbers[:1], scheduling.calendar.day(now) + 1)
    store.items.flag(numbers[1:], 3, "look it up")
    assert set(Evening(store, scheduling, now).finish()) == {"card:c1"}
    assert "card:c0" in Evening(store, scheduling, now + DAY_MS).finish()
    item = store.study.load(numbers[1])
    assert item is not None
    assert (item.flag, item.note) == (3, "look it up")
