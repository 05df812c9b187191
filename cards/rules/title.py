"""The text below a title, as the answer to it: whole where it fits a screen, else in its own parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cards.asking.asked import asks
from cards.asking.defining import defines, defines_by_name
from cards.asking.front import Question
from cards.asking.pronouns import points_back
from cards.asking.titled import LISTED, Shape, ask_label, ask_title, is_comparison
from cards.asking.topic import Topic, about
from cards.cutting import MAX_ROWS, Cutter, Draft, draft, paragraph
from cards.labels.label import split_pair
from cards.labels.tasks import only_asks
from cards.labels.titles import is_vague, title_of
from cards.markdown.tree import Block, render, rows_of
from cards.model import Reason
from cards.rules.commands import count_commands
from cards.rules.formula import only_formulas
from cards.rules.open import asks_reader, leaves_open, without_open_questions
from cards.rules.prose import ask_statement
from cards.rules.statements import MAX_TEXT, statements
from cards.rules.steps import count_told
from cards.rules.telling import each_told, told_in_prose
from cards.words.typed import types_command
from cards.words.verbs import be, says_what_it_does
from cards.words.wording import TELLING_SIGNS, content_words, count_words, is_formula, sentences

MAX_SCREEN = 20
"""Rows of an answer that can be seen at once."""
SHORT_ITEM = 3
"""Words of a list item that is a name and no statement; twice as many below a plural."""

FAR = 3
"""Lines between blocks from which others stand there."""
MAX_HEAD = 14
"""Words of an item that can be the title of what hangs on it."""

_IDENTIFIER = re.compile(
    r"(?:`[^`]+`|[A-Z][\w+-]*\d[\w.+-]*|[A-Z]{2,}[\w+-]*|[A-Z][a-z]+[A-Z]\w*|\w+[vV]?\d+)(?=\s|:)"
)
_JOINED = re.compile(r"([^,&]{2,40}?) (?:and|&) ([^,&]{2,40})")
_DEFINES = re.compile(r"(?:- )?(?:the|an?) \S+ \S+", re.IGNORECASE)
"""A few words that may say what the title is."""
_SAYS_STEPS = re.compile(r"(?i)\b(?:steps|procedure|recipe|workflow|pipeline)\b")
_STEPS = re.compile(
    r"(?i)\b(?:steps?|how|process|procedure|algorithm|recipe|pipeline|workflow|time|method|production|cycle)\b"
)
_CODE_LINE = re.compile(r"`[^`\n]*\w\([^`\n]*\)`")
_BOX = re.compile(r"\[[ xX]\]\s")
_LETTER = re.compile(rf"[^\W_]|[{TELLING_SIGNS}]")
_WARNS = re.compile(r"(?i)[\W_]*(never|always|do not|don['’]t) [a-z]{2,}(?<!s)\b")
"""A remark that forbids or demands something."""
_SETS_EQUAL = re.compile(r" = |->|→")
_STATES = re.compile(
    r"->|→| [=≠≤≥] |\s\d|\b(?:NEVER|ALWAYS|NOT|DON['’]?T|MUST|(?i:never|always|not|must|cannot|can['’]t) \w)"
)
"""What a few words have that are a remark, and no bare name."""
_DEMANDS = re.compile(r" [≠≤≥] |\b(?:never|always|must|cannot|can['’]t) \w", re.IGNORECASE)
"""The same in the only point of a list."""
_TOLD_OF_IT = re.compile(
    r"(?i)(?:\w+ed|found|made|seen|known|given|built|drawn|held|bound|born|set|spread|grown|sold|worn)"
    r" (?:in|into|by|for|with|from|to|on|at|of|as|through|between|during|after|before)\b"
    r"|\w+[^\Ws]s (?:an?|the|its|within|beyond|between|along|through|around|across|into|near|above|below"
    r"|under)\b"
)
"""A few words that say of a thing what it does, or what is done with it: `used in the galley`."""
_ANNOUNCES = re.compile(
    r"(?:[Bb]elow|[Hh]ere|(?:[Tt]he )?[Ff]ollowing|[Tt]hese|[Ll]isted below) (?:is|are) ([^.!?\n]{3,90}):"
)
"""A line that says that a list stands below it."""
_CODE_NAME = re.compile(r"[?!]?[\w.]*[._(][\w.()]*")


def text_of_title(
    cutter: Cutter, topic: Topic, blocks: list[Block], first: int | None
) -> tuple[list[Draft], list[Block]]:
    """Cards for what is left below a title, and a card for the title itself."""
    if not topic.title:
        return [], blocks
    if not asks(topic.title):
        blocks = _without_tasks(cutter, blocks)
    if leaves_open(topic.title):
        blocks = without_open_questions(cutter, blocks)
    drafts, rest = _parallel(topic, _without_leads(blocks))
    if rest[1:] and rest[1].kind == "list" and _only_announces(topic.title, rest[0]):
        rest = rest[1:]
    limit = MAX_ROWS if asks(topic.title) or is_comparison(topic.title) else MAX_TEXT
    later = first is not None and len(rest) > 1 and rest[0].start > first
    later = later and not any(points_back(block.text) for block in rest[1:])
    if rest and (rows_of(rest) > limit or (len(rest) > 2 - later and limit == MAX_TEXT)):
        more, rest = statements(topic, rest, first is not None and not asks(topic.title), later)
        drafts.extend(more)
        if rows_of(rest) > MAX_SCREEN:
            more, rest = _outlined(cutter, topic, rest)
            drafts.extend(more)
    if not any(map(_says_something, rest)):
        return drafts, rest
    if first is not None and _is_bare(rest, first):
        cutter.skipped.extend(
            (block, "no question" if len(block.children) > 1 else _reason_of(block)) for block in rest
        )
        return drafts, []
    if first is not None and is_vague(topic.title) and _are_scattered(rest):
        cutter.skipped.extend((block, "no question") for block in rest)
        return drafts, []
    starts = [one.start for one in drafts] + ([] if first is None else [first])
    begun = min(starts, default=None)
    asked = _ask_remark(topic, rest, begun)
    if asked and rest[0].kind == "paragraph" and (each := each_told(topic, rest[0])):
        return [*drafts, *each], []
    if asked:
        return [*drafts, asked], []
    shape, count = shape_of(topic.title, _unlisted(rest))
    if topic.label and rest[0].kind == "quote" and asks("".join(topic.above[-1:])):
        topic = topic._replace(above=topic.above[:-1])
    topic = _contrasted(topic, rest)
    behind = begun is not None and rest[0].start > begun
    remark = first is not None and rest[0].start > first and _is_remark(topic.title, rest, shape)
    if remark or (behind and drafts and _is_other(topic.title, _opening(rest))):
        shape = "remark"
    body = _first_point(rest) if shape in LISTED else _opening(rest)
    if not body and rest[0].kind == "math" and rest[1:]:
        body = _first_point(rest[1:])
    if shape == "line" and body[-1:] == "?" and asks_reader(body) and only_asks(body):
        cutter.skipped += [(block, "empty") for block in rest]
        return drafts, []
    title = ask_title(topic, body, shape, count)
    return [*drafts, *(told_in_prose(topic, title, rest) or [draft(title, _unlisted(rest))])], []


def _are_scattered(blocks: Sequence[Block]) -> bool:
    """Whether blocks stand in several places between others, so that they are no answer together."""
    gaps = sum(other.start - one.end > FAR for one, other in pairwise(blocks))
    return gaps > 1


def _without_tasks(cutter: Cutter, blocks: Sequence[Block]) -> list[Block]:
    """Text without the points of its lists that are things to do: a box to tick stands before them."""
    kept: list[Block] = []
    for block in blocks:
        tasks = [item for item in block.children if _is_to_do(item)] if block.kind == "list" else []
        cutter.skipped.extend((task, "metadata") for task in tasks)
        items = tuple(item for item in block.children if item not in tasks) if tasks else block.children
        if not tasks:
            kept.append(block)
        elif items:
            kept.append(block._replace(start=items[0].start, end=items[-1].end, children=items))
    return kept


def _is_to_do(item: Block) -> bool:
    return bool(item.children) and _BOX.match(item.children[0].text) is not None


def _contrasted(topic: Topic, blocks: Sequence[Block]) -> Topic:
    """A title that joins two names as one that sets them against each other, where each has its own line."""
    joined = _JOINED.fullmatch(topic.title) if len(blocks) <= 2 else None
    if not joined:
        return topic
    lines = [line for block in blocks if block.kind == "paragraph" for line in block.text.split("\n")]
    if len(lines) != 2:
        return topic
    names = [name.casefold() for name in joined.groups()]
    opened = {name for line in lines for name in names if line.lstrip("*_` ").casefold().startswith(name)}
    return topic._replace(title=" vs ".join(joined.groups())) if len(opened) == 2 else topic


def _outlined(cutter: Cutter, topic: Topic, blocks: list[Block]) -> tuple[list[Draft], list[Block]]:
    """Cards for the items that are headings of their own in a text that is too long for a screen."""
    drafts: list[Draft] = []
    rest: list[Block] = []
    for block in blocks:
        left = []
        for item in block.children if block.kind == "list" else ():
            head, *below = item.children
            if below and head.kind == "paragraph" and count_words(head.text) <= MAX_HEAD:
                made = cutter.cut(topic.below(title_of(head.text).rstrip(".:")), below)
                drafts += [made[0]._replace(start=item.start), *made[1:]] if made else []
            else:
                left.append(item)
        if block.kind != "list":
            rest.append(block)
        elif left:
            rest.append(block._replace(start=left[0].start, end=left[-1].end, children=tuple(left)))
    return drafts, rest


def _ask_remark(topic: Topic, blocks: Sequence[Block], first: int | None) -> Draft | None:
    """A question of its own for a remark that is left below the cards of a title."""
    text = _first(blocks)
    alone = len(blocks) == 1 and (blocks[0] is text or len(blocks[0].children) == 1)
    if first is None or not alone or text.kind != "paragraph" or text.start <= first:
        return None
    found = None if asks(topic.title) else ask_statement(topic, text.text, opening=blocks[0] is text)
    if topic.english and (warned := _WARNS.match(text.text)):
        often = "always" if warned.group(1).lower() == "always" else "never"
        asked = Question(f"{about(topic)}: what must you {often} do?", topic.all, shown=0)
        return draft(asked, [text])
    pair = split_pair(text.text) if not found and _SETS_EQUAL.search(text.text) else None
    if pair and topic.english and "\n" not in text.text:
        found = ask_label(topic, pair.label, pair.body), pair.body
    return draft(found[0], [paragraph(found[1], text)]) if found else None


def _is_remark(title: str, blocks: Sequence[Block], shape: Shape) -> bool:
    """Whether text behind the cards of a title adds something to them, and does not say what it is."""
    return shape == "line" or (shape == "text" and not defines(title, _opening(blocks)))


def _is_other(title: str, text: str) -> bool:
    """Whether text behind statements begins like a definition, though not of the title."""
    return not asks(title) and defines(title, text) and not defines_by_name(title, text)


def _says_something(block: Block) -> bool:
    """Whether a block holds a word that is more than the name of some code."""
    if block.kind in ("paragraph", "html"):
        return bool(_LETTER.search(block.text)) and not _CODE_NAME.fullmatch(block.text.strip())
    return True


def _is_bare(blocks: Sequence[Block], first: int) -> bool:
    """Whether only names and pictures are left, which say nothing about a title that has given cards."""
    for block in blocks:
        if block.info == "picture":
            continue
        text = render(_unlisted([block])).strip()
        opens = block.start < first and (block.kind == "paragraph" or len(block.children) > 1)
        told = is_formula(text) or text.endswith((".", "!"))
        told = told or _DEFINES.match(text) is not None
        told = told or _TOLD_OF_IT.match(text) is not None or says_what_it_does(text)
        states = _STATES if block.kind == "paragraph" else _DEMANDS
        told = told or (len(block.children) < 2 and states.search(text) is not None)
        if opens or count_words(text) > 5 or told:
            return False
    return True


def _reason_of(block: Block) -> Reason:
    return "image only" if block.info == "picture" else "empty"


def shape_of(title: str, blocks: Sequence[Block]) -> tuple[Shape, int]:
    """What a passage looks like, and the number of its points."""
    blocks = [block for block in blocks if block.info != "picture"] or blocks
    if only_formulas(blocks):
        return "formula", 0
    if blocks[0].kind == "paragraph" and all(map(_is_code_line, blocks)):
        return "code", 0
    if len(blocks) == 1 and blocks[0].kind == "list" and len(blocks[0].children) > 1:
        items = blocks[0].children
        if blocks[0].info == "1" and _SAYS_STEPS.search(title):
            return "steps", len(items)
        if blocks[0].info == "1" and count_told(items) * 2 > len(items):
            return "steps", len(items)
        words = sum(count_words(render(item.children[:1])) for item in items) / len(items)
        if words <= SHORT_ITEM or (be(title) == "are" and words <= 2 * SHORT_ITEM):
            return "names", len(items)
        if blocks[0].info == "1" and _are_steps(title, items):
            return "steps", len(items)
        return _shape_of_points([item.children[0].text for item in items if item.children]), len(items)
    if len(blocks) == 2 and _announces_steps(*blocks):
        return "steps", len(blocks[1].children)
    while len(blocks) == 1 and blocks[0].kind == "quote":
        blocks = blocks[0].children
    alone = len(blocks) == 1 and blocks[0].kind == "paragraph"
    single = alone and "\n" not in blocks[0].text
    typed = alone and (blocks[0].text[:1] in "$`" or types_command(blocks[0].text))
    commands = count_commands(blocks[0].text.strip("`"), "") if typed else 0
    if commands:
        return "commands", commands
    return ("line" if single else "text"), 0


def _shape_of_points(texts: Sequence[str]) -> Shape:
    """What points say of their title: what it does, what it is for, or anything."""
    if all(text[:3] in ("to ", "To ") for text in texts):
        return "aims"
    return "deeds" if all(map(says_what_it_does, texts)) else "list"


def _is_code_line(block: Block) -> bool:
    return block.kind == "paragraph" and _CODE_LINE.fullmatch(block.text.strip()) is not None


def _are_steps(title: str, items: Sequence[Block]) -> bool:
    """Whether numbered points are to be done one after the other."""
    told = count_told(items)
    return told * 2 >= len(items) or _STEPS.search(title) is not None


def _announces_steps(lead: Block, steps: Block) -> bool:
    """Whether a short line introduces a numbered list of things to do."""
    if steps.kind != "list" or steps.info != "1":
        return False
    told = count_told(steps.children)
    if lead.kind == "list" and len(lead.children) == 1:
        return lead.end + 1 == steps.start and told > 0 and len(steps.children) > 1
    return lead.kind == "paragraph" and (
        lead.text.rstrip("*_ ").endswith(":")
        and count_words(lead.text) < MAX_HEAD
        and told * 2 >= len(steps.children)
    )


def _opening(blocks: Sequence[Block]) -> str:
    """The first text of a passage, also from inside of a list of one item."""
    first = _first(blocks)
    return first.text if first.kind == "paragraph" else ""


def _first_point(blocks: Sequence[Block]) -> str:
    """The text of the first item of a list."""
    point = blocks[0]
    while point.children:
        point = point.children[0]
    return point.text


def _first(blocks: Sequence[Block]) -> Block:
    """The first block of a passage, looked for inside of a quote and of a list of one item."""
    first = blocks[0]
    while first.children and (first.kind != "list" or len(first.children) == 1):
        first = first.children[0]
    return first


def _unlisted(blocks: Sequence[Block]) -> list[Block]:
    """A list of a single item is no list; what it announces in its last sentence is not there."""
    if len(blocks) == 1 and blocks[0].kind == "list" and len(blocks[0].children) == 1:
        children = list(blocks[0].children[0].children)
        return _without_leads(children) or children
    return list(blocks)


def _without_leads(blocks: Sequence[Block]) -> list[Block]:
    """Text without sentences that announce something which is not there any more."""
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        last = number + 1 == len(blocks)
        if (
            block.kind == "paragraph"
            and block.text.rstrip("*_` ").endswith((":", "："))
            and (last or blocks[number + 1].kind == "paragraph")
        ):
            told = [part for part in sentences(block.text) if not part.rstrip("*_` ").endswith((":", "："))]
            if told:
                kept.append(paragraph(" ".join(told), block))
        else:
            kept.append(block)
    return kept


def _only_announces(title: str, block: Block) -> bool:
    """Whether a line above a list says nothing but its title again: `Below are the parts of a hull:`."""
    if block.kind != "paragraph" or block.text[-1:] != ":":
        return False
    lead = _ANNOUNCES.fullmatch(block.text)
    return lead is not None and content_words(lead.group(1)) <= content_words(title)


def _parallel(topic: Topic, blocks: list[Block]) -> tuple[list[Draft], list[Block]]:
    """Paragraphs of one line that each begin with another name: a card for each name."""
    if len(blocks) < 3:
        return [], blocks
    names = [_name(block) for block in blocks]
    found = [name for name in names if name]
    if len(found) < 3 or len(set(found)) < len(found) or len(found) * 4 < len(blocks) * 3:
        return [], blocks
    drafts, rest = [], []
    for block, name in zip(blocks, names, strict=True):
        if name:
            body = block.text.strip()[len(name) :].lstrip(" :-–")
            drafts.append(draft(_ask_name(topic, name, body), [paragraph(body, block)]))
        else:
            rest.append(block)
    return drafts, rest


def _ask_name(topic: Topic, name: str, body: str) -> Question:
    """What is asked of one of several names: what a command does, what a sign of code is or does."""
    bare = name.strip("`")
    if " " in bare:
        return Question(f"What does {bare} do?", topic.all, "basic", 1)
    if bare != name:
        return ask_label(topic, name, body)
    return Question(f"What is special about {bare}?", topic.all, "basic", 1)


def _name(block: Block) -> str:
    if block.kind != "paragraph" or "\n" in block.text or len(sentences(block.text)) > 1:
        return ""
    match = _IDENTIFIER.match(block.text.strip())
    return match.group() if match and count_words(block.text) > 2 else ""
