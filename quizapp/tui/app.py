"""The program on the screen: settings, theme and keys, the store behind it, and the way between screens.

The first paint needs neither database nor numpy; both are loaded in a thread after it. No call that
may block runs on the event loop.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App, SystemCommand

from engine.errors import QuizappError
from quizapp import config, paths
from quizapp.tui import looks, palette, rebinding, themes
from quizapp.tui.ahead import PatientApp
from quizapp.tui.keys import bindings, spelled
from quizapp.tui.told import told

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from quizapp.config import Settings
    from quizapp.quiz.run import Plan
    from quizapp.records import Selection
    from quizapp.session import Session
    from quizapp.sitting import Sitting
    from quizapp.tui.overview import Overview
    from quizapp.workspace import Workspace

T = TypeVar("T")


def now_ms() -> int:
    """UTC milliseconds."""
    return time.time_ns() // 1_000_000


class QuizApp(PatientApp, inherit_bindings=False):
    """The study program."""

    TITLE = "quizapp"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    BINDINGS = bindings("everywhere")
    COMMANDS = App.COMMANDS | {palette.settings}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-usual"), (110, "-wide")]  # noqa: RUF012  as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (22, "-low"), (30, "-tall")]  # noqa: RUF012  as Textual declares it

    def __init__(
        self,
        store: str | None = None,
        *,
        selection: Selection | None = None,
        given: Mapping[str, Any] | None = None,
        clock: Callable[[], int] = now_ms,
        seed: int | None = None,
        settled: Callable[[], None] | None = None,
    ) -> None:
        """
        Args:
            store: path or URL given on the command line.
            selection: what to study at once; the home screen comes first when None.
            given: settings given on the command line, by name.
            clock: gives UTC milliseconds.
            seed: of the questions drawn; when None, the day in review, and another one each time elsewhere.
            settled: called once when all that the first question needs is loaded, or cannot be.

        Raises:
            QuizappError: the settings cannot be read, or the store is of a kind that is not supported.
        """
        from quizapp.store.location import store_path

        self.given = {"store": store, **(given or {})}
        self.settings = _settings(self.given)
        self.store_path = store_path(self.settings.store or None)
        super().__init__()
        self.clock, self.seed = clock, seed
        self.store_given = store
        self._selection = selection
        self._settled = settled
        self._opening: asyncio.Task[Workspace] | None = None
        self._sitting: tuple[Selection | None, Sitting] | None = None
        self._interrupted = self._leaving = False
        self._warned = ("", 0.0)
        self._theme_faults: list[str] = []
        self._dress()

    def _dress(self) -> None:
        """Theme, keys and manners of the settings."""
        for theme in (themes.DARK, themes.LIGHT):
            self.register_theme(theme)
        chosen = self.settings.theme or themes.USUAL
        if chosen not in self.available_themes:
            self.bring_own_themes()
        self._wear(chosen if chosen in self.available_themes else themes.USUAL)
        self.animation_level = "full" if self.settings.animations else "none"
        self.set_class(self.settings.density == "compact", "-compact")
        self.set_keymap(rebinding.keymap(self.settings.keys))

    def _wear(self, theme: str) -> None:
        """Put on a theme; before the first paint without the second pass over all styles, 15 ms."""
        if self.is_running:
            self.theme = theme
        else:
            self.set_reactive(App.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme, with `rule` for lines that part and frame."""
        variables = super().get_css_variables()
        variables.setdefault("rule", themes.faint(variables["foreground"], self.current_theme.ansi))
        return variables

    def bring_own_themes(self) -> None:
        """The learner's themes, from the folder `themes` beside the settings."""
        found, self._theme_faults = themes.own(paths.config_file().parent / "themes")
        for theme in found:
            self.register_theme(theme)

    def reload_settings(self) -> None:
        """Read the settings anew and put them to work.

        Raises:
            QuizappError: they cannot be read.
        """
        self.adopt(_settings(self.given))

    def adopt(self, settings: Settings) -> None:
        """Put settings to work: colours and keys at once, the queue from the next question on."""
        self.settings = settings
        self._dress()
        self.refresh_bindings()
        self._sitting = None

    def get_default_screen(self) -> Screen[Any]:
        from quizapp.tui.screens.home import HomeScreen

        return looks.fitted(HomeScreen(id="_default"), self)

    def push_screen(self, screen: Screen[Any] | str, *args: Any, **kwargs: Any) -> Any:
        return super().push_screen(looks.fitted(screen, self), *args, **kwargs)

    def on_mount(self) -> None:
        wanted = self.settings.theme
        if wanted and wanted not in self.available_themes:
            self._theme_faults.append(f"there is no theme {wanted}; the usual one is shown")
        if faults := [*self._theme_faults, *rebinding.faults(self.settings.keys)]:
            self.notify("\n".join(faults), severity="warning", timeout=10, markup=False)

    def open_store(self) -> None:
        """Begin to open the store, once the first screen stands."""
        if self._opening is None:
            from quizapp.tui.drafting import leave_when_told

            leave_when_told(self)
            self._opening = asyncio.create_task(asyncio.to_thread(self._open))

    def _open(self) -> Workspace:
        from quizapp.workspace import Workspace

        return Workspace.open(self.store_given)

    async def workspace(self) -> Workspace:
        """The learner's workspace, when it is open.

        Raises:
            QuizappError: it cannot be opened.
        """
        self.open_store()
        assert self._opening is not None
        try:
            workspace = await asyncio.shield(self._opening)
        except QuizappError:
            self._opening = None  # the next call tries again
            raise
        return workspace.under(self.settings)

    async def off_loop(self, call: Callable[..., T], *args: Any) -> T:
        """The result of a call that may block, made in a thread."""
        return await asyncio.to_thread(call, *args)

    async def warm_up(self) -> None:
        """Load what the first question needs."""
        from quizapp.tui.warming import warm_up

        await self.off_loop(warm_up)

    def settle(self) -> None:
        """All is loaded."""
        if self._settled is not None:
            self._settled()
            self._settled = None

    @property
    def opened(self) -> bool:
        """Whether the store is open."""
        return self._opening is not None and self._opening.done() and not self._opening.exception()

    async def sitting(self, selection: Selection | None = None) -> Sitting:
        """The learner's place in a session: the one that was left, or a new one."""
        if self._sitting and self._sitting[0] == selection and not self._sitting[1].over:
            return self._sitting[1]
        workspace = await self.workspace()
        sitting = await self.off_loop(self._sit_down, workspace, selection)
        self._sitting = (selection, sitting)
        return sitting

    def _sit_down(self, workspace: Workspace, selection: Selection | None) -> Sitting:
        from quizapp.sitting import Sitting

        return Sitting(self._queue(workspace, selection), self.clock, facts=workspace.store.facts)

    def _queue(self, workspace: Workspace, selection: Selection | None) -> Session:
        """Today's queue; the day is its seed, so that a new start asks the same questions."""
        from quizapp.session import Session

        now = self.clock()
        return Session(
            workspace.store.study,
            workspace.scheduling,
            now_ms=now,
            seed=workspace.scheduling.calendar.day(now) if self.seed is None else self.seed,
            options=workspace.settings.options(),
            selection=selection,
        )

    def overview(self, workspace: Workspace) -> Overview:
        """What the home screen shows; blocks on the store."""
        from quizapp.tui.overview import overview

        day = workspace.scheduling.calendar.day(self.clock())
        return overview(workspace, self._queue(workspace, None).remaining, day)

    def rise(self) -> None:
        """Forget the session that was left, because what it holds has changed."""
        self._sitting = None

    async def undo_last(self) -> bool:
        """Take the newest answer in review back; whether there was one."""
        workspace = await self.workspace()
        sitting = await self.off_loop(self._sit_down, workspace, None)
        self._sitting = (None, sitting)
        return await self.off_loop(sitting.undo)

    async def go(self, place: str) -> None:
        """Open one of the palette's places."""
        from importlib import import_module

        module, screen = palette.PLACES[place][2].split(":")
        await self.push_screen(getattr(import_module(module), screen)())

    async def go_to_leeches(self) -> None:
        """Browse what is forgotten again and again."""
        from quizapp.leeches import SEARCH
        from quizapp.tui.screens.browse import BrowseScreen

        await self.push_screen(BrowseScreen(SEARCH))

    async def study_deck(self, deck: str | None) -> None:
        """Study one deck, or all."""
        from quizapp.records import Selection

        await self.study(None if deck is None else Selection(decks=(deck,)))

    async def study(self, selection: Selection | None = None) -> None:
        """Open the study screen."""
        from quizapp.tui.screens.study import StudyScreen

        await self.push_screen(StudyScreen(await self.sitting(selection)))

    async def practise(self, exercises: Sequence[str], target: str | None = None) -> None:
        """Practise exercises in turn; the schedule is left alone.

        Args:
            exercises: their ids.
            target: a mistake that the questions make visible; the one last made when None.
        """
        from quizapp.tui.practising import practise

        workspace = await self.workspace()
        numbers = await self.off_loop(workspace.store.library.ensure_exercises, exercises)
        await practise(self, [numbers[name] for name in exercises], "drill", target)

    async def cram(self, items: Sequence[int]) -> None:
        """Go through items until each is known; the schedule is left alone."""
        from quizapp.tui.practising import practise

        await practise(self, items, "cram")

    @told
    async def quiz(self, plan: Plan) -> None:
        """Ask a quiz."""
        from quizapp.quiz.sitting import begin
        from quizapp.tui.screens.quiz import QuizScreen

        workspace = await self.workspace()
        run = await self.off_loop(begin, workspace, plan, self.new_seed(), self.clock)
        await self.push_screen(QuizScreen(run))

    def new_seed(self) -> int:
        """Of questions that are drawn another time."""
        import secrets

        return secrets.randbits(31) if self.seed is None else self.seed

    async def begin(self) -> None:
        """Go straight to what was asked for on the command line."""
        if self._selection is not None:
            await self.study(self._selection)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something in place of what was said before; only a warning keeps its time."""
        if message == self._warned[0] or time.monotonic() >= self._warned[1]:
            self.clear_notifications()
        if severity != "information":
            self._warned = message, time.monotonic() + (timeout or self.NOTIFICATION_TIMEOUT)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def copy_to_clipboard(self, text: str) -> None:
        """Put a text on the clipboard and say which."""
        begun = " ".join(text.split())
        self.copy(text, f"“{begun if len(begun) <= 40 else begun[:39] + '…'}”")

    def copy(self, text: str, what: str) -> None:
        """Put a text on the clipboard and say what it is."""
        super().copy_to_clipboard(text)
        self.notify(f"Copied: {what}", timeout=3, markup=False)

    def get_key_display(self, binding: Binding) -> str:
        """A key as it stands on a keyboard."""
        return spelled(binding.key)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        return palette.commands(self, screen)

    async def run_action(self, *args: Any, **kwargs: Any) -> bool:
        """Keys that are still on their way when the program is left do nothing: its screens are going."""
        return not self._leaving and await super().run_action(*args, **kwargs)

    def exit(self, *args: Any, **kwargs: Any) -> None:
        self._leaving = True
        super().exit(*args, **kwargs)

    async def action_help(self) -> None:
        from quizapp.tui.screens.help import HelpScreen, entries

        if not isinstance(self.screen, HelpScreen):
            await self.push_screen(HelpScreen(entries(self.screen)))

    async def action_leave(self) -> None:
        """Leave; where something unfinished cannot be kept, say so first and leave when asked again."""
        from quizapp.tui.drafting import keep_drafts

        if await keep_drafts(self) or self._interrupted:
            self.exit()
        else:
            self._expect_another()

    async def action_interrupt(self) -> None:
        """The first time say how to leave; the second time leave."""
        if self._interrupted:
            await self.action_leave()
            return
        self._expect_another()
        self.notify("Press ctrl+c again to leave; every answer is kept.", timeout=3)

    def _expect_another(self) -> None:
        """For a moment, take the next key to leave for a second one."""
        self._interrupted = True
        self.set_timer(3, partial(setattr, self, "_interrupted", False))

    @told
    async def on_unmount(self) -> None:
        if self._opening is not None and not self._opening.cancelled():
            workspace = await self._opening
            await self.off_loop(workspace.close)


def _settings(given: Mapping[str, Any]) -> Settings:
    return config.load(paths.config_file(), os.environ, given).settings
