"""What a learner can do about the question at hand beside answering it, and keeping what was begun of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widgets import Input

from engine.errors import QuizappError
from quizapp.question import Question
from quizapp.sitting import Sitting
from quizapp.tui import decisions
from quizapp.tui.ahead import in_turn
from quizapp.tui.drafting import DraftScreen
from quizapp.tui.told import tell, told
from quizapp.tui.widgets.exercisepane import ExercisePane
from quizapp.tui.widgets.typedfield import TypedField

if TYPE_CHECKING:
    from quizapp.records import StudyCard
    from quizapp.rounds import Round


class AtHand(DraftScreen[None]):
    """The question at hand of a sitting."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._kept = sitting.begun.content
        self.revealed = False
        """Whether the answer is on the screen, so that it can be graded."""
        self._turn = asyncio.Lock()
        """Of what changes the question at hand: a key, a click and the clock may come at once."""

    async def _advance(self) -> None:
        """Ask the next question."""
        raise NotImplementedError

    def action_reveal(self) -> None:
        """Show the answer."""
        raise NotImplementedError

    @property
    def draft_name(self) -> str:
        return self.sitting.begun.name

    def draft(self) -> Mapping[str, Any] | None:
        return self.sitting.begun.content

    def note(self) -> None:
        """Note what was done to the question at hand."""
        if (written := self._written()) is not None:
            self.sitting.note(written)
            self.keep_soon()

    def _written(self) -> Sequence[str] | None:
        """What stands in the fields; None where there are none, or those of another question still."""
        if self._round is None:
            field = self.query_one(TypedField)
            return [field.input.value] if self._at_card and field.display else None
        panes = [pane for pane in self.query(ExercisePane) if pane.round is self._round]
        return [field.value for field in panes[0].fields] if panes else None

    @on(Input.Changed)
    @on(ExercisePane.Worked)
    def note_work(self) -> None:
        self.note()

    @property
    def _asked(self) -> Question | None:
        shown = self.sitting.shown
        return shown.what if shown is not None and isinstance(shown.what, Question) else None

    @property
    def _question(self) -> Question:
        assert self._asked is not None
        return self._asked

    @property
    def _card(self) -> StudyCard:
        assert self._question.item.card is not None
        return self._question.item.card

    @property
    def _shown_text(self) -> str:
        """The card as far as it is shown, in Markdown."""
        card = self._card
        return f"{card.front}\n\n{card.back}" if self.revealed else card.front

    @property
    def _round(self) -> Round | None:
        return self.sitting.shown.round if self.sitting.shown else None

    @property
    def _at_card(self) -> bool:
        return self._asked is not None and self._round is None

    @told
    async def action_another(self) -> None:
        if self._round is not None:
            await self.app.practise([self._round.variant.exercise.id])

    @told
    async def action_mine(self) -> None:
        if self._round is not None and self._round.attempt is not None:
            await self.app.practise([self._round.variant.exercise.id], self._round.attempt.mistakes[0])

    async def action_snippet(self) -> None:
        from quizapp.tui.screens.snippet import SnippetScreen

        if self._round is not None:
            await self.app.push_screen(SnippetScreen(self._round.variant))

    async def action_reference(self) -> None:
        from quizapp.tui.screens.reference import ReferenceScreen

        if self._round is not None:
            await self.app.push_screen(ReferenceScreen(self._round.variant.exercise))

    @told
    async def action_practise(self) -> None:
        await decisions.practise(self.app, self._question.item)

    @in_turn
    async def action_edit(self) -> None:
        await self._decide(decisions.edit(self.app, self._card))

    @in_turn
    async def action_links(self) -> None:
        await self._decide(decisions.link(self.app, [self._question.item.id]))

    @in_turn
    async def action_source(self) -> None:
        await self._decide(decisions.open_source(self.app, self._card))

    @in_turn
    async def action_images(self) -> None:
        try:
            await decisions.open_pictures(self.app, self._shown_text, self._card.source)
        except QuizappError as error:
            tell(self, error)

    @in_turn
    async def action_flag(self) -> None:
        item = self._question.item
        await self._decide(decisions.flag(self.app, [item.id], item.flag, item.note))

    async def _decide(self, deed: Awaitable[bool]) -> None:
        """Do something about the card, and show it as it is now; the next one where it is gone."""
        try:
            if await deed:
                async with self._turn:
                    await self._show_again()
        except QuizappError as error:
            tell(self, error)

    async def _show_again(self) -> None:
        if self._at_card:
            item, revealed = self._question.item.id, self.revealed
            await self._advance()
            if revealed and self._at_card and self._question.item.id == item:
                self.action_reveal()

    @told
    async def action_suspend(self) -> None:
        async with self._turn:
            await decisions.suspend(self.app, [self._question.item.id], True, "undo or browse brings it back")
            await self._pass_over()

    @told
    async def action_bury(self) -> None:
        async with self._turn:
            await decisions.bury(self.app, [self._question.item.id])
            await self._pass_over()

    async def _pass_over(self) -> None:
        self.sitting.put_aside()
        await self._advance()

    async def action_info(self) -> None:
        from quizapp.tui.screens.info import InfoScreen

        scheduling = (await self.app.workspace()).scheduling
        day = scheduling.calendar.day(self.app.clock())
        await self.app.push_screen(InfoScreen(self._question.item, scheduling, day))

    def action_copy(self) -> None:
        if self._at_card:
            self.app.copy(self._shown_text, f"the {'card' if self.revealed else 'front'} as Markdown")
        elif self._round is not None:
            self.app.copy(self._round.variant.prompt, "the question")
