"""Titles glued to the items of a list: without a blank line Markdown takes them for the text of an item.

Looks at the lines of one list; where it is cut is decided by who asks.
"""

from __future__ import annotations

import re
from typing import Literal

from cards.labels.label import split_label
from cards.labels.owning import BOLD_LINE, title_line
from cards.labels.points import point_of
from cards.labels.qa import MARKED_ANSWER
from cards.labels.titles import title_of
from cards.markdown.tree import Block
from cards.words.wording import count_words

Titled = Literal["", "colon", "bare", "asked"]
"""How the title above a list is written, if it has one: only titles like it part the list."""
MAX_NAME, MAX_FREE = 3, 5
"""Words of such a title, and of one below items that are too short to have been wrapped."""
SHORT_LINE = 60
"""Letters of an item behind which no line was wrapped."""
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_GOES_ON = (",", ":", ";", "-", "–", "+", "=", "(", "/", "&", "?", " and", " or", " the", " of")
"""With which a line goes on in the next one, or is answered by it."""


def title_above(block: Block, before: Block | None) -> Titled:
    """How the title of a list is written, where others like it may stand between its items."""
    if before is None or before.kind != "paragraph":
        return ""
    line = before.text.rpartition("\n")[2]
    if line.endswith(("?", "？")):
        return "asked"
    if before.end + 1 == block.start and _is_title(line) and _is_parted(block):
        return "bare"
    return "colon" if before.text.endswith((":", "：")) else ""


def _is_name(line: str, longest: int = MAX_NAME) -> bool:
    """Whether a line is a word or three that begin with no small letter, and no sentence."""
    name = line.strip()
    begins = name[:1].isalpha() and not name[:1].islower()
    ends = name[-1:].isalnum() or name[-1:] == ")"
    return begins and ends and ":" not in name and count_words(name) <= longest


def _is_title(line: str) -> bool:
    """Whether a line above a list or between its items names what is below it: in bold, a year, a name."""
    name = line.strip().rstrip(":：")
    if BOLD_LINE.match(name) or _YEAR.fullmatch(name):
        return True
    return _is_name(name, MAX_FREE) and split_label(name, in_list=True) is None


def _is_parted(block: Block) -> bool:
    """Whether lines that stand free below few items of a list are titles of those behind them.

    Below the last item anything may stand.
    """
    texts = [item.children[-1].text for item in block.children if item.children[-1].kind == "paragraph"]
    broken = [text.split("\n") for text in texts[:-1] if "\n" in text]
    if not broken or (len(broken) + 1) * 2 > len(block.children):
        return False
    return all(stands_free(lines[0], lines[1]) and _is_title(lines[-1]) for lines in broken)


def stands_free(before: str, line: str) -> bool:
    """Whether a line goes on with nothing: the one before it had room for its first word, and has ended."""
    begins = line.lstrip("*_")[:1]
    if begins.islower() or not begins.isalnum() or before.rstrip().endswith(_GOES_ON):
        return False
    return len(before) + len(line.split(" ", 1)[0]) < SHORT_LINE


def glued_label(last: Block, ends: bool, titled: Titled) -> Block | None:
    """The last lines of an item if they are of their own: titles or points after the list, `Cons`.

    Args:
        last: the last block of the item.
        ends: the item is the last of its list.
        titled: how the title above the list is written.
    """
    if last.kind != "paragraph" or "\n" not in last.text:
        return None
    first, *lines = last.text.split("\n")
    line = lines[-1]
    above = lines[-2] if lines[1:] else first
    led_to = line.lstrip()[:1] in "*_" and " = " in line and above.rstrip()[-1:] == ":"
    if led_to or MARKED_ANSWER.match(line):
        return None
    if titled == "bare" and stands_free(first, lines[0]) and (ends or _is_title(line)):
        return last._replace(start=last.start + 1, text="\n".join(lines))
    points = 0
    while ends and points < len(lines) and _tells_point(lines[-1 - points]):
        points += 1
    if points:
        return last._replace(start=last.end - points + 1, text="\n".join(lines[-points:]))
    told = not ends and count_words(line) > MAX_FREE and line.rstrip("*_ ").endswith((".", "!", "。"))
    title = "" if told else title_line(line)
    if title and (title == line.strip() or not ends):
        return last._replace(start=last.end, text=title)
    return last._replace(start=last.end, text=line) if not ends and _titles_list(line, titled) else None


def _titles_list(line: str, titled: Titled) -> bool:
    """Whether a line between two items is the title of those below it: `Cons`, or one like that above."""
    name = line.strip()
    if titled == "asked" and name.endswith(("?", "？")):
        return True
    alike = titled == "colon" and name.endswith((":", "：")) and _is_name(name.rstrip(":： "))
    return alike or point_of(title_of(line)) is not None


def _tells_point(line: str) -> bool:
    """Whether a line is a point of the whole with what it says: `Result: 3 cm`."""
    label = split_label(line) if ":" in line or "：" in line else None
    return label is not None and label.strength > 1 and point_of(label.label) is not None
