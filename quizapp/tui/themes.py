"""The program's own colours, one theme for dark terminals and one for light ones, and the learner's own.

All other files name colours by their role; hexadecimal numbers stand here alone.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from textual.theme import Theme

DARK = Theme(
    name="quizapp-dark",
    primary="#7fb4ca",
    secondary="#a3a0c9",
    accent="#e0b46c",
    foreground="#d5d8de",
    background="#15171c",
    surface="#1c1f26",
    panel="#262a33",
    success="#8fbf8a",
    warning="#e0b46c",
    error="#e08585",
    dark=True,
    variables={"footer-key-foreground": "#e0b46c"},
)

LIGHT = Theme(
    name="quizapp-light",
    primary="#1f6f8b",
    secondary="#5b57a2",
    accent="#9a6200",
    foreground="#24272e",
    background="#faf9f5",
    surface="#f2f0ea",
    panel="#e6e3da",
    success="#2f7a37",
    warning="#9a6200",
    error="#b3363f",
    dark=False,
    variables={"footer-key-foreground": "#9a6200"},
)

USUAL = DARK.name
"""The theme where the settings name none."""

COLOURS = (
    "primary",
    "secondary",
    "accent",
    "foreground",
    "background",
    "surface",
    "panel",
    "success",
    "warning",
    "error",
)
"""The roles to which a theme gives colours."""

SWITCHES = ("dark", "ansi")
SHARES = ("luminosity_spread", "text_alpha")
"""What else a theme may say."""

_KNOWN = frozenset(field.name for field in fields(Theme)) - {"name", "variables"}


FAINT = 0.2
"""How much of the foreground lines have that part and frame."""


def faint(foreground: str, ansi: bool) -> str:
    """The colour of lines that part and frame, as style sheets and styled text both read it."""
    from textual.color import Color

    return "ansi_bright_black" if ansi else Color.parse(foreground).with_alpha(FAINT).hex


def own(folder: Path) -> tuple[list[Theme], list[str]]:
    """The themes in a folder, one a TOML file, and what is wrong with those that cannot be used.

    A file holds colours by role (`primary = "#7fb4ca"`) and `dark`; its name is the theme's.
    """
    themes, faults = [], []
    for file in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        try:
            themes.append(_read(file))
        except (OSError, ValueError) as error:
            faults.append(f"{file.name}: {error}")
    return themes, faults


def _read(file: Path) -> Theme:
    """A theme from its file.

    Raises:
        ValueError: it is no TOML, lacks a colour, or holds something that is none.
    """
    import tomllib

    from textual.color import Color, ColorParseError

    values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    if unknown := sorted(set(values) - _KNOWN):
        raise ValueError(f"there is no {unknown[0]} in a theme; its colours are {', '.join(COLOURS)}")
    if "primary" not in values:
        raise ValueError("a theme has at least a colour called primary")
    for name, value in values.items():
        if name in SWITCHES:
            if not isinstance(value, bool):
                raise ValueError(f"{name} = {value!r} is neither true nor false")
        elif name in SHARES:
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
                raise ValueError(f"{name} = {value!r} is no number from 0 to 1")
        else:
            try:
                Color.parse(str(value))
            except ColorParseError:
                raise ValueError(f"{name} = {value!r} is no colour; write it as #7fb4ca") from None
    return Theme(name=file.stem, **values)
