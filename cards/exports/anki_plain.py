"""Plain sentences and flat lists as the HTML of Anki's fields, without a parser: what most cards are.

It gives what `cards.exports.anki_html` gives, many times as fast, and nothing where a text holds any mark
whose meaning depends on more than its neighbours.
"""

from __future__ import annotations

import re
from html import escape

_SENTENCE = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;:?!()'\"/%=+-])*(?<! )")
"""A line of letters, digits and marks that mean nothing in it, which most sides of cards are."""
_SPAN = re.compile(
    r"(?<!\*)(\*\*[^\W_](?:[\w ,.:()/'\"%+=-]*[^\W_])?\*\*)(?!\*)"
    r"|(?<!`)(`(?!\s)(?:[^`\n\\\[]|\[(?![asl/$]))+(?<!\s)`)(?!`)"
    r"|(?<![\d$])(\$(?!\s)(?:[^$\\\n]|\\[^$\n])+(?<!\s)\$)(?![\d$])"
)
"""Bold words, code and formulas that mean the same wherever they stand; of each match one group is filled."""
_RISKY = re.compile(
    r"[\\`*$]|(?<![^\W_])_|_(?![^\W_])|&lt;[a-zA-Z/!?]|&amp;[#a-zA-Z]|~~|\s\n|\n\s|\]\(|\[[asl/]"
)
"""In escaped text between such spans: what may be a mark of Markdown, of Anki or of HTML."""
_WORDS = re.compile(r"(?:\*\*|\(|\")?[^\W\d_]|[$`][^$`\s]")
"""How a line begins that can only be running text."""
_RULED = re.compile(r"\n(?:\s|```|~~~|#)")
"""What ends or changes a formula of several lines."""
_UNDER_HEADER = re.compile(r"\|(?: -{3,} \|)+")
_NUMBERED = re.compile(r"\d{1,9}\. (?=\S)")


def plain_html(markdown: str) -> str | None:
    """A card's side as `to_html` gives it; None where it takes a parser."""
    if _SENTENCE.fullmatch(markdown):
        return markdown
    if "\0" in markdown or "\r" in markdown:
        return None
    chunks = markdown.split("\n\n")
    parts: list[str] = []
    listed = False
    for chunk in chunks:
        is_list = chunk[:2] == "- " or _NUMBERED.match(chunk) is not None
        if is_list:
            html = None if listed else _list(chunk.split("\n"))
        elif chunk[:2] == "$$":
            html = _display(chunk)
        elif chunk[:2] == "| ":
            html = _table(chunk.split("\n"))
        else:
            html = _paragraph(chunk)
            if html and len(chunks) > 1:
                html = f"<p>{html}</p>"
        if not html:
            return None
        listed = is_list
        parts.append(html)
    return "\n".join(parts)


def sentence(text: str) -> str | None:
    """Running text, already known to be no other block; None where it takes a parser."""
    escaped = escape(text, quote=False)
    parts = _SPAN.split(escaped)
    if len(parts) == 1:
        return None if _RISKY.search(escaped) else escaped
    if _RISKY.search("\x01".join(parts[::4])):
        return None
    for at in range(1, len(parts), 4):
        bold, code, formula = parts[at : at + 3]
        if bold:
            parts[at] = f"<strong>{bold[2:-2]}</strong>"
        elif code:
            parts[at + 1] = f"<code>{code[1:-1]}</code>"
        else:
            parts[at + 2] = f"\\({formula[1:-1]}\\)"
    return "".join(filter(None, parts))


def _paragraph(chunk: str) -> str | None:
    if chunk != chunk.strip() or not all(map(_WORDS.match, chunk.split("\n"))):
        return None
    return sentence(chunk)


def _display(chunk: str) -> str | None:
    """A formula on lines of its own."""
    tex = chunk[2:-2]
    if len(chunk) < 5 or chunk[-2:] != "$$" or "$" in tex or _RULED.search(tex):
        return None
    inner = escape(tex.strip(), quote=False).replace("\n", "<br>")
    return f"<p>\\[{inner}\\]</p>"


def _table(lines: list[str]) -> str | None:
    if len(lines) < 2 or not _UNDER_HEADER.fullmatch(lines[1]):
        return None
    width = lines[1].count("|") - 1
    rows: list[str] = []
    for number, line in enumerate(lines):
        if number == 1:
            continue
        cells = line[2:-2].split("|")
        shown = [sentence(cell.strip()) for cell in cells]
        if len(cells) != width or line[:2] != "| " or line[-2:] != " |" or "\\|" in line or None in shown:
            return None
        tag = "td" if rows else "th"
        rows.append("".join(f"<{tag}>{html}</{tag}>" for html in shown))
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _list(lines: list[str]) -> str | None:
    numbered = _NUMBERED.match(lines[0]) is not None
    items: list[str] = []
    indent = 0
    for line in lines:
        mark = _NUMBERED.match(line) if numbered else None
        if mark or (not numbered and line[:2] == "- "):
            indent = mark.end() if mark else 2
            items.append(line[indent:])
        elif indent and line[:indent].isspace():
            items[-1] += "\n" + line[indent:]
        else:
            return None
        if not _WORDS.match(line, indent):
            return None
    shown = [sentence(item) if item == item.strip() else None for item in items]
    if not all(shown):
        return None
    tag = "ol" if numbered else "ul"
    return f"<{tag}>{''.join(f'<li>{html}</li>' for html in shown)}</{tag}>"
