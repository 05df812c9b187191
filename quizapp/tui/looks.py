"""Where the style sheets of the screens are, and the classes by which they tell how large a screen is.

A style sheet is read when a screen that wants it is first opened.
"""

from __future__ import annotations

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
