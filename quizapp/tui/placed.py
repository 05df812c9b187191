"""What a key is, and what a place is where keys work. Importing it loads no Textual."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that keys do in a place."""

    name: str
    """What the settings call it, after the place and a dot."""
    keys: str
    """Key names separated by commas; the first one is shown."""
    action: str
    label: str
    """One or two words for the bar at the bottom."""
    help: str
    """A sentence."""
    show: bool = True
    """Whether the bar at the bottom shows it."""
    priority: bool = False
    """Whether it works wherever the focus is, text fields included."""
    rank: int = 2
    """The lowest stay where the bar is too narrow for all."""


First = partial(Key, rank=0)
"""What a place is for, and the way out of it."""

Seldom = partial(Key, rank=1)
"""What works only now and then, so that nobody would look for it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where keys work."""

    title: str
    keys: tuple[Key, ...]
