"""Anki's card templates, as far as a card's words need them: fields, conditions, filters, gaps.

Source: Anki manual, "Field Replacements", "Card Generation" and "Cloze Templates".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from cards.model import Kind

_TAG = re.compile(r"\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}")
_GAP = re.compile(r"\{\{c(\d+(?:,\d+)*)::((?:(?!\{\{c\d|\}\}).)*)\}\}", re.DOTALL)
_OPENED = re.compile(r"\{\{c(\d+(?:,\d+)*)::")
"""One gap may belong to several cards."""
_FILTERS = frozenset(
    ("text", "hint", "furigana", "kanji", "kana", "type", "nc", "tts", "cloze", "cloze-only")
)
_HINTED = re.compile(r"\{\{[^{}]*\bhint:\s*([^{}:]+?)\s*\}\}")
_ANSWER_RULE = re.compile(r"<hr[^>]*id=[\"']?answer[\"']?[^>]*>", re.IGNORECASE)
_EMPTY = re.compile(r"<(?!img)[^>]*>|&nbsp;|\s", re.IGNORECASE)


def render(template: str, fields: Mapping[str, str], gap: int, *, answer: bool) -> str:
    """A side of a card as HTML.

    Args:
      template: with its `{{...}}`.
      fields: HTML by name; `FrontSide`, `Tags` and such are absent and come out empty.
      gap: the number of the gap that is asked, 0 for none.
      answer: whether the gaps are filled.
    """
    out: list[str] = []
    shown = [True]
    parts, rest = _parts(template)
    for text, sign, name in parts:
        if shown[-1]:
            out.append(text)
        if not sign:
            out.append(_field(name, fields, gap, answer) if shown[-1] else "")
        elif sign in ("#", "^"):
            filled = bool(_EMPTY.sub("", fields.get(name, "")))
            shown.append(shown[-1] and filled is (sign == "#"))
        else:
            del shown[max(1, len(shown) - 1) :]
    out.append(rest if shown[-1] else "")
    return "".join(out)


@lru_cache(maxsize=256)
def _parts(template: str) -> tuple[Sequence[tuple[str, str, str]], str]:
    """Text, sign and name of each tag, and the text at the end."""
    parts = _TAG.split(template)
    return list(zip(parts[::3], parts[1::3], parts[2::3], strict=False)), parts[-1]


@lru_cache(maxsize=256)
def back_of(template: str) -> str:
    """The template of a back without the front that it repeats."""
    rule = _ANSWER_RULE.search(template)
    return template[rule.end() :] if rule else template.replace("{{FrontSide}}", "")


@lru_cache(maxsize=256)
def hints_of(front: str, back: str) -> str:
    """The template of what a front keeps until it is asked for, where the back does not show it."""
    kept = (name for name in dict.fromkeys(_HINTED.findall(front)) if name not in back)
    return "".join(f"{{{{#{name}}}}}<p>{{{{{name}}}}}</p>{{{{/{name}}}}}" for name in kept)


def _field(tag: str, fields: Mapping[str, str], gap: int, answer: bool) -> str:
    if ":" not in tag:
        return fields.get(tag, "")
    *filters, name = (part.strip() for part in tag.split(":"))
    if any(one.split(" ")[0] not in _FILTERS for one in filters) and tag in fields:
        name = tag
    value = fields.get(name, "")
    if {"type", "hint"} & {*filters} and not answer:
        return ""
    return gaps(value, gap, answer=answer) if {"cloze", "cloze-only", "type"} & {*filters} and gap else value


def gaps(text: str, number: int, *, answer: bool) -> str:
    """A text with the gap of a number asked or filled, and all other gaps shown; inner gaps first."""

    def shown(match: re.Match[str]) -> str:
        inner, _, hint = match.group(2).partition("::")
        if number not in _listed(match.group(1)):
            return inner
        return f"<b>{inner}</b>" if answer else f"<b>[{hint or '…'}]</b>"

    before = ""
    while before != text:
        before, text = text, _GAP.sub(shown, text)
    return text


def sides_of(fields: Sequence[str], words: Callable[[str], str]) -> Iterator[tuple[Kind, int, str, str]]:
    """Kind, number, front and back of each card of a note whose templates are not known: the first field
    asks, by its gaps if it has any, and the others answer.

    Args:
      fields: HTML.
      words: makes HTML Markdown.

    Yields:
      Number 0 for the card that has the note's own id.
    """
    first, *others = [*fields, ""]
    more = [words(field) for field in others if field.strip()]
    asked = sorted(numbers(first))
    if not asked:
        yield "basic", 0, words(first), "\n\n".join(filter(None, more))
    for at, gap in enumerate(asked):
        front, back = (words(gaps(first, gap, answer=answer)) for answer in (False, True))
        yield "cloze", gap if at else 0, front, "\n\n".join(filter(None, (back, *more)))


def hides_pictures(fields: Sequence[str]) -> bool:
    """Whether a note masks parts of a picture, which its fields alone cannot show."""
    return bool(fields) and "::image-occlusion:" in fields[0]


def numbers(text: str) -> set[int]:
    """The numbers of the gaps in a text."""
    return {number for found in _OPENED.findall(text) for number in _listed(found)}


def _listed(numbers: str) -> list[int]:
    return [int(one) for one in numbers.split(",")]
