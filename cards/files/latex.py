"""LaTeX notes as Markdown lines: sections, lists, theorems, formulas, code, tables, inline commands.

What only sets the page is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import PurePath

from cards.files.source import FileText
from cards.words.wording import count_words

_CLEAR = re.compile(r"(?m)^\s*\\(?:documentclass|begin\{document\})")
_BODY = re.compile(r"\\begin\{document\}")
_LEVELS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4}
_GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
_OPTION = r"(?:\[[^\[\]]{0,200}\])?"
_SECTION = re.compile(rf"\s*\\({'|'.join(_LEVELS)})\*?{_OPTION}{_GROUP}(.*)$")
_TITLE = re.compile(rf"\s*\\title{_OPTION}{_GROUP}")
_PARAGRAPH = re.compile(rf"\s*\\(?:sub)?paragraph\*?{_GROUP}\s*(.*)$")
_FRAME_TITLE = re.compile(rf"\s*(?:\\begin\{{frame\}}{_OPTION}|\\frametitle){_GROUP}(.*)$")
_BEGIN = re.compile(r"\s*\\begin\{(\w+)\*?\}(.*)$")
_END = re.compile(r"(.*?)\\end\{(\w+)\*?\}\s*(.*)$")
_NAME = re.compile(r"\s*\[([^\]]*)\](.*)$")
_ITEM = re.compile(r"\s*\\item\b\s*(?:<[^<>]*>\s*)?(?:\[([^\]]*)\])?\s*(.*)$")
_BLOCK = re.compile(rf"\s*(?:<[^<>]*>)?\s*{_GROUP}\s*(.*)$")
_BLOCKS = ("block", "alertblock", "exampleblock")
"""Boxes of a slide with a title of their own."""
_LISTS = {"itemize": "-", "enumerate": "1.", "description": "-"}
_CODE = ("verbatim", "lstlisting", "minted", "alltt")
_FORMULAS = ("equation", "displaymath", "math")
_ROWS = ("align", "gather", "multline", "flalign", "alignat", "eqnarray")
_TABLES = ("tabular", "tabularx", "longtable", "array")
_STATEMENTS = re.compile(
    r"(?:definition|def|defn|theorem|thm|lemma|proposition|prop|corollary|cor|axiom|claim|law|remark|rem|note"
    r"|example|ex|exercise|question|problem|answer|solution|proof|conjecture|fact)"
)
_ASKED = ("question", "problem", "exercise")
_ANSWERED = ("answer", "solution")
_FULL_NAMES = {"def": "definition", "defn": "definition", "thm": "theorem", "prop": "proposition",
               "cor": "corollary", "rem": "remark", "ex": "example"}  # fmt: skip
_RULE_OF_TABLE = re.compile(r"\\\\(?:\[[^\[\]]{0,200}\])?|\\(?:hline|toprule|midrule|bottomrule|endhead)\b")
_COMMENT = re.compile(r"(?<!\\)%.*$")
_MATH = re.compile(r"(\$\$[^$\n]*\$\$|\$(?:[^$\\]|\\.)+\$|\\\([^\n]{0,400}?\\\)|\\\[[^\n]{0,400}?\\\])")
_SILENT = r"cite\w*|label|ref|eqref|autoref|cref|index|vspace|hspace|todo|pagestyle|input|include"
_LAYOUT = (
    "noindent|centering|newline|newpage|clearpage|pagebreak|maketitle|tableofcontents|bigskip|medskip|smallskip"
    "|hfill|par|small|large|Large|hline|toprule|midrule|bottomrule|qed|appendix|pause"
)
_INLINE = (
    (r"(?<=[a-z])<[\d+.,|@:a-z -]{1,20}>(?=\s*[\[{])", ""),
    (r"\\column\s*\{[^{}]*\}", ""),
    (rf"\\(?:only|uncover|visible|onslide)\s*{_GROUP}", r"\1"),
    (rf"\\(?:textbf|strong|alert|structure)\s*{_GROUP}", r"**\1**"),
    (rf"\\(?:emph|textit|textsl)\s*{_GROUP}", r"*\1*"),
    (rf"\\(?:texttt|code|lstinline|verb)\s*{_GROUP}", r"`\1`"),
    (rf"\\href\s*{_GROUP}\s*{_GROUP}", r"[\2](\1)"),
    (rf"\\url\s*{_GROUP}", r"<\1>"),
    (rf"\\footnote\s*{_GROUP}", r" (\1)"),
    (rf"\\includegraphics{_OPTION}\s*{_GROUP}", r"![](\1)"),
    (rf"\\caption{_OPTION}\s*{_GROUP}", r"\1"),
    (rf"(?:,?\s*\b(?:see|cf\.)[\s~]*)?~?\\(?:{_SILENT})\*?{_OPTION}\s*{_GROUP}", ""),
    (rf"\\(?:underline|text\w*|mbox|textcolor\s*\{{\w+\}}|uline)\s*{_GROUP}", r"\1"),
    (rf"\\\\{_OPTION}\s*$|\\(?:{_LAYOUT})\b\s*", ""),
    (r"``|''", '"'),
    (r"(?<!\\)~", " "),
    (r"\\(?:ldots|dots)\b(?:\{\})?", "…"),
    (r"\\([%&#_{}$])", r"\1"),
    (r"(?<!-)---(?!-)", "—"),
    (r"(?<!-)--(?!-)", "–"),
)

DEEPEST = 12
"""Lists inside of lists that are indented; deeper ones stand beside them."""
NOTHING = "\x00"
"""In place of a line that leaves none: a rule inside of a table."""


def read_latex(text: str, file: str) -> FileText | None:
    """LaTeX lines as Markdown lines, each with the number of the line that it comes from.

    A file with the suffix of a note counts where its text says what it is.
    """
    suffix = PurePath(file).suffix.lower()
    if suffix != ".tex" and not (suffix in ("", ".txt", ".md") and _is_clear(text[:5000])):
        return None
    reader = _Reader(waits=_BODY.search(text) is not None)
    made = [
        (number, line)
        for number, row in enumerate(text.split("\n"), start=1)
        for line in reader.line(row).split("\n")
        if line != NOTHING
    ]
    return FileText([line for _, line in made], places=[number for number, _ in made])


def _is_clear(text: str) -> bool:
    """Whether a text begins as LaTeX does."""
    named = "\\documentclass" in text or "\\begin{document}" in text
    return named and _CLEAR.search(text) is not None


class _Reader:
    """The state between two lines: what is open."""

    def __init__(self, waits: bool) -> None:
        self.waits = waits
        """The body of the document has not begun."""
        self.code = self.formula = ""
        self.lists: list[str] = []
        self.table = 0
        """1 in a table that has no row yet, 2 below its header."""

    def line(self, row: str) -> str:
        if self.code or self.formula:
            return self._inside(row)
        row = _COMMENT.sub("", row)
        title = _TITLE.match(row)
        if title:
            return f"# {inline(title.group(1))}"
        if self.waits:
            self.waits = _BODY.search(row) is None
            return ""
        for pattern, make in self._headings():
            match = pattern.match(row)
            if match:
                return make(match)
        begin, end = _BEGIN.match(row), _END.match(row)
        if begin and not (end and end.group(2) == begin.group(1)):
            return self._begin(begin.group(1), begin.group(2))
        if begin and end:
            return self._whole(begin.group(1), row)
        if end:
            return self._end(end)
        return self._text(row)

    def _headings(self) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
        return (
            (_SECTION, lambda match: f"{'#' * _LEVELS[match.group(1)]} {inline(match.group(2))}"),
            (_FRAME_TITLE, lambda match: f"## {inline(match.group(1))}"),
            (_PARAGRAPH, lambda match: _labelled(match.group(1), match.group(2))),
        )

    def _inside(self, row: str) -> str:
        """A line of code or of a formula; what its end opens or says behind is left to the next line."""
        name = self.code or self.formula
        if re.search(rf"\\end\{{{name}\*?\}}", row):
            code, self.code, self.formula = self.code, "", ""
            if code:
                return "```"
            return "\\end{aligned}$$" if name in _ROWS else "$$"
        return row if self.code else re.sub(r"\\(?:label|tag)\{[^{}]*\}|\\nonumber\b|\\notag\b", "", row)

    def _begin(self, name: str, rest: str) -> str:
        if name in _CODE:
            self.code = name
            language = re.search(r"language=(\w+)|^\{(\w+)\}", rest)
            return f"```{next(filter(None, language.groups()), '').lower() if language else ''}"
        if name in _FORMULAS or name in _ROWS:
            self.formula = name
            return "$$" if name in _FORMULAS else "$$\\begin{aligned}"
        if name in _LISTS:
            self.lists.append(_LISTS[name])
            return ""
        if name in _TABLES:
            self.table = 1
            return ""
        if name in _BLOCKS:
            block = _BLOCK.match(rest)
            return f"\n**{inline(block.group(1))}**\n\n{inline(block.group(2))}".rstrip() if block else ""
        return self._statement(name, rest)

    def _statement(self, name: str, rest: str) -> str:
        """The beginning of a definition, a theorem, a question; of anything else only what stands behind."""
        if name in _ANSWERED:
            return f"A: {inline(rest)}".rstrip()
        if name in _ASKED:
            named = _NAME.match(rest)
            return f"Q: {inline(named.group(2) if named else rest)}".rstrip()
        if not _STATEMENTS.fullmatch(name.lower()):
            return "" if not re.sub(r"\[[^\]]*\]|\{[^{}]*\}", "", rest).strip() else inline(rest)
        named = _NAME.match(rest)
        text = inline(named.group(2) if named else rest).strip()
        kind = _FULL_NAMES.get(name.lower(), name.lower())
        if kind == "definition":
            return f"**{inline(named.group(1))}**: {text}".rstrip() if named else text
        if named:
            name = inline(named.group(1))
            label = f"{name} {kind}" if count_words(name) <= 2 and kind not in name.lower() else name
            return f"**{label}**: {text}".rstrip()
        return (
            text if kind in ("theorem", "lemma", "fact", "claim") else f"{kind.capitalize()}: {text}".rstrip()
        )

    def _whole(self, name: str, row: str) -> str:
        """An environment on one line."""
        body = re.sub(rf"\\(?:begin|end)\{{{name}\*?\}}", "", row).strip()
        if name in _FORMULAS or name in _ROWS:
            return f"$${body}$$"
        return self._begin(name, body) if _STATEMENTS.fullmatch(name.lower()) else inline(body)

    def _end(self, match: re.Match[str]) -> str:
        before = self._text(match.group(1)) if match.group(1).strip() else ""
        if match.group(2) in _LISTS and self.lists:
            self.lists.pop()
        if match.group(2) in _TABLES:
            self.table = 0
        return before

    def _text(self, row: str) -> str:
        if self.table:
            return self._row(row)
        item = _ITEM.match(row)
        depth = "    " * min(len(self.lists) - 1, DEEPEST)
        if item and self.lists:
            term = f"**{inline(item.group(1)).rstrip(':')}**: " if item.group(1) else ""
            return f"{depth}{self.lists[-1]} {term}{inline(item.group(2))}".rstrip()
        text = inline(row).strip()
        return f"{depth}    {text}" if self.lists and text else text

    def _row(self, row: str) -> str:
        """A row of a table, the first one with the rule below it."""
        text = _RULE_OF_TABLE.sub("", row).strip()
        if "&" not in text:
            return "" if self.table == 1 else NOTHING
        cells = [inline(cell).strip() for cell in re.split(r"(?<!\\)&", text)]
        line = "| " + " | ".join(cells) + " |"
        if self.table == 1:
            self.table = 2
            return f"{line}\n|{' --- |' * len(cells)}"
        return line


@cache
def _inline_commands() -> Sequence[tuple[re.Pattern[str], str]]:
    """What becomes of a command inside of a text; made when the first text asks."""
    return [(re.compile(pattern), made) for pattern, made in _INLINE]


def inline(text: str) -> str:
    """Text without its commands; formulas stay as they are."""
    parts = _MATH.split(text)
    for at in range(0, len(parts), 2):
        for pattern, made in _inline_commands():
            parts[at] = pattern.sub(made, parts[at])
    return "".join(parts)


def _labelled(name: str, text: str) -> str:
    return f"**{inline(name).rstrip(' .:')}**: {inline(text)}"
