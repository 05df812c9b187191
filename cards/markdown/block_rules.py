"""The block rules of markdown-it, each tried only on lines that begin with its sign; two end elsewhere.

HTML ends above a heading, mathematics stands on lines of its own; neither looks past a heading, and neither
is quadratic in the lines below an opening that never closes. Headings, paragraphs, rules and mathematics are
blocks at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import cast

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock, blockquote, fence, list_block
from markdown_it.rules_block import html_block as usual_html_block
from markdown_it.rules_block import table as usual_table

from cards.markdown.block import Block
from cards.markdown.block_lines import BlockLines

Rule = Callable[[StateBlock, int, int, bool], bool]
"""State, first line, line after the last, and whether only to tell that the block begins here."""

MAX_NESTING = 160
"""Blocks inside of blocks; eighty levels of list, and nothing that could exhaust the stack."""
MAX_TITLE = 100
"""Letters of a line that a rule below it makes a heading."""
SHORT_LINE = 50
"""Letters of a line behind which none was wrapped."""
_LEADS_ON = ",:;-–+=(/&\\"
"""With which a line goes on in the next one."""
_LIST_SIGNS = "*-+0123456789"
_POINTS = ("- ", "* ", "+ ")
_GLUED = re.compile(
    r"(\*\*|__)(?=[^\W_])(?:(?!\1)[^\n:]){2,60}(?::\1|\1 ?:)"
    r"(?:[ \t]*$|[^\n]*$(?!\n[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]))",
    re.MULTILINE,
)
"""A label in bold, right below an item that it is no part of; with its text between two, it is a remark."""
_VERBATIM = re.compile(r"<(?:script|pre|style|textarea|[!?])", re.IGNORECASE)


class BlockParser(ParserBlock):
    """The blocks between two lines, without regard to whether lists are tight, which no block says."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        rules = self.ruler.getRules("")
        line = startLine
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= MAX_NESTING:
                state.line = endLine
                break
            outer, deeper = state.blkIndent, state.sCount[line] - state.blkIndent
            if deeper >= 4 and state.src[state.bMarks[line] + state.tShift[line]] in _LIST_SIGNS:
                _apply_deeper(state, line, endLine, outer + deeper - deeper % 4)
            else:
                for rule in rules:
                    if rule(state, line, endLine, False):
                        break
            line = state.line
            if line < endLine and state.isEmpty(line):
                state.line = line = line + 1
        state.tight = False


def _apply_deeper(state: StateBlock, line: int, end_line: int, indent: int) -> None:
    """A list that is indented as code would be: what stands further out than it is no part of it."""
    outer, state.blkIndent = state.blkIndent, indent
    around, state.env["furthest_out"] = state.env["furthest_out"], indent
    for rule in state.md.block.ruler.getRules(""):
        if rule(state, line, end_line, False):
            break
    state.blkIndent, state.env["furthest_out"] = outer, around


def html_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """HTML as usual, but a heading right below an anchor or a closed tag is one; one in tags ends it."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[begin : begin + 2] in ("<h", "<H"):
        if tagged_heading(state.src[begin : state.eMarks[start_line]]):
            end_line = start_line + 1
    elif not silent and not _VERBATIM.match(state.src, begin):
        for line in range(start_line + 1, end_line):
            if state.isEmpty(line):
                break
            if state.sCount[line] < 4 and _HEADING.match(state.src, state.bMarks[line] + state.tShift[line]):
                end_line = line
                break
    return usual_html_block(state, start_line, end_line, silent)


def tagged_heading(text: str) -> tuple[str, str] | None:
    """The level and the text of a heading between its tags, where nothing else stands."""
    found = _HEADING_TAG.fullmatch(text.strip())
    if not found or "</h" in found[2].lower() or not _LETTER.search(_TAG.sub("", found[2])):
        return None
    return found[1], " ".join(found[2].split())


_HEADING = re.compile(r"#{1,6}[ \t]")
_HEADING_TAG = re.compile(r"<h([1-6])\b[^<>]*>(.*?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG, _LETTER = re.compile(r"<[^<>]*>"), re.compile(r"[^\W_]")
_DRAWN = ("--", "==", "**", "__", "~~", "++")
"""Two signs of a line that is drawn behind the sign of a heading, as around titles in comments."""
_MATH_END = {"$$": "$$", "\\[": "\\]"}
_ENVIRONMENT = re.compile(
    r"\\begin\{((?:align|equation|gather|multline|eqnarray|alignat|flalign|cases)\*?)\}"
)


def math_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule for displayed mathematics on lines of its own; never past a heading, never quadratic."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    opening = state.src[begin : begin + 2]
    environment = _ENVIRONMENT.match(state.src, begin) if opening == "\\b" else None
    if opening not in _MATH_END and not environment:
        return False
    close = f"\\end{{{environment.group(1)}}}" if environment else _MATH_END[opening]
    first = start_line
    position = environment.end() if environment else begin + 2
    dead: dict[str, int] = state.env.setdefault("math_without_end", {})
    if dead.get(close, -1) >= start_line:
        return False
    for line in range(first, end_line):
        if line > first and (state.sCount[line] < state.blkIndent or _stops_mathematics(state, line)):
            dead[close] = line - 1
            return False
        stop = state.eMarks[line]
        found = state.src.find(close, position if line == first else state.bMarks[line], stop)
        if found >= 0:
            after = state.src[found + len(close) : stop].strip()
            if after.rstrip(".,;") and not re.fullmatch(r"[\s.,;]*(?:\(\d+\)|\{#[\w:.-]+\})?", after):
                return False
            return _push_mathematics(state, start_line, line, silent)
    dead[close] = end_line - 1
    return False


def _stops_mathematics(state: StateBlock, line: int) -> bool:
    begin = state.bMarks[line] + state.tShift[line]
    text = state.src[begin : begin + 8]
    return text.startswith(("```", "~~~")) or _HEADING.match(text) is not None


def _push_mathematics(state: StateBlock, start_line: int, last: int, silent: bool) -> bool:
    if silent:
        return True
    text = state.getLines(start_line, last + 1, state.blkIndent, False).strip()
    _add(state, Block("math", start_line + 1, last + 1, text))
    return True


def heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """One to six `#` before a title, whose own ones at the end are left out."""
    row = _row(state, start_line)
    title = row.lstrip("#")
    level = len(row) - len(title)
    if level > 6 or title[:1].strip(" \t") or state.is_code_block(start_line):
        return False
    if silent:
        return True
    title = title.rstrip(" \t")
    before = title.rstrip("#")
    if title[1:3] in _DRAWN and not title.strip(title[1] + " \t"):
        _add(state, Block("rule", start_line + 1, start_line + 1))
        return True
    text = (before if before[-1:] in (" ", "\t") else title).strip(MD_TRIM_CHARS)
    _add(state, Block("heading", start_line + 1, start_line + 1, text, (), str(level)))
    return True


def rule_off(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Three or more of one sign and nothing else on a line."""
    row = _row(state, start_line)
    if row.strip(row[:1] + " \t") or row.count(row[:1]) < 3 or state.is_code_block(start_line):
        return False
    if not silent:
        _add(state, Block("rule", start_line + 1, start_line + 1))
    return True


def table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A table as usual, tried only above a line that can part its header from its rows."""
    return start_line + 1 in state.env["parting"] and usual_table(state, start_line, end_line, silent)


def _row(state: StateBlock, line: int) -> str:
    """A line without its indentation."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _add(state: StateBlock, block: Block) -> None:
    """Goes on below a block that is whole."""
    state.line = block.end
    cast("BlockLines", state).found.append(block)


def paragraph(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Lines up to a blank one or to what may follow without one, as one token; underlined, a heading."""
    around, state.parentType = state.parentType, "paragraph"
    line, level = start_line + 1, 0
    furthest_out = state.env["furthest_out"]
    while line < end_line and not state.isEmpty(line):
        depth = state.sCount[line]
        if 0 <= depth < furthest_out:
            break
        begin = state.bMarks[line] + state.tShift[line]
        if depth < state.blkIndent and (
            (state.src[begin] in "*_" and _GLUED.match(state.src, begin))
            or _stands_out(state, start_line, line)
        ):
            break
        if depth - state.blkIndent <= 3:
            if depth >= state.blkIndent and (level := _underlines(state, line)):
                break
            if depth >= 0 and _begins_other(state, line, end_line):
                break
        elif line == start_line + 1 and state.src[begin : begin + 2] in _POINTS:
            break
        line += 1
    state.parentType = around
    single = line == start_line + 1
    text = _row(state, start_line) if single else state.getLines(start_line, line, state.blkIndent, False)
    text = text.strip(MD_TRIM_CHARS)
    if level:
        _add_ruled(state, start_line + 1, line + 1, text, level)
        return True
    end = line
    while text[-1:] == ">" and end > start_line + 1 and not _row(state, end - 1).strip(" \t>"):
        end -= 1
    _add(state, Block("paragraph", start_line + 1, end, text))
    state.line = line
    return True


def _stands_out(state: StateBlock, start_line: int, line: int) -> bool:
    """Whether a line at the margin goes on with no indented point: the one before it was not full."""
    if state.sCount[line] or state.src[state.bMarks[start_line]] not in " \t":
        return False
    before = state.src[state.bMarks[line - 1] : state.eMarks[line - 1]].rstrip()
    return len(before) < SHORT_LINE and before[-1:] not in _LEADS_ON


def _add_ruled(state: StateBlock, start: int, end: int, text: str, level: int) -> None:
    """A heading above its rule; one that is long or a sentence was meant as text and a rule.

    A lone `-` in a list was meant as a point that is still empty.
    """
    empty_point = state.blkIndent > 0 and _row(state, end - 1).strip() == "-"
    if empty_point or "\n" in text or len(text) > MAX_TITLE or text.endswith((".", ":", ",")):
        _add(state, Block("paragraph", start, end - 1, text))
        _add(state, Block("rule", end, end))
    else:
        _add(state, Block("heading", start, end, text, (), str(level)))


def _begins_other(state: StateBlock, line: int, end_line: int) -> bool:
    """Whether a block that ends a paragraph begins on a line; a plain loop, as it is asked so often."""
    for rule in state.md.block.ruler.getRules("paragraph"):  # noqa: SIM110
        if rule(state, line, end_line, True):
            return True
    return False


def _underlines(state: StateBlock, line: int) -> int:
    """The level of the heading that a line below its text makes of it, or 0."""
    sign = state.src[state.bMarks[line] + state.tShift[line]]
    if sign not in "=-" or _row(state, line).rstrip(" \t").strip(sign):
        return 0
    return 1 if sign == "=" else 2


def _by_sign(rules: Mapping[str, tuple[Rule, ...]]) -> Rule:
    """The rules, each tried only on lines that begin with one of its signs."""

    def rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        begin = state.bMarks[start_line] + state.tShift[start_line]
        for each in rules.get(state.src[begin : begin + 1], ()):
            if each(state, start_line, end_line, silent):
                return True
        return False

    return rule


_LEAVES: Mapping[str, tuple[Rule, ...]] = {
    "`": (fence,),
    "~": (fence,),
    "$": (math_block,),
    "\\": (math_block,),
    ">": (blockquote,),
    "*": (rule_off,),
    "-": (rule_off,),
    "_": (rule_off,),
}
ends_item = _by_sign(_LEAVES)
"""What ends the items of a list without a blank line."""
marked = _by_sign(
    {
        **_LEAVES,
        "*": (rule_off, list_block),
        "-": (rule_off, list_block),
        "+": (list_block,),
        **dict.fromkeys("0123456789", (list_block,)),
        "<": (html_block,),
        "#": (heading,),
    }
)
"""Every block that begins with a sign of its own."""
