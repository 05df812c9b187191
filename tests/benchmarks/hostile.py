"""Texts made to cost time: what opens and never closes, what nests, what repeats one sign or one short form.

Each is about as long as it is asked to be, so that the same text can be read at twice its length.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isqrt

Text = Callable[[int], str]


def _repeated(unit: str, before: str = "", after: str = "") -> Text:
    return lambda length: before + unit * (length // len(unit)) + after


def _numbered(unit: str, before: str = "") -> Text:
    def text(length: int) -> str:
        return before + "".join(unit.format(number=number) for number in range(length // len(unit)))

    return text


def _fences(length: int) -> str:
    return "\n\n## h\n\n".join("`" * number for number in range(isqrt(2 * length), 3, -1))


def _deep_list(length: int) -> str:
    return "\n".join("  " * level + "- x" for level in range(isqrt(length)))


def _headings(length: int) -> str:
    return "".join(f"{'#' * (number % 6 + 1)} h{number}\n" for number in range(length // 9))


def _wide_table(length: int) -> str:
    width = length // 6
    return "|" + "a|" * width + "\n|" + "-|" * width + "\n|" + "b|" * width


HOSTILE: Mapping[str, Text] = {
    "open brackets": _repeated("["),
    "open images": _repeated("!["),
    "open gaps": _repeated("{{c1::"),
    "open comments": _repeated("<!-- a\n"),
    "comments on a line": _repeated("<!--a-->"),
    "open fences": _repeated("```py\n\n## h\n\n"),
    "fences of falling length": _fences,
    "open mathematics": _repeated("\\[ a\n\n"),
    "open environments": _repeated("\\begin{align} a\n\n"),
    "open formulas": _repeated("$a "),
    "open tags": _repeated("<a "),
    "open tags over lines": _repeated("<a\n"),
    "open parentheses": _repeated("(a "),
    "open code": _repeated("``a `", "# T\n\n"),
    "deep quotes": _repeated(">", after=" x"),
    "deep lists": _deep_list,
    "numbers": _repeated("(1) a "),
    "questions": _repeated("what is this thing?\n\n"),
    "questions of a line": _repeated("Is it? Yes. ", "# T\n\n"),
    "questions without a mark": _repeated("What is a thing of this kind\n", "# T\n\n"),
    "turns of a talk": _repeated("User: What is this thing here?\nAssistant: it is so\n\n", "# T\n\n"),
    "names above labels": _numbered("Name{number}\nKind: it is\nUse{number}: so\n\n", "# T\n\n"),
    "sections of like labels": _numbered("## S{number}\n\nKind: a\nForm: b\n\n"),
    "labels": _numbered("Key {number}: it is about\n\n", "# T\n\n"),
    "labels of a line": _repeated("Key: a ", "# T\n\n"),
    "quotes": _repeated("> a short quote\n\n", "# T\n\n"),
    "one paragraph": _repeated("It is a sentence because it matters. "),
    "one long line": _repeated("word ", "# T\n\n"),
    "one long word": _repeated("a", "# T\n\n"),
    "blanks": _repeated(" ", "# T\n\nword", "word"),
    "blank lines": _repeated("\n", "# T\n\nword", "word"),
    "a long title": _repeated("word ", "# "),
    "a title of brackets": _repeated("[a] ", "# "),
    "a long item": _repeated("word, ", "# T\n\n- "),
    "items": _repeated("- a short item\n", "# T\n\n"),
    "calculations": _repeated("- load: a)))+a)))+a)))+a)))+a)))+a)))+a)))+a)))+a)))+a)))+a!\n", "# T\n\n"),
    "answers behind a line": _repeated("x " + " " * 60 + "answer", "# T\n\n- ask ", "\n- answer\n"),
    "blanks before arrows": _repeated(" ", "# T\n\n- a -> b\n- c", "d\n- e -> f"),
    "headings": _headings,
    "details": _repeated("<details><summary>q</summary>\n\n"),
    "open summaries": _repeated("<summary>", "# T\n\n"),
    "tags in a summary": _repeated("<>", "<summary>"),
    "rows": _repeated('a\t"b\n'),
    "colons": _repeated("a::"),
    "strong": _repeated("**a "),
    "emphasis": _repeated("*a_ "),
    "dashes": _repeated("a - ", "# T\n\n"),
    "arrows": _repeated("a -> ", "# T\n\n"),
    "signs of equality": _repeated("a = ", "# T\n\n"),
    "points": _repeated("a. ", "# T\n\n"),
    "addresses": _repeated("http://a ", "# T\n\n"),
    "references": _repeated("&amp;", "# T\n\n"),
    "wide table": _wide_table,
    "long table": _repeated("| a | b |\n", "| a | b |\n|---|---|\n"),
}


def file_of(name: str) -> str:
    """The name of a file that holds such a text."""
    return "n.txt" if name == "rows" else "n.md"
