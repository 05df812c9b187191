"""The front matter of a note: keys with one value or a list, as YAML, TOML or a line of JSON write them.

Only what notes need is read: scalars, inline lists and dash lists. Anything deeper is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

Metadata = Mapping[str, str | tuple[str, ...]]

_KEY = re.compile(r"[\"']?([\w .-]+?)[\"']?\s*[:=](?:\s+|$|(?=[\[\"']))(.*)$")
_ITEM = re.compile(r"\s*-\s+(.*)$")


def read_metadata(lines: Sequence[str]) -> Metadata:
    """Keys in small letters; a list is a tuple."""
    found: dict[str, str | tuple[str, ...]] = {}
    key = ""
    for line in lines:
        if line.startswith("{"):
            found |= _mapping(line)
        item = _ITEM.match(line)
        entry = _KEY.match(line)
        if item and key:
            before = found.get(key, ())
            found[key] = (*(before if isinstance(before, tuple) else ()), unquote(item.group(1)))
        elif entry:
            key = entry.group(1).strip().lower()
            found[key] = _value(entry.group(2).strip())
    return found


def _mapping(line: str) -> dict[str, str | tuple[str, ...]]:
    """The scalars and lists of a line that is an object of JSON; nothing of any other line."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    pairs = told.items() if isinstance(told, dict) else ()
    return {
        key.lower(): tuple(map(str, value)) if isinstance(value, list) else value
        for key, value in pairs
        if isinstance(value, (str, list))
    }


def words(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """A list value, or a string of words separated by commas or blanks, as words."""
    if value is None:
        return ()
    if isinstance(value, tuple):
        return value
    return tuple(part for part in re.split(r"[,\s]+", value) if part)


def unquote(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _value(text: str) -> str | tuple[str, ...]:
    if text.startswith("[") and text.endswith("]") and not text.startswith("[["):
        return tuple(unquote(part) for part in text[1:-1].split(",") if part.strip())
    return unquote(re.sub(r"\s+#.*$", "", text) if text[:1] not in "\"'" else text)
