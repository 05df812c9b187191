"""Commands with a remark: `git stash   # put changes aside`, or in a shell the remark above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cards.asking.front import Question
from cards.asking.topic import Topic, about
from cards.cutting import Cutter, Draft, Found, paragraph
from cards.markdown.tree import Block
from cards.shapes.broken import line_of
from cards.words.typed import types_command

_SHELL = frozenset(("bash", "sh", "shell", "zsh", "console", "powershell", "cmd", "fish"))
_PLAIN = frozenset(("", "text", "vim"))
"""What stands above code whose lines may be commands."""
_PROMPT = r"(?:(?:[$>%]|PS[^>\n]*>)[ \t]+)?"
_LINE = re.compile(rf"{_PROMPT}([a-z:.^<][^#]*?\S|[a-zA-Z]{{1,2}}|[A-Z][a-z]+-[A-Z][^#]*?\S)\s+#+\s+(\S.*)")
_SLASHED = re.compile(r"`([^`\n]+)` +//+ ?(\S.*)")
"""A command in ticks and its remark as in a program: `pwd` // where you are."""
_TICKED = re.compile(r"`([^`\n]+)`")
_REMARK = re.compile(r"\s*#")
_BELOW = re.compile(rf"(?m)((?:^[ \t]*#+[ \t]+\S.*\n)+)^[ \t]*{_PROMPT}([^#\s].*)$(?!\n[ \t]*[^#\s])")
"""Remarks of one or several lines above a single command."""
_ASSIGNS = re.compile(r"^[\w.\[\]]+\s*[-+*/]?=\s|\w\(")
"""A line of a program, whose remark explains the program and not a command."""
_PROGRAM = re.compile(
    r"(?m)^\s*(?:#!|(?:if|then|else|elif|fi|for|while|do|done|case|esac|function)\b)|(?:[{\\]|(?<!\w)\})\s*$|<<"
)
_PROMPTED = re.compile(r"\$ [a-z./~][^$]*\Z|PS[^>\n]*> \S")
_CONTINUED = re.compile(r"\\\n\s*")
_SYSTEM = re.compile(
    r"(?:on |for )?((?:mac ?os|osx|linux|windows|ubuntu|debian|fedora|centos|arch|alpine|unix)\b.{0,24})",
    re.IGNORECASE,
)
"""A remark that says where a command is typed, and not what it does."""
FEWEST = 2


class _Told(NamedTuple):
    """A command and what its remark says of it, on this line."""

    command: str
    remark: str
    line: int


def count_commands(text: str, info: str) -> int:
    """The commands that a text is, by its fence or its prompts; 0 where it is a program or anything else."""
    lines = [line.strip() for line in _CONTINUED.sub(" ", text).split("\n") if line.strip()]
    typed = [line for line in lines if _PROMPTED.match(line)]
    if typed:
        return len(typed) if lines[0] == typed[0] else 0
    if not info and all(map(types_command, lines)):
        return len(lines)
    if info.split(" ")[0].lower() not in _SHELL or _PROGRAM.search("\n".join(lines)):
        return 0
    return sum(not _REMARK.match(line) for line in lines)


def explained_commands(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    if block.kind == "list":
        return _of_list(topic, block)
    if "#" not in block.text and "` //" not in block.text:
        return None
    return _of_code(topic, block) if block.kind == "code" else _of_lines(cutter, topic, blocks, at)


def _of_list(topic: Topic, block: Block) -> Found | None:
    """Items that are each a command with its remark; the others stay a list."""
    told = [_told(item.children[0].text, item.start) if item.children else None for item in block.children]
    found = [one for one in told if one]
    if len(found) < FEWEST or len(found) * 2 < len(told):
        return None
    rest = tuple(item for item, one in zip(block.children, told, strict=True) if not one)
    left = [block._replace(start=rest[0].start, end=rest[-1].end, children=rest)] if rest else []
    return Found(1, _drafts(topic, found), left)


def _of_lines(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """Commands in lines of text, also with blank ones between; the text around them stays a text."""
    told = _told_in(blocks[at])
    places = [place for place, one in enumerate(told) if one]
    if not places:
        return None
    low, high, end = places[0], places[-1] + 1, at + 1
    found = [one for one in told if one]
    silent = [place for place in range(low, high) if not told[place]]
    while high == len(told) and end < len(blocks) and blocks[end].kind == "paragraph":
        more = _told_in(blocks[end])
        if not all(more):
            break
        found += [one for one in more if one]
        end += 1
    if len(found) < FEWEST or len(silent) * 2 > len(found):
        return None
    lines = blocks[at].text.split("\n")
    for place in silent:
        line = line_of(blocks[at], place)
        left = blocks[at]._replace(start=line, end=line, text=lines[place])
        cutter.skipped.append((left, "no question"))
    around = [_part(blocks[at], lines, 0, low), _part(blocks[at], lines, high, len(lines))]
    return Found(
        end - at, _drafts(topic, found), [text for text in around if text.text[-1:] not in ("", ":")]
    )


def _part(block: Block, lines: Sequence[str], low: int, high: int) -> Block:
    text = "\n".join(lines[low:high]).rstrip("*_ ")
    if low == high:
        return paragraph("", block)
    return paragraph(text, block)._replace(start=line_of(block, low), end=line_of(block, high - 1))


def _told_in(block: Block) -> list[_Told | None]:
    return [_told(line, line_of(block, number)) for number, line in enumerate(block.text.split("\n"))]


def _told(text: str, line: int) -> _Told | None:
    """A line that is a command with its remark behind it."""
    slashed = _SLASHED.fullmatch(text.rstrip()) if "` //" in text else None
    if slashed:
        return _Told(slashed.group(1), slashed.group(2), line)
    if "#" not in text or "\n" in text:
        return None
    text = text.strip()
    found = _LINE.fullmatch(_TICKED.sub(r"\1", text, count=1) if text[0] == "`" else text)
    return (
        _Told(found.group(1), found.group(2), line) if found and not _ASSIGNS.search(found.group(1)) else None
    )


def _of_code(topic: Topic, block: Block) -> Found | None:
    shell = block.info.split(" ")[0].lower()
    if shell not in _SHELL and shell not in _PLAIN:
        return None
    first = block.start + (not _is_indented(block))
    lines = [(number, line) for number, line in enumerate(block.text.split("\n"), first) if line.strip()]
    told = [_told(line, number) for number, line in lines if "#" in line or not _REMARK.match(line)]
    found = [one for one in told if one]
    commands = sum(not _REMARK.match(line) for _, line in lines)
    if len(found) < commands:
        found = _below(block, first)
        known = shell in _SHELL or all(types_command(one.command) for one in found)
        if len(found) < commands or not known or _PROGRAM.search(block.text):
            return None
    return Found(1, _drafts(topic, found)) if len(found) >= FEWEST else None


def _below(block: Block, first: int) -> list[_Told]:
    """The commands that each stand alone below a remark."""
    found = []
    for one in _BELOW.finditer(block.text):
        said = " ".join(line.strip(" \t#") for line in one.group(1).strip().split("\n"))
        found.append(_Told(one.group(2).strip(), said, first + block.text.count("\n", 0, one.start(2))))
    return found


def _is_indented(block: Block) -> bool:
    """Whether code has no fence, so that it begins in its first line."""
    return block.end - block.start == block.text.rstrip("\n").count("\n")


def _drafts(topic: Topic, found: Sequence[_Told]) -> list[Draft]:
    context = (*topic.above, topic.title)
    drafts = []
    for command, remark, line in found:
        system = _SYSTEM.fullmatch(remark) if topic.english and topic.title else None
        if system:
            asked = Question(f"{about(topic)} on {system.group(1)}: which command?", topic.above, "code")
            drafts.append(Draft(asked, f"`{command}`", line, line, "code"))
        else:
            asked = Question(f"What does `{command}` do?" if topic.english else f"`{command}`", context)
            drafts.append(Draft(asked, remark, line, line))
    return drafts
