"""Text that is too long for one card, taken apart: paragraphs, long list items and rows of tips."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cards.asking.front import Question
from cards.asking.titled import ask_label
from cards.asking.topic import Topic, about
from cards.cutting import Draft, draft, paragraph
from cards.labels.label import split_label
from cards.markdown.tree import Block, rows_of
from cards.notation import GAP
from cards.rules.prose import VAGUE, ask_belief, ask_opening, ask_statement
from cards.rules.steps import count_told
from cards.rules.telling import each_told
from cards.words.wording import content_words, count_words, lines_on_screen, plain, sentences

MAX_TEXT = 7
"""Rows of running text that are one answer; longer text is cut where its structure allows."""
MAX_PARAGRAPH = 10
"""Rows of a single paragraph that are one answer."""
MAX_POINTS = 9
"""Points of a list that can be asked for together."""

LEAST_SHOWN = 2
"""Words with a meaning that a text shows beside its gap: from fewer nobody could tell what is missing."""
_SIGNS = ("Where ", "where ")
"""With which a line begins that says what the signs of the formula above it mean."""
_GAP = re.compile(
    r"^(.{3,90}?\s(?:on|after|with|in|to|for|by|before|from|at|than|as|over|into|>|<|=|->|→)\s+"
    r"|(?:always|never|do not|don't)\s+\w+\s+)(\S.*?)[.!]?$",
    re.IGNORECASE,
)


_COUNTED = re.compile(
    r"\b(?:a few|several|many|some|two|three|four|five|various|different|multiple|the following|these|\d) "
    r"(?:\w+ )?"
    r"(?:ways|reasons|steps|kinds|types|advantages|disadvantages|benefits|drawbacks|problems|things|parts"
    r"|properties|methods|techniques|options|cases|rules|conditions|stages|phases|forms|components|effects)\b",
    re.IGNORECASE,
)
_ITS_TITLE = re.compile(
    r"^(?:it|they|this)\b(?=\s+(?:is|are|has|have|helps?|works?|can|comes?|consists?|does|do)\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:so|thus|hence|therefore|consequently|accordingly|as a result|in other words|that is|this means"
    r"|for (?:example|instance)|e\.g\.|i\.e\.)\b",
    re.IGNORECASE,
)
"""The beginning of a paragraph that says nothing without the one above it."""
_DEFINES = ("What is a ", "What is an ", "What was ", "Who was ", "What happened ", "What are the ")
"""Questions of which the title of a text asks none."""
_IN_ORDER = re.compile(
    r"\b(?:steps?|how|process|procedure|algorithm|recipe|pipeline|workflow|order|history|proof|method|cycle)\b",
    re.IGNORECASE,
)
"""Titles of points that follow one another."""
_NEXT = re.compile(
    r"(?:then|next|finally|afterwards|after (?:that|this)|lastly|repeat|first(?:ly)?),?\s", re.IGNORECASE
)
MAX_ANNOUNCEMENT = 14
"""Words of a sentence that announces a list."""


def statements(
    topic: Topic, blocks: Sequence[Block], answered: bool = False, behind: bool = False
) -> tuple[list[Draft], list[Block]]:
    """Drafts for what answers a question of its own, and the blocks that are left; the first one stays.

    Args:
        answered: the title has given cards, so that the first one may be asked by itself too.
        behind: these stand above all blocks, so that the first one is a statement as the others are.
    """
    drafts: list[Draft] = []
    rest: list[Block] = []
    told: Sequence[Block] = ()
    several = sum(_leads_list(blocks, number) for number in range(len(blocks))) > 1
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        announced = _announced(topic, block, following) if following else None
        if block in told:
            continue
        if announced and following:
            question, before = announced
            made, left = [draft(question, [following])], before
            told = (following,)
        elif block.info == "picture":
            made, left = [], [block]
        elif block.kind == "list":
            made, left = _items(topic, block)
        elif block.kind == "paragraph" and block.text[:6] not in _SIGNS and not _leads(blocks, number):
            told = _going_on(blocks, number, several)
            made, left = _paragraph(topic, block, told, behind or bool(rest), answered)
            left = left if made else [*left, *told]
        else:
            made, left = [], [block]
        drafts.extend(made)
        rest.extend(left)
    return drafts, rest


def _announced(topic: Topic, block: Block, following: Block) -> tuple[Question, list[Block]] | None:
    """The question for a list that the last sentence of a paragraph announces, and the text before it."""
    if block.kind != "paragraph" or following.kind != "list" or not topic.english:
        return None
    *before, last = sentences(block.text) or ("",)
    if not before or not _COUNTED.search(last) or count_words(last) > MAX_ANNOUNCEMENT:
        return None
    opening = _ITS_TITLE.sub(lambda _: topic.title, plain(last).rstrip(" .:："), count=1)
    asked = Question(
        f"{opening}: which are they?", topic.all, "list", int(opening == plain(last).rstrip(" .:："))
    )
    return asked, [paragraph(" ".join(before), block)]


def _leads(blocks: Sequence[Block], number: int) -> bool:
    """Whether a paragraph introduces the list or formula that stands right below it."""
    if number + 1 == len(blocks):
        return False
    block, following = blocks[number], blocks[number + 1]
    near = following.kind != "paragraph" and following.start - block.end <= 1 + (following.kind == "math")
    return near or block.text.rstrip().endswith((":", "："))


def _going_on(blocks: Sequence[Block], number: int, several: bool) -> Sequence[Block]:
    """The paragraphs below one that draw a conclusion from it, or give its example, or the list below it.

    Args:
        several: more than one of the paragraphs stands right above a list.
    """
    end = number + 1
    if several and _leads_list(blocks, number):
        return blocks[end : end + 1]
    while end < len(blocks) and blocks[end].kind == "paragraph" and _GOES_ON.match(blocks[end].text):
        end += 1
    return blocks[number + 1 : end]


def _leads_list(blocks: Sequence[Block], number: int) -> bool:
    """Whether a paragraph stands right above a short list, which says more of it where others do so too."""
    block, following = blocks[number], blocks[number + 1] if number + 1 < len(blocks) else None
    if following is None or block.kind != "paragraph" or following.kind != "list":
        return False
    return following.start - block.end <= 2 and rows_of([following]) <= MAX_TEXT


def _paragraph(
    topic: Topic, block: Block, more: Sequence[Block], may_leave: bool, answered: bool
) -> tuple[list[Draft], list[Block]]:
    """A paragraph with its own question, and those that go on from it; of a very long one, its later part."""
    asked = ask_statement(topic, block.text) if may_leave else _of_other(topic, block.text, answered)
    parts = sentences(block.text)
    if asked:
        each = [] if more else each_told(topic, block)
        return each or [draft(asked[0], [paragraph(asked[1], block), *more])], []
    if lines_on_screen(block.text) <= MAX_PARAGRAPH or len(parts) < 4:
        return [], [block]
    middle = len(parts) // 2
    for cut in sorted(range(2, len(parts) - 1), key=lambda position: abs(position - middle)):
        asked = ask_statement(topic, " ".join(parts[cut:]))
        if asked:
            told = draft(asked[0], [paragraph(asked[1], block), *more])
            return [told], [paragraph(" ".join(parts[:cut]), block)]
    return [], [block]


def _of_other(topic: Topic, text: str, answered: bool) -> tuple[Question, str] | None:
    """The question for a first paragraph that defines or lists something else than what its title names.

    Args:
        answered: the title has given cards, so that it may tell anything else.
    """
    asked = ask_statement(topic, text, opening=False)
    if not asked or content_words(asked[0].text) & content_words(topic.title):
        return None
    question = asked[0]
    told = question.text.startswith(_DEFINES) or (answered and not question.text.startswith(VAGUE))
    return asked if told or question.kind == "definition" else None


def _items(topic: Topic, block: Block) -> tuple[list[Draft], list[Block]]:
    """The items of a long list as cards of their own."""
    items = block.children
    rows = rows_of([block])
    if rows <= MAX_TEXT or (block.info == "1" and (not topic.english or _are_in_order(topic.title, items))):
        return [], [block]
    if rows * 2 >= len(items) * 3:
        asked = [_ask_item(topic, item) for item in items]
        names = Counter(made.question.text for made in asked if made)
        asked = [
            _reopened(topic, item) if made and names[made.question.text] > 1 else made
            for item, made in zip(items, asked, strict=True)
        ]
    elif len(items) > MAX_POINTS and topic.english:
        asked = [_tip(topic, item) for item in items]
        if sum(made is not None for made in asked) * 2 < len(items):
            return [], [block]
    else:
        return [], [block]
    left = [item for item, made in zip(items, asked, strict=True) if not made]
    drafts = [made for made in asked if made]
    if not left:
        return drafts, []
    return drafts, [block._replace(start=left[0].start, end=left[-1].end, children=tuple(left))]


def _are_in_order(title: str, items: Sequence[Block]) -> bool:
    """Whether numbered points follow one another: short ones, deeds, or what goes on from another."""
    if _IN_ORDER.search(title) or count_told(items) * 3 >= len(items):
        return True
    texts = [item.children[0].text for item in items if item.children]
    return not all(map(_ends_sentence, texts)) or any(map(_NEXT.match, texts))


def _ends_sentence(text: str) -> bool:
    return text.rstrip("*_` ").endswith((".", "!", ")"))


def _ask_item(topic: Topic, item: Block) -> Draft | None:
    head, children = item.children[0], item.children[1:]
    asked = ask_statement(topic, head.text) if head.kind == "paragraph" else None
    return draft(asked[0], [paragraph(asked[1], head), *children], start=item.start) if asked else None


def _reopened(topic: Topic, item: Block) -> Draft | None:
    """Another question for an item whose first one would be that of its neighbours too."""
    head, children = item.children[0], item.children[1:]
    asked = ask_opening(topic, head.text)
    return draft(asked[0], [paragraph(asked[1], head), *children], start=item.start) if asked else None


def _tip(topic: Topic, item: Block) -> Draft | None:
    """One of many short statements, with its last part to be remembered."""
    head = item.children[0]
    if len(item.children) > 1 or head.kind != "paragraph" or "\n" in head.text:
        return None
    label = split_label(head.text, in_list=True)
    if label:
        return draft(
            ask_label(topic, label.label, label.body), [paragraph(label.body, head)], start=item.start
        )
    believed = ask_belief(topic, head.text)
    if believed:
        return draft(believed[0], [paragraph(believed[1], head)])
    gap = _GAP.match(head.text)
    if not gap or len(sentences(gap.group(2))) > 1 or len(content_words(gap.group(1))) < LEAST_SHOWN:
        return None
    front = f"{about(topic)}: {gap.group(1)}**{GAP}**"
    return draft(
        Question(front, topic.above, "cloze"), [paragraph(f"{gap.group(1)}**{gap.group(2)}**", head)]
    )
