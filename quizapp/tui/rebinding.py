"""Keys of the learner's own: what they take the place of, and what is wrong with them, in sentences.

Importing it loads no Textual.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import chain

from quizapp.tui.keys import SHORT, find, spelled, types
from quizapp.tui.places import PLACES

FIRST: Mapping[str, tuple[str, ...]] = {
    "home": ("list", "plot"),
    "paths": ("list",),
    "study": ("page", "exercise", "typed"),
    "browse": ("list", "search"),
    "links": ("list", "search"),
    "choosefile": ("list", "search"),
    "import": ("list",),
    "snippet": ("page",),
    "stats": ("page", "plot"),
    "settings": ("list",),
    "keymap": ("list",),
    "pick": ("list",),
    "quizplan": ("list",),
    "quiz": ("exercise",),
    "quizresult": ("list",),
    "help": ("page",),
    "reading": ("page",),
}
"""Places whose keys come before those of another one, because what has the focus there takes them."""

TYPED = frozenset({"exercise", "typed", "search", "edit", "ask", "links", "choosefile", "quiz"})
"""Places where letters are typed into a line."""


_FULL = {shown: name for name, shown in SHORT.items()}
"""The names of keys that are shown in another way."""

_USUAL = {f"{place}.{key.name}": key.keys for place, there in PLACES.items() for key in there.keys}
"""The usual keys of every action, by its name."""


def _each(keys: str) -> frozenset[str]:
    """Keys as they stand on a keyboard."""
    return frozenset(spelled(key.strip()) for key in keys.split(","))


def keymap(own: Mapping[str, str]) -> dict[str, str]:
    """Keys by the name of the action, as Textual takes them.

    With a key that gets another action, Textual drops all that the key did; these are named too.
    """
    named = {name: keys for name, keys in own.items() if name in _USUAL}
    while more := {
        name: keys
        for name, keys in _USUAL.items()
        if name not in named and any(_each(keys) & _each(_USUAL[other]) for other in named)
    }:
        named |= more
    return {name: ",".join(_named(key.strip()) for key in keys.split(",")) for name, keys in named.items()}


def _named(key: str) -> str:
    """A key by the name that Textual has for it, also where it is written as it is shown: `ctrl+]`, `esc`."""
    held, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    if last in _FULL:
        return held + plus + _FULL[last]
    return held + plus + _of_sign(last) if held and len(last) == 1 and not last.isalnum() else key


def _of_sign(sign: str) -> str:
    import unicodedata

    from textual.keys import KEY_NAME_REPLACEMENTS

    name = unicodedata.name(sign, sign).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def faults(own: Mapping[str, str]) -> list[str]:
    """What is wrong with keys of the learner's own, a sentence each."""
    known = {name: keys for name, keys in own.items() if name in _USUAL}
    now = {name: _each(keys) for name, keys in (_USUAL | known).items()}
    pairs = {
        frozenset((name, other)): key
        for name in known
        for other in _USUAL
        if other != name and _together(name, other)
        for key in sorted((now[name] & now[other]) - (_each(_USUAL[name]) & _each(_USUAL[other])))
    }
    alone = chain.from_iterable(_alone(name, keys) for name, keys in own.items())
    return [*alone, *(_clash(key, *sorted(pair)) for pair, key in pairs.items())]


def _alone(name: str, keys: str) -> Iterator[str]:
    """What is wrong with an action's keys, whatever the others are."""
    if name not in _USUAL:
        near = get_close_matches(name, _USUAL, n=1)
        yield f"There is no action called {name}{f'; did you mean {near[0]}?' if near else '.'}"
        return
    place = name.partition(".")[0]
    for key in map(str.strip, keys.split(",")):
        if not _is_key(_named(key)):
            yield f"“{key}” ({name}) is no key; write it as x, X, f2, ctrl+x or space."
        elif place in TYPED and types(_named(key)):
            yield f"“{spelled(key)}” ({name}) is typed into the line there; choose one with ctrl."


def _is_key(name: str) -> bool:
    """Whether Textual has a key of this name."""
    import unicodedata

    from textual.keys import Keys

    last = name.rpartition("+")[2] or name
    if len(last) == 1 or last in {key.value.rpartition("+")[2] for key in Keys}:
        return True
    try:
        return bool(unicodedata.lookup(last.replace("_", " ")))
    except KeyError:
        return False


def _together(name: str, other: str) -> bool:
    """Whether two actions can be wanted at the same time."""
    here, there = name.partition(".")[0], other.partition(".")[0]
    return (
        "everywhere" in (here, there)
        or here == there
        or here in FIRST.get(there, ())
        or there in FIRST.get(here, ())
    )


def _clash(key: str, name: str, other: str) -> str:
    labels = [found.label for found in (find(name), find(other)) if found]
    return f"“{key}” would mean “{labels[0]}” ({name}) and “{labels[1]}” ({other}): one needs another key."
