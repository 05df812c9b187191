"""Rows of fields: Anki and Quizlet text exports, and CSV or TSV with a front and a back."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from cards.files.source import FileText
from cards.marks.cloze import gaps_in
from cards.marks.lines import Marked
from cards.wording import tidy

_DIRECTIVE = re.compile(
    r"#(separator|html|deck|tags|notetype|columns|guid column|notetype column|deck column"
    r"|tags column):[ \t]?(.*)$"
)
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":"}
_FRONT = re.compile(r"(?i)(?:front|question|term|prompt|word|q|concept|vorderseite|pregunta|问题|正面|术语)")
_BACK = re.compile(
    r"(?i)(?:back|answer|definition|meaning|a|explanation|description|translation|rückseite|respuesta|答案"
    r"|背面|定义)"
)
_TAGS = re.compile(r"(?i)(?:tags?|category|topic)")
MAX_FIELD = 100_000


def read_delimited(text: str, file: str) -> FileText | None:
    """Each row as a card: front and back by the names of the columns, else the first two."""
    suffix = PurePath(file).suffix.lower()
    found = [match for row in text.split("\n", 20)[:20] if (match := _DIRECTIVE.match(row))]
    directives = {match.group(1): match.group(2) for match in found}
    separator = _separator(text, suffix, directives)
    if not separator:
        return None
    rows = list(_rows(text, separator))
    damaged = [(line, line) for fields, line, _ in rows if len(fields) < 2 and any(fields)]
    marked = list(_cards(rows, directives))
    return FileText([""] * (text.count("\n") + 1), marked, damaged=damaged) if marked else None


def _separator(text: str, suffix: str, directives: dict[str, str]) -> str:
    if "separator" in directives:
        name = directives["separator"].strip()
        return _SEPARATORS.get(name.lower(), name[:1])
    rows = [row for row in text.split("\n", 200)[:200] if row.strip() and not row.startswith("#")]
    if suffix == ".csv":
        counts = {sign: sum(sign in row for row in rows) for sign in (",", ";", "\t")}
        return max(counts, key=lambda sign: counts[sign]) if any(counts.values()) else ""
    if suffix == ".tsv":
        return "\t"
    if suffix not in ("", ".txt", ".text") or "\t" not in text or len(rows) < 2:
        return ""
    counts_by_row = Counter(row.count("\t") for row in rows if not row.startswith("\t"))
    tabs, often = max(counts_by_row.items(), key=lambda entry: entry[1], default=(0, 0))
    return "\t" if tabs and often * 10 >= len(rows) * 8 else ""


def _rows(text: str, separator: str) -> Iterator[tuple[list[str], int, int]]:
    """Fields with the first and last line of their row; a quote that never ends spoils only its own row."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        last = number
        if '"' in lines[number]:
            last = _quoted_end(lines, number, separator)
        row = "\n".join(lines[number : last + 1])
        if (
            row.strip()
            and not _DIRECTIVE.match(row)
            and not (row.startswith("#") and separator == "\t" and "\t" not in row)
        ):
            yield _fields(row, separator), number + 1, last + 1
        number = last + 1


def _quoted_end(lines: Sequence[str], first: int, separator: str) -> int:
    """The line on which the quoted field that begins here ends, within a reasonable reach."""
    opening = lines[first]
    if not re.search(rf'(?:^|{re.escape(separator)})"', opening):
        return first
    quotes = 0
    for number in range(first, min(len(lines), first + 200)):
        quotes += lines[number].count('"')
        if quotes % 2 == 0:
            return number
    return first


def _fields(row: str, separator: str) -> list[str]:
    if len(row) > MAX_FIELD:
        return []
    try:
        fields = next(
            csv.reader(
                row.split("\n") if "\n" not in row else [line + "\n" for line in row.split("\n")],
                delimiter=separator,
            ),
            [],
        )
    except csv.Error:
        fields = row.split(separator)
    return [plain_html(field).strip() for field in fields]


def plain_html(text: str) -> str:
    """A field of an export as Markdown: breaks, sound marks and LaTeX marks of Anki."""
    if "[" in text:
        text = re.sub(r"\[sound:[^\]\n]*\]", "", text)
        text = re.sub(
            r"\[\$\](.*?)\[/\$\]|\[latex\](.*?)\[/latex\]",
            lambda match: f"${match.group(1) or match.group(2)}$",
            text,
        )
    if "<" in text:
        text = re.sub(r"(?i)</(?:div|p|li)>|<br\s*/?>", "\n", text)
        text = re.sub(r"(?i)<li[^>]*>", "- ", text)
    text = tidy(text)
    text = re.sub(r"\\\((.+?)\\\)", r"$\1$", text)
    text = re.sub(r"\\\[(.+?)\\\]", r"$$\1$$", text)
    return re.sub(r"\n{3,}", "\n\n", text)


def _cards(rows: Sequence[tuple[list[str], int, int]], directives: dict[str, str]) -> Iterator[Marked]:
    special = {
        int(value) - 1
        for key, value in directives.items()
        if key.endswith(" column") and value.strip().isdigit()
    }
    tags_at = (
        int(directives["tags column"]) - 1 if directives.get("tags column", "").strip().isdigit() else None
    )
    deck_at = (
        int(directives["deck column"]) - 1 if directives.get("deck column", "").strip().isdigit() else None
    )
    header = rows[0][0] if rows else []
    if directives.get("columns"):
        header = re.split(r"\t|,", directives["columns"])
    named = any(_FRONT.fullmatch(name) for name in header) and any(_BACK.fullmatch(name) for name in header)
    width = max((len(fields) for fields, _, _ in rows), default=0)
    usable = [column for column in range(width) if column not in special]
    if len(usable) < 2:
        return
    front_at, back_at = usable[0], usable[1]
    if named:
        front_at = next(number for number, name in enumerate(header) if _FRONT.fullmatch(name))
        back_at = next(number for number, name in enumerate(header) if _BACK.fullmatch(name))
        tags_at = (
            tags_at
            if tags_at is not None
            else next((n for n, name in enumerate(header) if _TAGS.fullmatch(name)), None)
        )
    for fields, first, last in rows[1 if named and not directives.get("columns") else 0 :]:
        front, back = _field(fields, front_at), _field(fields, back_at)
        if front and re.search(r"\{\{c\d+::", front):
            yield from _clozes(front, first, last)
        elif front or back:
            tags = tuple(_field(fields, tags_at).split()) if tags_at is not None else ()
            deck = _field(fields, deck_at) if deck_at is not None else directives.get("deck", "").strip()
            yield Marked(front, back, first, last, tags=tags, deck=deck, unanswered=not (front and back))


def _clozes(text: str, first: int, last: int) -> Iterator[Marked]:
    for front, back in gaps_in(text):
        yield Marked(front, back, first, last, "cloze")


def _field(fields: Sequence[str], column: int) -> str:
    return fields[column] if column < len(fields) else ""
