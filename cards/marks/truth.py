"""Statements that are true or false: `T/F: Plants breathe. TRUE`, `... (F)`, or a list of them below a title.

A word at the end of a line judges it where the note says that there is something to judge; without that,
only where it stands in brackets, bold or capitals behind several statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cards.marks.lines import Lines, Marked, unbulleted

_NAME = r"(?:true\s*(?:or|/)\s*false|T\s*(?:or|/)\s*F)\b"
_BEFORE = re.compile(rf"[*_(\[]*{_NAME}[*_)\]]*\s*[:?.–—-]*[*_]*\s*(\S.*)\Z", re.IGNORECASE | re.DOTALL)
_BEHIND = re.compile(
    rf"(.{{9,}}\S)\s+[*_(\[]*{_NAME}[*_)\]]*\s*[?:][*_)]*\s*(\S.*)\Z", re.IGNORECASE | re.DOTALL
)
_TITLE = re.compile(
    rf"[\s#>*_]*(?:[\w ]{{1,30}}:\s*)?{_NAME}(?: (?:questions?|statements?|quiz))?[\s:?*_.]*", re.IGNORECASE
)
_WHY = r"(?:[\s.]*\Z|\s*[.,;:(–—-]+\s*(?P<why>.+)\Z)"
_APART = r"(?:(?<=[.!?…])\s+|\s*(?:[-–—=→]+>?|:)\s+|\s{2,}|\t)[*_(\[]*"
_MARKED = re.compile(
    r"(?P<text>.*\S)\s+(?:(?P<bold>\*\*|__)|[(\[])+(?P<word>true|false|t|f)\b(?(bold)(?=\s*[^\w\s]))"
    r"(?P<why>[^()\[\]*]*?)(?:\*\*|__|[)\]])+[\s.]*\Z",
    re.IGNORECASE | re.DOTALL,
)
"""In bold a reason follows a sign: a `**true positive**` judges nothing."""
_IN_CAPITALS = re.compile(rf"(?P<text>.*?\S){_APART}(?P<word>TRUE|FALSE)\b[*_)\]]*{_WHY}", re.DOTALL)
_PLAIN = re.compile(
    rf"(?P<text>.*?\S)(?:{_APART}(?P<word>(?i:true|false)|[TF])\b[*_)\]]*{_WHY}|\s+(?P<last>TRUE|FALSE|[TF])\Z)",
    re.DOTALL,
)
_BEGINS = re.compile(r"[(\[](?P<word>T|F|TRUE|FALSE|True|False)[)\]]\s+(?P<text>\S.*)\Z", re.DOTALL)
_BELOW = re.compile(
    rf"[\s>*_-]*(?:ans(?:wer)?\s*[:.–-]+\s*|a\s*[:.]\s*)?[*_(\[]*(?P<word>true|false|t|f)\b[*_)\]]*{_WHY}",
    re.IGNORECASE | re.DOTALL,
)
_BLANKS = re.compile(r"\s{3,}")
_NUMBER = re.compile(r"\s*(?:\*\*|__)?\(?\d{1,3}[.)]")
_HINTS = ("rue", "RUE", "alse", "ALSE", "T/F", "T or F", "(T", "(F")
"""One of these stands in every note that judges statements."""
_ANY = re.compile(
    r"[TFf(\[*_](?:alse|ALSE|RUE|\s*(?:/|or)\s*F\b|(?<![TFf])(?<!\w.)(?:[Tt](?:rue|RUE)?|[Ff])\b)"
)
"""What stands where a statement is judged, by its first sign, as it is looked for in all of a note."""
LEAST_WORDS = 3
"""Words of a statement."""
MAX_STATEMENT = 600
"""Letters of a statement with what judges it."""
REACH = 4
"""Lines within which the end of a statement is looked for."""
FEWEST = 2
"""Judged statements one below the other that nothing announces."""


def asked_truth(text: str) -> str:
    """The statement behind a "True or false:"; empty without one."""
    found = _BEFORE.match(text)
    return found.group(1) if found else ""


def verdict(found: re.Match[str]) -> str:
    """`True` or `False`, and why."""
    parts = found.groupdict()
    word, why = parts["word"] or parts["last"], parts.get("why") or ""
    reason = why.strip(" :,;.–—-*_")
    reason = reason[:-1] if reason.count(")") > reason.count("(") else reason
    said = "True" if word[0] in "tT" else "False"
    return f"{said}: {reason}" if reason else said


def statements(lines: Lines) -> Iterator[Marked]:
    """Each statement as a question whether it is true."""
    near = _near(lines) if any(map(lines.has, _HINTS)) else ()
    if not near:
        return
    told, above, number, last = False, 0, 0, len(lines)
    run: list[Marked] = []
    ahead = iter(sorted(near))
    while number < last:
        number += 1
        if not (told or run or number in near):
            number = next((at for at in ahead if at > number), last + 1) - 1
            continue
        if lines.blank(number):
            continue
        free = lines.free(number)
        if free and number in near and _TITLE.fullmatch(lines[number]):
            told, above = True, 0 if lines.heading(number) else number
            continue
        headed = free and lines.heading(number)
        judged = free and (told or number in near) and not headed
        made = _headed(lines, number) if headed else _stated(lines, number, told) if judged else None
        if not made:
            told, above = False, 0
            yield from run if len(run) >= FEWEST else ()
            run = []
        elif told or headed or _is_announced(lines[number]):
            yield replace(made, start=above) if above else made
            above = 0
        else:
            run.append(made)
        number = made.end if made else number
    yield from run if len(run) >= FEWEST else ()


def _headed(lines: Lines, number: int) -> Marked | None:
    """The statement that a heading asks to judge, with the verdict and the explanation below it."""
    said = asked_truth(lines[number].lstrip("# "))
    at = lines.filled(number + 1, min(len(lines), number + REACH)) if said and number < len(lines) else 0
    below = _BELOW.match(lines[at].strip()) if at and lines.free(at) else None
    if not below:
        return None
    last = next((end for end in range(at, len(lines)) if lines.heading(end + 1)), len(lines))
    made = _marked(said, verdict(below), number, last)
    return made and replace(made, back=f"{made.back}\n\n{lines.dedented(at + 1, last)}".strip())


def _near(lines: Lines) -> set[int]:
    """The lines on which, or some lines below which, something says that a statement is judged."""
    near: set[int] = set()
    line, last = 1, 0
    for found in _ANY.finditer(lines.text):
        line += lines.text.count("\n", last, found.start())
        last = found.start()
        near.update(range(line - REACH, line + 1))
    return near


def _is_announced(row: str) -> bool:
    """Whether a line says itself that it is to be judged, or is one of several questions."""
    text = unbulleted(row[:MAX_STATEMENT])
    return bool(asked_truth(text) or _BEHIND.match(text) or _NUMBER.match(row))


def _stated(lines: Lines, number: int, told: bool) -> Marked | None:
    """The statement that begins on this line, judged there, some lines on or below it."""
    text = unbulleted(lines[number])
    if found := _judged(text, told):
        return _marked(*found, number, number)
    if not _is_announced(lines[number]):
        return None
    for at in range(number + 1, min(len(lines), number + REACH) + 1):
        if not lines.free(at) or lines.heading(at) or _NUMBER.match(lines[at]):
            return None
        row = lines[at].strip()
        said = asked_truth(text)
        below = _BELOW.match(row) if said else None
        if below:
            return _marked(said, verdict(below), number, at)
        if row and lines.blank(at - 1):
            return None
        text = f"{text} {row}".rstrip()
        if row and (found := _judged(text, told)):
            return _marked(*found, number, at)
    return None


def _judged(text: str, told: bool) -> tuple[str, str] | None:
    """A statement and whether it is true, with the reason where one is given."""
    if len(text) > MAX_STATEMENT:
        return None
    text = _BLANKS.sub("  ", text)
    behind = _BEHIND.match(text)
    said = f"{behind.group(1)} : {behind.group(2)}" if behind else asked_truth(text)
    found = _MARKED.match(said or text)
    if not found and (told or said):
        found = _PLAIN.match(said or text)
    elif not found and ("TRUE" in text or "FALSE" in text):
        found = _IN_CAPITALS.match(text)
    found = found or _BEGINS.match(text)
    return (found["text"], verdict(found)) if found else None


def _marked(statement: str, said: str, start: int, end: int) -> Marked | None:
    statement = statement.strip(" *_:")
    enough = len(statement.split()) >= LEAST_WORDS
    return Marked(f"True or false: {statement}", said, start, end) if enough else None
