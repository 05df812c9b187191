"""Statements judged in other languages: `Richtig oder falsch: Kork schwimmt. Richtig`, `... (Faux)`.

Question and answer stay in the words of the note. As in English, a word in brackets judges a statement only
where several are judged one below the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cards.marks.lines import Lines, Marked, unbulleted
from cards.marks.truth import MAX_STATEMENT

_WORDS: Sequence[tuple[str, str, str]] = (
    ("Richtig oder falsch", "richtig|wahr", "falsch|unwahr"),
    ("Vrai ou faux", "vrai", "faux"),
    ("Verdadero o falso", "verdadero|cierto", "falso"),
    ("Верно или неверно", "верно|правда", "неверно|неправда|ложь"),
    ("对还是错", "正确|正確|对|對", "错误|錯誤|错|錯"),
)
"""How a language asks whether a statement is true, and its words where it is and where it is not."""
_BETWEEN = r"\s*(?:oder|ou|o|или|还是|還是|或|/)\s*"
_NAMES = ("判断题", "判斷題")
"""What else such statements are called."""
_ANSWER = r"(?:(?:antwort|lösung|réponse|respuesta|solución|ответ|答案|答)\s*[:：]\s*)?"
FEWEST = 2
"""Judged statements one below the other that nothing announces."""


class _Language(NamedTuple):
    """The patterns of a language."""

    asks: str
    hints: Sequence[str]
    """Words of which one stands in every note that judges statements."""
    announced: re.Pattern[str]
    judged: re.Pattern[str]
    marked: re.Pattern[str]
    below: re.Pattern[str]


def _language(asks: str, true: str, false: str) -> _Language:
    word = rf"(?P<word>{true}|{false})"
    name = rf"(?:(?:{true}){_BETWEEN}(?:{false})|{'|'.join(_NAMES)})"
    end = r"[\s*_.。)）\]]*"
    marked = rf"\s*(?:[(（\[]|\*\*|__)+{word}(?:[)）\]]|\*\*|__)+{end}"
    return _Language(
        asks,
        [form for one in (*false.split("|"), *_NAMES) for form in (one, one.capitalize())],
        re.compile(rf"[*_(（\[]*{name}[*_)）\]]*\s*[:：?？.–—-]+[*_]*\s*(\S.*)", re.IGNORECASE),
        re.compile(rf"(?P<text>.{{4,}}?)(?:[\s(（\[*_–—→:：=-]+|(?<=[。！？])){word}{end}", re.IGNORECASE),
        re.compile(rf"(?P<text>.{{4,}}?){marked}", re.IGNORECASE),
        re.compile(rf"[*_(（\[]*{_ANSWER}[*_(（\[]*{word}{end}", re.IGNORECASE),
    )


_LANGUAGES = [_language(*words) for words in _WORDS]


def judged_abroad(lines: Lines) -> Iterator[Marked]:
    """Each statement as a question whether it is true."""
    for language in _LANGUAGES:
        if any(map(lines.has, language.hints)):
            yield from _statements(lines, language)


def _statements(lines: Lines, language: _Language) -> Iterator[Marked]:
    run: list[Marked] = []
    for number in range(1, len(lines) + 1):
        if not lines.free(number) or lines.heading(number) or lines.blank(number):
            continue
        text = unbulleted(lines[number][:MAX_STATEMENT])
        announced = language.announced.fullmatch(text)
        if announced:
            made = _announced(lines, number, announced.group(1), language)
            yield from [made] if made else ()
            continue
        found = language.marked.fullmatch(text)
        if found:
            run.append(_card(language, found["text"], found["word"], number, number))
        else:
            yield from run if len(run) >= FEWEST else ()
            run = []
    yield from run if len(run) >= FEWEST else ()


def _announced(lines: Lines, number: int, said: str, language: _Language) -> Marked | None:
    """A statement that is judged at its end or on the next line."""
    found = language.judged.fullmatch(said)
    if found:
        return _card(language, found["text"], found["word"], number, number)
    below = language.below.fullmatch(unbulleted(lines[number + 1])) if number < len(lines) else None
    return _card(language, said, below["word"], number, number + 1) if below else None


def _card(language: _Language, statement: str, word: str, start: int, end: int) -> Marked:
    wide = "：" if "\u4e00" <= language.asks[0] <= "\u9fff" else ": "
    front = f"{language.asks}{wide}{statement.strip(' *_')}"
    return Marked(front, f"{word[0].upper()}{word[1:].lower()}", start, end)
