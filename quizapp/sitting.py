"""A learner at a session: the question at hand, its round, the time spent on it, and how much is done.

Every call here may block on the store and is made off the event loop; no widget is known. An answer
is on the disk when `grade` returns, before the next question is given out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from quizapp.begun import Begun, taken_up
from quizapp.memory import Rating
from quizapp.question import Answered, Finished, Pause, Question, Remaining
from quizapp.records import Mode

if TYPE_CHECKING:
    from quizapp.history import Scheduling
    from quizapp.practice import Practice
    from quizapp.rounds import Round
    from quizapp.session import Options, Session
    from quizapp.store.facts import Facts
    from quizapp.typed import Judgement

Clock = Callable[[], int]
"""UTC milliseconds."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What to show now."""

    what: Question | Pause | Finished
    remaining: Remaining
    round: Round | None = None
    """For an exercise, the drawn question."""


class Sitting:
    """One run through a queue. The same question stays at hand until it is graded or put aside."""

    def __init__(
        self,
        queue: Session | Practice,
        clock: Clock,
        mode: Mode = "review",
        target: str | None = None,
        level: int | None = None,
        facts: Facts | None = None,
    ) -> None:
        """
        Args:
            queue: gives out questions and takes answers.
            clock: gives UTC milliseconds.
            mode: of the queue.
            target: a mistake that exercises make visible, where they know it.
            level: of exercises that have it; the learner's own when None.
            facts: where questions that are begun outlive the program, and are found again.
        """
        self._queue = queue
        self.clock = clock
        """Gives UTC milliseconds."""
        self.mode = mode
        self._target = target
        self._level = level
        self.begun = Begun(facts, mode)
        """Questions that are not graded yet, as far as they are."""
        self.written: tuple[str, ...] = ()
        """What stands in the fields of the question at hand."""
        self.done = 0
        """Answers given here that stand."""
        self.shown: Shown | None = None
        self.judgement: Judgement | None = None
        """On what was typed, where a card asks for that."""
        self._aside: list[tuple[int, int]] = []
        """Items put to rest or put off here, each with how many answers stood then."""
        self._began = clock()
        self._spent = 0

    @property
    def share(self) -> float:
        """How much of the queue is done, from 0 to 1; a drill has no end."""
        if self.shown is None or self.mode == "drill":
            return 0.0
        at_hand = self.mode == "review" and isinstance(self.shown.what, Question)
        total = self.done + self.shown.remaining.total + at_hand
        return self.done / total if total else 1.0

    @property
    def graded(self) -> bool:
        """Whether the learner grades the question at hand; practice grades exercises by itself."""
        shown = self.shown
        return shown is not None and (self.mode == "review" or shown.round is None)

    @property
    def over(self) -> bool:
        """Whether nothing is at hand any more."""
        return self.shown is not None and not isinstance(self.shown.what, Question)

    def advance(self) -> Shown:
        """The next question, or why there is none."""
        what = self._queue.next(self.clock())
        self.written, self._spent = (), 0
        round_ = self._taken_up(what) if isinstance(what, Question) else None
        self.shown = Shown(what, self._queue.remaining, round_)
        self.judgement = None
        self.resume()
        return self.shown

    def _taken_up(self, question: Question) -> Round | None:
        """The round of a question, which goes on from where it was left; None for a card."""
        kept = self.begun.find(question)
        round_ = taken_up(question, kept) if kept and self._wants(kept) else None
        if kept and (round_ or question.draw is None):
            self.written, self._spent = tuple(kept["written"]), kept["spent_ms"]
        if question.draw is None:
            return None
        return round_ or _drawn(question, self._target, self._level)

    def _wants(self, kept: Mapping[str, Any]) -> bool:
        """Whether a question that was begun is one of those that are asked for here."""
        drawn = kept["drawn"]
        if drawn is None:
            return False
        return self._target in (None, drawn["target"]) and self._level in (None, drawn["level"])

    def note(self, written: Sequence[str]) -> None:
        """Note how far the question at hand is, and what stands in its fields."""
        assert self.shown is not None
        if isinstance(self.shown.what, Question):
            self.written = tuple(written)
            self.begun.note(self.shown.what, self.shown.round, written, self.spent_ms)

    def hold(self) -> None:
        """Note what is at hand, so that the program asks it first when it is started anew."""
        from quizapp.session import Session

        what = self.shown.what if self.shown else None
        if isinstance(what, Question) and isinstance(self._queue, Session):
            self._queue.hold(what)

    def adopt(self, scheduling: Scheduling, options: Options) -> None:
        """Go on under other settings, the question at hand included; practice has none that matter."""
        from quizapp.session import Session

        if isinstance(self._queue, Session) and self.shown is not None:
            self._queue.adopt(scheduling, options)
            if isinstance(self.shown.what, Question):
                self.look_again()
                self.shown = replace(self.shown, remaining=self._queue.remaining)

    def look_again(self) -> bool:
        """Take up what was decided about the question at hand; whether it is asked still. Time goes on."""
        assert self.shown is not None
        before, what = self.shown.what, self._queue.next(self.clock())
        same = isinstance(before, Question) and isinstance(what, Question) and what.item.id == before.item.id
        if same:
            self.shown = replace(self.shown, what=what)
        return same

    @property
    def now_ms(self) -> int:
        """UTC milliseconds."""
        return self.clock()

    def resume(self) -> None:
        """The learner looks at the question from now on."""
        self._began = self.clock()

    def rest(self) -> None:
        """The learner looks away; the time until `resume` does not count."""
        self._spent += self.clock() - self._began
        self.resume()

    @property
    def spent_ms(self) -> int:
        """The time spent on the question at hand."""
        return self._spent + self.clock() - self._began

    def proposed(self) -> Rating:
        """The grade that the round or the typed answer deserves; for other cards, that it came."""
        if self.judgement is not None:
            return Rating.GOOD if self.judgement.correct else Rating.AGAIN
        round_ = self.shown.round if self.shown else None
        return round_.proposed(self.spent_ms / 1000) if round_ else Rating.GOOD

    def grade(self, rating: Rating) -> Answered:
        """Write the answer to the question at hand."""
        shown = self.shown
        assert shown is not None
        assert isinstance(shown.what, Question)
        answered = self._queue.answer(
            shown.what,
            rating,
            now_ms=self.clock(),
            duration_ms=self.spent_ms,
            attempt=shown.round.attempt if shown.round else None,
        )
        self.begun.drop(shown.what)
        self.done += 1
        return answered

    def put_aside(self) -> None:
        """Drop the question at hand, which was put to rest or put off."""
        assert self.shown is not None
        if isinstance(self.shown.what, Question):
            self._queue.put_aside(self.shown.what)
            self._aside.append((self.done, self.shown.what.item.id))

    @property
    def aside(self) -> int | None:
        """The item that was put to rest or put off after the newest answer."""
        done, number = self._aside[-1] if self._aside else (-1, -1)
        return number if done >= self.done else None

    def bring_back(self) -> None:
        """Ask next what was put aside last; the store has taken it back into study."""
        _, number = self._aside.pop()
        self._queue.bring_back(number)

    def undo(self) -> bool:
        """Take the newest answer back; its item is asked next. Whether there was one."""
        undone = self._queue.undo(self.clock())
        if undone is not None:
            self.done = max(0, self.done - 1)
        return undone is not None


def _drawn(question: Question, target: str | None, level: int | None) -> Round:
    import engine
    from quizapp.rounds import Round

    draw = question.draw
    assert draw is not None
    exercise = engine.exercise(draw.exercise)
    wanted = target if target and exercise.mistake(target) else draw.target
    chosen = level if level in exercise.levels else draw.level
    return Round(exercise.variant(draw.seed, chosen or draw.level, wanted))
