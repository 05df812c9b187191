"""Where the style sheets of the screens are, and the classes by which they tell how large a screen is.

A style sheet is read when a screen that wants it is first opened, or once the first screen is at rest.
"""

from __future__ import annotations

import asyncio
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

FOLDER = Path(__file__).parent / "screens"

AnyScreen = TypeVar("AnyScreen", bound="Screen[Any] | str")


def looks(*names: str) -> list[str | PurePath]:
    """The style sheets of these names, as Textual wants them."""
    return [FOLDER / f"{name}.tcss" for name in names]


async def read_ahead(app: App[Any]) -> None:
    """Read the style sheets while nothing happens.

    When a screen brings one along, Textual parses all of them anew and dresses all widgets anew.
    """
    for sheet in sorted(FOLDER.glob("*.tcss")):
        if not app.stylesheet.has_source(str(sheet), ""):
            app.stylesheet.read(sheet)
            app.stylesheet.parse()
            await asyncio.sleep(0)


def fitted(screen: AnyScreen, app: App[Any]) -> AnyScreen:
    """A new screen with its classes for the app's size, which Textual gives it after the first layout only.

    It would be laid out and written without them, and once more with them.
    """
    if not isinstance(screen, str):
        for cells, marks in zip(
            app.size, (app.HORIZONTAL_BREAKPOINTS, app.VERTICAL_BREAKPOINTS), strict=True
        ):
            screen.add_class(max(mark for mark in marks or () if mark[0] <= cells)[1])
    return screen
