"""A displayed formula below a title: what it is asked for by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.formulas import ask_given
from cards.asking.front import Question
from cards.asking.titled import ask_title
from cards.asking.topic import Topic
from cards.cutting import Cutter, Draft, Found, draft, paragraph
from cards.labels.equations import calculates, equation
from cards.labels.label import split_label
from cards.markdown.tree import Block
from cards.rules.telling import is_example
from cards.shapes.explained import SIGNS, is_formula_block
from cards.words.wording import content_words, count_words, lines_on_screen, plain, sentences

_SIGN = re.compile(r"(?:and\s+)?[`$]?\S{1,12}[`$]?(?:\s*[=:]|\s+(?:is|are))\s|\$[^$]{1,14}:\$\s")
_JOINS = re.compile(
    r"(?:(?:or|and|that is|i\.e\.|equivalently|which is|hence|so|thus|=)[,:]?|[.,;])", re.IGNORECASE
)
"""What stands between two formulas of one thing."""
LONGEST_SIGN = 80
"""Letters of a line that says what one sign means, or something of the whole formula."""
LEAST_LEADING = 6
"""Words of a sentence that ends with the formula below it; fewer may be a title."""
_WHERE = re.compile(
    r"(?i)^(?:(?:where|with|here|for|(?:in )?which|wobei|où|donde|dove|onde|siendo|sendo|waarbij|где)\b"
    r"|(?:mit|avec|con|com|met|hier|ici) \$|其中|ここで)"
)
"""With which a line begins that says what the signs of the formula above it mean."""


def formula_of_title(
    cutter: Cutter, topic: Topic, blocks: list[Block], first: int | None
) -> tuple[list[Draft], list[Block]]:
    """A card for the formula where the title also has text of its own; otherwise the text rule asks."""
    if not topic.title or is_example(topic.title):
        return [], blocks
    formulas = [
        number
        for number, block in enumerate(blocks)
        if is_formula_block(block) and not (block.kind == "paragraph" and block.text.endswith(":"))
    ]
    if len(formulas) > 1 and topic.english:
        return _each_given(topic, blocks)
    if len(formulas) != 1:
        return [], blocks
    parted, at = _with_lead_apart(blocks, formulas[0])
    lead = parted[at - 1] if at and parted[at - 1].kind == "paragraph" else None
    given = ask_given(plain(lead.text)) if lead and topic.english else None
    if not given and (_is_short(blocks) or (lead and _runs_on(lead.text))):
        return [], blocks
    if _goes_on(parted[at + 1 : at + 2]):
        return [], blocks
    end = _end_of_signs(parted, at + 1)
    first_chosen = at - bool(lead and (given or lead.text.rstrip().endswith((":", "：", ","))))
    asked = Question(given, topic.all, "formula", 1) if given else ask_title(topic, "", "formula")
    return [draft(asked, parted[first_chosen:end], "formula")], [*parted[:first_chosen], *parted[end:]]


def _each_given(topic: Topic, blocks: list[Block]) -> tuple[list[Draft], list[Block]]:
    """Several formulas as a card each, where sentences lead to them that say what they are of."""
    drafts: list[Draft] = []
    rest: list[Block] = []
    at = 0
    while at < len(blocks):
        leads = rest and rest[-1].kind == "paragraph" and is_formula_block(blocks[at])
        parted, place = _with_lead_apart([rest[-1], blocks[at]], 1) if leads else ([], 0)
        given = ask_given(plain(parted[place - 1].text)) if leads else None
        end = at + 1
        if given:
            end = _end_of_signs(blocks, end)
            told = [parted[place - 1], *blocks[at:end]]
            drafts.append(draft(Question(given, topic.all, "formula", 1), told, "formula"))
            rest[-1:] = parted[: place - 1]
        else:
            rest.append(blocks[at])
        at = end
    return (drafts, rest) if len(drafts) > 1 else ([], blocks)


def _end_of_signs(blocks: Sequence[Block], at: int) -> int:
    """Where what tells the signs of a formula ends."""
    while at < len(blocks) and explains_sign(blocks[at]):
        at += 1
    return at


def _is_short(blocks: Sequence[Block]) -> bool:
    """Whether a line and a formula are all that is told, so that they are one answer."""
    others = [
        one for one in blocks if not (is_formula_block(one) or one.kind == "code" or explains_sign(one))
    ]
    return 0 < sum(len(one.children) or lines_on_screen(one.text) for one in others) < 2


def _with_lead_apart(blocks: list[Block], at: int) -> tuple[list[Block], int]:
    """The blocks with the sentence that leads to a formula as one of its own, and the formula's place."""
    lead = blocks[at - 1] if at and blocks[at - 1].kind == "paragraph" else None
    before = sentences(lead.text) if lead else []
    if not lead or len(before) < 2 or not ask_given(plain(before[-1])):
        return blocks, at
    parts = [paragraph(" ".join(before[:-1]), lead), paragraph(before[-1], lead)]
    return [*blocks[: at - 1], *parts, *blocks[at:]], at + 1


def _runs_on(text: str) -> bool:
    """Whether a sentence ends with the formula below it."""
    return text.rstrip("*_ ")[-1:].isalnum() and count_words(text) >= LEAST_LEADING


def _goes_on(following: Sequence[Block]) -> bool:
    """Whether the block behind a formula ends its sentence, and tells no sign of it."""
    text = following[0].text if following and following[0].kind == "paragraph" else ""
    return text[:1].islower() and (text.endswith(":") or not explains_sign(following[0]))


def named_formula(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """A line such as `pH = -log[H+]`: a formula for the name on its left, which its title does not say."""
    block = blocks[at]
    plain = "=" in block.text and "$" not in block.text and "\n" not in block.text
    named = equation(block.text.strip("*")) if plain else None
    if not named or not named.calculated or (len(blocks) == 1 and not _is_other(named.name, topic.title)):
        return None
    before = blocks[at - 1] if at else None
    announced = before is not None and before.text.rstrip().endswith((":", "："))
    if announced or _stands_behind_formula(before) or _near_formula(blocks, at):
        return None
    own = named.name.casefold() == topic.title.casefold()
    asked = f"What is the formula for {named.name}?" if topic.english else named.name
    question = Question(asked, topic.above if own else topic.all, "formula", 1 - own)
    return Found(1, [draft(question, [block])])


def _is_other(name: str, title: str) -> bool:
    """Whether a name has words of its own, none of which is in a title."""
    words = content_words(name)
    return bool(words) and "(" not in name and words.isdisjoint(content_words(title))


def _stands_behind_formula(before: Block | None) -> bool:
    """Whether the block before is a formula that nobody has named."""
    return before is not None and is_formula_block(before) and not _is_named(before)


def _near_formula(blocks: Sequence[Block], at: int) -> bool:
    """Whether more formulas or their signs follow, so that they are asked for together."""
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following is None or _is_named(following):
        return False
    return explains_sign(following) or is_formula_block(following)


def _is_named(block: Block) -> bool:
    """Whether a block is a formula with a name of its own."""
    return calculates(block.text) or split_label(block.text) is not None


def explains_sign(block: Block) -> bool:
    """`where x is ...` or `k = kernel size`: what a sign of the formula above means."""
    if block.kind != "paragraph":
        return block.info == SIGNS
    if _WHERE.match(block.text):
        return True
    short = len(block.text) < LONGEST_SIGN and block.text[-1:] not in (":", "：")
    return short and (block.text.startswith("This ") or _SIGN.match(block.text) is not None)


def only_formulas(blocks: Sequence[Block]) -> bool:
    """Whether a passage is nothing but formulas."""
    joined = [block for block in blocks if not (block.kind == "paragraph" and _JOINS.fullmatch(block.text))]
    return bool(joined) and all(map(is_formula_block, joined))
