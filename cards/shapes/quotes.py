"""Quotes of a note: somebody's words, the text of a label or an item above, a callout, or plain text.

What a quote holds is made ready by others; here it is only put where it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.labels.label import split_label
from cards.labels.owning import BOLD_LINE, owns_what_follows
from cards.markdown.tree import QUOTED, Block
from cards.words.wording import is_question

_CALLOUT = re.compile(r"\[!(\w+)\][+-]?[ \t]*(.*)")
_DEFINING = ("definition", "def", "term", "concept", "vocab")
"""Callouts whose title is a term."""
_TICKED = re.compile(r"\[[ xX✓✔]\]\s")
"""A choice, or a thing to do."""
_SIGNED = re.compile(r"(?:^|\n)\s*(?:[—–―]|-{1,2})\s?[^\W\da-z_][^\n]{1,80}\s*\Z")
"""A last line that names who said it."""
_WHOLE = re.compile(r"[.!?…。！？][\"”’»*_)]*\s*\Z")
"""The end of a sentence."""
_SAYING = re.compile(
    r"\b(?:says?|said|writes?|wrote|puts? it|quotes?|quoted|quotation|words|asks?|asked|answers?|answered|"
    r"replied|argues?|argued|claims?|claimed|according to [^:：\n]{2,60})\s*[:：]\s*\Z",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:\w+ )?(?:notes?|tips?|hints?|remarks?|warnings?|cautions?|important|one-liner|takeaways?|insights?"
    r"|summary|tl;?dr|rule of thumb|win|point|memory aid|mnemonic|analogy|trick|intuition"
    r"|key ideas?|mistakes?|pitfalls?|misconceptions?|gotchas?)",
    re.IGNORECASE,
)
"""What stands before a remark on all of the text above it."""
MAX_SIGN = 6
"""Letters in which a label in bold begins, be it behind a pictogram."""
QUOTE_REACH = 4
"""Lines within which a quote still belongs to the list item above; a picture may stand between them."""


def is_quotation(block: Block, before: Block | None, following: Block | None) -> bool:
    """Whether a quote tells somebody's words: it is announced or signed, or whole sentences within a text."""
    if not all(child.kind == "paragraph" and not is_question(child.text) for child in block.children):
        return False
    texts = [child.text for child in block.children]
    if _CALLOUT.match(texts[0]) or not (
        _is_told(texts[-1], before) or _is_whole(texts[-1], before, following)
    ):
        return False
    return not any(map(split_label, texts))


def _is_told(last: str, before: Block | None) -> bool:
    """Whether a quote is signed, or somebody says it in the text before."""
    if _SIGNED.search(last):
        return True
    return before is not None and before.kind == "paragraph" and _SAYING.search(before.text) is not None


def _is_whole(last: str, before: Block | None, following: Block | None) -> bool:
    """Whether a quote stands as whole sentences between whole sentences."""
    if not before or not following or before.kind != "paragraph" or following.kind != "paragraph":
        return False
    whole = _WHOLE.search(before.text) is not None and _WHOLE.search(last) is not None
    return whole and not owns_what_follows(before.text, "quote")


def with_last_item(block: Block, more: Sequence[Block]) -> Block:
    """A list whose last item has more content."""
    last = block.children[-1]
    item = last._replace(end=more[-1].end, children=(*last.children, *more))
    return block._replace(end=more[-1].end, children=(*block.children[:-1], item))


def with_first_item(block: Block, line: Block) -> Block:
    """A list that begins with a line that still has its mark."""
    text = line.text.split(maxsplit=1)[1]
    item = Block("item", line.start, line.end, children=(line._replace(text=text),))
    return block._replace(start=line.start, children=(item, *block.children), form="")


def open_quote(block: Block, children: list[Block], result: list[Block], before: Block | None) -> None:
    """A quote below a label, a question or a list item belongs to it; any other is plain text."""
    callout = _CALLOUT.match(children[0].text) if children[0].kind == "paragraph" else None
    previous = result[-1] if result and before and before.kind != "quote" else None
    if callout:
        behind_code = before is not None and before.kind == "code"
        result.extend(_open_callout(block, children, callout, behind_code))
    elif result and result[-1].kind == "quote" and _is_titled(children):
        result.extend(children)
    elif (previous and previous.kind == "paragraph" and owns_what_follows(previous.text, "quote")) or (
        result and result[-1].kind == "quote"
    ):
        result.append(block._replace(children=tuple(children)))
    elif (
        previous
        and previous.kind == "list"
        and block.start - previous.end <= QUOTE_REACH
        and not _TICKED.match(_first_words(previous))
        and not BOLD_LINE.match(children[0].text.split("\n")[0])
        and not _is_remark(children[0].text)
    ):
        result[-1] = with_last_item(previous, children)
    else:
        if before is None and children[0].text[:1].islower() and not children[0].text.endswith(":"):
            children = [children[0]._replace(info=QUOTED), *children[1:]]
        result.extend(_group_questions(children, block))


def _is_remark(text: str) -> bool:
    """Whether a text says by its label in bold, behind a sign or not, what kind of remark it is."""
    label = split_label(text) if "**" in text[:MAX_SIGN] or "__" in text[:MAX_SIGN] else None
    return label is not None and _REMARK.fullmatch(label.label) is not None


def _first_words(block: Block) -> str:
    return block.children[0].children[0].text if block.children[0].children else ""


def _is_titled(children: Sequence[Block]) -> bool:
    """Whether a quote begins with a title of its own, for a quote inside of it."""
    return (
        len(children) > 1
        and children[0].kind == "paragraph"
        and children[1].kind == "quote"
        and owns_what_follows(children[0].text, "quote")
    )


def _group_questions(children: Sequence[Block], quote: Block) -> list[Block]:
    """A question inside of a quote is answered inside of that quote."""
    for position, child in enumerate(children[:-1]):
        if child.kind == "paragraph" and is_question(child.text) and children[position + 1].kind != "quote":
            rest = tuple(children[position + 1 :])
            owned = quote._replace(start=rest[0].start, end=rest[-1].end, children=rest)
            return [*children[: position + 1], owned]
    return list(children)


def _label_of(kind: str, silent: bool, behind_code: bool) -> str:
    """The label of a box without a title, by its kind."""
    if silent:
        return "Remark:" if behind_code else ""
    return f"{kind.capitalize()}:"


def _open_callout(
    block: Block, children: list[Block], match: re.Match[str], behind_code: bool
) -> list[Block]:
    """An Obsidian callout: its title is a label for its text; behind code a note is no text of the title."""
    silent = match.group(1).lower() in ("note", "info", "abstract", "summary")
    title = match.group(2).strip() or _label_of(match.group(1), silent, behind_code)
    rest = children[0].text[match.end() :].strip()
    inside = ([children[0]._replace(text=rest)] if rest else []) + children[1:]
    if not title:
        return inside
    label = children[0]._replace(end=children[0].start, text=title)
    first = inside[0] if inside else None
    if match.group(1).lower() in _DEFINING and first and first.kind == "paragraph" and not is_question(title):
        return [first._replace(start=label.start, text=f"**{title.rstrip(':')}**: {first.text}"), *inside[1:]]
    if not inside:
        return [label._replace(info=QUOTED)]
    return [label, block._replace(children=tuple(inside))]


def opened(children: list[Block]) -> list[Block]:
    """What stands in an item; a list of one point that it begins with was only a second sign: `- - point`."""
    first, *others = children
    if first.kind != "list" or len(first.children) > 1:
        return children
    return [*first.children[0].children, *others]
