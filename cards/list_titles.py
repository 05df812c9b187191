"""Titles glued to the items of a list: without a blank line Markdown takes them for the text of an item.

Looks at the lines of one list; where it is cut is decided by who asks.
"""

from __future__ import annotations

from typing import Literal

from cards.label import split_label
from cards.markdown import Block
from cards.owning import BOLD_LINE
from cards.points import point_of
from cards.qa import MARKED_ANSWER
from cards.titles import title_of
from cards.wording import count_words

Titled = Literal["", "colon", "bare"]
"""How the title above a list is written, if it has one: only titles like it part the list."""
MAX_NAME = 3
"""Words of such a title."""
SHORT_LINE = 60
"""Letters of an item behind which no line was wrapped."""


def title_above(block: Block, before: Block | None) -> Titled:
    """How the title of a list is written, where others like it may stand between its items."""
    if before is None or before.kind != "paragraph":
        return ""
    if before.text.endswith((":", "：")):
        return "colon"
    line = before.text.rpartition("\n")[2]
    directly = before.end + 1 == block.start
    return "bare" if directly and _is_name(line) and _parted_by_names(block) else ""


def _is_name(line: str) -> bool:
    """Whether a line is a word or three that begin with no small letter, and no sentence."""
    name = line.strip()
    begins = name[:1].isalpha() and not name[:1].islower()
    return begins and name[-1:].isalnum() and ":" not in name and count_words(name) <= MAX_NAME


def _parted_by_names(block: Block) -> bool:
    """Whether the lines below the items of a list are all such names, two items to each."""
    texts = [item.children[-1].text for item in block.children if item.children[-1].kind == "paragraph"]
    broken = [text.split("\n") for text in texts if "\n" in text]
    if not broken or (len(broken) + 1) * 2 > len(block.children):
        return False
    return all(len(lines) == 2 and len(lines[0]) < SHORT_LINE and _is_name(lines[1]) for lines in broken)


def glued_label(last: Block, ends: bool, titled: Titled) -> Block | None:
    """The last lines of an item if they are labels of their own: bold or points after the list, `Cons`.

    Args:
        last: the last block of the item.
        ends: the item is the last of its list.
        titled: how the title above the list is written.
    """
    if last.kind != "paragraph" or "\n" not in last.text:
        return None
    _, *lines = last.text.split("\n")
    line = lines[-1]
    if MARKED_ANSWER.match(line):
        return None
    points = 0
    while ends and points < len(lines) and _tells_point(lines[-1 - points]):
        points += 1
    if points:
        return last._replace(start=last.end - points + 1, text="\n".join(lines[-points:]))
    if BOLD_LINE.match(line) if ends else _titles_list(line, titled):
        return last._replace(start=last.end, text=line)
    return None


def _titles_list(line: str, titled: Titled) -> bool:
    """Whether a line between two items is the title of those below it: `Cons`, or one like that above."""
    name = line.strip()
    if titled == "bare":
        return _is_name(name)
    alike = titled == "colon" and name.endswith((":", "：")) and _is_name(name.rstrip(":： "))
    return alike or point_of(title_of(line)) is not None


def _tells_point(line: str) -> bool:
    """Whether a line is a point of the whole with what it says: `Result: 3 cm`."""
    label = split_label(line) if ":" in line or "：" in line else None
    return label is not None and label.strength > 1 and point_of(label.label) is not None
