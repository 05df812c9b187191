"""Lines of a log: how somebody felt, what is done and what comes next, which nobody asks for later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cards.clean import Cleaned
from cards.labels.label import split_label
from cards.markdown.tree import Block
from cards.words.wording import count_words

_PLAIN = (
    "mood|weather|energy|slept|sleep|feeling|progress|status|next|next up|next steps?|next time|plan|to-?do"
    "|today|yesterday|tomorrow|tonight|time spent|blockers?|blocked(?: by)?|done|distractions?"
    "|grateful(?: for)?|studied|hours|duration|deadline|due"
)
_LOGGED = re.compile(rf"(?:{_PLAIN})", re.IGNORECASE)
_LOGGED_THEN = re.compile(
    rf"(?:{_PLAIN}|time|place|where|who|with|read|reading|pages|watched|met|went|did|ate|lunch|dinner"
    r"|breakfast|music|exercise|workout|goals?|focus|rating|score|location|present|absent|attendance|room"
    r"|speaker|lecturer|teacher|topics?|plans? for .+)",
    re.IGNORECASE,
)
"""Labels of a log below a day."""
_LEARNT = re.compile(r"(?:til|(?:today )?(?:i )?(?:have )?learn(?:ed|t)(?: today)?|new)", re.IGNORECASE)
_SAID_OF_THING = re.compile(r"(?:the|an?|how|whether|what|which|when|pointer|number)\b", re.IGNORECASE)
FEWEST, LONGEST = 2, 6
"""Labels of a log, and words behind one, where no day stands above them."""
_SPEAKS = re.compile(rf"\n[ \t>*_+-]*+(?=[bdefghmnpstwyBDEFGHMNPSTWY])(?i:{_PLAIN})[*_]*[ \t]*:")
"""A line of a log behind another one; its first letter is asked for first, which saves four fifths."""


def holds_log(text: str) -> bool:
    """Whether a line of a text may be one of a log."""
    return _SPEAKS.search(text) is not None


def without_log(blocks: Sequence[Block], cleaned: Cleaned, dated: bool, of_a_day: bool) -> list[Block]:
    """Blocks without the lines of a log; what was learnt on a day stays, without its label.

    Args:
        dated: a day or a part of a course stands above them.
        of_a_day: it is a day, below which more labels are of a log.
    """
    if not dated and not _is_log(blocks):
        return list(blocks)
    return _kept(blocks, cleaned, _LOGGED_THEN if of_a_day else _LOGGED)


def _kept(blocks: Sequence[Block], cleaned: Cleaned, logged: re.Pattern[str]) -> list[Block]:
    kept: list[Block] = []
    open_label = False
    for block in blocks:
        below, open_label = open_label, block.kind == "paragraph" and _names_only(block.text, logged)
        if open_label or (below and block.kind == "list"):
            cleaned.skip(block, "metadata")
        elif block.kind in ("list", "item"):
            children = _kept(block.children, cleaned, logged)
            kept += [block._replace(end=children[-1].end, children=tuple(children))] if children else []
        else:
            kept += _line(block, cleaned, logged)
    return kept


def _names_only(text: str, logged: re.Pattern[str]) -> bool:
    """Whether a line is nothing but a label of a log, as it stands above a list."""
    return text[-1] in ":*_" and logged.fullmatch(text.strip("*_: ")) is not None


def _line(block: Block, cleaned: Cleaned, logged: re.Pattern[str]) -> list[Block]:
    """A block without its label if it tells what was learnt, nothing if it is a line of a log."""
    label = split_label(block.text) if block.kind == "paragraph" else None
    if label and logged.fullmatch(label.label) and not _SAID_OF_THING.match(label.body):
        cleaned.skip(block, "metadata")
        return []
    if label and _LEARNT.fullmatch(label.label):
        return [block._replace(text=f"{label.body[0].upper()}{label.body[1:]}")]
    return [block]


def _is_log(blocks: Sequence[Block]) -> bool:
    """Whether several lines have a label of a log and a few words behind it that define nothing."""
    found = {
        label.label.casefold()
        for block in _paragraphs(blocks)
        if (label := split_label(block.text)) and _LOGGED.fullmatch(label.label)
        if count_words(label.body) <= LONGEST and not _SAID_OF_THING.match(label.body)
    }
    return len(found) >= FEWEST


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "paragraph":
            yield block
        elif block.kind in ("list", "item"):
            yield from _paragraphs(block.children)
