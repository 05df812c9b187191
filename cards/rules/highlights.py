"""Words that an author marked as `==what to know==` in a text that no question asks for: each is a gap."""

from __future__ import annotations

import re

from cards.asking.asked import asks
from cards.asking.defining import defines_by_name
from cards.asking.front import Question
from cards.asking.topic import Topic
from cards.cutting import Cutter, Draft
from cards.markdown.tree import Block
from cards.notation import GAP
from cards.words.wording import content_words, count_words

_HIGHLIGHT = re.compile(r"(?<!=)==(?=[^\s=])([^=\n]+)(?<=\S)==(?!=)")
MAX_GAP = 5
"""Words of a gap; more are a sentence that the author found important."""
MAX_NAME = 2
"""Words of a gap that has its line for itself: a name, where more say something of their own."""
LEAST_SHOWN = 2
"""Words with a meaning beside a gap, from which it can be told."""
MAX_SHOWN = 400
"""Letters of a text that is shown as a whole."""


def gaps_at_highlights(
    cutter: Cutter, topic: Topic, blocks: list[Block], first: int | None
) -> tuple[list[Draft], list[Block]]:
    """A card for each highlight of a short text or of the items of a list; a title that asks is answered."""
    if not any(map(_is_marked, blocks)) or asks(topic.title):
        return [], blocks
    drafts: list[Draft] = []
    rest: list[Block] = []
    for block in blocks:
        made, left = _of_list(topic, block) if block.kind == "list" else (_gaps(topic, block), None)
        drafts += made
        rest += [left] if left else [] if made else [block]
    return drafts, rest


def _is_marked(block: Block) -> bool:
    if block.kind == "list":
        return any(map(_is_marked, (item.children[0] for item in block.children if item.children)))
    return block.kind == "paragraph" and "==" in block.text


def _of_list(topic: Topic, block: Block) -> tuple[list[Draft], Block | None]:
    """The gaps of a list of which most items hold one, and its other items."""
    made = [_gaps(topic, item.children[0]) if len(item.children) == 1 else [] for item in block.children]
    if sum(map(bool, made)) * 2 <= len(made):
        return [], block
    left = tuple(item for item, gaps in zip(block.children, made, strict=True) if not gaps)
    rest = block._replace(start=left[0].start, end=left[-1].end, children=left) if left else None
    return [gap for gaps in made for gap in gaps], rest


def _gaps(topic: Topic, block: Block) -> list[Draft]:
    """A card for each highlight of a paragraph that its title does not give away; the others are shown."""
    text = block.text
    if block.kind != "paragraph" or "==" not in text or len(text) > MAX_SHOWN:
        return []
    plain = _HIGHLIGHT.sub(r"\1", text)
    if topic.title and defines_by_name(topic.title, plain):
        return []
    title = content_words(topic.title)
    told = int(not title & content_words(plain))
    drafts = []
    for gap in _HIGHLIGHT.finditer(text):
        hidden = content_words(gap.group(1))
        shown = content_words(_shown(text, gap, GAP)) - hidden
        longest = MAX_NAME if _is_line(text, gap) else MAX_GAP
        if count_words(gap.group(1)) <= longest and len(shown) >= LEAST_SHOWN and not hidden <= title:
            question = Question(_shown(text, gap, GAP), topic.all, "cloze", told)
            drafts.append(Draft(question, _shown(text, gap, gap.group(1)), block.start, block.end, "cloze"))
    return drafts


def _is_line(text: str, gap: re.Match[str]) -> bool:
    """Whether a highlight is one of several lines of a text."""
    return text[: gap.start()][-1:] in "\n" and text[gap.end() :][:1] in "\n"


def _shown(text: str, gap: re.Match[str], inside: str) -> str:
    """A text without its marks and with something bold in one place."""
    before, behind = (_HIGHLIGHT.sub(r"\1", part) for part in (text[: gap.start()], text[gap.end() :]))
    return f"{before}**{inside}**{behind}"
