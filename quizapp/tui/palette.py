"""What the command palette offers: everything that keys do here, and what belongs to every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

from quizapp.tui.keys import find

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.screen import Screen

    from quizapp.tui.app import QuizApp

PLACES = {
    "browse": ("Browse", "Find, edit and add cards.", "quizapp.tui.screens.browse:BrowseScreen"),
    "stats": ("Statistics", "See how learning goes.", "quizapp.tui.screens.stats:StatsScreen"),
    "settings": ("Settings", "See and change every setting.", "quizapp.tui.screens.settings:SettingsScreen"),
}
"""Screens that can be opened from everywhere: title, sentence, and where they are."""

FROM_HOME = ("import", "quiz", "paths")
"""What the first screen does that can be wanted anywhere."""

MOTION = ("list.", "page.", "search.", "everywhere.commands")
"""Keys that are no commands of their own."""


def commands(app: QuizApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Everything that keys do on a screen, and what belongs to every screen."""
    seen: dict[str, tuple[Binding, DOMNode]] = {}
    titles: set[str] = set()
    for active in screen.active_bindings.values():
        name, title = active.binding.id or "", active.binding.description
        if active.enabled and active.binding.tooltip and not name.startswith(MOTION):
            if title not in titles:
                seen[name] = (active.binding, active.node)
            titles.add(title)
    for binding, node in seen.values():
        title = f"{binding.description[:1].upper()}{binding.description[1:]}"
        yield SystemCommand(title, binding.tooltip, _runner(app, binding.action, node))
    for name, (title, sentence, where) in PLACES.items():
        if not (f"home.{name}" in seen or where.endswith(f":{type(screen).__name__}")):
            yield SystemCommand(title, sentence, partial(app.go, name))
    for name in FROM_HOME:
        key = find(f"home.{name}")
        if key is not None and key.label not in titles:
            yield SystemCommand(
                key.label.capitalize(), key.help, _runner(app, key.action, app.screen_stack[0])
            )
    yield SystemCommand("Theme", "Choose the colours of the screen.", app.action_change_theme)
    yield SystemCommand("Screenshot", "Save this screen as a picture (SVG).", app.deliver_screenshot)


def settings() -> type[Provider]:
    """What finds a setting."""
    from quizapp.tui.settingsfound import SettingsFound

    return SettingsFound


def _runner(app: QuizApp, action: str, node: DOMNode) -> Callable[[], Any]:
    async def run() -> None:
        await app.run_action(action, default_namespace=node)

    return run
