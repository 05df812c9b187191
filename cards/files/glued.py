"""Headings and bullets without the blanks that Markdown wants: `##Sails`, `-jib`, points too little indented.

Signs only where several lines are written so; a single one is a tag, a number below zero or a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cards.files.source import FileText
from cards.markdown.fences import fenced

_SIGN = re.compile(r"\n[ \t]*(?:#{1,6}|[-+*])[^\W\d_]")
_HEADING = re.compile(r"(#{2,6})(?=[^\W\d_]|\d{1,2}[.)])")
_NUMBERED = re.compile(r"(?m)^#{2,6}\d{1,2}[.)] ?[^\W\d_]")
"""A heading with its number, which no tag looks like."""
_TITLE = re.compile(r"#(?=[^\W\d_])[^#]+\Z")
_BOLD_ITEM = re.compile(r"\A-(?=\*\*[^\s*])")
"""An item that begins in bold, be it the only one."""
_ITEM = re.compile(r"([ \t]*)([-+]|\*(?!.*\*))(?=[^\W\d_]{2})")
_SHALLOW = re.compile(r"(?m)^[-*+] [^\n]*:[*_]{0,2}[ \t]*\n(?:[ \t]*\n)? [-*+] ")
"""A point that announces others, which only one blank sets below it."""
_ANNOUNCES = re.compile(r"[-*+] .*:[*_]{0,2}\s*\Z")
FEWEST = 2
"""Lines of a kind from which their signs are those of headings, or of items."""


def with_blanks(text: FileText) -> FileText:
    """Lines with a blank behind these signs; the same ones where there are none."""
    joined = "" if text.marked else "\n".join(("", *text.lines))
    signs = _SIGN.findall(joined)
    numbered = "\n##" in joined and _NUMBERED.search(joined) is not None
    headed = FEWEST if numbered else sum("#" in sign for sign in signs)
    listed = sum("#" not in sign for sign in signs)
    bold = "\n-**" in joined
    shallow = _SHALLOW.search(joined) is not None
    if max(headed, listed) < FEWEST and not bold and not shallow:
        return text
    lines = [_BOLD_ITEM.sub("- ", line, count=1) for line in text.lines] if bold else list(text.lines)
    code = fenced(lines)
    free = [at for at in range(len(lines)) if at not in code]
    if headed >= FEWEST:
        _part_headings(lines, free)
    if listed >= FEWEST:
        _part_items(lines, free)
    if shallow:
        _deepen(lines, free)
    return replace(text, lines=lines)


def _deepen(lines: list[str], free: Sequence[int]) -> None:
    """Points that one blank sets below the one that announces them, with another blank."""
    announced = False
    for at in free:
        line = lines[at]
        if line[:1] == " " and announced:
            lines[at] = f" {line}"
        elif line.strip():
            announced = _ANNOUNCES.match(line) is not None


def _part_headings(lines: list[str], free: Sequence[int]) -> None:
    """Lines with two signs or more; above several of them and nothing else the first line is their title."""
    glued = [at for at in free if _HEADING.match(lines[at])]
    titles = [at for at in free if _TITLE.match(lines[at]) and " " in lines[at].strip()]
    numbered = any(_NUMBERED.match(lines[at]) for at in glued)
    if not glued or (len(glued) + len(titles) < FEWEST and not numbered):
        return
    for at in glued:
        lines[at] = _HEADING.sub(r"\1 ", lines[at], count=1)
    if len(titles) >= FEWEST:
        for at in titles:
            lines[at] = f"# {lines[at][1:]}"
    first = next((at for at in free if lines[at].strip()), 0)
    if _TITLE.match(lines[first]) and not any(lines[at].startswith("# ") for at in free):
        lines[first] = f"# {lines[first][1:]}"


def _part_items(lines: list[str], free: Sequence[int]) -> None:
    """Items one below the other; signs that are mixed with stars all mean the same."""
    run: list[int] = []
    for at in [*free, len(lines)]:
        if at < len(lines) and _ITEM.match(lines[at]) and (not run or at == run[-1] + 1):
            run.append(at)
            continue
        if len(run) >= FEWEST:
            mixed = any(lines[one].lstrip().startswith("*") for one in run)
            for one in run:
                lines[one] = _ITEM.sub(r"\1- " if mixed else r"\1\2 ", lines[one], count=1)
        run = [at] if at < len(lines) and _ITEM.match(lines[at]) else []
