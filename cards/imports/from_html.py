"""The HTML of another program's fields as Markdown: lists, tables, code, emphasis, pictures, formulas.

Scripts, styles and everything active vanish; what is left is text, and no tag of it comes through as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from html.parser import HTMLParser

from cards.bulk.alike import Alike

Shown = Callable[[str, str], str]
"""A picture in Markdown, by its address and the words that stand for it."""

_MATH = re.compile(
    r"\\\((?P<inline>.*?)\\\)|\\\[(?P<display>.*?)\\\]|\[\$\](?P<dollar>.*?)\[/\$\]"
    r"|\[\$\$\](?P<dollars>.*?)\[/\$\$\]|\[latex\](?P<latex>.*?)\[/latex\]",
    re.DOTALL,
)
_TAGS = re.compile(r"<[^>]*>")
_LINES = re.compile(r"<br\s*/?>|</div>|</p>", re.IGNORECASE)
_SOUND = re.compile(r"\[(?:sound|anki:play):[^\]]*\]")
_HIDDEN = frozenset(("script", "style", "iframe", "object", "embed", "template", "noscript", "svg", "head"))
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~", "strike": "~~"}
_BLOCKS = frozenset(
    ("p", "div", "ul", "ol", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr")
)
_SPECIAL = re.compile(r"([\\`*$]|(?<!\w)_|_(?!\w)|<(?=[a-zA-Z/!?])|\](?=\())")
_IN_WORDS = re.compile(r"([\\`*$_\[\]<])")
"""What the words of a picture cannot hold as it is."""
_AT_START = re.compile(r"(?m)^(\s*)(#{1,6}(?=\s)|[-+>](?=\s)|\d{1,9}[.)](?=\s)|(?:-{3,}|={3,})\s*$)")
_PLAIN_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*) ?(/?)>")
_RAW = frozenset(
    name
    for each in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext")
    for name in (each, each.upper(), each.title())
)
"""What these hold is no HTML."""
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\\]+", re.IGNORECASE)
_BALANCED = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*")
_LINKED = re.compile(r"(?:[^\[\]\\\n]|\\.)+")
_COUNT = re.compile(r"[1-9]\d?")
_FIRST = re.compile(r"\d{1,9}")
_SIDE = re.compile(r"(?:^|;)\s*text-align\s*:\s*(left|center|right)\b", re.IGNORECASE)
_RULES = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
"""What stands below the head of a column, by its side."""
_FENCE = "```\n"
_LANGUAGE = re.compile(r"(?:^|\s)lang(?:uage)?-([\w+#.-]{1,40})(?:\s|$)")
_BLANK = re.compile(r"[^\S\n]+")
_GAPS = re.compile(r"\n{3,}")
_PRIVATE = re.compile("[\ue000-\ue003]")
_SUSPECT = re.compile(r"[\\`*$_<\]]|[^\S ]|  |\A ?[#+>=\d-]")
"""What no running text has that stays as it is."""
_BY_WORDS = re.compile(r"\[(?:/?latex|sound:|anki:play:)|\\begin")
"""What is known by its words."""
_HOLE = "\ue000{}\ue001"
_HOLES = re.compile("\ue000(\\d+)\ue001")


def linked(source: str, words: str) -> str:
    """A picture that stays where it is."""
    return f"![{words}]({_encoded(source)})"


def _encoded(address: str) -> str:
    for sign in " <>" if _BALANCED.fullmatch(address) else " <>()":
        address = address.replace(sign, f"%{ord(sign):02X}")
    return address


def in_words(plain: str) -> str:
    """Plain text as the words of a picture."""
    return _IN_WORDS.sub(r"\\\1", plain)


def to_markdown(html: str, shown: Shown = linked) -> str:
    """A field as Markdown with TeX in `$...$` and `$$...$$`, its pictures as `shown` has them."""
    found = _ALIKE(html)
    return _whole(html, shown) if found is None else found


def plain_markdown(html: str) -> str | None:
    """A field as Markdown whose tags have no attributes and no content of their own kind; None for others."""
    pieces = _PLAIN_TAG.split(html)
    if "<" in "".join(pieces[::4]) or not _RAW.isdisjoint(pieces[2::4]) or _BY_WORDS.search(html):
        return None
    return _whole(html, linked)


_ALIKE = Alike(plain_markdown)


def _whole(html: str, shown: Shown) -> str:
    if "<" not in html and "&" not in html and "\\" not in html and "[" not in html:
        return escaped(html).strip()
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        tex = next(group for group in match.groups() if group is not None)
        tex = unescape(_TAGS.sub("", _LINES.sub("\n", tex))).strip()
        display = match.lastgroup in ("display", "dollars")
        wrapped = tex.startswith(("$", "\\begin{math}"))
        kept.append(tex if wrapped else f"$${tex}$$" if display else f"${tex}$")
        return _HOLE.format(len(kept) - 1)

    source = _PRIVATE.sub("", html)
    if "[" in source or "\\" in source:
        source = _MATH.sub(keep, _SOUND.sub("", source))
    writer = _Writer(shown)
    writer.take(source)
    text = writer.text()
    return _HOLES.sub(lambda match: kept[int(match.group(1))], text) if kept else text


def escaped(text: str) -> str:
    """Running text in which nothing is a mark of Markdown."""
    return _AT_START.sub(_shielded, _SPECIAL.sub(r"\\\1", text))


def _shielded(match: re.Match[str]) -> str:
    lead, mark = match.groups()
    return f"{lead}{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"{lead}\\{mark}"


class _Writer(HTMLParser):
    """Writes Markdown as the tags come by."""

    def __init__(self, shown: Shown = linked) -> None:
        super().__init__(convert_charrefs=True)
        self.shown = shown
        self.out: list[str] = []
        self.hidden = 0
        self.lists: list[int | None] = []
        self.code = 0
        self.rows: list[list[str]] | None = None
        self.spans: dict[tuple[int, int], tuple[int, int]] = {}
        """Rows and columns over which a cell reaches, by its row and its number there."""
        self.sides: dict[tuple[int, int], str] = {}
        """At which side a cell's text stands, by the same."""
        self.links: list[tuple[int, str]] = []
        """Where each open link began, and its address."""

    def take(self, html: str) -> None:
        """All of a text; tags without attributes, which are most, need no parser."""
        pieces = _PLAIN_TAG.split(html)
        if "<" in "".join(pieces[::4]) or not _RAW.isdisjoint(pieces[2::4]):
            self.feed(html)
            self.close()
            return
        for at in range(0, len(pieces) - 1, 4):
            text, ending, tag, closed = pieces[at : at + 4]
            if text:
                self.handle_data(unescape(text))
            if not ending:
                self.handle_starttag(tag.lower(), [])
            if ending or closed:
                self.handle_endtag(tag.lower())
        if pieces[-1]:
            self.handle_data(unescape(pieces[-1]))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        elif self.hidden:
            return
        elif tag == "br":
            self.out.append("\n" if self.code or self.rows is not None else "  \n")
        elif tag == "img":
            self._image(dict(attrs))
        elif tag in ("ul", "ol"):
            self._break(1 if self.lists else 2)
            self.lists.append(_first(dict(attrs)) if tag == "ol" else None)
        elif tag == "li":
            self._item()
        elif tag == "pre":
            self._break(2)
            self.code += 1
            self.out.append(_FENCE)
        elif tag in ("code", "tt", "kbd") and not self.code:
            self.out.append("`")
        elif tag == "code" and self.out[-1] == _FENCE:
            language = _LANGUAGE.search(dict(attrs).get("class") or "")
            self.out[-1] = f"```{language[1]}\n" if language else _FENCE
        elif tag == "table":
            self._break(2)
            self.rows, self.spans, self.sides = [], {}, {}
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            if attrs:
                self._shape(dict(attrs))
            self.rows[-1].append("")
            self.out.append("\ue002")
        elif tag == "hr":
            self._break(2)
            self.out.append("---")
            self._break(2)
        elif tag in _BLOCKS:
            self._break(1 if tag == "div" else 2)
            self.out.append(
                f"{'#' * max(3, int(tag[1]))} " if tag[0] == "h" else "> " if tag == "blockquote" else ""
            )
        elif tag in _MARKS and not self.code:
            self.out.append(f"\ue003{_MARKS[tag]}\ue003")
        elif tag == "a":
            self.links.append((len(self.out), " ".join((dict(attrs).get("href") or "").split())))
        elif tag in ("sub", "sup") and not self.code:
            self.out.append("_" if tag == "sub" else "^")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif self.hidden:
            return
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self._break(1 if self.lists else 2)
        elif tag == "pre" and self.code:
            self.code -= 1
            self.out.append("\n```")
            self._break(2)
        elif tag in ("code", "tt", "kbd") and not self.code:
            self.out.append("`")
        elif tag == "a" and self.links:
            self._link(*self.links.pop())
        elif tag in ("td", "th") and self.rows and self.rows[-1]:
            self.rows[-1][-1] = self._cell()
        elif tag == "table" and self.rows is not None:
            self._table()
        elif tag in _BLOCKS:
            self._break(1 if tag == "div" else 2)
        elif tag in _MARKS and not self.code:
            self.out.append(f"\ue003{_MARKS[tag]}\ue003")

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        if self.code or not _SUSPECT.search(data):
            self.out.append(data)
            return
        within_code = "".join(self.out[-1:]) == "`"
        text = _BLANK.sub(" ", data.replace("\n", " "))
        if not within_code:
            text = _SPECIAL.sub(r"\\\1", text)
            if not "".join(self.out[-1:]).strip(" "):
                text = _AT_START.sub(_shielded, text)
        self.out.append(text)

    def _image(self, found: dict[str, str | None]) -> None:
        source, words = " ".join((found.get("src") or "").split()), " ".join((found.get("alt") or "").split())
        if self.code:
            self.out.append(words)
        elif source and not source.lower().startswith("javascript:"):
            self.out.append(self.shown(source, in_words(words)))

    def _link(self, start: int, address: str) -> None:
        """What was written since the link began becomes its words, where words and address can be a link."""
        words = "".join(self.out[start:])
        if self.code or not _ADDRESS.match(address) or not _LINKED.fullmatch(words.strip()):
            return
        lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        self.out[start:] = [f"{lead}[{words.strip()}]({_encoded(address)}){trail}"]

    def _item(self) -> None:
        self._break(1)
        number = self.lists[-1] if self.lists else None
        depth = sum(max(4, len(f"{(behind or 1) - 1}. ")) for behind in self.lists[:-1])
        self.out.append(" " * depth + ("- " if number is None else f"{number}. "))
        if self.lists and number is not None:
            self.lists[-1] = number + 1

    def _break(self, lines: int) -> None:
        if self.rows is None:
            self.out.append("\n" * lines)

    def _cell(self) -> str:
        start = max((at for at, piece in enumerate(self.out) if piece == "\ue002"), default=0)
        text = " ".join("".join(self.out[start + 1 :]).split()).replace("|", "\\|")
        del self.out[start:]
        return text

    def _shape(self, attrs: Mapping[str, str | None]) -> None:
        """Keeps how far the cell that begins here reaches, and at which side its text stands."""
        if not self.rows:
            return
        place = len(self.rows) - 1, len(self.rows[-1])
        rows, columns = (attrs.get(name) or "1" for name in ("rowspan", "colspan"))
        if (rows, columns) != ("1", "1") and _COUNT.fullmatch(rows) and _COUNT.fullmatch(columns):
            self.spans[place] = int(rows), int(columns)
        if side := _SIDE.search(f"{attrs.get('style')};text-align:{attrs.get('align')}"):
            self.sides[place] = side[1].lower()

    def _table(self) -> None:
        said = self.rows or []
        sides = [
            [self.sides.get((at, number), "") for number, _ in enumerate(row)] for at, row in enumerate(said)
        ]
        rows, sides = self._filled(said), self._filled(sides)
        self.rows = None
        if not rows:
            return
        below = list(zip(*sides[1:] or sides, strict=True))
        rules = [_RULES[column[0]] if len({*column}) == 1 else _RULES[""] for column in below]
        lines = [f"| {' | '.join(row)} |" for row in [rows[0], rules, *rows[1:]]]
        self.out += ["\n".join(lines), "\n\n"]

    def _filled(self, rows: Sequence[Sequence[str]]) -> list[list[str]]:
        """The rows of a table, all of one length, with what is told of a cell wherever it reaches."""
        if not self.spans:
            width = max(map(len, rows), default=0)
            return [[*row, *[""] * (width - len(row))] for row in rows if row]
        from cards.files.spans import Cell, laid_out  # with all that reads files, and few tables need it

        cells = [
            [Cell(told, 0, *self.spans.get((at, number), (1, 1))) for number, told in enumerate(row)]
            for at, row in enumerate(rows)
        ]
        return [[cell.text for cell in row] for row in laid_out([row for row in cells if row])]

    def text(self) -> str:
        """The Markdown, with emphasis that holds its words and no more blank lines than needed."""
        whole = _emphasised("".join(self.out).replace("\ue002", ""))
        lines = [
            line.rstrip() if not line.endswith("  ") else line.rstrip() + "  " for line in whole.split("\n")
        ]
        return _GAPS.sub("\n\n", "\n".join(lines)).strip().removesuffix("  ")


def _first(attrs: Mapping[str, str | None]) -> int:
    """The number with which an ordered list begins."""
    start = _FIRST.fullmatch((attrs.get("start") or "").strip())
    return int(start[0]) if start else 1


_EMPHASIS = re.compile("\ue003(\\*\\*|\\*|~~)\ue003([^\ue003]*)\ue003\\1\ue003")


def _emphasised(text: str) -> str:
    """Marks stand close to their words; a pair around nothing, or one without a partner, goes."""
    if "\ue003" not in text:
        return text

    def close(match: re.Match[str]) -> str:
        mark, inner = match.groups()
        words = inner.strip()
        if not words or "\n\n" in words:
            return inner
        lead, trail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        return f"{lead}{mark}{words}{mark}{trail}"

    before = ""
    while before != text:
        before, text = text, _EMPHASIS.sub(close, text)
    return re.sub("\ue003[^\ue003]*\ue003", "", text)
