"""Question and answer in one line: `front :: back`, `front ::: back`, and the arrows of RemNote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cards.marks.lines import PROPERTY, Lines, Marked, split_tags, unbulleted

_SPLIT = re.compile(r"(?<!:)(\s*)(:{2,3})(?!:)(\s*)")
_CODE_LIKE = re.compile(
    r"\b(?:std|boost|torch|at|tf|cv|nn|self|super|crate|Self|core|absl|Eigen|ActiveRecord)\s*$|[;{}]|\w\(\)"
)
_CODE_ENDS = re.compile(r"[;{}]\s*$")
_COMMENT = re.compile(r"\s*<!--.*?-->\s*$")
_ARROW = re.compile(r"(?<=\S)\s+(>>|<<|<>|;;|↔)\s+(?=\S)")
_ARROWS = (">>", "<<", "<>", ";;", "↔")
_OUTLINE = re.compile(r"\s*[-*+]\s+")
_OPEN = re.compile(r"\s*(?:>>>|:::|;;;|(?:>>|::|;;)(?:1\.|A\)))$")
"""The end of a line of RemNote whose answer is the outline below it."""
_OPEN_ENDS = (">>>", ":::", ";;;", "1.", "A)")
_LAST_SIGNS = frozenset(end[-1] for end in _OPEN_ENDS)
_SPANS = re.compile(r"`[^`\n]*`|\$[^$\n]*\$|https?://\S+")


def double_colons(lines: Lines) -> Iterator[Marked]:
    """`::` asks in one direction, `:::` in both. Without blanks around it, only in a note of such cards."""
    if not lines.has("::"):
        return
    near = [number for number, row in enumerate(lines.rows, start=1) if "::" in row]
    found = [(number, split) for number in near if (split := _split(lines, number))]
    loose = [entry for entry in found if not entry[1][3]]
    accept_loose = lines.flashcards or len(loose) >= 3
    for number, (front, sign, back, spaced) in found:
        if spaced or accept_loose or front.endswith(("?", "？")):
            yield from _both(lines, number, front, back, sign == ":::")


def _split(lines: Lines, number: int) -> tuple[str, str, str, bool] | None:
    row = lines[number]
    if not lines.free(number) or PROPERTY.match(row) or row.lstrip().startswith((":::", "|", ".. ")):
        return None
    hidden = _SPANS.sub(lambda match: "\0" * len(match.group()), row)
    match = _SPLIT.search(hidden)
    if not match or "{{" in row[: match.start()]:
        return None
    front, back = unbulleted(row[: match.start()]).lstrip("# "), row[match.end() :].strip()
    if not front or not back or _CODE_LIKE.search(hidden[: match.start()]) or _CODE_ENDS.search(hidden):
        return None
    return front, match.group(2), back, bool(match.group(1) or match.group(3))


def _both(lines: Lines, number: int, front: str, back: str, reverse: bool) -> Iterator[Marked]:
    back, more = split_tags(_COMMENT.sub("", back) if "<!--" in back else back)
    front, tags = split_tags(front)
    tags = (*tags, *more)
    last = lines.below(number) if _OUTLINE.match(lines[number]) else number
    if last > number:
        back = f"{back}\n\n{lines.dedented(number + 1, last)}"
    yield Marked(front.strip("*_ ") if front.startswith("**") else front, back, number, last, tags=tags)
    if reverse:
        yield Marked(back, front, number, last, tags=tags)


def arrows(lines: Lines) -> Iterator[Marked]:
    """`front >> back`, `back << front`, `front <> back` in an outline, where there are several."""
    signs = list(filter(lines.has, _ARROWS))
    if not any(lines.has(f" {sign} ") for sign in signs):
        return
    found = []
    for number, row in enumerate(lines.rows, start=1):
        if not any(map(row.__contains__, signs)):
            continue
        if not lines.free(number) or not _OUTLINE.match(row):
            continue
        match = _ARROW.search(_SPANS.sub(lambda match: "\0" * len(match.group()), row))
        if match:
            found.append(
                (number, unbulleted(row[: match.start()]), match.group(1), row[match.end() :].strip())
            )
    if len(found) < 2:
        return
    for number, left, sign, right in found:
        if sign == "<<":
            left, right = right, left
        yield from _both(lines, number, left, right, sign in ("<>", "↔"))


def open_arrows(lines: Lines) -> Iterator[Marked]:
    """`front >>>` in an outline, with the answer in the lines below; `>>1.` for a list in order."""
    if not any(map(lines.has, (">>", "::", ";;"))):
        return
    for number, row in enumerate(map(str.rstrip, lines.rows), start=1):
        if row[-1:] not in _LAST_SIGNS or not row.endswith(_OPEN_ENDS):
            continue
        match = _OPEN.search(row) if lines.free(number) and _OUTLINE.match(row) else None
        last = lines.below(number) if match else number
        if not match or last == number:
            continue
        front, tags = split_tags(unbulleted(row[: match.start()]))
        rows = lines.dedented(number + 1, last).split("\n")
        if match.group().endswith("A)"):
            rows = rows[:1]  # the first of several choices is the right one
        back = unbulleted(rows[0]) if len(rows) == 1 else "\n".join(rows)
        if front:
            yield Marked(front, back, number, last, tags=tags)
