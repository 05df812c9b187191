"""What a learner decides about items, wherever they are shown: put to rest, flag, edit, link, practise.

Each asks what it has to, writes through the store off the event loop, and says what was done. They are
called from a worker, because they may wait for the learner.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cards.markdown.text import counted
from engine.errors import InputError
from quizapp.about import FLAGS
from quizapp.notes.editor import note_of, run_editor
from quizapp.tui.told import tell

if TYPE_CHECKING:
    from cards.model import Source
    from quizapp.pictures import Picture
    from quizapp.records import Item, StudyCard
    from quizapp.store.takeback import Stood
    from quizapp.tui.app import QuizApp

FLAGGED = [(str(number), f"⚑ {number}  {word}" if number else word) for number, word in enumerate(FLAGS)]


async def suspend(app: QuizApp, numbers: Sequence[int], suspended: bool, way_back: str) -> None:
    """Put items to rest until they are taken back; the way to do that is said."""
    workspace = await app.workspace()
    await app.off_loop(workspace.store.items.suspend, numbers, suspended)
    app.rise()
    done = f"put to rest; {way_back}" if suspended else "back in study"
    app.notify(f"{counted(len(numbers), 'item')} {done}.")


async def bury(app: QuizApp, numbers: Sequence[int]) -> None:
    """Put items off until tomorrow."""
    workspace = await app.workspace()
    tomorrow = workspace.scheduling.calendar.day(app.clock()) + 1
    await app.off_loop(workspace.store.items.bury, numbers, tomorrow)
    app.rise()
    app.notify(f"{counted(len(numbers), 'item')} put off until tomorrow.")


async def wake(app: QuizApp, numbers: Sequence[int]) -> None:
    """Take back into study what was put to rest or put off."""
    workspace = await app.workspace()
    await app.off_loop(workspace.store.items.wake, numbers)
    app.rise()


async def take_back(app: QuizApp, before: Stood) -> None:
    """Let items stand as they did before something was done to them."""
    workspace = await app.workspace()
    await app.off_loop(workspace.store.takeback.restore, before, app.clock())
    app.rise()
    app.notify(f"Taken back: {counted(len(before.decided), 'item')} as before.")


async def flag(app: QuizApp, numbers: Sequence[int], now: int = 0, note: str = "") -> bool:
    """Flag items with a word to oneself; whether anything was chosen."""
    from quizapp.tui.screens.ask import AskScreen
    from quizapp.tui.screens.pick import PickScreen

    chosen = await app.push_screen_wait(PickScreen("Flag", FLAGGED, chosen=str(now)))
    if chosen is None:
        return False
    words: str | None = ""
    if chosen != "0":
        words = await app.push_screen_wait(AskScreen("A word to yourself", "May be left empty.", note))
    workspace = await app.workspace()
    await app.off_loop(workspace.store.items.flag, numbers, int(chosen), words)
    app.notify(f"{counted(len(numbers), 'item')} {'flagged' if chosen != '0' else 'without a flag'}.")
    return True


async def tag(app: QuizApp, numbers: Sequence[int]) -> bool:
    """Add tags to cards and remove some; of a single one all are shown, and what is typed stands instead.

    Returns:
        Whether anything was typed.
    """
    from quizapp.tui.screens.ask import AskScreen

    store = (await app.workspace()).store
    card = (await _card(app, numbers[0])) if len(numbers) == 1 else None
    note = "Words with blanks between them." if card else "Words to add; a minus before a word removes it."
    tags = " ".join(card.tags) if card else ""
    typed = await app.push_screen_wait(AskScreen(f"Tags of {counted(len(numbers), 'card')}", note, tags))
    if typed is None:
        return False
    if card:
        await app.off_loop(store.edits.write, card.id, "tags", typed, app.clock())
    else:
        await app.off_loop(store.edits.tag, numbers, typed.split(), app.clock())
    app.notify(f"{counted(len(numbers), 'card')} tagged.")
    return True


async def _card(app: QuizApp, number: int) -> StudyCard | None:
    item = await app.off_loop((await app.workspace()).store.study.load, number)
    return item.card if item else None


async def edit(app: QuizApp, card: StudyCard) -> bool:
    """Put other words in place of a card's; whether anything was changed."""
    from quizapp.tui.screens.edit import EditScreen

    changed: bool = await app.push_screen_wait(EditScreen(card))
    return changed


async def offer_rewriting(app: QuizApp, item: Item) -> None:
    """Name a leech; let a card be written anew, or an exercise be read up."""
    import engine
    from quizapp.tui.screens.confirm import ConfirmScreen
    from quizapp.tui.screens.reference import ReferenceScreen

    again = "before was forgotten again and again."
    if item.card is not None:
        if await app.push_screen_wait(ConfirmScreen(f"The card {again} Write it in other words now?")):
            await edit(app, item.card)
        return
    exercise = engine.exercise(item.exercise)
    question = f"The exercise {again} Read how its function is defined now?\n\n{exercise.title}"
    if await app.push_screen_wait(ConfirmScreen(question)):
        await app.push_screen(ReferenceScreen(exercise))


async def link(app: QuizApp, numbers: Sequence[int]) -> bool:
    """Choose the exercises that cards call for; whether anything was changed."""
    from quizapp.tui.screens.links import LinksScreen

    linked = await app.off_loop((await app.workspace()).store.edits.linked, numbers)
    changed: bool = await app.push_screen_wait(LinksScreen(numbers, linked))
    return changed


async def practise(app: QuizApp, item: Item) -> None:
    """Practise the exercises of a card, or the exercise itself."""
    exercises = item.card.exercises if item.card else (item.exercise,)
    if not exercises:
        app.notify("This card calls for no exercise yet; l links it to one.")
        return
    await app.practise(exercises)


async def open_pictures(app: QuizApp, markdown: str, source: Source | None) -> None:
    """Open the pictures of a text in the programs that the system has for them; addresses only when told to.

    Args:
        app: asks and tells.
        markdown: the text, as far as it is shown.
        source: where it stands; files are looked for beside it.

    Raises:
        InputError: there is none, or none can be opened.
    """
    from quizapp.pictures import open_outside, picture_file, pictures

    found = pictures(markdown)
    if not found:
        raise InputError("this card has no picture")
    kept = (await app.workspace()).store.pictures
    remote = [each for each in found if each.remote]
    faults: list[InputError] = []
    for each in found:
        if each.remote:
            continue
        try:
            file = picture_file(each, source, kept)
        except InputError as fault:
            faults.append(fault)
            continue
        open_outside(str(file))
        app.notify(f"Opened: {file.name}", markup=False)
    if remote:
        await _open_addresses(app, remote)
    elif len(faults) == len(found):
        raise faults[0]


async def _open_addresses(app: QuizApp, remote: Sequence[Picture]) -> None:
    """Ask, and let the browser fetch what is wanted; nothing is fetched here."""
    from quizapp.pictures import open_outside
    from quizapp.tui.screens.confirm import ConfirmScreen

    addresses = [each.source for each in remote if each.source.startswith(("https://", "http://"))]
    if not addresses:
        raise InputError("the address of this picture is none that a browser is given: http or https")
    hosts = ", ".join(sorted({each.host for each in remote if each.host}))
    whom = "this picture" if len(addresses) == 1 else f"these {len(addresses)} pictures"
    if await app.push_screen_wait(ConfirmScreen(f"Let your browser fetch {whom} from {hosts}?")):
        for address in addresses:
            open_outside(address)
        app.notify(f"Handed to the browser: {addresses[0]}", markup=False)


async def open_source(app: QuizApp, card: StudyCard) -> bool:
    """Open the lines of a note in the learner's editor, and read the note again; whether it was opened.

    Raises:
        QuizappError: the editor went wrong, when what it had saved before has been read; or the note cannot
            be read any more.
    """
    file = note_of(card)
    assert card.source is not None
    fault = None
    try:
        in_editor(app, file, card.source.start)
    except InputError as error:
        fault = error
    if not file.is_file():
        raise fault or InputError(
            f"{file} is not there any more; its cards stay, import it from where it is now"
        )
    workspace = await app.workspace()
    report = await app.off_loop(workspace.import_notes, [file])
    summary = report.summary
    app.rise()
    told = [
        f"{summary[state]:,} {state}" for state in ("edited", "moved", "new", "retired") if summary[state]
    ]
    app.notify(f"{file.name} was read again: {', '.join(told) or 'nothing has changed'}.", markup=False)
    if fault is not None:
        tell(app, fault)
    return True


def in_editor(app: QuizApp, file: Path, line: int = 1) -> None:
    """Let the learner change a file; the program waits for the editor.

    Raises:
        InputError: there is no editor, it went wrong, or there is no terminal to hand over.
    """
    from textual.app import SuspendNotSupported

    fault = None
    try:
        with app.suspend():
            try:
                run_editor(file, line)
            except InputError as error:  # raised in here, it would leave the screen suspended for good
                fault = error
    except SuspendNotSupported:
        raise InputError(f"no editor can be opened here; open {file} in another window") from None
    if fault is not None:
        raise fault
