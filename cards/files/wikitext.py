"""Wiki text (MediaWiki) as Markdown lines: headings, emphasis, lists, terms, tables, formulas, code.

Templates, references, categories and files say nothing to a learner and become blank; nothing is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from cards.files.source import FileText
from cards.files.spans import Cell, laid_out, table_lines

_SUFFIXES = (".wiki", ".mediawiki", ".wikitext", ".mw")
_HEADING = re.compile(r"(={1,6})\s*([^=\s](?:.*?[^=\s])?)\s*\1\s*(?:<!--.*-->\s*)?$")
_MARKDOWN = re.compile(r"(?m)^#{2,6}[ \t]+\S|^```")
_STRONG_MARKS = ("'''", "\n{|", "<ref", "[[Category:", "<math>")
_OTHER_MARKS = (*_STRONG_MARKS, "[[", "\n{{", "\n* ", "\n# ")
"""What stands in a page of a wiki beside its headings; in a file that should be Markdown, only there."""
_ITEM = re.compile(r"([*#:;]+)\s*(.*)$")
_TERM = re.compile(r"(.{1,120}?)\s+:\s+(\S.*)$")
_OPEN_CODE = re.compile(r"\s*<(syntaxhighlight|source|pre)\b([^<>]*)>(.*)$", re.IGNORECASE)
_LANGUAGE = re.compile(r"""\blang\s*=\s*["']?([\w+#-]+)""")
_ATTRIBUTES = re.compile(r"""\s*((?:[\w-]+\s*=\s*(?:"[^"|]*"|'[^'|]*'|[\w%#-]+)\s*)+)\|(?!\|)""")
_SPANNED = re.compile(r"""\b(rowspan|colspan)\s*=\s*["']?(\d{1,2})""")
_SILENT = re.compile(
    r"\s*(?:__[A-Z]+__|-{4,}|#REDIRECT\b.*|\[\[(?:Category|File|Image|Datei|Kategorie|Fichier)\s*:.*\]\])\s*$",
    re.IGNORECASE,
)
_SETTING = ("lang", "nowrap", "math", "mvar", "em", "strong", "code", "sub", "sup", "small")
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_INLINE = (
    (re.compile(r"<ref\b[^<>]*/>|<ref\b[^<>]*>.*?</ref\s*>", re.IGNORECASE), ""),
    (re.compile(r"<math\b[^<>]*>(.+?)</math>"), r"$\1$"),
    (re.compile(r"</?nowiki\s*/?>"), ""),
    (re.compile(r"\[\[(?:File|Image)\s*:[^\[\]]*\]\]", re.IGNORECASE), ""),
    (re.compile(r"(?<!\[)\[((?:https?:)?//[^\s\[\]]{1,400})\s+([^\[\]]{1,400})\]"), r"[\2](\1)"),
    (re.compile(r"'{5}(?=\S)(.+?)'{5}"), r"***\1***"),
    (re.compile(r"'''(?=\S)(.+?)'''"), r"**\1**"),
    (re.compile(r"''(?=\S)(.+?)''"), r"*\1*"),
)
REACH = 200
"""Lines within which the end of a template is looked for."""
DEEPEST = 4
"""Templates inside of templates on one line that are taken out."""


def read_wikitext(text: str, file: str) -> FileText | None:
    """Lines of a wiki as Markdown lines, each with its number in the file; None for any other text."""
    suffix = PurePath(file).suffix.lower()
    marks = _STRONG_MARKS if suffix in (".md", ".markdown") else _OTHER_MARKS
    if suffix not in _SUFFIXES and not _looks_like_wiki(text, marks):
        return None
    made = list(_lines(text.split("\n")))
    return FileText([line for _, line in made], places=[number for number, _ in made])


def _looks_like_wiki(text: str, marks: Sequence[str]) -> bool:
    """Whether there are headings between equals signs beside other marks of a wiki, and none of Markdown."""
    if "==\n" not in text and not text.endswith("==") and "== \n" not in text:
        return False
    if not any(map(text.__contains__, marks)) or _MARKDOWN.search(text):
        return False
    return any(row.startswith("==") and _HEADING.match(row) for row in text.split("\n"))


def _lines(rows: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each line with its number in the file; a blank one where a list ends."""
    at, listed, open_until = 0, False, -1
    while at < len(rows):
        row = rows[at]
        code = _OPEN_CODE.match(row) if "<" in row else None
        end = at
        if at > open_until and row.lstrip().startswith("{{"):
            end = _end_of_template(rows, at)
            open_until = at + REACH if end == at and row.count("{{") > row.count("}}") else open_until
        if code:
            yield from _code(rows, at, code)
            at = _closing(rows, at, f"</{code.group(1)}")
        elif row.lstrip().startswith("{|"):
            end = _closing(rows, at, "|}")
            yield from table_lines(laid_out(_cells(rows, at + 1, end)), at + 1)
            at = end
        elif end > at:
            yield from ((number + 1, "") for number in range(at, end + 1))
            at = end
        else:
            text = _line(row)
            item = text.lstrip().startswith(("- ", "1. ")) or (listed and text.startswith(" "))
            if listed and text and not item:
                yield at + 1, ""
            yield at + 1, text
            listed = item
        at += 1


def _closing(rows: Sequence[str], at: int, mark: str) -> int:
    """The line that holds the mark; the last line before the next heading where none does."""
    for end in range(at, len(rows)):
        if (rows[end].lstrip().startswith(mark) and end > at) or (mark[0] == "<" and mark in rows[end]):
            return end
        if end > at and _HEADING.match(rows[end]):
            return end - 1
    return len(rows) - 1


def _end_of_template(rows: Sequence[str], at: int) -> int:
    """The line with which a template that begins a line ends; the same one where more text follows it."""
    depth = 0
    for end in range(at, min(len(rows), at + REACH)):
        depth += rows[end].count("{{") - rows[end].count("}}")
        if depth <= 0:
            return end
    return at


def _code(rows: Sequence[str], at: int, opened: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Code between tags as a fence."""
    tag, attributes, first = opened.groups()
    close = f"</{tag}"
    end = _closing(rows, at, close)
    language = _LANGUAGE.search(attributes)
    if close in first:
        yield at + 1, f"`{first.split(close)[0].strip()}`"
        return
    yield at + 1, f"```{language.group(1) if language else ''}"
    if first.strip():
        yield at + 1, first
    for number in range(at + 1, end):
        yield number + 1, rows[number]
    last = rows[end].split(close)[0] if end > at else ""
    if last.strip():
        yield end + 1, last
    yield end + 1, "```"


def _line(row: str) -> str:
    heading = _HEADING.match(row)
    if heading:
        return f"{'#' * len(heading.group(1))} {_inline(heading.group(2))}"
    if _SILENT.match(row):
        return ""
    item = _ITEM.match(row)
    if not item:
        return _inline(row.strip()) if row.strip() else ""
    marks, text = item.group(1), _inline(item.group(2))
    indent = "    " * (len(marks) - 1)
    if marks[-1] == ";":
        term = _TERM.match(text)
        return f"{indent}- **{term.group(1)}**: {term.group(2)}" if term else f"{indent}- **{text}**:"
    if marks[-1] == ":":
        return f"{indent}  {text}" if text else ""
    return f"{indent}{'-' if marks[-1] == '*' else '1.'} {text}" if text else ""


def _inline(text: str) -> str:
    for _ in range(DEEPEST):
        if "{{" not in text:
            break
        text = _TEMPLATE.sub(_shown, text)
    if "'" in text or "[" in text or "<" in text:
        for pattern, replacement in _INLINE:
            text = pattern.sub(replacement, text)
    return text


def _shown(template: re.Match[str]) -> str:
    """What a template shows: a quantity or words that it only sets; nothing for any other."""
    name, *parts = template.group()[2:-2].split("|")
    said = [part.strip() for part in parts if "=" not in part]
    if name.strip().casefold() in ("convert", "cvt") and len(said) > 1:
        return " ".join(said[:2])
    return said[-1] if said and name.strip().casefold() in _SETTING else ""


def _cells(rows: Sequence[str], first: int, stop: int) -> list[list[Cell]]:
    """The cells of a table, row by row, with the rows and columns that each one spans."""
    found: list[list[Cell]] = [[]]
    for number in range(first, stop):
        row = rows[number].strip()
        if row.startswith("|-"):
            found.append([])
        elif row.startswith("|+") or not row:
            continue
        elif row.startswith(("|", "!")):
            body = row[1:].replace("!!", "||") if row[0] == "!" else row[1:]
            found[-1].extend(_cell(part, number + 1) for part in body.split("||"))
        elif found[-1]:
            last = found[-1][-1]
            found[-1][-1] = last._replace(text=f"{last.text} {_inline(row.lstrip('*#:; '))}".strip())
    return [row for row in found if row]


def _cell(text: str, place: int) -> Cell:
    attributes = _ATTRIBUTES.match(text)
    spans = dict(_SPANNED.findall(attributes.group(1))) if attributes else {}
    body = text[attributes.end() :] if attributes else text
    return Cell(_inline(body.strip()), place, int(spans.get("rowspan", 1)), int(spans.get("colspan", 1)))
