"""Two block rules of markdown-it with another end: HTML above a heading, mathematics on lines of its own.

Neither looks past a heading, and neither is quadratic in the lines below an opening that never closes.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import html_block as usual_html_block

_VERBATIM = re.compile(r"<(?:script|pre|style|textarea|[!?])", re.IGNORECASE)


def html_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """HTML as usual, but a heading right below an anchor or a closed tag is a heading."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[begin : begin + 1] != "<":
        return False
    if not _VERBATIM.match(state.src, begin):
        for line in range(start_line + 1, end_line):
            if state.isEmpty(line):
                break
            if state.sCount[line] < 4 and _HEADING.match(state.src, state.bMarks[line] + state.tShift[line]):
                end_line = line
                break
    return usual_html_block(state, start_line, end_line, silent)


_HEADING = re.compile(r"#{1,6}[ \t]")
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
    token = state.push("math_block", "math", 0)
    token.content = state.getLines(start_line, last + 1, state.blkIndent, False).strip()
    token.map = [start_line, last + 1]
    state.line = last + 1
    return True
