"""Running text, lists, tables, formulas and code as the HTML of Anki's fields without a parser: most cards.

It gives what `cards.exports.anki_html` gives, many times as fast, and nothing where a text holds any mark
whose meaning depends on more than its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

_MEDIA = r"(?i:sound:|anki:|/?latex\]|/?\$)"
"""What stands after the opening bracket of Anki's own marks."""
_OPENS = r"(?:(?:\*\*?|[(\"])?[^\W\d_]|(?:\*\*|\()?[$`][^$`\s]|\*\*\[|\(\d|\(?−\d|\d+(?![\d.)])|\d+\.\d)"
"""How a line begins that can only be running text."""
_LETTERS = r"[^\W_]++|[ ,.:;()/'\"%+=…×−-]++|_(?<=[^\W_]_)(?=[^\W_])|\n(?<! \n)(?=[^\W\d_])"
_WORDS = rf"[^\W_](?:{_LETTERS})*+(?<=[^\W_])"
_FORMULA = r"(?<![\d$]\$)(?!\s)(?:[^$\\\n\r\0]++|\\[^$\n\r\0])++(?<!\s)\$(?![\d$])"
_CODE = rf"(?<!``)(?!\s)(?:[^`\n\r\0\\\[]++|\[(?!{_MEDIA}))++(?<!\s)`(?!`)"
_MIXED = rf"(?![ \n])(?:{_LETTERS}|\${_FORMULA}|`{_CODE}|\[…\](?!\())++(?<! )"
"""Words, formulas and code in bold, and the gaps of cloze cards."""
_SIGNS = re.compile(
    rf"(\*\*(?<!\*\*\*){_WORDS}\*\*(?!\*)"
    rf"|\*(?<!\*\*){_WORDS}\*(?!\*)"
    rf"|\*\*(?<![^\s(\"]\*\*){_MIXED}\*\*(?![^\s,.;:)\"])"
    rf"|\${_FORMULA}"
    rf"|`{_CODE}"
    r"|\\|`|\*|\$|\0|\r|_(?![^\W_])|_(?<![^\W_]_)|&(?=lt;[a-zA-Z/!?]|amp;[#a-zA-Z])|~(?=~)|\](?=\()"
    rf"|\[(?={_MEDIA})|\n(?<=[^\S\n]\n)|\n(?:\n?(?:- |[0-9]{{1,9}}\. |(?<=\n\n))| +)(?={_OPENS})"
    rf"|\n(?!{_OPENS}))"
)
"""In escaped text: bold and slanted words, formulas and code that mean the same wherever they stand, and the
beginnings of paragraphs and of the items and lines of lists; of all else that may be a mark, the first sign.
Each branch begins with the sign itself: by that alone such a search goes fast.
"""
_ALONE = frozenset("\\`*$\0\r_&~][\n")
"""Signs of which only a parser knows what they mean."""
_NO_MARK = r"[^\\`*$_&<>~\[\]\n\r\0]"
RUNNING = re.compile(rf"(?:[^\W\d_]|\d+(?![\d.)])){_NO_MARK}*+(?:(?<!\s)\n(?=[^\W\d_]){_NO_MARK}++)*+(?<!\s)")
"""A paragraph in which nothing may be a mark: its HTML is what it says."""
_UNMARKED = re.compile(f"{_NO_MARK}*+")
_RULED = re.compile(r"\n(?:\s|```|~~~|#)")
"""What ends or changes a formula of several lines."""
_UNDER_HEADER = re.compile(r"\|(?: -{3,} \|)+")
_UNMARKED_ROW = re.compile(r"\|(?: (?:(?:[^\s|\\`*_$&<>~\[\]\0]++ )++| )\|)++")
_FENCED = re.compile(r"```([\w+-]*)\n((?:(?! *(?:```|~~~)).*\n)*(?! *(?:```|~~~)).*\S)\n```")
_MARK_IN_CODE = re.compile(rf"\\[(\[]|\[{_MEDIA}")

_P, _UL, _OL = "</p>", "</li></ul>", "</li></ol>"
_TURNS = {
    "": {"\n\n": ("<p>", _P), "\n\n- ": ("<ul><li>", _UL), "\n\n1. ": ("<ol><li>", _OL)},
    _P: {
        "\n\n": (f"{_P}\n<p>", _P),
        "\n\n- ": (f"{_P}\n<ul><li>", _UL),
        "\n\n1. ": (f"{_P}\n<ol><li>", _OL),
        "\n- ": (f"{_P}\n<ul><li>", _UL),
        "\n1. ": (f"{_P}\n<ol><li>", _OL),
    },
    _UL: {
        "\n\n": (f"{_UL}\n<p>", _P),
        "\n\n- ": ("</li><li>", _UL),
        "\n\n1. ": (f"{_UL}\n<ol><li>", _OL),
        "\n- ": ("</li><li>", _UL),
        "\n  ": ("\n", _UL),
    },
    _OL: {
        "\n\n": (f"{_OL}\n<p>", _P),
        "\n\n1. ": ("</li><li>", _OL),
        "\n\n- ": (f"{_OL}\n<ul><li>", _UL),
        "\n1. ": ("</li><li>", _OL),
        "\n   ": ("\n", _OL),
    },
}
"""What stands for the beginning of a block, an item or a line, and what will end it, by what ends the block
before and by the beginning."""


def plain_html(markdown: str) -> str | None:
    """A card's side as `to_html` gives it; None where it takes a parser."""
    if RUNNING.fullmatch(markdown):
        return markdown
    if ("|" in markdown and "\n| " in markdown) or "$$" in markdown or "```" in markdown:
        return _blocks(markdown)
    return _flowing(markdown)


def _escaped(text: str) -> str:
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


def sentence(text: str) -> str | None:
    """Running text, already known to be no other block; None where it takes a parser."""
    return text if _UNMARKED.fullmatch(text) else _inside(_escaped(text))


def _inside(escaped: str) -> str | None:
    """What stands within a line, or within bold words."""
    parts = _SIGNS.split(escaped)
    spans = parts[1::2]
    for at, span in enumerate(spans):
        if len(span) < 3 or span[0] == "\n":
            return None
        spans[at] = _marked(span)
    parts[1::2] = spans
    return "".join(parts)


def _marked(span: str) -> str:
    sign = span[0]
    if sign == "$":
        return f"\\({span[1:-1]}\\)"
    if sign == "`":
        return f"<code>{span[1:-1]}</code>"
    if span[1] != "*":
        return f"<em>{span[1:-1]}</em>"
    inner = span[2:-2]
    return f"<strong>{_inside(inner) if '$' in inner or '`' in inner else inner}</strong>"


def _flowing(markdown: str) -> str | None:
    """Paragraphs and flat lists; a lone paragraph comes without its `<p>`."""
    parts = _SIGNS.split(f"\n\n{_escaped(markdown)}")
    spans = parts[1::2]
    if parts[0] or markdown[-1:].isspace() or not _ALONE.isdisjoint(spans):
        return None
    end = ""
    for at, span in enumerate(spans):
        if span[0] != "\n":
            spans[at] = _marked(span)
        elif turn := _TURNS[end].get(span) or _numbered(end, span):
            spans[at], end = turn
        else:
            return None
    if end == _P and "\n\n" not in markdown:
        spans[0] = end = ""
    parts[1::2] = spans
    parts.append(end)
    return "".join(parts)


def _numbered(end: str, span: str) -> tuple[str, str] | None:
    """What a number stands for: only with 1 can a list begin right under the line of a paragraph."""
    first = int(found.group()[:-1]) if (found := _NUMBER.search(span)) else 1
    if end == _P and span[1:-2].isdecimal() and first != 1:
        return span, end
    turn = _TURNS[end].get(_NUMBER.sub("1.", span))
    if turn is None or first == 1:
        return turn
    return turn[0].replace("<ol>", f'<ol start="{first}">'), turn[1]


_NUMBER = re.compile(r"\d+\.")


def _blocks(markdown: str) -> str | None:
    """Blocks of all sorts."""
    if "\0" in markdown or "\r" in markdown:
        return None
    chunks: Sequence[str] = markdown.split("\n\n")
    if "```" in markdown:
        chunks = list(_with_whole_code(chunks))
    parts: list[str] = []
    before = ""
    for chunk in chunks:
        convert = _BLOCKS.get(chunk[:2])
        html = convert(chunk) if convert else _flowing(chunk)
        if not html or (before[-len(_UL) :] == html[-len(_UL) :] and html.endswith((_UL, _OL))):
            return None
        before = html
        parts.append(html if convert or html.endswith((_UL, _OL)) or len(chunks) == 1 else f"<p>{html}</p>")
    return "\n".join(parts)


def _with_whole_code(chunks: Sequence[str]) -> Iterator[str]:
    """Chunks in which code with empty lines is one."""
    held: list[str] = []
    for chunk in chunks:
        held.append(chunk)
        if not held[0].startswith("```") or chunk.endswith("\n```"):
            yield "\n\n".join(held)
            held = []
    yield from held


def _display(chunk: str) -> str | None:
    """A formula on lines of its own."""
    tex = chunk[2:-2]
    if len(chunk) < 5 or chunk[-2:] != "$$" or "$" in tex or _RULED.search(tex):
        return None
    inner = _escaped(tex.strip()).replace("\n", "<br>")
    return f"<p>\\[{inner}\\]</p>"


def _code(chunk: str) -> str | None:
    fenced = _FENCED.fullmatch(chunk)
    if not fenced or _MARK_IN_CODE.search(fenced[2]):
        return None
    name = f' class="language-{fenced[1]}"' if fenced[1] else ""
    return f"<pre><code{name}>{_escaped(fenced[2])}</code></pre>"


def _table(chunk: str) -> str | None:
    lines = chunk.split("\n")
    if len(lines) < 2 or not _UNDER_HEADER.fullmatch(lines[1]):
        return None
    width = lines[1].count("|") - 1
    rows = [_row(line, "th" if at == 0 else "td", width) for at, line in enumerate(lines) if at != 1]
    return None if None in rows else f"<table>{''.join(map(str, rows))}</table>"


def _row(line: str, tag: str, width: int) -> str | None:
    between = f"</{tag}><{tag}>"
    if line.count("|") != width + 1:
        return None
    if _UNMARKED_ROW.fullmatch(line):
        inner = line[2:-2].replace(" | ", between)
    else:
        cells = [sentence(cell.strip()) for cell in line[2:-2].split("|")]
        if line[:2] != "| " or line[-2:] != " |" or "\\|" in line or None in cells:
            return None
        inner = between.join(map(str, cells))
    return f"<tr><{tag}>{inner}</{tag}></tr>"


_BLOCKS = {"$$": _display, "| ": _table, "``": _code}
"""Blocks that are neither paragraphs nor lists, by how they begin."""
