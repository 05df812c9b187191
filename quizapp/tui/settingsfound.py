"""Settings in the command palette: found by their names or their sentences, and chosen to be changed."""

from __future__ import annotations

from functools import partial

from textual.command import Hit, Hits, Provider
from textual.content import Content

from quizapp import config

SAID = 0.1
"""The score of a setting whose sentence says what was typed."""


class SettingsFound(Provider):
    """Every setting, once something is typed."""

    async def search(self, query: str) -> Hits:
        matcher, words = self.matcher(query), query.casefold()
        for name in config.names():
            title, sentence = name.replace("_", " "), config.sentence(name)
            score = matcher.match(title) or SAID * (words in sentence.casefold())
            if score:
                shown = Content("Setting: ") + matcher.highlight(title)
                yield Hit(score, shown, partial(self._open, name), help=sentence)

    async def _open(self, name: str) -> None:
        from quizapp.tui.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            await self.app.push_screen(SettingsScreen(name))
        else:
            self.screen.select(name)
