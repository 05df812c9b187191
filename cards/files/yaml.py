"""Cards as YAML records: a list of entries with a front and a back, under any names that say so.

Only what such lists need is read: scalars, quoted and block text, lists of words. A record that is
anything else is reported and passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cards.files.source import BACK, FRONT, FileText
from cards.marks.lines import Marked
from cards.metadata import unquote, words

_RECORD = re.compile(r"(\s*)-\s+(.*)$")
_ENTRY = re.compile(r"(\s*)([\w -]{1,40}?)\s*:(?:\s+(.*)|\s*)$")
_BLOCK = re.compile(r"([|>])([+-]?\d?[+-]?)\s*(?:#.*)?$")


def read_yaml(text: str, file: str) -> FileText:
    """Each record with a front and a back as a card."""
    lines = text.split("\n")
    deck = _top(lines, "deck") or _top(lines, "name")
    tags = words(_top(lines, "tags"))
    records = list(_records(lines))
    marked = [
        Marked(
            front,
            _value(record, BACK),
            first,
            last,
            id=record.get("id", ""),
            tags=(*tags, *words(record.get("tags", "").strip("[]"))),
            deck=record.get("deck", deck),
            unanswered=not _value(record, BACK),
        )
        for record, first, last in records
        if (front := _value(record, FRONT))
    ]
    other = [(first, last, lines[first - 1]) for record, first, last in records if not _value(record, FRONT)]
    begun = next((number for number, line in enumerate(lines, 1) if line.strip()), 0)
    if begun and not marked:
        other = [(begun, len(lines), lines[begun - 1])]
    return FileText([""] * len(lines), marked, other=other)


def _top(lines: Sequence[str], key: str) -> str:
    for line in lines[:200]:
        match = re.match(rf"{key}\s*:\s*(\S.*)$", line)
        if match:
            return unquote(match.group(1)).strip("[]")
    return ""


def _value(record: dict[str, str], names: Sequence[str]) -> str:
    return next((record[name].strip() for name in names if record.get(name, "").strip()), "")


def _records(lines: Sequence[str]) -> Iterator[tuple[dict[str, str], int, int]]:
    """The entries of each list item with their first and last line."""
    record: dict[str, str] = {}
    first = last = depth = 0
    number = 0
    while number < len(lines):
        line = lines[number]
        opened = _RECORD.match(line)
        entry = _ENTRY.match(opened.group(2) if opened else line)
        if opened and entry and (not record or len(opened.group(1)) <= depth):
            if record:
                yield record, first, last
            record, first, depth = {}, number + 1, len(opened.group(1))
        if entry and (record or opened) and (opened or len(entry.group(1)) > depth):
            column = line.index(entry.group(2)) if opened else len(entry.group(1))
            value, number = _text(lines, number, entry.group(3) or "", column)
            record[entry.group(2).strip().lower()] = value
            last = number + 1
        number += 1
    if record:
        yield record, first, last


def _text(lines: Sequence[str], number: int, value: str, depth: int) -> tuple[str, int]:
    """The text of an entry and its last line: plain, quoted, or a block that is indented deeper."""
    block = _BLOCK.match(value)
    if not block:
        following = number + 1
        more: list[str] = []
        while value and following < len(lines) and _continues(lines[following], depth):
            more.append(lines[following].strip())
            following += 1
        listed = _listed(lines, number + 1, depth) if not value else []
        if listed:
            return " ".join(listed), number + len(listed)
        return unquote(" ".join([value, *more])), number + len(more)
    rows: list[str] = []
    last = number
    while last + 1 < len(lines) and (not lines[last + 1].strip() or _indent(lines[last + 1]) > depth):
        last += 1
        rows.append(lines[last])
    inner = min((_indent(row) for row in rows if row.strip()), default=0)
    text = "\n".join(row[inner:] for row in rows).rstrip("\n")
    return (re.sub(r"(?<!\n)\n(?!\n)", " ", text) if block.group(1) == ">" else text), last


def _continues(line: str, depth: int) -> bool:
    return bool(line.strip()) and _indent(line) > depth and not _ENTRY.match(line) and not _RECORD.match(line)


def _listed(lines: Sequence[str], number: int, depth: int) -> list[str]:
    found: list[str] = []
    while number < len(lines) and (match := _RECORD.match(lines[number])) and len(match.group(1)) > depth:
        found.append(unquote(match.group(2)))
        number += 1
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
