"""Practice that leaves the schedule alone: drilling exercises, cramming cards.

The same questions and the same durable log as in a session, under the mode's own name; only an
exercise's level follows a drill.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Literal

from quizapp import history, skill
from quizapp.history import Scheduling
from quizapp.memory import Rating
from quizapp.ports import StudyStore
from quizapp.question import Answered, Finished, Question, Remaining, draw_of
from quizapp.records import Answer, LogRow
from quizapp.skill import Attempt

PracticeMode = Literal["drill", "cram"]


class Practice:
    """Asks given items in their order.

    A drill goes on in turn for ever; cramming brings back what was not known until it is.
    """

    def __init__(
        self,
        store: StudyStore,
        scheduling: Scheduling,
        items: Sequence[int],
        *,
        mode: PracticeMode,
        seed: int,
    ) -> None:
        self._store = store
        self._scheduling = scheduling
        self._queue = deque(items)
        self._mode = mode
        self._seed = seed

    @property
    def remaining(self) -> Remaining:
        """How many items are still to come, the one that is being asked included."""
        return Remaining(due=len(self._queue), steps=0, new=0)

    def next(self, now_ms: int) -> Question | Finished:
        """What to ask now. An item stays first in line until it is answered or put aside."""
        day = self._scheduling.calendar.day(now_ms)
        while self._queue:
            item = self._store.load(self._queue[0])
            levels = self._scheduling.levels(item.exercise) if item else ()
            if item is None or item.suspended or item.retired or (item.kind == "exercise" and not levels):
                self._queue.popleft()
                continue
            draw = draw_of(item, self._seed, levels) if item.kind == "exercise" else None
            return Question(item, draw, {}, day)
        return Finished(self._store.counts(day))

    def answer(
        self,
        question: Question,
        rating: Rating | None,
        *,
        now_ms: int,
        duration_ms: int,
        attempt: Attempt | None = None,
    ) -> Answered:
        """Writes an answer; when this returns it is on the disk.

        Args:
            question: what was asked, as `next` gave it.
            rating: the learner's grade; None where none is asked for.
            now_ms: UTC milliseconds.
            duration_ms: time from showing the question to the grade.
            attempt: for an exercise, the first graded try.
        """
        item = question.item
        practised = None
        if attempt and self._mode == "drill":
            practised = skill.practised(item.skill, attempt, self._scheduling.levels(item.exercise))
        answer = Answer(
            item=item.id,
            at_ms=now_ms,
            day=self._scheduling.calendar.day(now_ms),
            mode=self._mode,
            rating=rating,
            duration_ms=duration_ms,
            attempt=attempt,
        )
        number = self._store.record(answer, progress=None, skill=practised, model="", latest=item.latest)
        known = attempt.correct if attempt else rating is None or rating > Rating.AGAIN
        self._move_on(item.id, again=self._mode == "drill" or (self._mode == "cram" and not known))
        return Answered(number, item.progress, practised)

    def put_aside(self, question: Question) -> None:
        """Drops an item from this practice."""
        self._move_on(question.item.id, again=False)

    def bring_back(self, number: int) -> None:
        """Asks next what was put aside."""
        self._queue.appendleft(number)

    def _move_on(self, number: int, *, again: bool) -> None:
        if self._queue and self._queue[0] == number:
            self._queue.popleft()
        if again:
            self._queue.append(number)

    def undo(self, now_ms: int) -> LogRow | None:
        """Takes back the newest answer of this mode; its item is asked next."""
        undone = history.undo(self._store, self._scheduling, (self._mode,), now_ms)
        if undone is not None:
            if undone.owner in self._queue:
                self._queue.remove(undone.owner)
            self._queue.appendleft(undone.owner)
        return undone
