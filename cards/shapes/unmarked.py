"""Lists written without list marks: numbers and bullets of one's own, arrows, terms above definitions.

Works on one paragraph; whether a paragraph is anything else is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.labels.equations import Equation, equations, may_calculate
from cards.labels.label import split_label
from cards.labels.tasks import sets_task
from cards.markdown.tree import Block
from cards.shapes.definitions import definitions
from cards.words.abbreviation import FEWEST_LETTERS, letters_of, spelt_by
from cards.words.wording import count_words

_ENUMERATED = re.compile(
    r"\s*(?:\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])\)|\[\d{1,2}\]|[•●▪◦‣·∙○■□►➢➤⁃–☐☑☒]|\d{1,2}[.)]"
    r"|(?:Reason|Step|Option|Case|Rule|Tip|Point|Idea)\s*\d{1,2}\s*[:.)])\s+(?=\S)|\s*・\s*(?=\S)"
)
_BULLETS = "•●▪◦‣·∙○■□►➢➤⁃☐☑☒"
_BOXES = "☐☑☒"
_READ_LINE = re.compile(r"\s*([^\s【】]{1,20}【[^【】\n]{1,20}】)\s*(\S.*)")
"""A word with its reading, and what it means."""
_INLINE_NUMBERS = re.compile(r"(?:^|(?<=[\s,;.]))\(?(\d)\)\s+")
_BARE_NUMBERS = re.compile(r"(?:^|(?<=\s))(\d)\.?\s*(?=[^\W\d_])")
_NO_NAME = re.compile(r"[.!?:=]|^(?:st|nd|rd|th)\b|^[a-z]{1,2}$")
"""What names nothing: a sentence, a formula, an ordinal or a unit."""
MAX_NAME, LONGEST_LINE = 3, 300
"""Words behind a bare number, and letters of a line of them."""
_ARROW_LINE = re.compile(r"\s*[^\W\d_](?:(?![-=]>|→)[^.!?:]){1,40}\s(?:-+>|=>|→|\.{2,})\s(?:(?![-=]>|→).)+")
_TERM_LINE = re.compile(
    r"\s*(?=[A-Z\u00c0-\u024f])([^\W_][\w/()'-]*(?: [\w(][\w/()'-]*){0,3})\s+(?:[-=]+>|→|[-–—=])\s+"
    r"([^\W\d_][\w'-]+(?:[ ,;/]+[\w()'-]+)+[.]?)\s*"
)
"""A short name, a sign and some words without any other sign."""
_WORD_LINE = re.compile(
    r"\s*(?=[^\W\d_]|[¿¡])([^:=→\n.`$]{2,50}?)(?:\s*:|\s+(?:[-–—=]|-+>|→))\s+"
    r"(?=[^\W\d_]|[¿¡])([^:=→\n`$]{2,60}?)\s*"
)
"""A word or two and their meaning, as in a list of vocabulary."""
_BOLD_TERM = re.compile(r"\s*\*\*([^*\n]{2,50}[^*\n:.?!])\*\*\s+((?![-–—:=(])[^*\n]+)")
"""A term in bold, and what it means right behind it."""
_SENTENCE_OF_TERM = re.compile(r"\s*\*\*[^*\n]+\*\* (?:is|are|[a-z]{2,}s)\b[^\n]*[^\W\d_][^\n]*\.\s*")
"""Such a term as the subject of a sentence."""
_CODE_LINE = re.compile(r"\s*(`[^`\n]+`)\s+(?!(?:and|or|is|are|was|in|of|to)\b)([^\W\d_][^\n]*)")
"""A command or the like, and what it does right behind it."""
_TABBED_LINE = re.compile(r"[ \t]*([^\t*]{1,60}?)[ ]*\t+[ ]*([^\t]+?)[ \t]*")
"""Two columns with a tab between them."""
_CONSTANT_LINE = re.compile(r"\s*[^\W\d_]\w{0,2}\s?=\s?[^=\n]*\d[^=\n]*")
"""A sign and its value."""
_VALUE_LINE = re.compile(
    r"\s*([^\W\d_]\w{0,6})\s?=\s?([-+]?\d[\d.,]*(?:e[-+]?\d+|\s?[x×*·]\s?10\^?\{?[-+]?\d+\}?)?(?:\s?[^\d\s=+*(][^\s=+*(]*)?)\s*"
)
"""A sign and nothing but its value and unit."""
_COLUMNS_LINE = re.compile(r"\s*([^\s*|](?:\S| (?! )){0,40}?) {2,}(?!#+\s)(\S.*)")
"""Two columns with blanks between them; a remark behind a command is none."""
_CHAIN_LINE = re.compile(r"\s*[^\W\d_][^\n=>→-]{1,60}\s(?:-+>|=>|→)\s\S")
_PICTURED_LINE = re.compile(
    r"\s*[\u2190-\u21ff\u2600-\u27bf\u2b50-\u2b55\U0001f300-\U0001faff]\ufe0f?\s+\S+\s+\S"
)
_ASKED = re.compile(r"(?:Why|How|When|What) [^?\n]{1,60}\? \S")
LEAST_WORDS, MAX_WORDS = 3, 5
"""Lines of such a list, and words on either side."""
LEAST_SENTENCE = 4
"""Words of a line that is a sentence."""
_YEAR_LINE = re.compile(r"\s*((?:1\d|20)\d\d(?:\s?[-–/]\s?\d{2,4})?)\s*(?:[:：]|\s[-–—=]|\s?→)\s*(\S.*)")
"""A year and what happened in it."""
_DATED_LINE = re.compile(
    r"\s*((?:1\d|20)\d\d(?:[-–/]\d{2,4})?)\s+(?=[^\W\d_]{2})(?!(?:and|to|was|is|had)\b)(\S.*)"
)
"""Such a line with nothing between them, as in a table of times."""
LETTERED = "a"
"""The info of a list whose items were marked by letters."""
_BOLD_NUMBER = re.compile(r"(\*\*|__)\(?(?:Q\.?\s?)?\d{1,3}[.)]\1\s+")
_WIDE_NUMBER = re.compile(
    r"(?:\*\*)?(?:\d{1,3}[、．]|（\d{1,3}）)\s*(?=[^\n]{0,40}[\u3040-\u9fff\uac00-\ud7a3])|\d{1,3}\\[.)]\s+"
)
LEAST_TITLES, MAX_TITLE, MAX_ASKED = 2, 20, 80
"""Numbered lines that are titles together, and words of such a line."""


def as_list(block: Block, lines: Sequence[str]) -> tuple[Block | None, list[Block]] | None:
    """The list that the lines of a paragraph are, and the text before it; None where they are none."""
    marks = _marks(lines)
    if sum(marks) >= 2:
        return _enumerated(block, lines, marks)
    terms = [_TERM_LINE.fullmatch(line) for line in lines]
    if all(terms):
        return None, _labelled_lines(block, terms)
    bold = [_BOLD_TERM.fullmatch(line) for line in lines] if lines[0].lstrip().startswith("**") else []
    if bold and all(bold) and not all(map(_SENTENCE_OF_TERM.fullmatch, lines)):
        return None, _labelled_lines(block, bold)
    code = [_CODE_LINE.fullmatch(line) for line in lines] if lines[0][:1] == "`" else []
    if len(code) > 1 and sum(map(bool, code)) * 3 >= len(code) * 2 and all(row[:1] == "`" for row in lines):
        return None, _labelled_lines(block, code, lines)
    words = [_WORD_LINE.fullmatch(line) for line in lines] if len(lines) >= LEAST_WORDS else []
    if words and all(word and max(map(count_words, word.groups())) <= MAX_WORDS for word in words):
        return None, _labelled_lines(block, words)
    years = [_YEAR_LINE.fullmatch(line) for line in lines] if lines[0].strip()[:1].isdigit() else []
    if len(years) > 1 and all(years):
        return None, _labelled_lines(block, years)
    dated = [_DATED_LINE.fullmatch(line) for line in lines] if years[:1] == [None] and years[2:] else []
    if dated and all(dated) and _are_in_order(dated):
        return None, _labelled_lines(block, dated)
    read = [_READ_LINE.fullmatch(line) for line in lines] if "【" in lines[0] else []
    if read and all(read):
        return None, _labelled_lines(block, read)
    if len(lines) > LEAST_WORDS and "=" not in lines[0] and all(map(_CONSTANT_LINE.fullmatch, lines[1:])):
        title = block._replace(end=block.start, text=f"{lines[0].strip().rstrip(':')}:")
        places = range(block.start + 1, block.end + 1)
        return None, [
            title,
            list_of([_item(at, at, line.strip()) for at, line in zip(places, lines[1:], strict=True)]),
        ]
    values = [_VALUE_LINE.fullmatch(line) for line in lines] if len(lines) > 1 and "=" in lines[0] else []
    if values and all(values):
        return None, _labelled_lines(block, values)
    formulas = (
        [equations(line) for line in lines] if " = " in block.text and may_calculate(block.text) else []
    )
    if _are_formulas(formulas, lines):
        return None, _formulas(block, lines, formulas)
    first = lines[0].strip()
    columns = _TABBED_LINE if "\t" in first else _COLUMNS_LINE
    tabbed = [columns.fullmatch(line) for line in lines] if "\t" in first or "  " in first else []
    if sum(map(bool, tabbed)) >= LEAST_WORDS and sum(not line for line in tabbed) <= len(tabbed) // 5:
        return None, _labelled_lines(block, tabbed, lines)
    if (
        all(map(_ARROW_LINE.fullmatch, lines))
        or (len(lines) > 1 and all(map(_CHAIN_LINE.match, lines)))
        or all(map(_PICTURED_LINE.match, lines))
    ):
        places = range(block.start, block.end + 1)
        return None, [list_of([_item(at, at, line.strip()) for at, line in zip(places, lines, strict=True)])]
    defined = definitions(block, lines)
    return (None, defined) if defined else None


def _marks(lines: Sequence[str]) -> list[bool]:
    """Which lines begin an item: with a number, or with the bullet that the first of them has."""
    marks = [bool(_ENUMERATED.match(line)) for line in lines]
    if sum(marks) < 2:
        return marks
    bullet = lines[marks.index(True)].lstrip()[0]
    if bullet not in _BULLETS:
        return marks
    alike = _BOXES if bullet in _BOXES else bullet
    return [mark and line.lstrip()[0] in alike for mark, line in zip(marks, lines, strict=True)]


def _are_in_order(dated: Sequence[re.Match[str] | None]) -> bool:
    """Whether the years of lines follow each other."""
    years = [line.group(1) for line in dated if line]
    return years == sorted(years)


def _labelled_lines(
    block: Block, found: Sequence[re.Match[str] | None], lines: Sequence[str] = ()
) -> list[Block]:
    """A labelled paragraph for each line of a block, by its name and what it tells; others as they are."""
    texts = [
        f"**{one.group(1).rstrip()}**: {one.group(2)}" if one else lines[at] for at, one in enumerate(found)
    ]
    return [block._replace(start=at, end=at, text=text.strip()) for at, text in enumerate(texts, block.start)]


def _are_formulas(found: Sequence[Sequence[Equation]], lines: Sequence[str]) -> bool:
    """Whether most lines give a name on the left of a sign of equality what it is, each another name.

    A line with a label of its own, or a question with its answer, may stand among them.
    """
    named = [one for each in found for one in each]
    if not named or len({one.name.casefold() for one in named}) < len(named):
        return False
    told = sum(
        bool(each) or split_label(line) is not None or _ASKED.match(line) is not None
        for each, line in zip(found, lines, strict=True)
    )
    clear = [one.calculated or count_words(one.told) > 1 or " + " in one.name for one in named]
    return told > 1 and told * 5 >= len(lines) * 3 and sum(clear) * 2 >= len(named)


def _formulas(block: Block, lines: Sequence[str], found: Sequence[Sequence[Equation]]) -> list[Block]:
    """A labelled paragraph for each name, the other lines as they are."""
    made: list[Block] = []
    for at, (line, each) in enumerate(zip(lines, found, strict=True), start=block.start):
        texts = [f"**{one.name}**: {one.text if one.calculated else one.told}" for one in each]
        made += [block._replace(start=at, end=at, text=text) for text in texts or [line.strip()]]
    return made


def several_formulas(block: Block) -> list[Block]:
    """The formulas of several names in one line, as a labelled paragraph each; empty for any other line."""
    found = equations(block.text) if block.text.count(" = ") > 1 else []
    named = len(found) > 1 and count_words(found[0].name) <= MAX_NAME
    return _formulas(block, [block.text], [found]) if named else []


def with_numbered_titles(blocks: Sequence[Block]) -> Sequence[Block]:
    """Numbered lines that each stand above text of their own, as titles of it: `**3.** Name the parts`."""
    blocks = _with_wide_titles(blocks)
    found = {at for at in range(len(blocks) - 1) if _numbered_title(blocks, at)}
    if len(found) < LEAST_TITLES:
        return blocks
    return [_as_title(block) if at in found else block for at, block in enumerate(blocks)]


def _with_wide_titles(blocks: Sequence[Block]) -> Sequence[Block]:
    """`1、什么是锚` above its text, in notes of scripts that put no blank behind a number."""
    found = {
        at
        for at, block in enumerate(blocks)
        if (block.text[:1].isdigit() or block.text[:1] in "*（") and _WIDE_NUMBER.match(block.text)
    }
    if not found:
        return blocks
    made: list[Block] = []
    titles = 0
    for at, block in enumerate(blocks):
        pieces = _wide_pieces(block) if at in found else []
        follows = at + 1 < len(blocks) and at + 1 not in found
        for number, (piece, title) in enumerate(pieces, start=1):
            owns = "\n" in piece.text or (number == len(pieces) and follows)
            if not title or not owns:
                return blocks
            titles += 1
            _, _, rest = piece.text.partition("\n")
            made.append(piece._replace(end=piece.start, text=f"**{title}**"))
            made += [piece._replace(start=piece.start + 1, text=rest)] if rest else []
        made += [] if pieces else [block]
    return made if titles >= LEAST_TITLES else blocks


def _wide_pieces(block: Block) -> list[tuple[Block, str]]:
    """A paragraph cut at its numbers, each piece with the title that its first line is, if it is one."""
    lines = block.text.split("\n")
    starts = [at for at, line in enumerate(lines) if _WIDE_NUMBER.match(line)]
    pieces = []
    for low, high in zip(starts, [*starts[1:], len(lines)], strict=True):
        line = _WIDE_NUMBER.sub("", lines[low], count=1).strip().strip("*_")
        line = line.rstrip(".") if sets_task(line) else line
        whole = 0 < count_words(line) <= MAX_TITLE and line[-1:] not in "。：；，.:;,"
        text = "\n".join([line, *lines[low + 1 : high]])
        piece = block._replace(start=block.start + low, end=block.start + high - 1, text=text)
        pieces.append((piece, line if whole else ""))
    return pieces


def _numbered_title(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block is one numbered line above a text or bullets, and neither a sentence nor a label."""
    block = blocks[at]
    if block.kind == "list":
        if block.info != "1" or len(block.children) > 1 or len(block.children[0].children) != 1:
            return False
    elif (
        block.text[:2] not in ("**", "__") or block.kind != "paragraph" or not _BOLD_NUMBER.match(block.text)
    ):
        return False
    text = _line_of(block)
    short = 0 < count_words(text) <= (MAX_ASKED if text[-1:] in "?？" else MAX_TITLE)
    ends = text[-1:] not in ".!:;,。！：；，" or (text[-1:] == "." and sets_task(text.rstrip(".")))
    whole = short and "\n" not in text and ends
    following = blocks[at + 1]
    return whole and (following.kind == "paragraph" or (following.kind == "list" and following.info != "1"))


def _line_of(block: Block) -> str:
    """The text of a numbered line without its number."""
    line = block.children[0].children[0] if block.kind == "list" else block
    return _BOLD_NUMBER.sub("", line.text, count=1).strip().strip("*_") if line.kind == "paragraph" else ""


def _as_title(block: Block) -> Block:
    return block._replace(kind="paragraph", text=f"**{_line_of(block)}**", children=(), info="")


def inline_numbers(block: Block) -> list[Block]:
    """`names: (1) ..., (2) ..., (3) ...` in one line, when the numbers follow its beginning."""
    found = list(_INLINE_NUMBERS.finditer(block.text)) if "2)" in block.text else _bare_numbers(block.text)
    if len(found) < 2 or [int(match.group(1)) for match in found] != list(range(1, len(found) + 1)):
        return [block]
    lead = block.text[: found[0].start()].strip()
    if count_words(lead) > 8 or re.search(r"[.!?,;]\s", lead):
        return [block]
    edges = [*(match.start() for match in found), len(block.text)]
    texts = [
        block.text[match.end() : edge].strip(" ,;") for match, edge in zip(found, edges[1:], strict=True)
    ]
    result = list_of([_item(block.start, block.end, text) for text in texts], "1")
    return [block._replace(text=lead.rstrip(": ") + ":"), result] if lead else [result]


def _bare_numbers(text: str) -> list[re.Match[str]]:
    """The numbers of `1 talc 2 gypsum 3 calcite`: from one on, each before a few words and no sentence."""
    found = list(_BARE_NUMBERS.finditer(text)) if text[:1] == "1" and len(text) <= LONGEST_LINE else []
    if len(found) < LEAST_WORDS:
        return []
    edges = [*(match.start() for match in found[1:]), len(text)]
    names = [text[match.end() : edge].strip() for match, edge in zip(found, edges, strict=True)]
    few = all(0 < len(name.split()) <= MAX_NAME and not _NO_NAME.search(name) for name in names)
    return found if few else []


def as_one_line(block: Block) -> list[Block]:
    """One item that goes on counting in its line, `1. bow 2. stern 3. keel`, as a list of them all."""
    first = block.children[0].children[0]
    if block.info != "1" or block.form or len(block.children[0].children) > 1 or first.kind != "paragraph":
        return [block]
    made = inline_numbers(first._replace(text=f"1. {first.text}"))
    return made if made[0].kind == "list" else [block]


def one_column_table(block: Block, lines: Sequence[str]) -> list[Block]:
    """A table of one column is a title and its list."""
    title = lines[0].strip().rstrip("?:") + ("?" if "?" in lines[0] else ":")
    header = block._replace(end=block.start, text=title)
    rows = [
        (block.start + number, line.strip().strip("|").strip())
        for number, line in enumerate(lines)
        if number > 1
    ]
    items = [_item(at, at, _ENUMERATED.sub("", text, count=1)) for at, text in rows if re.search(r"\w", text)]
    return [header, list_of(items)] if items else [header]


def spelt_lines(block: Block, lines: Sequence[str]) -> list[Block]:
    """A title and the letters of one of its words, each before what it stands for; empty for other lines.

    Words of which the first letter is in bold are a list without a title.
    """
    if lines[0][3:5] == "**" and len(letters_of(lines)) == len(lines) >= FEWEST_LETTERS:
        return [list_of([_item(at, at, line.strip()) for at, line in enumerate(lines, start=block.start)])]
    letters = "" if lines[1].strip()[1:2].isalpha() else letters_of(lines[1:])
    if not spelt_by(letters, lines[0]):
        return []
    title = block._replace(end=block.start, text=f"{lines[0].strip().rstrip(':')}:")
    end = len(letters) + 1
    items = [_item(at, at, line.strip()) for at, line in enumerate(lines[1:end], start=block.start + 1)]
    behind = block._replace(start=block.start + end, text="\n".join(lines[end:]).strip())
    return [title, list_of(items), behind] if behind.text else [title, list_of(items)]


def list_of(items: Sequence[Block], info: str = "-") -> Block:
    return Block("list", items[0].start, items[-1].end, children=tuple(items), info=info)


def _enumerated(
    block: Block, lines: Sequence[str], marks: Sequence[bool]
) -> tuple[Block | None, list[Block]]:
    """Lines that begin with a number or a bullet of their own, and the text before them."""
    first = list(marks).index(True)
    texts: list[list[str]] = []
    starts: list[int] = []
    end = _end_of_list(lines, marks)
    for number in range(first, end):
        if marks[number]:
            starts.append(block.start + number)
            texts.append([_ENUMERATED.sub("", lines[number], count=1).strip()])
        else:
            texts[-1].append(lines[number].strip())
    items = [_item(at, at + len(text) - 1, "\n".join(text)) for at, text in zip(starts, texts, strict=True)]
    letters = LETTERED if re.match(r"\s*\(?a\)", lines[first]) else "-"
    result = list_of(items, "1" if re.match(r"\s*[(\[]?[\divx]", lines[first]) else letters)
    behind = block._replace(start=block.start + end, text="\n".join(lines[end:]).strip())
    made = [result, behind] if behind.text else [result]
    if not first:
        return None, made
    lead = block._replace(end=block.start + first - 1, text="\n".join(lines[:first]).strip())
    return lead, made


def _end_of_list(lines: Sequence[str], marks: Sequence[bool]) -> int:
    """Where text begins that only stands below a list: its last item ended before its line was full."""
    last = max(number for number, mark in enumerate(marks) if mark)
    for number in range(last + 1, len(lines)):
        before, line = lines[number - 1].strip(), lines[number].strip()
        fits = len(before) + len(line.split(" ", 1)[0]) < len(line)
        if fits and line[:1].isupper() and line.endswith((".", "!")) and count_words(line) >= LEAST_SENTENCE:
            return number
    return len(lines)


def _item(start: int, end: int, text: str) -> Block:
    return Block("item", start, end, children=(Block("paragraph", start, end, text),))
