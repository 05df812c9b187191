"""Markdown of site generators and publishing tools as plain Markdown, line by line.

The boxes of MkDocs, Docusaurus, MyST and Quarto become callouts, their tabs paragraphs, their chunks code;
labels, imports and settings become blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from cards.files.source import FileText, holds_any

_SIGNS = frozenset("`~:!?=")
"""With one of them begins every line that opens something."""
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_BOX = re.compile(r"""(\s*)(?:!!!|\?\?\?\+?)\s+([A-Za-z][\w-]*)((?:\s+[\w-]+)*)\s*(?:["“](.*)["”])?\s*$""")
_TAB = re.compile(r'(\s*)===[!+]?\s+"([^"]+)"\s*$')
_COLONS = re.compile(r"\s*(:{3,})\s*(.*?)\s*$")
_CLASSED = re.compile(r"\{(.*)\}$")
_NAMED = re.compile(r"([a-z][\w-]*)\s*(?:\[(.*)\])?(?:\{[^{}]*\})?\s*(.*)$")
_DIRECTIVE = re.compile(r"\{([\w:-]+)\}\s*(.*)$")
_CHUNK = re.compile(r"\s*(`{3,}|~{3,}|:{3,})\s*\{\s*([\w:.+-]+)(.*)\}\s*(.*)$")
_OPTION = re.compile(r"\s*(?::[\w-]+:(?:\s.*)?|#\|.*)$")
_TITLE = re.compile(r"""\btitle\s*=\s*["'](.*?)["']""")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*(?:\{[^{}]*\})?$")
_STATEMENTS = {
    "thm": "theorem",
    "lem": "lemma",
    "cor": "corollary",
    "prp": "proposition",
    "def": "definition",
    "exm": "example",
    "exr": "exercise",
    "cnj": "conjecture",
}
_MATH, _PICTURES = ("math",), ("figure", "image")
_CODE = ("code-cell", "code-block", "code", "sourcecode", "literalinclude")
_SILENT = ("toctree", "tableofcontents", "contents", "bibliography", "index", "raw", "eval-rst", "include")
_LANGUAGES = ("r", "python", "julia", "sql", "bash", "js", "ojs", "stata", "sas", "cpp", "c++", "rust")
_HIDDEN = re.compile(r"\binclude\s*=\s*F|\becho\s*=\s*FALSE.*\bresults\s*=\s*.hide|^\s*setup\b")
_ROLE = re.compile(r"\{([\w:-]+)\}`([^`\n]{1,300})`")
_UNSAID = re.compile(r",?\s*(?:see\s+)?\{(?:eq|cite[\w:]*|numref|index)\}`[^`\n]{1,300}`")
_TARGET = re.compile(r"\([\w:.-]+\)=\s*$")
_CITATION = re.compile(r"\s?\[-?@[\w:.-][^\[\]\n]{0,200}\]")
_MODULE = re.compile(
    r"""(?:import\s.*\bfrom\s+['"].*|import\s+['"].*|export\s+(?:const|default|function|let)\b.*)$"""
)
_COMPONENT = re.compile(r"\s*</?[A-Z][\w.]*(?:\s[^<>]*)?/?>\s*$")
_ASIDE = re.compile(r"\s*</?aside>\s*$")
DEEPEST = 8
"""Boxes inside of boxes that are opened; what is deeper stays as it is."""
_SPAN = re.compile(r"\[([^\[\]\n]{1,300})\]\{[.#][^{}\n]*\}")
_SIZED = re.compile(r"(!\[[^\[\]\n]*\]\([^()\n]*\))\{[^{}\n]*\}")
_BREAK = re.compile(r"(?<=[^\\\s])\\$")
_ESCAPED_NUMBER = re.compile(r"^(\s*\d{1,2})\\(?=[.)]\s)")
_ENDS = "\0"
"""Behind a line after which a blank one is missing; no text that has been read holds this sign."""
_MARKS = (
    "!!! ",
    "??? ",
    "???+ ",
    ":::",
    "```{",
    "~~~{",
    '=== "',
    "}`",
    ")=\n",
    "[@",
    "[-@",
    "<aside>",
    "]{",
    "){",
)


def read_site(text: str, file: str) -> FileText | None:
    """The lines of a note without what only its generator understands; None where nothing of it stands."""
    components = PurePath(file).suffix.lower() == ".mdx"
    if not components and not holds_any(text, _MARKS):
        return None
    made = _Walk(text.split("\n"), components).run()
    if not any(line.endswith(_ENDS) for line in made):
        return FileText(made)
    lines: list[str] = []
    places: list[int] = []
    for place, line in enumerate(made, start=1):
        lines.append(line.rstrip(_ENDS))
        places.append(place)
        if line.endswith(_ENDS):
            lines.append("")
            places.append(place)
    return FileText(lines, places=places)


class _Walk:
    """One pass over the lines; `prefix` stands before each line inside of boxes."""

    def __init__(self, rows: Sequence[str], components: bool, depth: int = 0) -> None:
        self.rows = rows
        self.depth = depth
        self.components = components
        self.myst = any(_TARGET.match(row) or "```{" in row for row in rows)
        self.pandoc = any("]{." in row or "){width" in row for row in rows)
        self.closing = any(row.strip().startswith(":::") and not row.strip(": \t") for row in rows)
        self.at = 0
        self.opened: list[tuple[str, str]] = []
        """The marks of the boxes that are open, and what stands before their lines."""
        self.made: list[str] = []

    def run(self) -> list[str]:
        while self.at < len(self.rows):
            self._line(self.rows[self.at])
        return self.made

    @property
    def prefix(self) -> str:
        return self.opened[-1][1] if self.opened else ""

    def _add(self, text: str) -> None:
        self.made.append(f"{self.prefix}{text}".rstrip() if text or self.prefix else "")
        self.at += 1

    def _line(self, row: str) -> None:
        if not self.opened and row.lstrip()[:1] not in _SIGNS:
            self._add(self._plain(row))
            return
        chunk = _CHUNK.match(row)
        box, tab = (_BOX.match(row), _TAB.match(row)) if self.depth < DEEPEST else (None, None)
        if self.opened and row.strip() == self.opened[-1][0]:
            self.opened.pop()
            self._add("")
        elif chunk and chunk.group(1)[0] != ":":
            self._chunk(chunk)
        elif _FENCE.match(row):
            self._copy_fence(row)
        elif box:
            self._indented(box.group(1), f"> [!{box.group(2)}] {box.group(4) or ''}".rstrip(), "> ")
        elif tab:
            self._indented(tab.group(1), f"**{tab.group(2)}**", "")
        elif self.closing and (colons := _COLONS.match(row)):
            self._colons(colons.group(1), colons.group(2))
        else:
            self._add(self._plain(row))

    def _copy_fence(self, row: str) -> None:
        """Code as it stands, to the end of its fence."""
        match = _FENCE.match(row)
        mark = match.group(1) if match else "```"
        self._add(row)
        while self.at < len(self.rows):
            inside = self.rows[self.at]
            self._add(inside)
            if inside.strip().startswith(mark) and not inside.strip(" \t`~"):
                return

    def _indented(self, indent: str, first: str, mark: str) -> None:
        """A box or a tab whose lines are indented by four."""
        self._add(f"{indent}{first}" if not self.prefix else first)
        inner = re.compile(rf"{indent}(?: {{4}}|\t)")
        end = self.at
        while end < len(self.rows) and (inner.match(self.rows[end]) or not self.rows[end].strip()):
            end += 1
        while end > self.at and not self.rows[end - 1].strip():
            end -= 1
        rows = [inner.sub("", row, count=1) for row in self.rows[self.at : end]]
        lines = _Walk(rows, self.components, self.depth + 1).run() if rows else []
        for line in lines:
            self._add(f"{indent}{mark}{line}".rstrip())
        if end < len(self.rows) and lines:
            if self.rows[end].strip():
                self.made[-1] += _ENDS
            else:
                self._add_blank()

    def _add_blank(self) -> None:
        """The line behind a box is blank, so that the box ends there."""
        self.made.append(self.prefix.rstrip())
        self.at += 1

    def _colons(self, mark: str, says: str) -> None:
        """A box between colons, or something that only sets the page; without text it is an end."""
        if not says:
            if self.opened:
                self.opened.pop()
            self._add("")
            return
        directive, classed = _DIRECTIVE.match(says), _CLASSED.match(says)
        named = _NAMED.match(says)
        kind = title = ""
        if directive and "." not in directive.group(1):
            kind, title = directive.groups()
        elif classed:
            kind, title = _of_classes(classed.group(1))
        elif named:
            kind, title = named.group(1), named.group(2) or named.group(3)
        self._open(mark, kind, title)

    def _open(self, mark: str, kind: str, title: str) -> None:
        """Begins a box; its title may be the heading that is its first line."""
        if not kind:
            self._add("")
            self.opened.append((mark, self.prefix))
            return
        following = self.at + 1
        while following < len(self.rows) and _OPTION.match(self.rows[following]):
            following += 1
        heading = _HEADING.match(self.rows[following]) if following < len(self.rows) else None
        kind = kind.split(":")[-1]
        if kind == "admonition" or (title and kind == "dropdown"):
            kind = "definition" if title.casefold().startswith("definition") else "note"
        own = title or (heading.group(1) if heading else "")
        self._add(f"> [!{kind}] {own}".rstrip())
        self.opened.append((mark, f"{self.prefix}> "[: 2 * DEEPEST]))
        while self.at < following:
            self._add("")
        if heading and not title:
            self._add("")

    def _chunk(self, chunk: re.Match[str]) -> None:
        """A fence whose braces say what it holds: code, a formula, a picture, a box, or what nobody reads."""
        mark, name, options, rest = chunk.groups()
        end = next((at for at in range(self.at + 1, len(self.rows)) if self.rows[at].strip() == mark), None)
        if end is None:
            self._copy_fence(chunk.group())
        elif name in _SILENT or (name in _LANGUAGES and _HIDDEN.search(options)):
            while self.at <= end:
                self._add("")
        elif name in _MATH:
            self._fenced("$$", "$$", end)
        elif name in _CODE or name in _LANGUAGES or name.startswith("."):
            language = name.lstrip(".") if name not in _CODE else rest.split(" ")[0].removeprefix("ipython3")
            self._fenced(f"```{language}", "```", end)
        elif name in _PICTURES:
            self._add(f"![]({rest})")
            while self.at < end:
                self._add("" if _OPTION.match(self.rows[self.at]) else self._plain(self.rows[self.at]))
            self._add("")
        else:
            self._open(mark, name, rest)

    def _fenced(self, opening: str, closing: str, end: int) -> None:
        """The lines of a chunk; its options stand above the fence."""
        while self.at + 1 < end and _OPTION.match(self.rows[self.at + 1]):
            self._add("")
        self._add(opening)
        while self.at < end:
            self._add(self.rows[self.at])
        self._add(closing)

    def _plain(self, row: str) -> str:
        """A line of text without targets, roles and citations."""
        if "<" in row and _ASIDE.match(row):
            return ""
        if self.components and (_MODULE.match(row) or _COMPONENT.match(row)):
            return ""
        if self.myst and (_TARGET.match(row) or row.startswith("% ")):
            return ""
        if "}`" in row:
            row = _ROLE.sub(_said_by_role, _UNSAID.sub("", row))
        if "{" in row:
            row = _SIZED.sub(r"\1", _SPAN.sub(r"\1", row))
        if self.pandoc and "\\" in row:
            row = _ESCAPED_NUMBER.sub(r"\1", _BREAK.sub("", row))
        return _CITATION.sub("", row) if "@" in row else row


def _said_by_role(match: re.Match[str]) -> str:
    name, text = match.groups()
    if name == "math":
        return f"${text}$"
    return re.sub(r"\s*<[^<>]*>$", "", text)


def _of_classes(text: str) -> tuple[str, str]:
    """The kind and the title of a box by its classes; both empty for what only sets the page."""
    callout = re.search(r"\.callout-(\w+)", text)
    statement = re.search(r"#(\w{3})-", text)
    title = _TITLE.search(text)
    kind = callout.group(1) if callout else _STATEMENTS.get(statement.group(1), "") if statement else ""
    return kind, title.group(1) if title and kind else ""
