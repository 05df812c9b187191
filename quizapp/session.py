"""One evening of study: which item comes next, what an answer leads to, and how to take it back.

Knows neither SQL nor screen, neither clock nor chance: it talks to a store through `StudyStore`, and
each call is given the time. Each answer is one durable transaction before the next item is given out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from quizapp import agenda, history, schedule, skill
from quizapp.history import Scheduling
from quizapp.memory import Rating
from quizapp.ports import StudyStore
from quizapp.question import Answered, Finished, Pause, Question, Remaining, draw_of
from quizapp.records import Answer, Entry, Item, LogRow, Selection, Stale
from quizapp.schedule import Progress, Review, Standing
from quizapp.skill import Attempt

KEPT_APART = 3
"""How many questions lie between siblings, where there are enough others."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the learner chose about the queue."""

    new_limit: int = 20
    """New items a day."""
    review_limit: int = 200
    """Due reviews a day."""
    order: agenda.Order = "due"
    new_items: agenda.Placing = "after"
    learn_ahead: int = 20 * 60
    """Seconds by which a step may come early when nothing else is left."""
    leech_threshold: int = 8
    """Lapses; 0 for no leeches."""


class Session:
    """The queue of today's items in review.

    Learning steps come as soon as they are due, then due reviews, then new items within the limits (or
    mixed, as the options say). Exercises are spread among the cards, and siblings are kept apart.
    """

    def __init__(
        self,
        store: StudyStore,
        scheduling: Scheduling,
        *,
        now_ms: int,
        seed: int,
        options: Options | None = None,
        selection: Selection | None = None,
    ) -> None:
        """
        Args:
            store: what is to be asked and where answers go.
            scheduling: model, policy, calendar and levels.
            now_ms: UTC milliseconds.
            seed: of shuffling and of the questions drawn.
            options: the queue's limits and order.
            selection: what to study; everything when None.
        """
        self._store = store
        self._scheduling = scheduling
        self._seed = seed
        self._options = options or Options()
        self._selection = selection or Selection()
        self._front: list[int] = []
        """What is asked, last, and before it what was to be asked when another answer was taken back."""
        self._begun: set[int] = set()
        """The new ones that were taken out of the queue."""
        self._recent: deque[Item] = deque(maxlen=KEPT_APART)
        self._held: int | None = None
        self._aside: set[int] = set()
        self._short = False
        """Whether places in the queue came free, so that more may be due today than it holds."""
        self._fill(scheduling.calendar.day(now_ms))
        self._held = self._left_open()

    def _fill(self, day: int) -> None:
        """Today's queue from the store."""
        store, options, chosen = self._store, self._options, self._selection
        self._day, self._short = day, False
        done = store.counts(day)
        reviews = max(0, options.review_limit - done.due)
        if options.order == "random":
            due = agenda.shuffled(store.due(day, chosen), self._seed + day)[:reviews]
        else:
            due = store.due(day, chosen, order=options.order, limit=reviews)
        waiting = store.passages_of(day) | {entry.passage for entry in due if entry.passage}
        new = self._new_items(max(0, options.new_limit - done.new), waiting)
        self._new = {entry.item for entry in new}
        self._queue = deque(agenda.blended(agenda.interleaved(due), new, options.new_items))
        self._steps = [(due_ms, entry.item) for due_ms, entry in store.steps(day, chosen)]
        heapify(self._steps)

    def adopt(self, scheduling: Scheduling, options: Options) -> None:
        """Go on under other settings; what waits for an answer is asked still."""
        self._scheduling, self._options = scheduling, options
        self._fill(self._day)
        asked = set(self._front)
        self._queue = deque(entry for entry in self._queue if entry.item not in asked)
        self._steps = [kept for kept in self._steps if kept[1] not in asked]
        heapify(self._steps)
        self._new -= asked

    def _left_open(self) -> int | None:
        """The question at which an earlier session was left, where it is still to be asked."""
        held = self._store.held()
        queued = {entry.item for entry in self._queue} | {number for _, number in self._steps}
        return held if held in queued else None

    def _new_items(self, limit: int, apart: Collection[str]) -> list[Entry]:
        cards = self._store.new_cards(self._day, self._selection, limit, apart)
        exercises = self._store.new_exercises(self._day, self._selection, limit)
        exercises = exercises[: agenda.share_of_exercises(limit, len(cards), len(exercises))]
        return agenda.mixed(cards[: limit - len(exercises)], exercises)

    @property
    def remaining(self) -> Remaining:
        """How many items are still to come, the one that is being asked left out."""
        new, waiting = len(self._new), self._front[:-1]
        begun = sum(number in self._begun for number in waiting)
        due = len(self._queue) - new + len(waiting) - begun
        return Remaining(due=due, steps=len(self._steps), new=new + begun)

    def next(self, now_ms: int) -> Question | Pause | Finished:
        """What to ask now. An item stays first in line until it is answered or put aside."""
        day = self._scheduling.calendar.day(now_ms)
        if day != self._day:
            self._aside.clear()
            self._fill(day)
        elif self._short and not (self._queue or self._front):
            self._fill(day)
        while (taken := self._take(now_ms)) is not None:
            number, waiting = taken
            if number in self._aside:
                continue
            item = self._store.load(number)
            if item and self._awake(item) and (waiting or self._due(item, now_ms)):
                self._front.append(number)
                return self._question(item)
        if self._steps:
            return Pause(self._steps[0][0])
        return Finished(self._store.counts(day))

    def _take(self, now_ms: int) -> tuple[int, bool] | None:
        """The next item, out of its queue, and whether it waits for an answer or was undone."""
        if self._front:
            return self._front.pop(), True
        if self._held is not None:
            return self._from_before(self._held), False
        if self._steps and self._steps[0][0] <= now_ms:
            return heappop(self._steps)[1], False
        if (entry := self._from_queue()) is not None:
            return entry.item, False
        if self._steps and self._steps[0][0] <= now_ms + 1000 * self._options.learn_ahead:
            return heappop(self._steps)[1], False
        return None

    def _from_before(self, held: int) -> int:
        self._held = None
        self._forget(held)
        self._new.discard(held)
        self._queue = deque(entry for entry in self._queue if entry.item != held)
        return held

    def _from_queue(self) -> Entry | None:
        """The next entry that is no sibling of what was just seen."""
        if self._queue:
            passages = {item.card.passage for item in self._recent if item.card}
            relatives = {number for item in self._recent for number in item.relatives}
            index = agenda.next_index(self._queue, passages, relatives)
            entry = self._queue[index]
            del self._queue[index]
            self._begun |= self._new & {entry.item}
            self._new.discard(entry.item)
            return entry
        return None

    def _awake(self, item: Item) -> bool:
        """Whether an item takes part in studying: another program may have put it to rest."""
        if item.suspended or item.retired or (item.buried_until or 0) > self._day:
            return False
        return item.kind == "card" or bool(self._scheduling.levels(item.exercise))

    def _due(self, item: Item, now_ms: int) -> bool:
        """Whether an item is still due: another program may have asked it. A step that is not goes back."""
        if item.progress is None:
            return True
        if item.progress.due_ms is None:
            return item.progress.due_day <= self._day
        ahead = 0 if self._queue else 1000 * self._options.learn_ahead
        if item.progress.due_ms <= now_ms + ahead:
            return True
        heappush(self._steps, (item.progress.due_ms, item.id))
        return False

    def _question(self, item: Item) -> Question:
        standings = self._outcomes(item, self._progress(item), self._day)
        draw = (
            draw_of(item, self._seed, self._scheduling.levels(item.exercise))
            if item.kind == "exercise"
            else None
        )
        return Question(item, draw, standings, self._day)

    def _progress(self, item: Item) -> Progress | None:
        """The item's progress under today's model, replayed when it was computed with another one."""
        if item.progress is None or item.model == self._scheduling.model.version:
            return item.progress
        return self._replayed(item)

    def _outcomes(self, item: Item, progress: Progress | None, day: int) -> Mapping[Rating, Standing]:
        scheduling = self._scheduling
        return schedule.outcomes(progress, item.key, day, scheduling.policy, scheduling.model)

    def _replayed(self, item: Item, *more: Review) -> Progress | None:
        """The progress from the log and further answers."""
        reviews = history.reviews_of(self._store.history(item.id))
        return self._scheduling.progress(item.key, [*reviews, *more])

    def answer(
        self,
        question: Question,
        rating: Rating,
        *,
        now_ms: int,
        duration_ms: int,
        attempt: Attempt | None = None,
    ) -> Answered:
        """Writes an answer; when this returns it is on the disk.

        Args:
            question: what was asked, as `next` gave it.
            rating: the learner's grade.
            now_ms: UTC milliseconds.
            duration_ms: time from showing the question to the grade.
            attempt: for an exercise, the first graded try.
        """
        item = question.item
        while True:
            try:
                answered = self._record(question, item, rating, now_ms, duration_ms, attempt)
                break
            except Stale:
                fresh = self._store.load(item.id)
                if fresh is None:
                    raise
                item = fresh
        self._put_away(item, answered.progress)
        return answered

    def _record(
        self,
        question: Question,
        item: Item,
        rating: Rating,
        now_ms: int,
        duration_ms: int,
        attempt: Attempt | None,
    ) -> Answered:
        before, day = self._progress(item), self._scheduling.calendar.day(now_ms)
        as_shown = item is question.item and day == question.day
        standing = (question.standings if as_shown else self._outcomes(item, before, day))[rating]
        progress = self._after(item, before, Review(now_ms, day, rating, standing), standing)
        practised = None
        if attempt:
            practised = skill.practised(item.skill, attempt, self._scheduling.levels(item.exercise))
        answer = Answer(
            item=item.id,
            at_ms=now_ms,
            day=day,
            mode="review",
            rating=rating,
            duration_ms=duration_ms,
            was=before.phase if before else "new",
            standing=standing,
            attempt=attempt,
        )
        number = self._store.record(
            answer,
            progress=progress,
            skill=practised,
            model=self._scheduling.model.version,
            latest=item.latest,
        )
        lapsed = progress.lapses > (before.lapses if before else 0)
        leech = lapsed and schedule.is_leech(progress.lapses, self._options.leech_threshold)
        return Answered(number, progress, practised, leech)

    def _after(self, item: Item, before: Progress | None, review: Review, standing: Standing) -> Progress:
        """The progress after an answer; a clock that was set back puts the answer in the midst of the log."""
        if before is not None and review.at_ms < before.answered_ms:
            progress = self._replayed(item, review)
            assert progress is not None
            return progress
        return schedule.after(before, review, standing, self._scheduling.model)

    def _put_away(self, item: Item, progress: Progress | None) -> None:
        self._forget(item.id)
        self._recent.append(item)
        if progress and progress.due_ms is not None:
            heappush(self._steps, (progress.due_ms, item.id))

    def hold(self, question: Question) -> None:
        """Have a later session begin with this question, should this one end before it is answered."""
        self._store.hold(question.item)

    def put_aside(self, question: Question) -> None:
        """Drops an item from this session, as after suspending or burying it in the store.

        Another one takes its place within the limits.
        """
        self._forget(question.item.id)
        self._aside.add(question.item.id)
        self._short = True

    def bring_back(self, number: int) -> None:
        """Asks next what was put aside."""
        self._aside.discard(number)
        self._front.append(number)

    def _forget(self, number: int) -> None:
        self._front = [kept for kept in self._front if kept != number]
        self._steps = [kept for kept in self._steps if kept[1] != number]
        heapify(self._steps)

    def undo(self, now_ms: int) -> LogRow | None:
        """Takes back the newest answer in review, of this session or an earlier one.

        Its item is asked next. Returns the answer that was undone, None when there is none.
        """
        undone = history.undo(self._store, self._scheduling, ("review",), now_ms)
        if undone is not None:
            self._forget(undone.owner)
            self._front.append(undone.owner)
            self._recent = deque((item for item in self._recent if item.id != undone.owner), KEPT_APART)
        return undone
