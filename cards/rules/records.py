"""Records one below the other, each with the same labels: what the first label holds names all the others.

`Symptom: ...`, `Cause: ...`, `Fix: ...`, and then the next symptom; or a word with its meaning and example.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cards.asking.front import Question
from cards.asking.titled import ask_label
from cards.asking.topic import Topic
from cards.cutting import Cutter, Draft, Found, draft, paragraph
from cards.labels.label import Labelled, split_label
from cards.labels.points import point_of
from cards.labels.titles import title_of
from cards.markdown.tree import Block
from cards.rules.owner import is_name_line
from cards.words.wording import count_words

MAX_NAME = 14
"""Words of a first entry that can name its record."""
LEAST_BLOCKS = 4
"""Blocks of two records."""
GLANCE, MOST = 24, 240
"""Entries that tell whether there are records, and those that are read at once."""


class _Entry(NamedTuple):
    """A labelled paragraph and what hangs on it."""

    found: Labelled
    block: Block
    below: Sequence[Block]

    @property
    def label(self) -> str:
        return self.found.label.casefold()


def records(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    if not topic.english or len(blocks) - at < LEAST_BLOCKS:
        return None
    if is_name_line(blocks, at):
        return _named(topic, blocks, at)
    if not split_label(blocks[at].text):
        return None
    if len(_records(_entries(blocks, at, GLANCE))) < 2:
        return None
    made = _records(_entries(blocks, at, MOST))
    drafts = [one for record in made for one in _cut(topic, record)]
    return Found(sum(1 + len(entry.below) for record in made for entry in record), drafts) if made else None


def _named(topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """Records that each begin with a line that is only a name: a drug, and below it its class and use."""
    made: list[tuple[Block, list[_Entry]]] = []
    end = at
    while len(made) < MOST and end < len(blocks) and is_name_line(blocks, end):
        entries = _entries(blocks, end + 1, GLANCE)
        entries = entries[: next((n for n, one in enumerate(entries) if _is_apart(entries, n)), len(entries))]
        if made and not {one.label for one in entries} & {one.label for one in made[-1][1]}:
            break
        made.append((blocks[end], entries))
        end += 1 + sum(1 + len(entry.below) for entry in entries)
    if len(made) < 2:
        return None
    drafts: list[Draft] = []
    for name, entries in made:
        inside = [_ask(topic, title_of(name.text), entry, entry.block.start) for entry in entries]
        drafts += [inside[0]._replace(start=name.start), *inside[1:]]
    return Found(end - at, drafts)


def _is_apart(entries: Sequence[_Entry], number: int) -> bool:
    """Whether an entry is set apart from lines that follow each other, so that it tells of something else."""
    if number < 2:
        return False
    ends = [(one.below[-1] if one.below else one.block).end for one in entries[:number]]
    close = all(one.block.start == end + 1 for one, end in zip(entries[1:number], ends, strict=False))
    return close and entries[number].block.start > ends[-1] + 1


def _entries(blocks: Sequence[Block], at: int, most: int) -> list[_Entry]:
    """The labelled paragraphs from here on, as far as nothing else stands between them."""
    entries: list[_Entry] = []
    while at < len(blocks) and blocks[at].kind == "paragraph" and len(entries) < most:
        found = split_label(blocks[at].text)
        if not found or found.strength < 2:
            break
        end = at + 1
        while end < len(blocks) and blocks[end].kind in ("list", "quote", "code", "math"):
            end += 1
        entries.append(_Entry(found, blocks[at], blocks[at + 1 : end]))
        at = end
    return entries


def _records(entries: Sequence[_Entry]) -> list[Sequence[_Entry]]:
    """The entries by record, each beginning with the label of the first; empty where they are none."""
    starts = [number for number, entry in enumerate(entries) if entry.label == entries[0].label]
    if len(starts) < 2:
        return []
    if len(entries) == MOST and len(starts) > 2:
        starts, entries = starts[:-1], entries[: starts[-1]]
    edges = [*starts, len(entries)]
    found = [entries[low:high] for low, high in zip(starts, edges[1:], strict=True)]
    names = {record[0].found.body.casefold() for record in found}
    short = all(count_words(record[0].found.body) <= MAX_NAME and not record[0].below for record in found)
    if len(names) < len(found) or not short or any(len(record) < 2 for record in found):
        return []
    shared = set.intersection(*({entry.label for entry in record[1:]} for record in found))
    return found if shared else []


def _cut(topic: Topic, record: Sequence[_Entry]) -> list[Draft]:
    """A card for each entry of a record but its first, which stands in the front."""
    name = title_of(record[0].found.body).rstrip(".")
    drafts: list[Draft] = []
    for entry in record[1:]:
        drafts.append(_ask(topic, name, entry, entry.block.start if drafts else record[0].block.start))
    return drafts


def _ask(topic: Topic, name: str, entry: _Entry, start: int) -> Draft:
    """The card that asks for an entry of what has this name."""
    label, body = entry.found.label, entry.found.body
    begun = label if label[1:2].isupper() else f"{label[0].lower()}{label[1:]}"
    question = Question(f"{name}: {begun}?", topic.all)
    if point_of(label):
        question = ask_label(topic.below(name), label, body)
    return draft(question, [paragraph(body, entry.block), *entry.below], start=start)
