"""The program's own colours: one theme for dark terminals, one for light ones.

All other files name colours by their role; hexadecimal numbers stand here alone.
"""

from __future__ import annotations

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
    variables={"border": "#343a46", "footer-key-foreground": "#e0b46c"},
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
    variables={"border": "#cfcabd", "footer-key-foreground": "#9a6200"},
)

USUAL = DARK.name
"""The theme where the settings name none."""
