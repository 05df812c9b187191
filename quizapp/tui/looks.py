"""Where the style sheets of the screens are; each is read when a screen that wants it is first opened."""

from __future__ import annotations

from pathlib import Path, PurePath

FOLDER = Path(__file__).parent / "screens"


def looks(*names: str) -> list[str | PurePath]:
    """The style sheets of these names, as Textual wants them."""
    return [FOLDER / f"{name}.tcss" for name in names]
