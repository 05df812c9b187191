"""Lists whose items carry their own label or their own sub-list: a card for each such item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.asked import ask_question
from cards.asking.front import Question
from cards.asking.opened import ask_open
from cards.asking.remarks import TROUBLES
from cards.asking.titled import ask_label
from cards.asking.topic import Topic, about
from cards.clean import without_answer_mark
from cards.cutting import MAX_ROWS, Cutter, Draft, Found, draft, paragraph
from cards.labels.label import Labelled, split_label, split_pair
from cards.labels.points import point_of
from cards.labels.tasks import sets_task, told_behind
from cards.labels.titles import is_glossary, title_of
from cards.markdown.tree import Block, rows_of
from cards.rules.choices import answered
from cards.rules.counted import all_by_name
from cards.rules.details import fold_behind
from cards.rules.members import are_alike, are_few, is_bare_name, is_plain_name, outline
from cards.rules.open import asks_reader
from cards.rules.steps import count_told
from cards.words.abbreviation import letters_of, spelt_by
from cards.words.verbs import is_command
from cards.words.wording import count_words, is_question, sentences

_TRUE_OR_FALSE = re.compile(r"(?i)[*_]*(?:true or false|true/false|t/f)\b")
_DASH_OF_PAIR = re.compile(r"[^\W_]\)? [–—-] [^\W\d_]")
_ARROW_OF_PAIR = re.compile(r"[^\W_]\)? (?:->|=>|→) [^\W\d_]")
_LEANS = re.compile(
    r"(?:and|but|so|or|thus|hence|however|because|also|this|these|they|it|that is)(?:,| (?!:))", re.IGNORECASE
)
"""How an item begins that goes on from the one before it, and names nothing."""
MAX_PAIR = 60
"""Letters of an item that is a pair of names."""
MAX_LIST = 9
"""Rows of a nested list that is still one thing to remember."""
MAX_TITLE = 14
"""Words of an item that can be the title of what hangs on it."""
MAX_NAME = 5
"""Words of an item that names the list below it."""
MAX_MIXED = 5
"""Points of an aspect, of which some have a label, that are one answer: `Common mistakes`."""
LEAST_ASKED = 6
"""Words of a question that stands without its title."""
LEAST_TOLD = 4
"""Words below each name of a list that tell what it is."""
SHORT_BODY = 12
"""Words below which a labelled item does not leave a list of unlabelled ones."""


_NAMES_POINTS = re.compile(
    r"(?i)(?:(?:key|main|core|common|notable|important|major|real[- ]world|practical|typical|general) )?"
    r"(?:advantages|disadvantages|pros|cons|benefits|drawbacks|downsides|limitations|strengths|weaknesses"
    r"|features|characteristics|properties|applications|uses|use cases|best practices|tips|takeaways|insights"
    r"|considerations|requirements|implications|lessons(?: learned)?|recommendations|guidelines)"
    r"(?: (?:of|for|in|to|when) .+)?"
    r"|problem with .+|(?:why|when|how) (?!(?:do|does|did|is|are|was|were|to (?!use\b)|can|should)\b).+"
)
"""Titles of which the points have names, which are no things that could be asked for: `Advantages`."""
_NAMES_STEPS = re.compile(r"(?i)\bsteps?\Z|\A(?:the )?(?:\w+ )?(?:procedure|recipe|workflow)\Z")
"""Titles of numbered steps, which are one answer."""


def labelled_items(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    outlined = block.children[0].children[1:] != () and _is_outline(block)
    defines = is_glossary(topic.title)
    rows = rows_of([block])
    small = rows <= MAX_LIST and not outlined and not defines
    labels = _with_keys(_labels(block, small, defines))
    if _is_spelt(block, topic.title):
        return None
    only = labels[0] if len(labels) == 1 else None
    if only and topic.label and count_words(only.body) < 3:
        return None
    if only and point_of(topic.title) and (topic.label or not point_of(only.label)):
        return None
    if block.info == "1" and rows <= MAX_ROWS and _NAMES_STEPS.search(topic.title):
        return None
    if "1" in topic.title and _are_compared(topic.title, labels):
        return None
    points = topic.english and all(labels) and _is_all(blocks, at) and _NAMES_POINTS.fullmatch(topic.title)
    if points and rows <= MAX_ROWS:
        return None
    if not all(labels) and topic.title.startswith(f"{len(labels)} "):
        return None
    if block.info == "1" and _are_steps_with_a_list(block, labels):
        return None
    if block.info == "1" and rows <= MAX_ROWS and _are_few_and_weak(labels):
        return None
    if not any(labels) and not any(_is_parent(item, small) or _told(item) for item in block.children):
        return None
    aspect = small and None in labels and any(labels) and _are_weak(labels)
    if aspect and (point_of(topic.title) or TROUBLES.search(topic.title)):
        return None
    titled = outlined or any(
        len(item.children) == 2 and _has_own_list(item.children[1]) for item in block.children
    )
    labelled = sum(map(bool, labels)) * 2 >= len(labels)
    drafts: list[Draft] = []
    rest: list[Block] = []
    for item, label in zip(block.children, labels, strict=True):
        made = _cut_item(cutter, topic, item, label, small and not titled and not labelled)
        if made and label and points and not is_question(label.label):
            made[0] = made[0]._replace(question=_explain_point(topic, label), kind="basic")
        if made:
            drafts.extend(made)
        else:
            rest.append(item)
    if not drafts:
        return None
    if defines and all(map(is_bare_name, rest)):
        cutter.skipped += [(item, "empty") for item in rest]
        rest = []
    named = bool(rest) and all(map(is_bare_name, rest))
    listed = topic.label or block.info == "1" or named
    if rest and (_are_steps(block) or (listed and are_alike(block, labels, topic.label))):
        return Found(1, drafts, [outline(block, rest)])
    if len(rest) > 1 and topic.english and all(map(is_plain_name, rest)) and are_few(labels):
        return Found(1, drafts, [outline(block, rest, labels)])
    left = [block._replace(start=rest[0].start, end=rest[-1].end, children=tuple(rest))] if rest else []
    return Found(1, drafts, left)


def _is_all(blocks: Sequence[Block], at: int) -> bool:
    """Whether nothing stands below a title but a list, be it with a line that leads to it."""
    return len(blocks) == 1 or (len(blocks) == at + 1 == 2 and blocks[0].text.rstrip("*_ ").endswith(":"))


def _are_steps(block: Block) -> bool:
    """Whether a numbered list tells what to do one after the other."""
    several = block.info == "1" and len(block.children) > 2
    return several and count_told(block.children) * 2 >= len(block.children)


def _are_steps_with_a_list(block: Block, labels: Sequence[Labelled | None]) -> bool:
    """Whether numbered steps fit a screen and some of them have lists, worth little without the others."""
    parents = sum(item.children[1:] != () for item in block.children)
    whole = 0 < parents < len(block.children) and not any(labels) and rows_of([block]) <= MAX_ROWS
    return whole and count_told(block.children) * 2 >= len(block.children)


def _is_spelt(block: Block, title: str) -> bool:
    """Whether the items begin with the letters of a word of their title, each with what it stands for."""
    texts = [item.children[0].text for item in block.children if item.children]
    letters = letters_of(texts) if texts and not texts[0][1:2].isalpha() else ""
    return len(letters) == len(texts) and spelt_by(letters, title)


def _are_compared(title: str, labels: Sequence[Labelled | None]) -> bool:
    """Whether the labels are the numbered kinds that a title sets against each other: `type 1 and type 2`."""
    named = [label.label.casefold() for label in labels if label]
    if len(named) < max(2, len(labels)) or not all(name[-1:].isdigit() for name in named):
        return False
    return all(name in title.casefold() for name in named)


def _is_outline(block: Block) -> bool:
    """Whether each item is a name with a list below it and so a title of its own, or has a label."""
    first, *others = block.children
    if not others or not _names_list(first):
        return False
    named = [item for item in others if _names_list(item)]
    if len(named) < len(others) and not all(_names_list(item) or _has_label(item) for item in others):
        return False
    below = [item.children[1].children for item in (first, *named)]
    told = all(count_words(points[0].children[0].text) >= LEAST_TOLD for points in below)
    return told or sum(len(points) > 1 for points in below) > 1


def _has_label(item: Block) -> bool:
    """Whether an item is one line with a label."""
    return len(item.children) == 1 and split_label(item.children[0].text) is not None


def _names_list(item: Block) -> bool:
    """Whether an item is a few words, no label among them, and a list below them."""
    if len(item.children) != 2 or item.children[1].kind != "list":
        return False
    name = item.children[0].text
    return 0 < count_words(name) <= MAX_NAME and name[-1:] not in ".:!" and split_label(name) is None


def _labels(block: Block, small: bool, defines: bool = False) -> list[Labelled | None]:
    """The label of each item; weak ones, and those in a short list, count only where most items have one.

    Args:
        defines: the list is a glossary, in which any label counts.
    """
    found = []
    for item in block.children:
        head = item.children[0] if item.children else None
        label = split_label(head.text, in_list=True) if head and head.kind == "paragraph" else None
        if label and label.body[-1:] == "?" and asks_reader(label.body):
            label = None
        found.append(None if label and label.strength < 2 and is_command(label.label) else label)
    if len(found) == 2 and None in found and any(" = " in item.children[0].text for item in block.children):
        return [None, None]
    if defines or sum(label is not None for label in found) * 2 >= len(found) > 1:
        return [
            label or _paired(item) or _paired(item, _ARROW_OF_PAIR)
            for label, item in zip(found, block.children, strict=True)
        ]
    paired = list(map(_paired, block.children)) if found[2:] and _paired(block.children[0]) else []
    if paired and all(paired):
        return paired
    short = (
        small and len(found) > 2 and all(not label or count_words(label.body) < SHORT_BODY for label in found)
    )
    return [
        label if label and (is_question(label.label) or (label.strength > 1 and not short)) else None
        for label in found
    ]


def _with_keys(labels: list[Labelled | None]) -> list[Labelled | None]:
    """Labels of which `Key` beside `Value` or `Query` names a thing, and no key point."""
    names = [label.label if label else "" for label in labels]
    if "Key" not in names or not ("Value" in names or "Query" in names):
        return labels
    return [label._replace(label="A key") if label and label.label == "Key" else label for label in labels]


def _are_weak(labels: Sequence[Labelled | None]) -> bool:
    """Whether the labels of a few points may be the beginnings of what the points say."""
    return len(labels) <= MAX_MIXED and not any(label and label.strength > 2 for label in labels)


def _are_few_and_weak(labels: Sequence[Labelled | None]) -> bool:
    """Whether few of the points in an order have labels, none of them in bold."""
    found = [label for label in labels if label]
    return 0 < len(found) * 2 < len(labels) and not any(label.strength > 2 for label in found)


def _paired(item: Block, sign: re.Pattern[str] = _DASH_OF_PAIR) -> Labelled | None:
    """The label of an item that pairs two names with a sign, be it of a single word each."""
    text = item.children[0].text
    if item.children[1:] or text[MAX_PAIR:] or not sign.search(text):
        return None
    return split_pair(text)


def _told(item: Block) -> tuple[str, str] | None:
    """The question and the answer of an item that has both in its line."""
    head = item.children[0] if len(item.children) == 1 else None
    return (
        told_behind(head.text)
        if head and head.kind == "paragraph" and ("nswer" in head.text or head.text[0] == "[")
        else None
    )


def _is_parent(item: Block, small: bool) -> bool:
    """Whether an item is the title of what hangs on it."""
    if len(item.children) < 2 or item.children[0].kind != "paragraph":
        return False
    head, below = item.children[0].text, item.children[1]
    if is_question(head) or sets_task(head):
        return True
    if _LEANS.match(head):
        return False
    if below.kind == "list" and _has_own_cards(below):
        return count_words(head) <= MAX_TITLE
    holds = any(child.kind in ("code", "math") for child in item.children[1:])
    announces = (head.rstrip("*_ ") if below.kind == "list" else head.rstrip()).endswith((":", "："))
    return (holds or announces or not small) and count_words(head) <= MAX_TITLE


def _opened(blocks: Sequence[Block]) -> Sequence[Block]:
    """A list of a single item is no list."""
    only = blocks[0] if len(blocks) == 1 and blocks[0].kind == "list" else None
    return only.children[0].children if only and len(only.children) == 1 else blocks


def _has_own_cards(block: Block) -> bool:
    """Whether an item of a list asks, several have labels, or each names a list."""
    if _is_outline(block):
        return True
    labelled = len(block.children) > 1 and any(_labels(block, True))
    return labelled or any(_is_parent(item, True) for item in block.children)


def _has_own_list(block: Block) -> bool:
    """Whether a list gives cards of its own, so that the items beside the one above it are titles too."""
    return block.kind == "list" and _has_own_cards(block)


def _cut_item(cutter: Cutter, topic: Topic, item: Block, label: Labelled | None, small: bool) -> list[Draft]:
    head, children = item.children[0], item.children[1:]
    if head.kind != "paragraph":
        return []
    if _TRUE_OR_FALSE.match(head.text) and children:
        question = Question(title_of(head.text), topic.all, shown=0, verbatim=True)
        return [draft(question, [without_answer_mark(children[0]), *children[1:]], start=head.start)]
    told = _told(item)
    if told:
        asked = told[0] if is_question(told[0]) else f"{told[0].rstrip('.')}."
        question = Question(asked, topic.all, shown=int(count_words(asked) < LEAST_ASKED), verbatim=True)
        return [draft(question, [paragraph(told[1], head)])]
    if label:
        return _cut_labelled(cutter, topic, head, label, children)
    if not _is_parent(item, small):
        return []
    counted = _ask_counted(topic, head.text, children)
    if counted:
        return [draft(counted, children, start=head.start)]
    if "  \n" in head.text:
        first, _, rest = head.text.partition("  \n")
        head = head._replace(text=first)
        children = (paragraph(rest, item.children[0]), *children)
    title = title_of(head.text)
    weak = split_label(head.text, in_list=True) if count_words(head.text) > MAX_NAME else None
    if weak and not is_question(head.text):
        return _cut_labelled(cutter, topic, head, weak, children)
    if (is_question(head.text) or sets_task(head.text)) and len(sentences(head.text)) == 1:
        children = _unfolded(children)
        question, answer, used = answered(ask_question(title, topic.all, inside=True), children)
        return [draft(question, _opened([*answer, *children[used:]]), start=head.start)]
    made = cutter.cut(topic.below(title.rstrip(".,")), children)
    return _from_line([*all_by_name(topic, head.text, children[0], made), *made], head.start)


def _unfolded(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """An answer without the fold around it."""
    folded = fold_behind(blocks, 0) if blocks and blocks[0].kind == "html" else None
    return (*folded[0], *blocks[folded[1] :]) if folded else blocks


def _ask_counted(topic: Topic, head: str, below: Sequence[Block]) -> Question | None:
    """The question for an item that says how many there are of what the list below it names."""
    if head[:9] not in ("There are", "there are") or below[0].kind != "list" or not topic.english:
        return None
    asked = ask_open(head.rstrip(": ")) if rows_of(below) <= MAX_LIST else None
    return Question(asked, topic.all, "list", 1) if asked else None


def _cut_labelled(
    cutter: Cutter, topic: Topic, head: Block, label: Labelled, children: Sequence[Block]
) -> list[Draft]:
    body = [paragraph(label.body, head), *children]
    question = ask_label(topic, label.label, label.body)
    if children and (rows_of(body) > MAX_ROWS or _has_questions(children)):
        inner = cutter.cut(topic.below(title_of(label.label)), children, head.start)
        return [draft(question, body[:1], start=head.start), *inner]
    return [draft(question, body, start=head.start)]


def _explain_point(topic: Topic, label: Labelled) -> Question:
    """The question for the name of a point, which says nothing without the title that it is a point of."""
    return Question(f'{about(topic)}: explain "{title_of(label.label)}".', topic.above)


def _has_questions(blocks: Sequence[Block]) -> bool:
    inside = [item.children[0] for block in blocks if block.kind == "list" for item in block.children]
    return any(block.kind == "paragraph" and is_question(block.text) for block in (*blocks, *inside))


def _from_line(drafts: list[Draft], start: int) -> list[Draft]:
    """The first of these drafts also takes in the line of their title."""
    return [drafts[0].begun_at(start), *drafts[1:]] if drafts else []
