"""What was left unfinished, on the first screen: a sentence on it, going on with it, and dropping it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from os import pathsep
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import QuizappError
from quizapp.drafts import Draft, Drafts
from quizapp.quiz import draft as quizdraft
from quizapp.tui.told import tell

if TYPE_CHECKING:
    from quizapp.tui.app import QuizApp
    from quizapp.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What can be left: a sentence on it, how to go on, and whether somebody wrote it."""

    sentence: Callable[[Draft], str]
    resume: Callable[[QuizApp, Draft], Awaitable[None]]
    written: bool = True


BEGUN = 40
"""Characters of a card that was being written."""


def _of_quiz(draft: Draft) -> str:
    return quizdraft.sentence(draft.content)


def _of_card(draft: Draft) -> str:
    words = " ".join(draft.content["front"].split())
    begun = words if len(words) <= BEGUN else f"{words[: BEGUN - 1]}…"
    return f"You were writing a card: “{begun}”." if begun else "You were writing a card."


def _of_import(draft: Draft) -> str:
    names = ", ".join(Path(path).name for path in draft.which.split(pathsep))
    return f"You were choosing the cards of {names}."


def _of_script(draft: Draft) -> str:
    return f"You changed a script on {draft.content['exercise']}."


def newest(workspace: Workspace) -> Draft | None:
    """What was left last, as far as one can go on with it."""
    for draft in Drafts(workspace.store.facts).all():
        if draft.kind in KINDS and (draft.kind != "card" or _card_is_there(workspace, draft)):
            return draft
    return None


def _card_is_there(workspace: Workspace, draft: Draft) -> bool:
    """Whether the store has the card; one that is being imported comes with its import."""
    key = f"card:{draft.which}"
    return not draft.which or key in workspace.store.items.numbers([key])


async def _resume_quiz(app: QuizApp, draft: Draft) -> None:
    from quizapp.tui.screens.quiz import QuizScreen

    workspace = await app.workspace()
    try:
        run = await app.off_loop(quizdraft.resumed, workspace, draft.content, app.clock())
    except QuizappError as error:
        tell(app, error)
        await drop(app, draft)
        return
    await app.push_screen(QuizScreen(run))


async def _resume_card(app: QuizApp, draft: Draft) -> None:
    from quizapp.tui.screens.edit import EditScreen

    workspace = await app.workspace()
    key = f"card:{draft.which}"
    numbers = await app.off_loop(workspace.store.items.numbers, [key])
    item = await app.off_loop(workspace.store.study.load, numbers[key]) if draft.which else None
    await app.push_screen(EditScreen(item.card if item else None))


async def _resume_import(app: QuizApp, draft: Draft) -> None:
    from quizapp.tui.screens.bring import BringScreen

    await app.push_screen(BringScreen([Path(path) for path in draft.which.split(pathsep)]))


async def _resume_script(app: QuizApp, draft: Draft) -> None:
    import engine
    from quizapp.tui.screens.snippet import SnippetScreen

    kept = draft.content
    exercise = engine.exercise(kept["exercise"])
    await app.push_screen(SnippetScreen(exercise.variant(kept["seed"], kept["level"], kept["target"])))


KINDS: Mapping[str, Unfinished] = {
    "quiz": Unfinished(_of_quiz, _resume_quiz, written=False),
    "card": Unfinished(_of_card, _resume_card),
    "import": Unfinished(_of_import, _resume_import),
    "script": Unfinished(_of_script, _resume_script),
}
"""By the kinds of drafts."""


async def go_on(app: QuizApp, draft: Draft) -> None:
    """Go on with what was left; where this release cannot, say why and leave it as it is."""
    try:
        await KINDS[draft.kind].resume(app, draft)
    except QuizappError as error:
        tell(app, error)


async def drop(app: QuizApp, draft: Draft) -> None:
    """Forget what was left."""
    workspace = await app.workspace()
    if draft.kind == quizdraft.NAME:
        await app.off_loop(quizdraft.drop, workspace)
    else:
        await app.off_loop(Drafts(workspace.store.facts).drop, draft.name)
