"""A paragraph that begins with its label: `Term: explanation`, `**Term** explanation`, `[Term] text`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.front import Question
from cards.asking.titled import ask_label, ask_series
from cards.asking.topic import Topic
from cards.cutting import Cutter, Draft, Found, draft, paragraph
from cards.labels.label import Labelled, split_label
from cards.labels.owning import BOLD_LINE
from cards.labels.points import point_of
from cards.labels.titles import title_of
from cards.markdown.tree import QUOTED, Block
from cards.rules.answering import asks_itself, is_apart
from cards.shapes.arrows import ARROWS
from cards.words.wording import count_words, is_formula

MAX_NAME, LONGEST_NAME = 4, 7
"""Words of a label before a formula that may hold a verb, and of one without."""
_VERB = re.compile(
    r"\b(?:we|you|is|are|get|gives?|have|has|becomes?|obtain|write|use|using|follows|defined|computed?|calculated?"
    r"|expressed?|holds?|can|then|as)\b",
    re.IGNORECASE,
)
_VALUE = re.compile(r"[<>≥≤~±]?\s?[$€£]?\d\S*(?: \S+)?")
"""A number and its unit, which needs no list to tell more."""
_DASHED = re.compile(
    r"([A-Z][\w'’-]*(?: [\w'’-]+){0,2}) [-–—] (?![^\n]* [-–—] |(?:and|or|but|so|which|that|how|why|when)\b)"
    r"(?=[a-z][\w'’-]*,? [\w'’-]+,? \S|[A-Z][a-z'’-]+,? [a-z][\w'’-]*,? [a-z])"
)
LONGEST_HEAD = 50
"""Letters of a line in which its label ends."""
_COMMENT = re.compile(r"(?:#|//|--|%)\s*([^\W\d_][\w '’/-]+\w)\n")
_COMMENTS, _ENDS = ("#", "/", "-", "%"), (".", "!")
MAX_COMMENT = 6
"""Words of a comment that is the title of code."""
LEAST_STEM = 3
"""Letters of a word that is numbered; L1 and L2 are names."""
LEAST_BODY = 6
"""Words of one of several numbered remarks that are no names."""
_COUNTED = re.compile(
    r"(?i)\b(?:trick|tip|rule|idea|phase|stage|option|case|approach|property|situation|scenario|law|principle|point"
    r"|fact|question|part|level|layer|day|week|task|argument)$"
)
_TITLES = re.compile(
    r"(?i)(?:approach|method|option|case|step|phase|stage|strategy|technique|solution|scenario|way|type|part|level"
    r"|idea|rule|principle|pattern|tip|mistake|reason|myth|law|problem|example) #?\d{1,2}"
)
"""What counts the names that stand behind it."""
_LEANS = re.compile(
    r"(?:worked )?ex(?:ample)?s?\.?|e\.?g\.?|(?:(?:time|space) )?complexity|costs?"
    r"|why(?: (?!do|does|is|are)\w+){0,2}",
    re.IGNORECASE,
)
"""What is told of the line above: an example, its cost, its reason."""
_NUMBERED = re.compile(r"^(.*[^\W\d])\s*\(?(\d{1,2})\)?$")


def labelled_paragraph(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """One labelled paragraph, or several whose labels only differ in their number."""
    head = blocks[at].text[:LONGEST_HEAD]
    found = _labelled(blocks[at])
    if not found and (" - " in head or " – " in head or " — " in head):
        found = _dashed(blocks[at].text)
    if not found or (found.strength < 3 and is_formula(found.body) and _leads(found.label)):
        return None
    if "0" <= found.label[-1] <= "9" and _is_title(blocks, at, found.label):
        return None
    if at and blocks[at - 1].end + 1 == blocks[at].start and found.label[0] in "wWeEcCtTsS":
        topic = _owner(topic, blocks, at)
    series = _series(blocks, at)
    if len(series) > 1 and not _are_names(series):
        return Found(len(series), [_numbered(topic, series)])
    end, named = at + 1, ""
    last_of_several = at > 0 and blocks[at - 1].end + 1 == blocks[at].start and _labelled(blocks[at - 1])
    alone = blocks[at].info == QUOTED
    while end < len(blocks) and not alone and blocks[end].kind in ("list", "quote", "code", "math"):
        if last_of_several and blocks[end].kind == "code" and is_apart(blocks[end], blocks[end - 1]):
            break
        named = _named_code(blocks[end], blocks[end - 1]) if blocks[end].text[:1] in _COMMENTS else ""
        if named:
            break
        if last_of_several and blocks[end].kind == "list" and _VALUE.fullmatch(found.body):
            break
        if is_apart(blocks[end], blocks[end - 1]) and (
            blocks[end].info == ARROWS or asks_itself(blocks[end])
        ):
            break
        end += 1
    body = [paragraph(found.body, blocks[at]), *blocks[at + 1 : end]]
    question = ask_label(topic, found.label, found.body)
    drafts = [draft(question, body, start=blocks[at].start)]
    if named:
        asked = Question(f"Write the code: {named}", topic.all, "code", 1)
        drafts.append(draft(asked, [blocks[end]]))
        end += 1
    return Found(end - at, drafts)


def _is_title(blocks: Sequence[Block], at: int, label: str) -> bool:
    """Whether a numbered label and its name stand in bold above their text: `**Step 1: Make a loop**`."""
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if not following or not _TITLES.fullmatch(label) or not BOLD_LINE.fullmatch(blocks[at].text):
        return False
    return following.kind != "paragraph" or not BOLD_LINE.fullmatch(following.text)


def _named_code(block: Block, before: Block) -> str:
    """The comment that names code which stands apart from a whole statement, or nothing."""
    apart = block.kind == "code" and block.start > before.end + 1 and before.text[-1:] in _ENDS
    found = _COMMENT.match(block.text) if apart else None
    return found.group(1) if found and count_words(found.group(1)) <= MAX_COMMENT else ""


def _owner(topic: Topic, blocks: Sequence[Block], at: int) -> Topic:
    """What a labelled line is about: the term of the line right above it, where it is told of that."""
    while at and blocks[at - 1].end + 1 == blocks[at].start:
        here, before = _labelled(blocks[at]), _labelled(blocks[at - 1])
        if not here or not before or not _LEANS.fullmatch(here.label.rstrip("?")):
            return topic
        if not point_of(before.label) and not _LEANS.fullmatch(before.label):
            return topic.below(title_of(before.label))
        at -= 1
    return topic


def _leads(label: str) -> bool:
    """Whether words before a colon only lead to the formula behind it, and do not name it."""
    words = count_words(label)
    return words > LONGEST_NAME or (words > MAX_NAME and _VERB.search(label) is not None)


def _labelled(block: Block) -> Labelled | None:
    return split_label(block.text) if block.kind == "paragraph" else None


def _dashed(text: str) -> Labelled | None:
    """A name before the only dash of its line, and what it is or does."""
    named = _DASHED.match(text)
    return Labelled(named.group(1), text[named.end() :], 1) if named else None


def _series(blocks: Sequence[Block], at: int) -> list[tuple[Block, str, Labelled]]:
    """The paragraphs from here on whose labels are the same but for their numbers."""
    series: list[tuple[Block, str, Labelled]] = []
    for number in range(at, len(blocks)):
        block = blocks[number]
        found = _labelled(block)
        stem = _NUMBERED.match(found.label) if found else None
        if not found or not stem or (series and stem.group(1).casefold() != series[0][1].casefold()):
            break
        series.append((block, stem.group(1), found))
    return series


def _are_names(series: Sequence[tuple[Block, str, Labelled]]) -> bool:
    """Whether the numbers belong to names, so that each is a thing of its own: "Beta 1" and "Beta 2"."""
    stem = series[0][1]
    if len(stem) < LEAST_STEM:
        return True
    counted = point_of(stem) or _COUNTED.search(stem)
    return not counted and all(count_words(found.body) < LEAST_BODY for _, _, found in series)


def _numbered(topic: Topic, series: Sequence[tuple[Block, str, Labelled]]) -> Draft:
    first, stem, found = series[0]
    back = "\n".join(f"{number}. {entry.body}" for number, (_, _, entry) in enumerate(series, start=1))
    return Draft(
        ask_series(topic, stem, found.body, len(series)), back, first.start, series[-1][0].end, "list"
    )
