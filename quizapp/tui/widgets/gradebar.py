"""The four grades with the wait that each would give."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message

from quizapp.memory import Rating
from quizapp.tui.widgets.onepass import Words

WORDS = {Rating.AGAIN: "Again", Rating.HARD: "Hard", Rating.GOOD: "Good", Rating.EASY: "Easy"}

COLOURS = {
    Rating.AGAIN: "$text-error",
    Rating.HARD: "$text-warning",
    Rating.GOOD: "$text-success",
    Rating.EASY: "$text-primary",
}


class Grade(Words):
    """One grade: its key, its word, and the wait below."""

    ALLOW_SELECT = False

    class Pressed(Message):
        """It was clicked."""

        def __init__(self, rating: Rating) -> None:
            super().__init__()
            self.rating = rating

    def __init__(self, rating: Rating) -> None:
        super().__init__(id=f"grade-{int(rating)}")
        self.rating = rating

    def show(self, wait: str, proposed: bool) -> None:
        """Say what the grade would lead to, and whether it is the one that space gives."""
        colour = COLOURS[self.rating]
        mark = "▸" if proposed else " "
        head = Content.assemble(
            (mark, colour), (f"{int(self.rating)} ", f"bold {colour}"), WORDS[self.rating]
        )
        self.set_class(proposed, "-proposed")
        self.update(head + Content("\n") + Content.styled(f"   {wait}" if wait else "", "$foreground-muted"))

    def on_click(self) -> None:
        self.post_message(self.Pressed(self.rating))


class GradeBar(Horizontal):
    """The four grades side by side."""

    DEFAULT_CSS = """
    GradeBar {
        height: 2;
        width: 100%;
        & > Grade {
            width: 1fr;
            height: 2;
            padding: 0 1;
            color: $text;
            &.-proposed { text-style: bold; }
            &:hover { background: $surface; }
        }
    }
    """

    def compose(self) -> ComposeResult:
        for rating in Rating:
            yield Grade(rating)

    def show(self, waits: Mapping[Rating, str], proposed: Rating) -> None:
        """Fill in the waits; none where the schedule is left alone."""
        for grade in self.query(Grade):
            grade.show(waits.get(grade.rating, ""), grade.rating == proposed)
