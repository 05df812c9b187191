"""Practice beside the schedule, opened from any screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizapp.practice import Practice
from quizapp.sitting import Sitting
from quizapp.tui.looks import fitted
from quizapp.tui.screens.study import StudyScreen

if TYPE_CHECKING:
    from quizapp.practice import PracticeMode
    from quizapp.tui.app import QuizApp


async def practise(app: QuizApp, items: Sequence[int], mode: PracticeMode, target: str | None = None) -> None:
    """Open practice of items; where exercises are practised already, in the place of that.

    Args:
        app: the program.
        items: their numbers.
        mode: how they are practised.
        target: a mistake that exercises make visible.
    """
    workspace = await app.workspace()
    practice = Practice(workspace.store.study, workspace.scheduling, items, mode=mode, seed=app.new_seed())
    facts = workspace.store.facts
    study = StudyScreen(Sitting(practice, app.clock, mode, target, facts=facts))
    here = app.screen
    if isinstance(here, StudyScreen) and here.sitting.mode == mode == "drill":
        await app.switch_screen(fitted(study, app))  # from any number of questions one key leads back
    else:
        await app.push_screen(study)
