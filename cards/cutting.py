"""Cutting a passage into drafts of cards: the rules take what they know, the title asks for the rest.

A draft is a card without its file. The loop here knows no rule by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cards.asking.front import Question
from cards.asking.topic import Topic
from cards.markdown.tree import Block, BlockKind, render
from cards.model import Kind, Reason
from cards.words.wording import without_connective

MAX_ROWS = 16
"""Rows of a back that still fit a screen of 24 together with its front."""


_ARROW, _ARROW_BEGINS = re.compile(r"\A(?:-+>|=>|→|⇒|[—–])\s+"), "-=→⇒—–"
_YES_OR_NO = re.compile(
    r"(?:is|are|was|were|does|do|did|has|have|can|could|should|will|would|may|might)\b", re.IGNORECASE
)
_NODDING = re.compile(r"(?:yes|yeah|yep|well|ok|okay)\b[,!.]\s+(it|this|that|they)(?=\s)", re.IGNORECASE)


class Draft(NamedTuple):
    """A question, its answer, and the lines they were cut from."""

    question: Question
    back: str
    start: int
    end: int
    kind: Kind = "basic"
    id: str = ""
    tags: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    difficulty: int | None = None
    reading: str = ""
    deck: str = ""
    explicit: bool = False
    """The author wrote question and answer as such: neither is changed or merged."""

    def begun_at(self, line: int) -> Draft:
        """The same draft, cut from this line on."""
        return Draft(self.question, self.back, line, *self[3:])


class Found(NamedTuple):
    """What a rule made of the blocks from some position on."""

    used: int
    drafts: Sequence[Draft] = ()
    rest: Sequence[Block] = ()
    """Blocks that the rule gives back for the title to ask about."""


@dataclass(slots=True)
class Cutter:
    """The rules at work on one section."""

    rules: Mapping[BlockKind, Sequence[Rule]]
    body_rules: Sequence[BodyRule]
    introduces: bool = False
    """The title is of the whole note, so that nothing is asked about it but what its text has labels for."""
    skipped: list[tuple[Block, Reason]] = field(default_factory=list)

    def cut(self, topic: Topic, blocks: Sequence[Block], told: int | None = None) -> list[Draft]:
        """The drafts of a passage, in the order of their lines.

        Args:
            told: the line of the card that the title has given before this passage.
        """
        drafts: list[Draft] = []
        rest: list[Block] = []
        position = 0
        while position < len(blocks):
            found = self._apply(topic, blocks, position)
            if found:
                drafts.extend(found.drafts)
                rest.extend(found.rest)
                position += found.used
            else:
                rest.append(blocks[position])
                position += 1
        drafts.extend(self.cut_body(topic, rest, _first_line(drafts) if told is None else told))
        return sorted(drafts, key=lambda draft: draft.start) if len(drafts) > 1 else drafts

    def cut_body(self, topic: Topic, blocks: Sequence[Block], first: int | None) -> list[Draft]:
        """The drafts of what no rule took: the answers to the title itself.

        Args:
            first: the line of the first card that the title has given already.
        """
        drafts: list[Draft] = []
        rest = list(blocks)
        for rule in () if self.introduces and not topic.label else self.body_rules:
            if not rest:
                break
            made, rest = rule(self, topic, rest, first)
            if made:
                drafts.extend(made)
                first = _first_line(drafts)
        self.skipped += [(block, "no question") for block in rest]
        return drafts

    def _apply(self, topic: Topic, blocks: Sequence[Block], position: int) -> Found | None:
        for rule in self.rules.get(blocks[position].kind, ()):
            found = rule(self, topic, blocks, position)
            if found:
                return found
        return None


def _first_line(drafts: Sequence[Draft]) -> int | None:
    return min([one.start for one in drafts]) if drafts else None


Rule = Callable[[Cutter, Topic, Sequence[Block], int], Found | None]
"""Looks at the blocks from one of its kind on; returns what it made of them, or None."""

BodyRule = Callable[[Cutter, Topic, list[Block], int | None], tuple[list[Draft], list[Block]]]
"""Takes what it can of a title's own text, given the line of its first card; returns drafts and rest."""


def draft(
    question: Question, blocks: Sequence[Block], kind: Kind | None = None, start: int | None = None
) -> Draft:
    """A draft whose back is these blocks."""
    return Draft(
        question,
        _begun(question, blocks),
        blocks[0].start if start is None else start,
        max([block.end for block in blocks]),
        kind or question.kind,
    )


def _begun(question: Question, blocks: Sequence[Block]) -> str:
    """The back, which begins anew: what its first words tied it to is not on the card."""
    back = render(blocks).strip()
    if back[:1] in _ARROW_BEGINS:
        back = _ARROW.sub("", back, count=1)
    if blocks[0].kind != "paragraph" or question.verbatim:
        return back
    nod = _NODDING.match(back) if back[:1] in "YyWwOo" else None
    if nod and not _YES_OR_NO.match(question.text):
        back = nod.group(1).capitalize() + back[nod.end() :]
    return without_connective(back)


def paragraph(text: str, like: Block) -> Block:
    """A paragraph with other text, on the lines of another block."""
    return Block("paragraph", like.start, like.end, text)
