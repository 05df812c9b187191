"""How the value of a setting is read, whether a file, the environment or the command line says it.

A reader returns the value, or raises `ValueError` with what it wanted, to follow "must be".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any


def whole(least: int, most: int) -> Callable[[Any], int]:
    """A whole number within bounds."""

    def read(raw: Any) -> int:
        text = str(raw).strip()
        if isinstance(raw, bool) or not re.fullmatch(r"-?\d+", text) or not least <= int(text) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(text)

    return read


def share(least: float, most: float) -> Callable[[Any], float]:
    """A number within bounds."""

    def read(raw: Any) -> float:
        try:
            number = float(raw) if not isinstance(raw, bool) else least - 1
        except (TypeError, ValueError):
            number = least - 1
        if not least <= number <= most:
            raise ValueError(f"a number from {least} to {most}")
        return number

    return read


class Choice:
    """One of a few words, which a screen may offer."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def __call__(self, raw: Any) -> str:
        if raw not in self.words:
            raise ValueError(f"one of {', '.join(self.words)}")
        return str(raw)


def choice(*words: str) -> Choice:
    """One of a few words."""
    return Choice(words)


def switch(raw: Any) -> bool:
    """True or false, in the words that people use."""
    words = {
        "true": True,
        "yes": True,
        "on": True,
        "1": True,
        "false": False,
        "no": False,
        "off": False,
        "0": False,
    }
    found = raw if isinstance(raw, bool) else words.get(str(raw).strip().lower())
    if found is None:
        raise ValueError("true or false")
    return found


def text(raw: Any) -> str:
    """Any text."""
    if not isinstance(raw, str):
        raise ValueError("a text in quotes")
    return raw


_SECONDS = {"s": 1, "m": 60, "h": 3600}


def steps(raw: Any) -> tuple[int, ...]:
    """Steps such as `["1m", "10m"]` or `1m 10m`, in seconds."""
    parts = re.split(r"[\s,]+", raw.strip()) if isinstance(raw, str) else raw
    wanted = "waits such as 30s, 10m or 2h, each shorter than a day"
    if not isinstance(parts, list):
        raise ValueError(wanted)
    found = []
    for part in filter(None, parts):
        match = re.fullmatch(r"(\d{1,5})([smh])", str(part))
        seconds = int(match[1]) * _SECONDS[match[2]] if match else 0
        if not 0 < seconds < 86_400:
            raise ValueError(wanted)
        found.append(seconds)
    return tuple(found)


def parameters(raw: Any) -> tuple[float, ...]:
    """The parameters of FSRS-6, or none."""
    parts = re.split(r"[\s,]+", raw.strip()) if isinstance(raw, str) else raw
    wanted = "a list of the 21 numbers of FSRS-6, or empty"
    try:
        found = tuple(float(part) for part in parts if part != "")
    except (TypeError, ValueError):
        raise ValueError(wanted) from None
    if len(found) not in (0, 21):
        raise ValueError(wanted)
    return found


def keys(raw: Any) -> Mapping[str, str]:
    """Names of actions and the keys for them; in a file the dot of a name may be one of TOML's own."""
    wanted = 'a table such as [keys] with lines like study.undo = "u"'
    if not isinstance(raw, dict):
        raise ValueError(wanted)
    found: dict[str, str] = {}
    for name, value in raw.items():
        for inner, key in value.items() if isinstance(value, dict) else [("", value)]:
            if not isinstance(key, str):
                raise ValueError(wanted)
            found[f"{name}.{inner}" if inner else str(name)] = key
    return found


def setting(group: str, default: Any, sentence: str, read: Callable[[Any], Any]) -> Any:
    """A field of the settings: what it concerns, its default, what it does, and how its value is read."""
    metadata = {"group": group, "sentence": sentence, "read": read}
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)
