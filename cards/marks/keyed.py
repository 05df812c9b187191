"""Numbered questions whose answers stand together in a key below them: `Answer key: 1. c 2. a`.

An answer belongs to the question with its number; questions without one are read like any other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from cards.marks.lines import Lines, Marked
from cards.marks.numbered import Entry, numbered_entries, question_at

_WORDS = (
    "answer|key|solution|lösungen|lösungsschlüssel|antworten|respuestas|soluciones|réponses|corrigé|risposte"
    "|soluzioni|respostas|gabarito|cevaplar|cevap anahtarı|ответы|答案|解答|정답"
)
_ANNOUNCED = (
    r"[ \t#>*_=-]*+(?:the )?(?:correct |model |sample )?"
    rf"(?:(?:answers?|solutions?)(?: key| sheet)?|{_WORDS})[*_]*[ \t]*"
)
_TITLE = re.compile(rf"{_ANNOUNCED}(?:[:：][ \t]*(?P<first>\(?\d.*)|[:：*_=-]*[ \t]*)", re.IGNORECASE)
_ANYWHERE = re.compile(rf"\n{_ANNOUNCED}(?:[:：][ \t]*\(?\d|[:：*_=-]*[ \t]*(?:\n|\Z))")
"""A title in a text of small letters, which is looked through sooner than line by line."""
_BEGINS = "#=aAcCgGkKlLmMrRsStTОо答解정"
"""With one of them begins every title of a key."""
_SHORT = re.compile(
    r"(?<!\S)\(?(\d{1,3})\s*[.):=–-]?\s*\(?([A-Ha-h]|[Tt]rue|[Ff]alse|TRUE|FALSE|T|F)\)?(?=[\s,;.]|$)"
)
"""An answer of a letter or a word, of which several can stand in a line."""
_LINE = re.compile(r"[\s>*_-]*\(?(\d{1,3})[*_]*\s*(?:[.):=–-]|\s)[*_]*\s*(\S.*)")
_RULE = re.compile(r"[\s*_=-]+")
LONGEST = 50
"""Letters of the title of a key without answers behind it."""
FEWEST = 2
"""Questions with an answer in the key."""


def keyed_questions(lines: Lines) -> Iterator[Marked]:
    """Questions with the answers that the key below them names; the lines of the key are taken too."""
    if not _ANYWHERE.search(f"\n{lines.text.lower()}"):
        return
    rows = lines.rows
    near = [
        at
        for at in lines.beginning(_BEGINS)
        if not rows[at - 1][LONGEST:] or ":" in rows[at - 1] or "：" in rows[at - 1]
    ]
    titles = [at for at in near if _TITLE.fullmatch(rows[at - 1]) and lines.free(at)]
    keys = [(title, *_key(lines, title)) for title in titles]
    keys = [key for key in keys if len(key[1]) >= FEWEST]
    entries = list(numbered_entries(lines)) if keys else []
    after = 0
    for title, answers, last in keys:
        asked = {entry.number: entry for entry in entries if after < entry.start < title and not entry.answer}
        found = [number for number in answers if number in asked]
        if len(found) < FEWEST or len(found) * 2 < len(answers):
            continue
        made = [
            one
            for entry in asked.values()
            if (one := _marked(lines, entry, title, answers.get(entry.number, "")))
        ]
        if len(found) == len(answers):
            lines.take(title, last)
        yield from made
        after = last


def _key(lines: Lines, title: int) -> tuple[dict[int, str], int]:
    """The answers below a title by their numbers, and the last line of the key."""
    answers: dict[int, str] = {}
    last, number = title, 0
    begun = _TITLE.fullmatch(lines[title])
    rest = begun["first"] if begun else None
    below = ((at, lines[at]) for at in range(title + 1, len(lines) + 1))
    for at, row in chain([(title, rest)] if rest else (), below):
        if at > title and (not lines.free(at) or lines.heading(at)):
            break
        several = _SHORT.findall(row)
        line = _LINE.fullmatch(row)
        if several and not re.search(r"\w", _SHORT.sub("", row)):
            answers.update((int(name), told) for name, told in several if int(name) not in answers)
            number = 0
        elif line and int(line.group(1)) not in answers:
            number = int(line.group(1))
            answers[number] = line.group(2)
        elif number and row.strip() and lines.indent(at):
            answers[number] += f"\n{row.strip()}"
        elif row.strip() and not _RULE.fullmatch(row):
            break
        last = at if row.strip() else last
    return answers, last


def _marked(lines: Lines, entry: Entry, title: int, answer: str) -> Marked | None:
    """A question with its answer; without one it is to be reported. Its lines go up to the key at most."""
    end = lines.filled(min(entry.end, title - 1), entry.start)
    asked = question_at(lines, entry.start, end)
    if asked is None:
        return None
    return Marked(*asked.answered(answer), entry.start, end, unanswered=not answer)
