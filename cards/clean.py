"""Noise taken out of the blocks of a section, each piece with its reason, and inline text made tidy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import is_

from cards.labels.corrections import WRONG, with_corrections
from cards.labels.qa import ANSWER_WORDS
from cards.labels.tasks import PROBLEM, SOLUTION
from cards.markdown.tree import Block, parse_blocks
from cards.model import Reason
from cards.noise import is_contents, is_contents_table, is_open_point, reason_to_skip
from cards.shapes.broken import BROKEN
from cards.words.dates import has_line_of_day
from cards.words.shortcodes import without_shortcode
from cards.words.wording import as_markdown_images, drop_images, holds_marks, is_picture, tidy

_ANSWER_SIGNS = frozenset("*_TCRAB-=→⇒").union(word[0] for word in ANSWER_WORDS.split("|"))
"""With one of them begins every mark of an answer."""
_ANSWER = re.compile(
    r"\s*(?:(?:\*\*?|__?)?(?:(?:The |Correct |Right )?Answer|A|ans|answer|"
    rf"{ANSWER_WORDS})\s*(?:\*\*?|__?)?\s*[:：]-?"
    r"(?:\*\*?|__?)?|[Aa]ns(?:wer)?\s+[-–](?=\s)"
    r"|(?:\*\*|__)(?:A|Ans|Answer)[.)](?:\*\*|__)|A\d+\s*[.):]|Ans(?:wer)?\s*\d*[.)]"
    r"|(?:-+>|=>|→|⇒)(?=\s))\s*"
)
_POSES = frozenset("*_PETpet")
"""With which a numbered problem begins."""
_BARE_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3}")
"""A point such as `source document`, which says nothing of the file."""
_LETTERS = re.compile(r"[^\W\d_]")
_TAG_OVER_LINES = re.compile(r"</?[a-z][^<>]*\n[^<>]*>", re.IGNORECASE)
_FRAMES = "*=~!+-"
_FRAMED = re.compile(r"\s*([*=~!+-])\1+\s+(\S.*?)\s+\1{2,}\s*")
"""A line between signs that only draw the eye."""
_STRUCTURED = re.compile(r"<(?:li|td|th)\b[^<>]*>[^<>]*\w", re.IGNORECASE)
_EMPTY_CELL = re.compile(r"[`\s\-–—.…]*")
_CHOICE = re.compile(r"\s*A\s*[:：]")
"""In a list, `A:` is the first of several choices."""
LONGEST_DAY = 30
_DIGITS = frozenset("0123456789")
"""Letters of a line that is a day, and with which it ends."""
_QUERIES = ("dataview", "dataviewjs", "query", "tasks", "button", "datacorejsx", "base")
"""Languages of code by which a program for notes shows other notes."""
_TO_DO = ("[!todo", "[!Todo", "[!TODO")
"""With which a box of things to do begins."""
_FOLDED = re.compile(
    r"<details\b[^<>]*>\s*<summary\b[^<>]*>[^<>\n]*</summary\s*>[ \t]*"
    r"([^<\n]*(?:<(?!/details)[^<\n]*)*)</details\s*>",
    re.IGNORECASE,
)
"""An answer that folds away inside of a line."""
SUMMARY = re.compile(r"<summary\b[^<>]*>((?:(?!<summary\b).)*?)</summary\s*>", re.IGNORECASE | re.DOTALL)
CLOSE_DETAILS = re.compile(r"</details\s*>", re.IGNORECASE)


@dataclass(slots=True)
class Cleaned:
    """What was taken out of a section."""

    english: bool = True
    """The section is in English, in which questions are worded."""
    skipped: list[tuple[Block, Reason]] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    """Links that stood alone: where to read on."""
    pictured: bool = False
    """A picture was left out."""

    def skip(self, block: Block, reason: Reason) -> None:
        if reason == "image only":
            self.pictured = True
        if reason == "link only":
            self.readings.append(block.text.strip())
        self.skipped.append((block, reason))


def clean(
    blocks: Sequence[Block], result: Cleaned, nested: bool = False, announces: bool = False
) -> list[Block]:
    """The blocks without noise; containers that become empty vanish.

    Args:
        nested: they stand in a list or a quote, where a picture alone answers nothing.
        announces: the last of them leads to what stands below.
    """
    kept: list[Block] = []
    posed = False
    for number, block in enumerate(blocks, start=1):
        if block.kind in ("list", "quote", "item"):
            following = blocks[number] if number < len(blocks) else None
            leads = _leads_to(block, following) if following else announces
            kept.extend(_clean_container(block, result, leads))
        elif block.kind == "paragraph" and block.text[-1:] in _DIGITS and _only_dates(blocks, number - 1):
            result.skip(block, "metadata")
        elif block.kind == "paragraph":
            posed = posed or (block.text[:1] in _POSES and PROBLEM.match(block.text) is not None)
            kept.extend(_clean_paragraph(block, result, nested, posed))
        elif block.kind == "html":
            kept.extend(_clean_html(block, result, nested))
        elif block.kind == "code" and block.info in _QUERIES:
            result.skip(block, "metadata")
        elif block.kind == "table" and is_contents_table(block):
            result.skip(block, "navigation")
        elif block.kind == "table":
            kept.append(_clean_table(block))
        elif block.kind != "rule" and block.text.strip():
            kept.append(block)
    return kept


def _only_dates(blocks: Sequence[Block], at: int) -> bool:
    """Whether a paragraph between others is the day on which somebody wrote, and no answer."""
    text = blocks[at].text
    if text[LONGEST_DAY:] or not 0 < at < len(blocks) - 1:
        return False
    return "?" not in blocks[at - 1].text and has_line_of_day(text)


def _leads_to(block: Block, following: Block) -> bool:
    """Whether the last item of a list may be the label of what stands below the list: no form to fill in."""
    if block.kind != "list" or following.kind not in ("paragraph", "code", "math", "list", "quote"):
        return False
    return not any(
        len(item.children) == 1 and is_open_point(item.children[0].text) for item in block.children[:-1]
    )


def _clean_container(block: Block, result: Cleaned, announces: bool) -> list[Block]:
    if block.kind == "list" and is_contents(block):
        result.skip(block, "navigation")
        return []
    if block.kind == "quote" and block.children and block.children[0].text[:6] in _TO_DO:
        result.skip(block, "placeholder")
        return []
    children = clean(block.children, result, nested=True, announces=announces)
    if not children:
        return []
    if children[0].info == "picture" and all(child.info == "picture" for child in children):
        for child in children:
            result.skip(child, "image only")
        return []
    only = children[0]
    open_item = block.kind == "item" and len(children) == 1 and only.kind == "paragraph"
    if (
        open_item
        and is_open_point(only.text)
        and not (announces and only.text.rstrip("*_` ").endswith((":", "：")))
    ):
        result.skip(only, "placeholder" if "?" in only.text else "empty")
        return []
    if len(children) == len(block.children) and all(map(is_, children, block.children)):
        return [block]
    return [block._replace(end=max(child.end for child in children), children=tuple(children))]


def _clean_table(block: Block) -> Block:
    """A table without its empty rows; one of nothing else keeps its header."""
    rows = tuple([tuple([_clean_cell(cell) for cell in row]) for row in block.rows])
    if rows == block.rows and all(map(any, rows)):
        return block
    told = [at for at, row in enumerate(rows) if any(row)] or [0]
    lines = tuple([block.lines[at] for at in told])
    return block._replace(rows=tuple([rows[at] for at in told]), lines=lines)


def _clean_cell(text: str) -> str:
    if text.isalnum():
        return text
    text = tidy(drop_images(text)[0]).replace("\n", " ").strip()
    return "" if _EMPTY_CELL.fullmatch(text) else text


def _clean_paragraph(block: Block, result: Cleaned, nested: bool, posed: bool = False) -> list[Block]:
    """A paragraph without its noisy lines; lines that stay together stay one paragraph.

    Args:
        posed: a numbered problem stands above, which ends where the mark of its answer is.
    """
    if posed and SOLUTION.fullmatch(block.text):
        return [block]
    if not posed and not (nested and block.text.startswith("A") and _CHOICE.match(block.text)):
        block = without_answer_mark(block)
        if not block.text:
            return []
    if block.text[:1] == ":":
        block = block._replace(text=without_shortcode(block.text))
    if WRONG in block.text and result.english:
        block = block._replace(text=with_corrections(block.text))
    if "</details" in block.text:
        block = block._replace(text=_FOLDED.sub(r"\1", block.text))
    if "marks" in block.text and "?" in block.text:
        block = block._replace(text=_WORTH.sub("", block.text))
    whole = reason_to_skip(block.text)
    if whole == "metadata" and nested and _BARE_WORDS.fullmatch(block.text):
        whole = None
    if whole == "image only":
        return _clean_picture(block, result, nested)
    if whole:
        result.skip(block, whole)
        return []
    if "\n" not in block.text:
        return [_clean_line(block, result)]
    lines = block.text.split("\n")
    dated = "20" in block.text and "?" not in block.text and has_line_of_day(block.text)
    pieces: list[Block] = []
    kept: list[str] = []
    for number, line in enumerate(lines):
        text = _without_pictures(line, result)
        reason = reason_to_skip(line)
        if (reason == "placeholder" and not _LETTERS.search(line)) or (
            reason == "image only" and text.strip()
        ):
            reason = None
        if dated and not reason and has_line_of_day(line):
            reason = "metadata"
        if reason or not text.strip():
            pieces.extend(_piece(block, kept, number))
            kept = []
            if reason:
                at = block.start + number
                result.skip(block._replace(start=at, end=at, text=line), reason)
        else:
            kept.append(text)
    return [*pieces, *_piece(block, kept, len(lines))]


_WORTH = re.compile(r"(?<=[?.])[ \t]*[(\[]\d{1,2}(?:\.\d)? marks?[)\]]")
"""What a question of an exam is worth."""
_DRAWN_INSIDE = re.compile(
    r"(?<=[\w?!.？。)])[\s\u2190-\u21ff\u2300-\u2bff\u200d\ufe0f\U0001f000-\U0001faff]+(?=(?:\*\*|__)\Z)"
)
"""Signs at the end of a line in bold."""
_EMPHASIS = ("*", "_")


def _clean_line(block: Block, result: Cleaned) -> Block:
    """A paragraph of one line, without a frame and without pictures."""
    text = block.text
    framed = _FRAMED.fullmatch(text) if text[0] in _FRAMES else None
    text = (framed.group(2) if framed else text).strip()
    if text[-1:] in _EMPHASIS and not text.isascii():
        text = _DRAWN_INSIDE.sub("", text)
    if holds_marks(text):
        text = tidy(_without_pictures(text, result)).strip()
    if text == block.text:
        return block
    if "\n" not in text:
        return block._replace(text=text)
    whence = ((block.start, block.end),) * (text.count("\n") + 1)
    return block._replace(text=text, info=BROKEN, lines=whence)


def without_answer_mark(block: Block) -> Block:
    """A paragraph without the "Answer:" or the arrow before it."""
    mark = _ANSWER.match(block.text) if block.text.lstrip()[:1] in _ANSWER_SIGNS else None
    if not mark:
        return block
    start = block.start + block.text[: mark.end()].count("\n")
    return block._replace(start=start, text=_balanced(block.text[mark.end() :]))


def _balanced(text: str) -> str:
    """Text without the end of an emphasis that began before it."""
    return (
        text.rstrip().removesuffix("**") if text.count("**") == 1 and text.rstrip().endswith("**") else text
    )


def _clean_picture(block: Block, result: Cleaned, nested: bool) -> list[Block]:
    """A paragraph of pictures and nothing else; whether it is of use shows when the section is cut."""
    shown = _without_pictures(block.text, result).strip() if nested else as_markdown_images(block.text)
    if not shown:
        result.skip(block, "image only")
        return []
    result.pictured = result.pictured or not nested
    return [block._replace(text=shown, info="picture")]


def _without_pictures(text: str, result: Cleaned) -> str:
    text, dropped = drop_images(text)
    result.pictured = result.pictured or dropped
    return text


def _piece(block: Block, lines: Sequence[str], stop: int) -> list[Block]:
    """The part of a paragraph that ends before its line `stop`."""
    body = tidy("\n".join(lines)).strip()
    if not body or body == block.text:
        return [block] if body else []
    start = block.start + stop - len(lines)
    end = start + len(lines) - 1
    piece = block._replace(start=start, end=end, text=body)
    if "<" not in block.text or body.count("\n") <= end - start:
        return [piece]
    whence = [(at, at) for at, line in enumerate(lines, start) for _ in tidy(line).split("\n")]
    known = tuple(whence) if len(whence) == body.count("\n") + 1 else ()
    return [piece._replace(info=BROKEN, lines=known)]


def _clean_html(block: Block, result: Cleaned, nested: bool) -> list[Block]:
    """HTML as the paragraphs that its text makes, on their true lines."""
    if is_picture(block.text):
        picture = block._replace(kind="paragraph", end=block.start, text=tidy(block.text))
        return _clean_picture(picture, result, nested)
    if SUMMARY.search(block.text) or CLOSE_DETAILS.match(block.text.strip()):
        return [block]
    if _STRUCTURED.search(block.text):
        return clean(_from_html(block), result, nested)
    rows = _TAG_OVER_LINES.sub(_on_one_line, block.text).split("\n")
    rows = [tidy(row).strip() for row in rows]
    found: list[Block] = []
    first = 0
    for number in range(len(rows) + 1):
        if number < len(rows) and rows[number]:
            continue
        if number > first:
            lines = block._replace(kind="paragraph", start=block.start + first, end=block.start + number - 1)
            found.extend(_clean_paragraph(lines._replace(text="\n".join(rows[first:number])), result, nested))
        first = number + 1
    return found


def _from_html(block: Block) -> list[Block]:
    """The lists and tables of a piece of HTML as blocks, all on its lines; rows of a table on theirs."""
    from cards.imports.from_html import to_markdown

    return [
        _on_lines_of(block, made) for made in parse_blocks(to_markdown(block.text)) if made.kind != "html"
    ]


def _on_lines_of(block: Block, made: Block) -> Block:
    children = tuple(_on_lines_of(block, child) for child in made.children)
    kind = "paragraph" if made.kind == "heading" else made.kind
    lines = _lines_of_rows(block, len(made.rows))
    return made._replace(kind=kind, start=block.start, end=block.end, children=children, lines=lines)


def _lines_of_rows(block: Block, count: int) -> tuple[tuple[int, int], ...]:
    """The lines of each row of a table in HTML: from its tag to the next one, or all where tags are amiss."""
    html = block.text.casefold().rstrip().split("\n")
    starts = [at for at, line in enumerate(html) for _ in range(line.count("<tr"))]
    if len(starts) != count:
        return ((block.start, block.end),) * count
    ends = [at - html[at].lstrip().startswith("<tr") for at in starts[1:]] + [len(html) - 1]
    return tuple(
        (block.start + low, block.start + max(low, high))
        for low, high in zip(starts, ends, strict=bool(starts))
    )


def _on_one_line(match: re.Match[str]) -> str:
    """A tag that runs over several lines, with its line ends behind it."""
    return match.group().replace("\n", " ") + "\n" * match.group().count("\n")
