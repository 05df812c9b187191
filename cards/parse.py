"""A note file as cards and passed-over passages: the way from bytes to `Reading`.

Nothing is written, and no content can make it fail; only a file that is not text is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from cards.clean import Cleaned, clean
from cards.cutting import Cutter, Draft
from cards.label import split_label
from cards.markdown import Block, Section, parse_blocks, render, sections
from cards.model import Card, Reading, Reason, Skipped, Source
from cards.noise import reason_to_skip
from cards.notation import directives, read_notation
from cards.rules import BODY_RULES, RULES
from cards.scan import Scan, scan
from cards.text import decode
from cards.titles import is_generic, split_heading, title_of, titles_above
from cards.topic import Topic, ask_label, told_apart
from cards.untangle import untangle
from cards.wording import bare, count_words, plain, sentences

NOTE_SUFFIXES = frozenset(
    (
        ".md",
        ".markdown",
        ".mdown",
        ".mkd",
        ".mdx",
        ".qmd",
        ".rmd",
        ".txt",
        ".text",
        ".org",
        ".ipynb",
        ".yaml",
        ".yml",
        ".tsv",
        ".csv",
    )
)
"""File names that are read as notes when a folder is given."""


def read_note(data: bytes, file: str) -> Reading:
    """The cards of a note and what gave none.

    Raises:
        InputError: the bytes are not text.
    """
    scanned = scan(decode(data, file))
    return _Reader(scanned, file).read()


class _Reader:
    """One file on its way to cards."""

    def __init__(self, scanned: Scan, file: str) -> None:
        self.scan = scanned
        self.file = file
        self.english = looks_english(scanned.lines)
        self.cards: list[tuple[Draft, Section, bool]] = []
        self.skipped: list[Skipped] = []

    def read(self) -> Reading:
        blocks = parse_blocks("\n".join(self.scan.lines))
        found = sections(blocks, len(self.scan.lines))
        noted = read_notation(found, self.scan.comments)
        for number, section in enumerate(found):
            if number in noted:
                self.cards.append((noted[number], section, False))
            elif noted:
                self._skip_reader_text(section, number, noted, found)
            else:
                self._read_section(section)
        self._report_scan()
        cards = self._finish()
        skipped = sorted(self.skipped, key=lambda skip: (skip.source.start, skip.source.end))
        path = self.scan.metadata.get("path", "")
        return Reading(tuple(cards), tuple(skipped), path if isinstance(path, str) else "")

    def _read_section(self, section: Section) -> None:
        cleaned = Cleaned()
        blocks = untangle(clean(section.blocks, cleaned))
        for block, reason in cleaned.skipped:
            self._skip(section, block.start, block.end, reason, render([block]) or block.text)
        heading, topic = section.heading, self._topic(section)
        useless = self._no_heading(section, topic, blocks)
        if useless:
            self._skip(section, section.start, section.end, useless, heading.text if heading else "")
            return
        drafts = self._cut(section, topic, blocks)
        for draft in drafts:
            self.cards.append((draft, section, cleaned.pictured))
        if not drafts and heading and not blocks:
            empty: Reason = "image only" if cleaned.pictured else "empty"
            self._skip(
                section,
                section.start,
                heading.end,
                "container" if section.has_children else empty,
                heading.text,
            )

    def _skip_reader_text(
        self, section: Section, number: int, noted: Mapping[int, Draft], found: Sequence[Section]
    ) -> None:
        """In a file that marks its cards, other text is for readers."""
        inside = any(noted[owner].end >= section.end and owner < number for owner in noted)
        if not inside:
            text = render(section.blocks) or (section.heading.text if section.heading else "")
            self._skip(
                section, section.start, section.end, "no question" if section.blocks else "container", text
            )

    def _topic(self, section: Section) -> Topic:
        above = titles_above(section.path[:-1])
        title, tags = split_heading(section.path[-1]) if section.path else ("", ())
        return Topic(title, tuple(dict.fromkeys((*above, *tags))), self.english)

    def _no_heading(self, section: Section, topic: Topic, blocks: Sequence[Block]) -> Reason | None:
        """Why a section as a whole gives no card."""
        if not section.heading:
            return None
        if not re.search(r"[^\W\d]", re.sub(r"`", "", topic.title)):
            return "navigation"
        if reason_to_skip(topic.title) in ("navigation", "placeholder"):
            return "navigation"
        text = render(blocks)
        if section.heading.info == "1" and section.has_children and count_words(text) <= 6 and text:
            return "title"
        return None

    def _cut(self, section: Section, topic: Topic, blocks: Sequence[Block]) -> list[Draft]:
        cutter = Cutter(RULES, BODY_RULES)
        heading = section.heading
        drafts: list[Draft] = []
        if heading:
            label = split_label(topic.title)
            if label and _states_fact(label.body) and not section.has_children:
                fact = Block("paragraph", heading.start, heading.end, label.body)
                topic = replace(topic, title=title_of(label.label))
                if not blocks:
                    outer = replace(
                        topic, title=topic.above[-1] if topic.above else "", above=topic.above[:-1]
                    )
                    question = ask_label(outer, label.label, label.body)
                    return [Draft(question, label.body, heading.start, heading.end, question.kind)]
                blocks = [fact, *blocks]
            opening, *more = sentences(topic.title)
            if more and count_words(topic.title) > 9:
                topic = replace(topic, title=opening.rstrip("."))
                blocks = [Block("paragraph", heading.start, heading.end, " ".join(more)), *blocks]
        drafts = cutter.cut(topic, blocks)
        for block, reason in cutter.skipped:
            self._skip(section, block.start, block.end, reason, render([block]) or block.text)
        return drafts

    def _skip(self, section: Section | None, start: int, end: int, reason: Reason, text: str) -> None:
        path = tuple(plain(name) for name in section.path) if section else ()
        self.skipped.append(
            Skipped(Source(self.file, start, end, path), reason, " ".join(text.split())[:120])
        )

    def _report_scan(self) -> None:
        for start, end in self.scan.contents:
            self._skip(None, start, end, "navigation", "table of contents")
        for start, end in self.scan.damaged:
            self._skip(None, start, end, "damaged", self.scan.lines[start - 1])
        cards = {id(comment) for comment in directives(self.scan.comments)}
        for comment in self.scan.comments:
            if id(comment) not in cards and not any(
                low <= comment.start <= high for low, high in self.scan.contents
            ):
                self._skip(None, comment.start, comment.end, "comment", comment.text)

    def _finish(self) -> list[Card]:
        """Drafts as cards: fronts made distinct, twins merged."""
        distinct = self._distinct()
        seen: set[tuple[str, str]] = set()
        cards: list[Card] = []
        for draft, section, pictured in distinct:
            if not draft.back.strip() or not draft.question.text.strip():
                self._skip(section, draft.start, draft.end, "empty", draft.question.text)
                continue
            key = (bare(draft.question.text), bare(draft.back))
            if key in seen:
                self._skip(section, draft.start, draft.end, "duplicate", draft.question.text)
                continue
            seen.add(key)
            cards.append(self._card(draft, section, pictured))
        return cards

    def _distinct(self) -> list[tuple[Draft, Section, bool]]:
        """Equal fronts with different backs get more context, or their number where that does not help."""
        items = list(self.cards)
        groups: dict[str, list[int]] = {}
        for number, (draft, _, _) in enumerate(items):
            groups.setdefault(draft.question.front(), []).append(number)
        for numbers in groups.values():
            if len({bare(items[number][0].back) for number in numbers}) > 1:
                questions = told_apart([items[number][0].question for number in numbers])
                for number, question in zip(numbers, questions, strict=True):
                    draft, section, pictured = items[number]
                    items[number] = (replace(draft, question=question), section, pictured)
        return items

    def _card(self, draft: Draft, section: Section, pictured: bool) -> Card:
        path = tuple(plain(name) for name in section.path)
        return Card(
            front=draft.question.front(),
            back=draft.back.strip(),
            source=Source(self.file, draft.start, max(draft.end, draft.start), path),
            kind=draft.kind,
            id=draft.id,
            deck=draft.deck or (title_of(section.path[0]) if section.path else PurePath(self.file).stem),
            tags=draft.tags + (("picture",) if pictured else ()),
            exercises=draft.exercises,
            passage=f"{self.file}#{' > '.join(path)}",
            difficulty=draft.difficulty,
            reading=draft.reading,
        )


def _states_fact(text: str) -> bool:
    """Whether what follows a colon in a heading says something, not only "tips and tricks"."""
    return count_words(text) > 1 and not is_generic(text) and re.search(r"[^\W\d]{2}", text) is not None


_COMMON = re.compile(r"\b(?:the|is|of|and|to|in|a|for|are|with|that|it|we|on|as|by|be)\b", re.IGNORECASE)
_FOREIGN = re.compile(
    r"\b(?:der|die|das|und|ist|nicht|le|la|les|des|est|une|el|los|las|es|una|que|och|het|een|di|che|per|uma|não)\b",
    re.IGNORECASE,
)


def looks_english(lines: Sequence[str]) -> bool:
    """Whether questions may be worded in English; notes in keywords with Latin letters count as English."""
    sample = "\n".join(lines)[:40_000]
    letters = sum(character.isalpha() for character in sample)
    ascii_letters = sum(character.isascii() and character.isalpha() for character in sample)
    if ascii_letters < letters * 0.7:
        return False
    return len(_COMMON.findall(sample)) >= len(_FOREIGN.findall(sample))
