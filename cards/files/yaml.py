"""Cards as YAML records: a list of entries with a front and a back, under any names that say so.

Only what such lists need is read: scalars, quoted and block text, lists of words. A record that is
anything else is reported and passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cards.files.source import BACK, FRONT, FileText
from cards.markdown.metadata import unquote, words
from cards.marks.cloze import gaps_in
from cards.marks.lines import Marked

_RECORD = re.compile(r"(\s*)-\s+(.*)$")
_ENTRY = re.compile(r"(\s*)([\w -]{1,40}?)\s*:(?:\s+(.*)|\s*)$")
_BLOCK = re.compile(r"([|>])([+-]?\d?[+-]?)\s*(?:#.*)?$")


def read_yaml(text: str, file: str) -> FileText:
    """Each record with a front and a back as a card."""
    lines = text.split("\n")
    deck = _top(lines, "deck") or _top(lines, "name")
    tags = words(_top(lines, "tags"))
    found = list(records(lines))
    marked = [card for record, first, last in found for card in cards_of(record, first, last, deck, tags)]
    other = [(first, last, lines[first - 1]) for record, first, last in found if not _value(record, FRONT)]
    begun = next((number for number, line in enumerate(lines, 1) if line.strip()), 0)
    if begun and not marked:
        other = [(begun, len(lines), lines[begun - 1])]
    return FileText([""] * len(lines), marked, other=other)


def cards_of(
    record: dict[str, str], first: int, last: int, deck: str = "", tags: tuple[str, ...] = ()
) -> list[Marked]:
    """The card of a record with a front and a back, or one for each gap of its text; none without a front."""
    front, back = _value(record, FRONT), _value(record, BACK)
    made = Marked(
        front,
        back,
        first,
        last,
        id=record.get("id", ""),
        tags=(*tags, *words(record.get("tags", "").strip("[]"))),
        deck=record.get("deck", deck),
        unanswered=not back,
    )
    gaps = gaps_in(front)
    if gaps:
        return [
            replace(made, front=one, back=two, kind="cloze", id="", unanswered=False) for one, two in gaps
        ]
    return [made] if front else []


def record_of(lines: Sequence[str]) -> dict[str, str]:
    """The entries of one record, by their names in small letters."""
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    item = [("- " if number == first else "  ") + line for number, line in enumerate(lines)]
    return next((record for record, _, _ in records(item[first:])), {})


def _top(lines: Sequence[str], key: str) -> str:
    for line in lines[:200]:
        match = re.match(rf"{key}\s*:\s*(\S.*)$", line)
        if match:
            return unquote(match.group(1)).strip("[]")
    return ""


def _value(record: dict[str, str], names: Sequence[str]) -> str:
    return next((record[name].strip() for name in names if record.get(name, "").strip()), "")


def records(lines: Sequence[str]) -> Iterator[tuple[dict[str, str], int, int]]:
    """The entries of each list item, by their names in small letters, with their first and last line."""
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
        while value and following < len(lines) and _continues(lines[following], depth, [value, *more]):
            more.append(lines[following].strip() or "\n")
            following += 1
        listed = _listed(lines, number + 1, depth) if not value else []
        if listed:
            return " ".join(listed), number + len(listed)
        whole = re.sub(r" ?\n ?", "\n", " ".join([value, *more]))
        text = unquote(whole)
        return text.replace("''", "'") if value.startswith("'") else text, number + len(more)
    rows: list[str] = []
    last = number
    while last + 1 < len(lines) and (not lines[last + 1].strip() or _indent(lines[last + 1]) > depth):
        last += 1
        rows.append(lines[last])
    inner = min((_indent(row) for row in rows if row.strip()), default=0)
    text = "\n".join(row[inner:] for row in rows).rstrip("\n")
    return (re.sub(r"(?<!\n)\n(?!\n)", " ", text) if block.group(1) == ">" else text), last


def _continues(line: str, depth: int, before: Sequence[str]) -> bool:
    """Whether a line goes on with a text, which one in quotes does until they are closed."""
    quote = before[0][:1]
    if quote in ("'", '"') and not re.search(rf"(?:^|[^{quote}\\]){quote}\s*$", " ".join(before)[1:]):
        return not line.strip() or _indent(line) > depth
    return bool(line.strip()) and _indent(line) > depth and not _ENTRY.match(line) and not _RECORD.match(line)


def _listed(lines: Sequence[str], number: int, depth: int) -> list[str]:
    found: list[str] = []
    while number < len(lines) and (match := _RECORD.match(lines[number])) and len(match.group(1)) > depth:
        found.append(unquote(match.group(2)))
        number += 1
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
