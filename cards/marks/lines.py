"""The lines of a note for the notations that work on lines: what is code, what is indented, what is taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress, count, repeat

from cards.markdown.fences import fenced
from cards.markdown.text import signs_of, signs_of_mark
from cards.model import Kind
from cards.words.wording import plain

_BEFORE_MARKS = " \t>*_+-"
"""Quotes, bullets and emphasis, which may stand before any mark."""
_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_TAGS = re.compile(r"(?<!\S)#((?=[^\W\d])[\w/-]+)")
_TAG_OF_CARDS = re.compile(r"(?:flash)?cards?(?:-\w+)?|anki|srs?", re.IGNORECASE)
_CARDS_HEADING = re.compile(r"(?im)^#{1,6}[ \t]+(?:my |the |anki )?flash ?cards?[ \t]*:?[ \t]*$")
_HEADING = re.compile(r"#{1,6}\s")
_FLASHCARDS = re.compile(r"#(?<!\S#)(?i:flashcards?|cards?|anki|srs?)(?:/[\w/-]+)?(?!\S)")


PROPERTY = re.compile(r"\s*(?:[-*+][ \t]+)?[a-z][\w.-]*::(?:\s|$)")
"""A line on which an outliner keeps its books."""
_KEY = re.compile(r"\s*id:: ([\w-]{8,})\s*\Z")
_LINKS = re.compile(r"\[\[[^\[\]]*\]\](?:[\s,]+\[\[[^\[\]]*\]\])+\s*")
"""Other notes to which a point belongs, and no name of its own."""
_INLINE_MARK = re.compile(r"::|>>|<<|;;|↔")
SCHEDULED = "SR:!"
"""Begins what a plugin of Obsidian writes below a card, of when it is asked next."""
PARENT_REACH = 60
"""Lines within which the item above another one is looked for."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A card as its author marked it, and its lines."""

    front: str
    back: str
    start: int
    end: int
    kind: Kind = "basic"
    id: str = ""
    tags: tuple[str, ...] = ()
    deck: str = ""
    above: str = ""
    """The item of an outline below which it stands."""
    unanswered: bool = False
    """A question without an answer: to be reported, not asked."""


@dataclass(slots=True)
class Lines:
    """Lines by number, from 1."""

    rows: list[str]
    taken: set[int] = field(default_factory=set)
    code: frozenset[int] = frozenset()
    """The lines inside of fenced code, the fences included."""
    text: str = ""
    signs: bytes = b""
    begun: Sequence[str] = ()
    """The first sign of each line behind what may stand before any mark; that of a blank one is empty."""
    present: dict[str, bool] = field(default_factory=dict)
    """Which marks have been looked for in the text, and whether they stand there."""
    keys: dict[str, str] | None = None
    """The points of an outline by their keys, once one has been looked for."""
    declared: bool = False
    """Whether its front matter or a comment says that the note holds flashcards."""
    bold_gaps: bool = False
    """Whether the front matter says that what is bold is a gap."""

    def __post_init__(self) -> None:
        self.text = "\n".join(self.rows)
        self.signs = signs_of(self.text)
        if self.has("```") or self.has("~~~"):
            self.code = frozenset(at + 1 for at in fenced(self.rows))
        self.begun = [row[:1] for row in map(str.lstrip, self.rows, repeat(_BEFORE_MARKS))]

    def has(self, mark: str) -> bool:
        """Whether a mark stands anywhere in the text."""
        if mark not in self.present:
            self.present[mark] = signs_of_mark(mark) in self.signs and mark in self.text
        return self.present[mark]

    def beginning(self, signs: Iterable[str]) -> list[int]:
        """The lines that begin with one of these signs, behind quotes, bullets and emphasis."""
        return list(compress(count(1), map(frozenset(signs).__contains__, self.begun)))

    def __getitem__(self, number: int) -> str:
        return self.rows[number - 1]

    def __len__(self) -> int:
        return len(self.rows)

    def free(self, number: int) -> bool:
        """Whether a line may hold a mark: no code, not taken yet."""
        return number not in self.code and number not in self.taken

    def keyed(self, key: str) -> str:
        """The text of the point of an outline with a key; nothing where another note has it."""
        if self.keys is None:
            self.keys, point = {}, ""
            for row in self.rows:
                point = point if PROPERTY.match(row) else row
                if found := _KEY.match(row):
                    self.keys[found[1]] = unbulleted(point)
        return self.keys.get(key, "")

    def blank(self, number: int) -> bool:
        """Whether nothing stands on a line, but for the sign of a quote."""
        return not self.rows[number - 1].strip(" \t>")

    def quoted(self, number: int) -> bool:
        return self.rows[number - 1].lstrip().startswith(">")

    def heading(self, number: int) -> bool:
        row = self.rows[number - 1]
        return row.startswith("#") and number not in self.code and _HEADING.match(row) is not None

    @property
    def headed(self) -> bool:
        """Whether a heading stands anywhere."""
        return any(map(self.heading, self.beginning("#")))

    def filled(self, start: int, end: int) -> int:
        """The first line from one to another, in either direction, that is not blank; 0 where all are."""
        numbers = range(start, end + 1) if start <= end else range(start, end - 1, -1)
        return next((number for number in numbers if not self.blank(number)), 0)

    def take(self, start: int, end: int) -> None:
        self.taken.update(range(start, end + 1))

    def indent(self, number: int) -> int:
        row = self.rows[number - 1].expandtabs(4)
        return len(row) - len(row.lstrip())

    def above(self, number: int) -> str:
        """The item of an outline below which a line stands, without its marks; it is looked for nearby."""
        depth = self.indent(number)
        for before in range(number - 1, max(0, number - PARENT_REACH), -1):
            if depth == 0 or self.heading(before):
                return ""
            if not self.blank(before) and self.indent(before) < depth and not PROPERTY.match(self[before]):
                parent = split_tags(unbulleted(self[before]))[0]
                name = _INLINE_MARK.split(parent, maxsplit=1)[0]
                return "" if _LINKS.fullmatch(name) else plain(name).strip(" *_[]:")
        return ""

    def below(self, number: int) -> int:
        """The last of the lines that are indented deeper than this one, directly below it."""
        depth, last = self.indent(number), number
        for following in range(number + 1, len(self) + 1):
            if self.blank(following):
                continue
            if self.indent(following) <= depth or following in self.taken:
                break
            last = following
        return last

    def paragraph_end(self, number: int) -> int:
        """The last line before the next blank line or heading; code is not cut."""
        last = number
        while last < len(self) and last + 1 not in self.taken:
            following = last + 1
            if following not in self.code and (self.blank(following) or self.heading(following)):
                break
            last = following
        return last

    def dedented(self, start: int, end: int) -> str:
        """Lines without the indentation that they share."""
        return dedented(self.rows[start - 1 : end])

    @property
    def _has_heading(self) -> bool:
        named = "lash" in self.text or "LASH" in self.text
        return named and _CARDS_HEADING.search(self.text) is not None

    @property
    def flashcards(self) -> bool:
        """Whether the note says of itself that it holds flashcards."""
        return self.declared or self._has_heading or _FLASHCARDS.search(self.text) is not None


def declares_cards(tags: Iterable[str], comments: Iterable[str]) -> bool:
    """Whether a tag of a note, or what a plugin keeps in its comments, says that it holds flashcards."""
    tagged = any(_FLASHCARDS.fullmatch(f"#{tag.lstrip('#')}") for tag in tags)
    return tagged or any(SCHEDULED in comment for comment in comments)


Notation = Callable[[Lines], Iterable[Marked]]
"""Finds the cards of one notation; each is taken before the next is asked for."""


def dedented(rows: Iterable[str]) -> str:
    """Lines without the indentation that they share."""
    chosen = [row.expandtabs(4) for row in rows]
    depth = min((len(row) - len(row.lstrip()) for row in chosen if row.strip()), default=0)
    return "\n".join(row[depth:].rstrip() for row in chosen).rstrip("\n")


def unbulleted(text: str) -> str:
    """A line without the mark of its list item."""
    match = _BULLET.match(text)
    return text[match.end() :].strip() if match else text.strip()


def split_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """A line without its tags, and the tags that are no mere marks of a notation."""
    tags = tuple(tag for tag in _TAGS.findall(text) if not _TAG_OF_CARDS.fullmatch(tag))
    return " ".join(_TAGS.sub("", text).split()), tags
