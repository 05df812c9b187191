"""A note file as cards and passed-over passages: the way from bytes to `Reading`.

Nothing is written, and no content can make it fail; only a file that is not text is refused.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from cards.announced import announced
from cards.asking.front import Question
from cards.asking.pointing import speaks_of_picture
from cards.asking.pronouns import leans_on_title
from cards.asking.topic import Topic
from cards.assemble import Piece, assemble
from cards.bulk.pause import collector_paused
from cards.clean import Cleaned, clean
from cards.cutting import Draft
from cards.diary import holds_log, without_log
from cards.files import read_file
from cards.files.source import FileText
from cards.headed import below_thing_asked_for, with_questions
from cards.labels.label import split_label
from cards.labels.titles import is_generic, title_of
from cards.markdown.metadata import words
from cards.markdown.scan import scan
from cards.markdown.text import decode
from cards.markdown.tree import Block, Section, parse_blocks, render, sections
from cards.marks import find_marked
from cards.marks.lines import Marked, declares_cards
from cards.model import Reading, Reason, Skipped, Source
from cards.noise import is_useless_title
from cards.notation import directives, read_notation
from cards.rules.owner import is_name_line
from cards.section import (
    cut_section,
    outer,
    reason_without_cards,
    tags_of,
    topic_of,
    whole_note,
    with_shared_labels,
    without_bare_numbers,
    without_idle_children,
    without_index_letters,
)
from cards.shapes.untangle import untangle
from cards.sources import lists_works, told_among_works
from cards.words.dates import is_day
from cards.words.language import looks_english
from cards.words.wording import count_words, is_formula, is_question, plain, tidy, unlink

_BRACKETS = re.compile(r"(?<=\w)\s+\([^()]*\)\Z")
_JOINS = re.compile(r"[_-]+")
_SORTED = re.compile(r"\A\d{1,3}[.)]?\s+(?=[^\W\d])")
_NOTES = re.compile(r"(?i)\b(?:notes|cheat ?sheet|summary|revision|lecture)\Z")
"""The end of a label in front of the title of a note: `Lecture notes: the heart`."""
_NOTES_ON = re.compile(r"(?:(?:My|Lecture|Class|Study|Exam) )?[Nn]otes(?: on| about|\s?[-–—|])\s+(?=\w)")
"""What a title begins with that says that these are notes."""
MAX_TITLE = 8
"""Words of a first line that is the title of a note without headings."""

MAX_NAME = 6
"""Words of the name of a file that is a title as a whole."""


def _titled(topic: Topic, line: Block) -> Topic:
    """A topic with what the first line of a note says that it is about."""
    label = split_label(line.text)
    title = label.body if label else _NOTES_ON.sub("", _BRACKETS.sub("", line.text))
    return topic._replace(title=title_of(title))


def read_note(data: bytes, file: str) -> Reading:
    """The cards of a note and what gave none.

    Raises:
        InputError: the bytes are not text.
    """
    with collector_paused():
        return _Reader(read_file(decode(data, file), file), file).read()


def _is_title_line(blocks: Sequence[Block]) -> bool:
    """Whether a note begins with a short line that stands alone and is no sentence."""
    first, second = (*blocks, None, None)[:2]
    if first is None or second is None or first.kind != "paragraph" or second.start <= first.end + 1:
        return False
    text = first.text
    short = "\n" not in text and 0 < count_words(text) <= MAX_TITLE and not is_formula(text)
    if is_name_line(blocks, 0) and any(is_name_line(blocks, at) for at in range(1, len(blocks))):
        return False
    bare = text if text.isascii() else title_of(text)
    ends = bare[-1:].isalnum() or bare[-1:] == ")"
    label = split_label(text)
    return short and ends and text[:1].isupper() and (label is None or _NOTES.search(label.label) is not None)


def _is_of_a_day(section: Section) -> bool:
    return section.heading is not None and is_day(title_of(section.heading.text))


def _named(stem: str) -> str:
    """What the name of a file says, without the number by which it is sorted."""
    return _SORTED.sub("", _JOINS.sub(" ", stem), count=1)


def _without_remarks(blocks: Sequence[Block], cleaned: Cleaned) -> list[Block]:
    """What can be understood without the pictures that were left out."""
    if any(block.info == "picture" or block.kind in ("math", "code", "table") for block in blocks):
        return list(blocks)
    kept = []
    for block in blocks:
        if block.kind == "paragraph" and speaks_of_picture(block.text):
            cleaned.skip(block, "image only")
        else:
            kept.append(block)
    return kept


def _without_title_of_links(blocks: list[Block], cleaned: Cleaned) -> list[Block]:
    """Blocks without a last line such as `Links`, where what it was the title of was left out."""
    if blocks and blocks[-1].kind == "paragraph" and is_useless_title(title_of(blocks[-1].text)):
        cleaned.skip(blocks[-1], "navigation")
        return blocks[:-1]
    return blocks


class _Place(NamedTuple):
    """What a section adds to its drafts."""

    path: tuple[str, ...]
    deck: str
    tags: tuple[str, ...]
    passage: str


class _Reader:
    """One file on its way to cards."""

    def __init__(self, text: FileText, file: str) -> None:
        self.file = file
        self.text = text
        self.scan = scan("\n".join(text.lines))
        self.english = looks_english(self.scan.lines)
        self.pieces: list[Piece] = []
        self.skipped: list[Skipped] = []
        self.paths: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.tags = words(self.scan.metadata.get("tags"))
        deck, plugin, named = map(self.scan.metadata.get, ("deck", "cards-deck", "name"))
        self.deck = deck if isinstance(deck, str) else plugin if isinstance(plugin, str) else None
        self.named = named if isinstance(named, str) else ""
        self.place: tuple[int, _Place] | None = None
        self.logged = False
        """A line of the file may be one of a log."""
        self.whole: Section | None = None
        """The section below the title of the whole note."""

    def read(self) -> Reading:
        noted = bool(directives(self.scan.comments))
        data = self.scan.metadata
        bold_gaps = "bold" in words(data.get("cloze", data.get("clozes")))
        declared = declares_cards(self.tags, (comment.text for comment in self.scan.comments))
        found_marked = [] if noted else find_marked(self.scan.lines, declared, bold_gaps)
        marked = [*self.text.marked, *found_marked]
        text = "\n".join(self.scan.lines)
        found = sections(parse_blocks(text), len(self.scan.lines))
        self.logged = holds_log(text)
        if noted:
            self._read_noted(found)
        else:
            self._read_sections(found, bool(marked))
        self._add_marked(marked, found)
        self._report_scan(marked)
        made = assemble(self.pieces, self.file, self.text.unit, self.text.places)
        for piece, reason in made.dropped:
            self._skip(piece.path, piece.draft.start, piece.draft.end, reason, piece.draft.question.text)
        skipped = sorted(self.skipped, key=lambda skip: (skip.source.start, skip.source.end))
        path = self.scan.metadata.get("path", "")
        return Reading(tuple(made.cards), tuple(skipped), path if isinstance(path, str) else "")

    def _read_noted(self, found: Sequence[Section]) -> None:
        """In a file that marks its cards, other text is for readers."""
        noted = read_notation(found, self.scan.comments)
        covered = 0
        for number, section in enumerate(found):
            if number in noted:
                self._add(noted[number], section)
                covered = noted[number].end
            elif section.start > covered:
                text = render(section.blocks) or (section.heading.text if section.heading else "")
                reason: Reason = "no question" if section.blocks else "container"
                self._skip(self._path(section), section.start, section.end, reason, text)

    def _read_sections(self, found: Sequence[Section], marked: bool) -> None:
        """Each step for all sections before the next: its code is at hand then, which saves a tenth."""
        known = with_questions(without_bare_numbers(without_idle_children(found)))
        found = below_thing_asked_for(with_shared_labels(without_index_letters(known)))
        bare = len(found) == 1 and not found[0].heading
        alone = bare and not marked
        title = self._title() if alone or (not marked and self._needs_title(found)) else ""
        self.whole = whole_note(found) or (found[0] if title and not alone and not found[0].heading else None)
        noise = [Cleaned(self.english) for _ in found]
        cleaned = [clean(section.blocks, taken) for section, taken in zip(found, noise, strict=True)]
        untangled = list(map(untangle, cleaned))
        topics = [topic_of(section, self.english, title) for section in found]
        dated = [topic for topic in topics if topic.dated]
        if self.logged or dated:
            told = zip(untangled, noise, topics, map(_is_of_a_day, found), strict=True)
            untangled = [without_log(blocks, taken, topic.dated, day) for blocks, taken, topic, day in told]
        for section, topic, blocks, taken in zip(found, topics, untangled, noise, strict=True):
            if bare and _is_title_line(blocks):
                topic, blocks = _titled(topic, blocks[0]), blocks[1:]
            if not topic.title and (alone or not (marked or section.heading)):
                topic = topic._replace(dated=True)  # nothing names it, as below a day
            self._read_section(section, topic, blocks, taken)

    def _read_section(self, section: Section, topic: Topic, blocks: list[Block], cleaned: Cleaned) -> None:
        path = self._path(section)
        if cleaned.pictured:
            blocks = _without_remarks(blocks, cleaned)
        if cleaned.readings:
            blocks = _without_title_of_links(blocks, cleaned)
        for block, why in cleaned.skipped:
            self._skip(path, block.start, block.end, why, render([block]) or block.text)
        heading = section.heading
        begins = section is self.whole or not self.pieces
        useless = reason_without_cards(section, topic, blocks, begins)
        if useless == "navigation" and lists_works(topic.title):
            told, works = told_among_works(blocks)
            if told:
                topic, blocks, useless = outer(topic), told, None
                for block in works:
                    self._skip(path, block.start, block.end, "navigation", block.text)
        if useless:
            self._skip(path, section.start, section.end, useless, heading.text if heading else "")
            return
        drafts, left = cut_section(section, topic, blocks, section is self.whole)
        for block, why in left:
            self._skip(path, block.start, block.end, why, render([block]) or block.text)
        for draft in drafts:
            if draft.end > section.end:
                draft = draft._replace(start=min(draft.start, section.end), end=section.end)
            self._add(draft, section, cleaned)
        if not drafts and heading and all(block.info == "picture" for block in blocks):
            empty: Reason = "image only" if cleaned.pictured else "empty"
            why = "container" if section.has_children else empty
            self._skip(path, section.start, heading.end, why, heading.text)

    def _needs_title(self, found: Sequence[Section]) -> bool:
        """Whether no heading is the title of the whole note, and its file has a name as a title has one."""
        stem = PurePath(self.file).stem
        short = count_words(stem) <= MAX_NAME and (" " in stem or stem[:1].isupper())
        typed = "title" in self.scan.metadata or short or bool(announced(self.scan.lines))
        first = [one.heading.info for one in found if one.heading and len(one.path) == 1]
        return typed and first != ["1"] and bool(first[1:] or (found and not found[0].heading))

    def _title(self) -> str:
        """The title of a note that no heading gives: what its front matter, first line or name says."""
        named = self.scan.metadata.get("title")
        typed = named if isinstance(named, str) and named.strip() else announced(self.scan.lines)
        name = typed or _named(PurePath(self.file).stem)
        letters = sum(character.isalpha() for character in name)
        return name if letters > 2 and letters * 3 > len(name) * 2 and not is_generic(name) else ""

    def _path(self, section: Section) -> tuple[str, ...]:
        return self._plain_path(section.path)

    def _plain_path(self, path: tuple[str, ...]) -> tuple[str, ...]:
        if path and path not in self.paths:
            self.paths[path] = (*self._plain_path(path[:-1]), plain(path[-1]))
        return self.paths[path] if path else ()

    def _add(self, draft: Draft, section: Section | None, cleaned: Cleaned | None = None) -> None:
        place = self._place(section)
        tags = (*place.tags, "picture") if cleaned and cleaned.pictured else place.tags
        reading = cleaned.readings[0] if cleaned and cleaned.readings else ""
        self.pieces.append(Piece(draft, place.path, place.deck, tags, reading, place.passage))

    def _place(self, section: Section | None) -> _Place:
        """What the place of a draft adds to it; the same for all drafts of a section."""
        start = section.start if section else 0
        if self.place is None or self.place[0] != start:
            path = self._path(section) if section else ()
            deck = self.deck
            if deck is None:
                deck = title_of(section.path[0]) if section and section.path else self.named
            tags = (*self.tags, *tags_of(section)) if section else self.tags
            self.place = start, _Place(path, deck or PurePath(self.file).stem, tags, " > ".join(path))
        return self.place[1]

    def _add_marked(self, marked: Sequence[Marked], found: Sequence[Section]) -> None:
        """Cards that their author marked, with the section in which they stand."""
        starts = [section.start for section in found]
        for one in marked:
            at = bisect_right(starts, one.start) - 1
            section = found[at] if at >= 0 else None
            if one.unanswered:
                self._skip(self._path(section) if section else (), one.start, one.end, "empty", one.front)
                continue
            front = tidy(one.front).strip()
            front = unlink(front) if "](" in front and "![" not in front else front
            topic = topic_of(section, self.english, "") if section else Topic("")
            complete = is_question(front) and not front.isascii()
            bare_name = count_words(front) <= 2 and one.kind == "basic" and not complete
            bare_name = bare_name and not front.startswith("```")
            above = (*topic.all, one.above) if one.above else topic.all
            needed = bare_name or (one.kind == "basic" and leans_on_title(front))
            question = Question(front, above, shown=int(needed and bool(above)), verbatim=True)
            draft = Draft(
                question,
                tidy(one.back),
                one.start,
                one.end,
                one.kind,
                one.id,
                one.tags,
                deck=one.deck,
                explicit=True,
            )
            self._add(draft, section)

    def _skip(self, path: tuple[str, ...], start: int, end: int, reason: Reason, text: str) -> None:
        places = self.text.places
        if places:
            start, end = places[min(start, len(places)) - 1], places[min(end, len(places)) - 1]
        source = Source(self.file, start, end, path, self.text.unit)
        self.skipped.append(Skipped(source, reason, " ".join(text[:400].split())[:120]))

    def _report_scan(self, marked: Sequence[Marked]) -> None:
        for start, end in self.scan.contents:
            self._skip((), start, end, "navigation", "table of contents")
        for start, end in self.scan.damaged:
            self._skip((), start, end, "damaged", self.scan.lines[min(start, len(self.scan.lines)) - 1])
        for start, end, said in self.text.damaged:
            self._skip((), start, end, "damaged", said)
        for start, end, said in self.text.other:
            self._skip((), start, end, "no question", said)
        cards = {comment.start for comment in directives(self.scan.comments)}
        known = sorted([*self.scan.contents, *((one.start, one.end) for one in marked)])
        starts = [low for low, _ in known]
        for comment in self.scan.comments:
            at = bisect_right(starts, comment.start) - 1
            inside = at >= 0 and comment.start <= known[at][1]
            if comment.start not in cards and not inside:
                self._skip((), comment.start, comment.end, "comment", comment.text)
