"""A line that is a heading without being marked as one: it owns the list, quote, table or code below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cards.asking.asked import ask_question, asks
from cards.asking.front import Question
from cards.asking.opened import ask_open
from cards.asking.titled import is_comparison
from cards.asking.topic import Topic
from cards.clean import without_answer_mark
from cards.cutting import Cutter, Found, draft
from cards.labels.label import split_label
from cards.labels.owning import owns_what_follows
from cards.labels.points import point_of
from cards.labels.tasks import only_asks
from cards.labels.titles import is_generic, title_of
from cards.markdown.tree import QUOTED, Block, rows_of
from cards.noise import is_useless_title
from cards.rules.answering import asks_itself, is_apart
from cards.rules.counted import all_by_name
from cards.rules.formula import explains_sign
from cards.rules.questions import is_issue
from cards.shapes.explained import is_formula_block
from cards.words.typed import types_command
from cards.words.verbs import bids
from cards.words.wording import ABOVE_LETTERS, PICTOGRAM, count_words, is_question, plain, sentences

MAX_WORDS, MAX_BOLD = 12, 18
"""Words of a line that is a title, and of one in bold."""
MAX_LIST = 9
"""Rows of a list that completes a sentence."""
MAX_MARK = 12
"""Letters of the mark of an answer."""
LEAST_PHRASE = 5
"""Words of a phrase above labels that says what its title is, where fewer would be a name."""
LEAST_LINES = 2
"""Lines below a title that belong to it where no blank line is between."""
_LEAD_IN = re.compile(
    r"(?i)^(?:an?|the following|for|in(?! re )|at|on|we|you|i|they|it|this|these|those|there|here|to|with"
    r"|from|by|after|before|since|until|via|as|and|or|so|then"
    r"|also|now|note|therefore|thus|hence|however|but|steps to|below|given|let|suppose|assume)\b(?![-)])"
)
_SENTENCE_IN_BOLD = (".**", ".__", "。**")
_AGENDA = ("In ", "By ", "Aft", "Wha")
"""With which a line begins that says what a chapter teaches."""
_DERIVES = re.compile(
    r"(?i)(?:then |now |next,? |finally,? |by )?"
    r"(?:introduc|insert|substitut|plugg|solv|simplify|multiply|divid|re-?arrang|tak|add|subtract|sett|us"
    r"|apply|expand|factori[sz]?|combin|integrat|differentiat|replac|rewrit|lett|isolat|equat|putt|squar|summ"
    r"|collect|leav|giv|cancell?|evaluat|comput|calculat)ing\b"
)
"""What is done to get the formula below, which a line so does not name."""
_EQUATES = re.compile(r"\S (?:is|are) (?:the|an?) \w+ (?:of|for|in|to|that|which)\b", re.IGNORECASE)
"""What a sentence says that names more than the formula below it."""
_AIM = re.compile(
    r"(?i)to ((?!(?:be|do|this|that|it)\b)[a-z]{3,}(?<!ing)\b[^:.,;]{0,50}"
    r"(?<! this)(?<! that)(?<! it)(?<! them)):"
)
"""What somebody wants to do, above how it is done."""
_FORBIDS = re.compile(r"\b(?:not|NOT|never|NEVER|cannot|can['’]t|don['’]t|DON['’]?T)\b (?!to\b)")
"""What a statement says, and no title."""
_SAYS = re.compile(
    r"\s(?:is|are|was|were|has|have|had|needs?|can|could|should|must|will|includes?|provides?|consists?|uses?)\s",
    re.IGNORECASE,
)
"""The verb of a sentence."""
LEAST_SENTENCE = 5
"""Words of a line that may be one."""
_THERE_ARE = re.compile(
    r"there (?:are|exist) (?:(?:also|mainly|basically|usually|at least) )?"
    r"(?:several|many|some|various|different|multiple|numerous|a few|two|three|four|five|six|seven|\d+) "
    r"((?:\w+ )?(?:kinds|types|ways|reasons|steps|methods|approaches|options|variants|advantages|benefits"
    r"|disadvantages|problems|rules|conditions|forms|stages|phases|techniques|strategies|causes|classes)\b.*?)[:：]",
    re.IGNORECASE,
)


def label_with_content(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    if not _owns(blocks, at):
        return None
    block = blocks[at]
    if at == 0 and blocks[1].kind == "paragraph" and not topic.label and _tells_title(topic, blocks):
        return None
    if blocks[at + 1].kind == "math" and (_DERIVES.match(block.text) or _EQUATES.search(block.text)):
        return None
    text = block.text.strip("*_`[ ")
    counted = _THERE_ARE.fullmatch(text)
    bold = block.text.startswith(("**", "__")) and text[-1:] not in ".!"
    longest = MAX_BOLD if bold or (not topic.title and text[-1:] == ":") else MAX_WORDS
    aim = _AIM.fullmatch(text) if text[:3] in ("To ", "to ") else None
    agenda = text[-1:] == ":" and text[:3] in _AGENDA and is_useless_title(text[:-1])
    leads = _LEAD_IN.match(text) and not (counted or aim or agenda)
    if leads and text[-1:] == ":" and blocks[at + 1].kind == "list":
        return _open(topic, blocks, at)
    if leads or (count_words(text) > longest and not agenda):
        return None
    title = f"How do you {aim.group(1)}?" if aim and topic.english else title_of(block.text)
    if title.count(".") == 1 and block.text[:1] in "*_":
        title = title.rstrip(".")
    if blocks[at + 1].kind == "math" and title.endswith(" is") and point_of(title):
        title = title.removesuffix(" is")
    end = _end_of_sides(blocks, at) if is_comparison(title) else _end(blocks, at + 1)
    if counted:
        title = counted.group(1)[0].upper() + counted.group(1)[1:]
    if is_useless_title(title) and blocks[at + 1].kind == "paragraph" and not text.endswith((":", "：")):
        cutter.skipped.append((block, "navigation"))
        return Found(1)
    if is_useless_title(title):
        cutter.skipped += [(one, "navigation") for one in blocks[at:end]]
        return Found(end - at)
    if asks(title) and end == at + 2 and blocks[at + 1].kind == "paragraph":
        return Found(
            2, [draft(ask_question(title, topic.all, inside=True), blocks[at + 1 : end], start=block.start)]
        )
    told = blocks[at + 1 : end]
    if asks(title) and told[0].kind == "paragraph" and only_asks(told[0].text):
        cutter.skipped.append((block, "empty"))
        return Found(1)
    if ":" in told[0].text[:MAX_MARK]:
        told = [without_answer_mark(told[0]), *told[1:]]
    elif told[0].kind == "quote" and end == at + 2 and not asks(title) and _is_box(told[0]):
        told = told[0].children
    drafts = cutter.cut(topic if _only_leads(topic, title, told) else topic.below(title), told)
    if len(told) == 1:
        drafts = [*all_by_name(topic, block.text, told[0], drafts), *drafts]
    if drafts:
        drafts[0] = drafts[0].begun_at(block.start)
    return Found(end - at, drafts)


def _only_leads(topic: Topic, title: str, told: Sequence[Block]) -> bool:
    """Whether a line is a sentence that leads to a table or to labels, of which it is no title."""
    if not topic.english or not topic.title or count_words(title) < LEAST_SENTENCE:
        return False
    if not _SAYS.search(title) and not bids(title):
        return False
    if told[0].kind == "list":
        labels = [split_label(item.children[0].text, in_list=True) for item in told[0].children]
        return all(labels) and not asks(title)
    return told[0].kind == "table" and not asks(title)


def _open(topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """A sentence that the list below it completes: `You should reef if:`."""
    block, points = blocks[at : at + 2]
    short = topic.english and rows_of([points]) <= MAX_LIST and not asks(topic.title)
    named = short and topic.title and not point_of(topic.title) and not is_generic(topic.title)
    asked = ask_open(plain(block.text).rstrip(": "), topic.title) if named else None
    if not asked:
        return None
    question = Question(asked, topic.all, "list", int(topic.title not in asked))
    return Found(2, [draft(question, [points], start=block.start)])


def _is_box(block: Block) -> bool:
    """Whether a quote is no text of somebody but holds lists, labels or boxes of its own."""
    return block.info != QUOTED and any(child.kind != "paragraph" for child in block.children)


def _end_of_sides(blocks: Sequence[Block], at: int) -> int:
    """Where a comparison ends: after one block, or after labelled lines without a blank one between them."""
    end = at + 2
    labelled = blocks[at + 1].kind == "paragraph" and split_label(blocks[at + 1].text) is not None
    while labelled and end < len(blocks) and blocks[end].start == blocks[end - 1].end + 1:
        if blocks[end].kind != "paragraph" or not split_label(blocks[end].text):
            break
        end += 1
    return end


def _owns(blocks: Sequence[Block], at: int) -> bool:
    """Whether the line at this position is the title of what follows; without marks it must stand close."""
    block = blocks[at]
    if block.kind != "paragraph" or at + 1 == len(blocks) or block.info == QUOTED or _goes_on(blocks, at):
        return False
    following = blocks[at + 1]
    if following.kind == "paragraph" and not owns_what_follows(block.text, "paragraph"):
        return is_name_line(blocks, at) or (is_comparison(block.text) and _is_topic_line(block.text))
    if not owns_what_follows(block.text, following.kind):
        return False
    if types_command(block.text) and not block.text.endswith(":"):
        return False
    return owns_what_follows(block.text, "") or following.start - block.end <= 2


def _goes_on(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line ends the sentence that a formula right above it stands in."""
    before = blocks[at - 1] if at else None
    close = before is not None and before.kind == "math" and blocks[at].start - before.end <= 1
    return close and blocks[at].text[:1].islower()


def is_name_line(blocks: Sequence[Block], at: int) -> bool:
    """Whether a short line names what the labels below it are about."""
    block, following = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if following is None or block.kind != "paragraph" or following.kind != "paragraph":
        return False
    spelt = " = " in following.text
    return _is_topic_line(block.text) and not spelt and split_label(following.text) is not None


def _tells_title(topic: Topic, blocks: Sequence[Block]) -> bool:
    """Whether the first line says what the title is: a phrase above labels, and the only one."""
    text = blocks[0].text
    words = text.split()
    if text.endswith(_SENTENCE_IN_BOLD):
        alone = not any(block.text.endswith(_SENTENCE_IN_BOLD) for block in blocks[1:])
        return alone and len(words) >= LEAST_PHRASE and split_label(blocks[1].text) is not None
    if text[-1:] in ":：*_" or len(words) < LEAST_PHRASE:
        return False
    if any(word[:1].isupper() and word[1:].islower() for word in words[1:]):
        return False
    phrase = is_name_line(blocks, 0) and not is_comparison(text) and not is_generic(topic.title)
    return phrase and not any(is_name_line(blocks, at) for at in range(1, len(blocks)))


def _is_topic_line(text: str) -> bool:
    """A short line in capitals' style, without the verb or the point of a sentence."""
    return (
        owns_what_follows(text, "list")
        and count_words(text) <= 6
        and (text[:1].isupper() or is_comparison(text))
        and not _FORBIDS.search(text)
        and "|" not in text
        and "->" not in text
        and not split_label(text)
    )


def _is_ticked(text: str) -> bool:
    """Whether a text is one piece of code."""
    return text[:1] == text[-1:] == "`" and text.count("`") == 2


def _end(blocks: Sequence[Block], at: int) -> int:
    """Where the content of a label ends: after one block, its quotes or formulas, or at the next label."""
    end = at + 1
    if blocks[at].kind == "paragraph" and (types_command(blocks[at].text) or _is_ticked(blocks[at].text)):
        return end
    if blocks[at].kind == "quote":
        while end < len(blocks) and blocks[end].kind == "quote":
            end += 1
    elif is_formula_block(blocks[at]):
        while end < len(blocks) and (is_formula_block(blocks[end]) or explains_sign(blocks[end])):
            end += 1
    elif blocks[at].kind == "paragraph":
        sign = _sign_below(blocks[at - 1].text, blocks[at].text)
        while end < len(blocks) and blocks[end].kind != "html":
            if _begins_anew(blocks, end) and not (sign and blocks[end].text.startswith(sign)):
                break
            if _tells_of_whole(blocks, at, end):
                break
            if (
                blocks[end].kind == "list"
                and is_apart(blocks[end], blocks[end - 1])
                and asks_itself(blocks[end])
            ):
                break
            end += 1
    return end


def _sign_below(title: str, text: str) -> str:
    """The pictogram before a title right below one in bold: titles like it are of the same thing."""
    bold = title[:2] in ("**", "__") and text[:1] > ABOVE_LETTERS and PICTOGRAM.match(text)
    return text[0] if bold else ""


def _tells_of_whole(blocks: Sequence[Block], first: int, at: int) -> bool:
    """Whether a block stands apart from lines of names, so that it tells of more than these."""
    lines = blocks[first - 1 : at]
    if len(lines) > LEAST_LINES and blocks[at].start > lines[-1].end + 1 and _are_close(lines):
        return True
    apart = blocks[at].kind == "paragraph" and blocks[at].start > blocks[at - 1].end + 1
    label = split_label(blocks[at].text) if apart and at > first + 1 else None
    name = split_label(blocks[first].text, in_list=True) if label else None
    close = blocks[first + 1].start == blocks[first].end + 1
    return bool(label and name and close and point_of(label.label) and not point_of(name.label))


def _are_close(blocks: Sequence[Block]) -> bool:
    """Whether blocks stand one below the other with no blank line between."""
    return all(one.end + 1 == other.start for one, other in pairwise(blocks))


def _begins_anew(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block is the title of what follows it, or a question."""
    block = blocks[at]
    asks = block.kind == "paragraph" and is_question(block.text) and len(sentences(block.text)) == 1
    return not is_issue(blocks, at) if asks else _owns(blocks, at)
