"""What is made of the registry of keys: the bindings of a place, and the table in the README.

Importing it loads no Textual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizapp.tui.placed import Key
from quizapp.tui.places import PLACES

if TYPE_CHECKING:
    from textual.binding import Binding


def bindings(place: str, *names: str) -> list[Any]:
    """The Textual bindings of a place, each with its id `place.name`; only the named ones, if any."""
    from textual.binding import Binding

    chosen = [key for key in PLACES[place].keys if not names or key.name in names]
    return [_binding(Binding, place, key) for key in chosen]


def _binding(make: type[Binding], place: str, key: Key) -> Binding:
    return make(
        key.keys,
        key.action,
        key.label,
        show=key.show,
        priority=key.priority,
        tooltip=key.help,
        id=f"{place}.{key.name}",
    )


def find(name: str) -> Key | None:
    """The key behind a binding's id."""
    place, _, rest = name.partition(".")
    if place not in PLACES:
        return None
    return next((key for key in PLACES[place].keys if key.name == rest), None)


def as_markdown() -> str:
    """All keys as a Markdown table, for the README."""
    lines = ["| where | keys | name | what they do |", "|---|---|---|---|"]
    for place, found in PLACES.items():
        for key in found.keys:
            shown = " ".join(f"`{spelled(one)}`" for one in key.keys.split(","))
            lines.append(f"| {found.title} | {shown} | `{place}.{key.name}` | {key.help} |")
    return "\n".join(lines) + "\n"


SHORT = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "delete": "del",
}
"""What is shown of keys that have names of their own."""

_SIGNS = {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"}


def spelled(key: str) -> str:
    """A key as it stands on a keyboard, wherever one is shown: `?`, `ctrl+]`, `esc`, `↑`."""
    held, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    return held + plus + (SHORT.get(last) or _SIGNS.get(last) or _sign(last))


def _sign(name: str) -> str:
    """The sign that a key of this name types; the name where it types none that is seen."""
    import unicodedata

    try:
        sign = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return name
    return sign if sign.isprintable() and not sign.isspace() else name


def types(key: str) -> bool:
    """Whether a key types a sign into a line."""
    return len(spelled(key)) == 1 and key not in SHORT
