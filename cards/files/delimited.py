"""Rows of fields: Anki and Quizlet text exports, and CSV or TSV with a front and a back."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import takewhile
from pathlib import PurePath

from cards.files.source import FileText
from cards.imports.templates import hides_pictures, sides_of
from cards.marks.cloze import gaps_in
from cards.marks.lines import Marked
from cards.words.wording import tidy

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

Row = tuple[list[str], int, int]
"""Fields with the first and last line of their row."""


def read_delimited(text: str, file: str) -> FileText | None:
    """Each row as a card: front and back by the names of the columns, else the first two."""
    suffix = PurePath(file).suffix.lower()
    head = takewhile(lambda row: not row.strip() or row.startswith("#"), text.split("\n", 20)[:20])
    directives = {found.group(1): found.group(2) for found in map(_DIRECTIVE.match, head) if found}
    separator = _separator(text, suffix, directives)
    if not separator:
        return None
    anki = "html" in directives
    rows = list(_rows(text, separator, str if anki else plain_html))
    damaged = [(line, line, fields[0]) for fields, line, _ in rows if len(fields) < 2 and any(fields)]
    marked = list(_notes(rows, directives) if anki else _cards(rows, directives))
    other = [(first, last, row[0]) for row, first, last in rows if anki and _masked(row)]
    empty = [""] * (text.count("\n") + 1)
    return FileText(empty, marked, damaged=damaged, other=other) if marked else None


def _separator(text: str, suffix: str, directives: dict[str, str]) -> str:
    if "separator" in directives:
        name = directives["separator"].strip()
        return _SEPARATORS.get(name.lower(), name[:1])
    if suffix == ".tsv":
        return "\t"
    if suffix != ".csv" and (suffix not in ("", ".txt", ".text") or "\t" not in text):
        return ""
    rows = [row for row in text.split("\n", 200)[:200] if row.strip() and not row.startswith("#")]
    if suffix == ".csv":
        counts = {sign: sum(sign in row for row in rows) for sign in (",", ";", "\t")}
        return max(counts, key=lambda sign: counts[sign]) if any(counts.values()) else ""
    if len(rows) < 2:
        return ""
    counts_by_row = Counter(row.count("\t") for row in rows if not row.startswith("\t"))
    tabs, often = max(counts_by_row.items(), key=lambda entry: entry[1], default=(0, 0))
    return "\t" if tabs and often * 10 >= len(rows) * 8 else ""


def _rows(text: str, separator: str, words: Callable[[str], str]) -> Iterator[Row]:
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
            yield [words(field).strip() for field in _fields(row, separator)], number + 1, last + 1
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
        return next(
            csv.reader(
                row.split("\n") if "\n" not in row else [line + "\n" for line in row.split("\n")],
                delimiter=separator,
            ),
            [],
        )
    except csv.Error:
        return row.split(separator)


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


def _notes(rows: Sequence[Row], directives: dict[str, str]) -> Iterator[Marked]:
    """The cards of an export of Anki without guids, which says whether its fields are HTML."""
    from cards.imports.from_html import to_markdown

    special, tags_at, deck_at = _special(directives)
    names = _columns(directives)
    sides = _sides_named(names)
    common = directives.get("tags", "").split()
    if tags_at is None:
        tags_at = _first(_TAGS, names)
    plain = directives["html"].strip().lower() != "true"
    for row, first, last in rows:
        kept = sides or [at for at in range(len(row)) if at not in special]
        fields = [_field(row, at) for at in kept]
        if _masked(row):
            continue
        html = [escape(field, quote=False).replace("\n", "<br>") if plain else field for field in fields]
        tags = (*common, *_field(row, tags_at).split())
        deck = _field(row, deck_at) or directives.get("deck", "")
        for kind, _, front, back in sides_of(html, to_markdown):
            if front or back:
                lacking = not (front and back)
                yield Marked(front, back, first, last, kind, tags=tags, deck=deck.strip(), unanswered=lacking)


def _columns(directives: dict[str, str]) -> list[str]:
    """The names of the columns, between tabs or commas, else between blanks."""
    named = directives.get("columns", "").strip()
    return re.split(r"\t|," if "\t" in named or "," in named else r"\s+", named)


def _masked(row: Sequence[str]) -> bool:
    """Whether a note of Anki's masks parts of a picture, which its fields alone cannot show."""
    return any(hides_pictures([field]) for field in row)


def _sides_named(names: Sequence[str]) -> list[int]:
    """The columns that are named as front and back; none where not both are."""
    front, back = _first(_FRONT, names), _first(_BACK, names)
    return [front, back] if front is not None and back is not None else []


def _first(name: re.Pattern[str], names: Sequence[str]) -> int | None:
    return next((at for at, one in enumerate(names) if name.fullmatch(one)), None)


def _special(directives: dict[str, str]) -> tuple[set[int], int | None, int | None]:
    """The columns that are no fields; that of the tags and that of the deck."""
    found = {
        key.removesuffix(" column"): int(value) - 1
        for key, value in directives.items()
        if key.endswith(" column") and value.strip().isdigit()
    }
    return set(found.values()), found.get("tags"), found.get("deck")


def _cards(rows: Sequence[Row], directives: dict[str, str]) -> Iterator[Marked]:
    special, tags_at, deck_at = _special(directives)
    header = rows[0][0] if rows else []
    if directives.get("columns"):
        header = _columns(directives)
    sides = _sides_named(header)
    width = max((len(fields) for fields, _, _ in rows), default=0)
    usable = [column for column in range(width) if column not in special]
    if len(usable) < 2:
        return
    front_at, back_at = sides or usable[:2]
    if sides and tags_at is None:
        tags_at = _first(_TAGS, header)
    for fields, first, last in rows[1 if sides and not directives.get("columns") else 0 :]:
        front, back = _field(fields, front_at), _field(fields, back_at)
        if front and re.search(r"\{\{c\d+::", front):
            yield from _clozes(front, first, last)
        elif front or back:
            tags = tuple(_field(fields, tags_at).split())
            deck = _field(fields, deck_at) if deck_at is not None else directives.get("deck", "").strip()
            yield Marked(front, back, first, last, tags=tags, deck=deck, unanswered=not (front and back))


def _clozes(text: str, first: int, last: int) -> Iterator[Marked]:
    for front, back in gaps_in(text):
        yield Marked(front, back, first, last, "cloze")


def _field(fields: Sequence[str], column: int | None) -> str:
    return fields[column] if column is not None and column < len(fields) else ""
